"""Every kind of question in a real browser: with a finger, with the keyboard alone, on the narrowest phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from quest.exchange.packs import read_pack
from quest.levels.base import Question
from quest.levels.kinds import kinds
from tests.browser.answers import WAYS, answer, answer_plainly
from tests.browser.hands import Finger, Keys, radio
from tests.browser.people import LAPTOP, PHONE, Person
from tests.packs import EVERY_KIND
from tests.running import Quest, quest

PACK = read_pack(EVERY_KIND)
LEVELS = sorted(level.id for level in PACK.levels)
LOCALES = {"en": "en-GB", "zh-Hant": "zh-HK", "zh-Hans": "zh-CN"}
SMALLEST = 44
"""Pixels that a thumb needs."""

TOO_SMALL = """least => [...document.querySelectorAll("main button, main label, main select, main .input, .act button")]
  .filter(each => each.checkVisibility() && !each.closest(".vh") && (each.control?.type ?? "radio") !== "text")
  .filter(each => { const box = each.getBoundingClientRect(); return box.width < least || box.height < least })
  .map(each => each.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest that plays the pack of all kinds."""
    with quest(tmp_path_factory.mktemp("kinds") / "data") as found:
        loaded = found.command("campaign", "load", str(EVERY_KIND))
        assert loaded.returncode == 0, loaded.stderr
        yield found


@pytest.fixture(scope="module")
def thumb(running: Quest, browser: Browser) -> Person:
    """Return somebody with a phone."""
    person = Person(browser, running.url, size=PHONE)
    person.join("Thumb on glass")
    return person


@pytest.fixture(scope="module")
def typist(running: Quest, browser: Browser) -> Person:
    """Return somebody with a laptop whose mouse is broken."""
    person = Person(browser, running.url, size=LAPTOP)
    person.join("Keys alone")
    return person


@pytest.fixture(scope="module")
def plain(running: Quest, browser: Browser) -> Page:
    """Return the page of somebody whose browser runs no script."""
    page = browser.new_context(base_url=running.url, java_script_enabled=False).new_page()
    page.goto("/start")
    page.get_by_label("Nickname").fill("No Script")
    page.get_by_role("button", name="Start riding").click()
    return page


def begin(page: Page, level_id: str) -> None:
    page.goto(f"/levels/{level_id}")
    page.locator(".act button").first.click()
    expect(page.locator("#prompt")).to_be_visible()


def question_of(level_id: str) -> Question:
    level = PACK.level(level_id)
    assert level is not None
    return level.questions[0]


def test_every_kind_is_played_here():
    assert {question_of(level_id).kind for level_id in LEVELS} == set(kinds())
    assert set(WAYS) == set(kinds().values())


@pytest.mark.parametrize("level_id", LEVELS)
def test_a_thumb_plays_it(thumb: Person, level_id: str):
    begin(thumb.page, level_id)
    _play(Finger(thumb.page), level_id)
    assert thumb.faults == []


@pytest.mark.parametrize("level_id", LEVELS)
def test_the_keyboard_alone_plays_it(typist: Person, level_id: str):
    begin(typist.page, level_id)
    _play(Keys(typist.page), level_id)
    assert typist.faults == []


def _play(hand: Finger, level_id: str) -> None:
    question = question_of(level_id)
    answer(hand, question)
    hand.use(hand.page.locator("button[form=answer]"))
    heading = {"nobody": "Thank you, counted", "reviewer": "On its way to a reviewer"}
    verdict = hand.page.get_by_role("heading", level=1)
    expect(verdict).to_have_text(heading.get(question.JUDGED_BY, "Right call"))


@pytest.mark.parametrize("level_id", LEVELS)
def test_it_can_be_played_with_script_switched_off(plain: Page, level_id: str):
    begin(plain, level_id)
    answer_plainly(plain)
    expect(plain.locator(".verdict h1")).to_be_visible()


@pytest.mark.parametrize("language", LOCALES)
def test_every_kind_fits_the_narrowest_phone_and_a_thumb(running: Quest, browser: Browser, language: str):
    context = browser.new_context(
        base_url=running.url, viewport={"width": 320, "height": 640}, locale=LOCALES[language], has_touch=True
    )
    page = context.new_page()
    page.goto("/start")
    page.locator("input[name=nickname]").fill(f"Narrow {language}")
    page.locator("input[name=nickname]").press("Enter")
    page.wait_for_url("**/route")
    for level_id in LEVELS:
        begin(page, level_id)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, level_id
        assert page.evaluate(TOO_SMALL, SMALLEST) == [], level_id
    context.close()


def test_letters_and_numbers_choose(typist: Person):
    begin(typist.page, "image-choice")
    typist.page.wait_for_load_state("networkidle")  # the keys are heard from when their module is there
    for key, place in (("b", 1), ("3", 2), ("A", 0)):
        typist.page.keyboard.press(key)
        expect(typist.page.locator("input[type=radio]").nth(place)).to_be_checked()


def test_one_vote_too_many_is_not_sent(thumb: Person):
    begin(thumb.page, "poll")
    Finger(thumb.page).tick("Pay", "The team", "Learning")
    Finger(thumb.page).press("Send")
    expect(thumb.page.locator("input:invalid")).to_have_count(1)
    Finger(thumb.page).tick("Pay")
    Finger(thumb.page).press("Send")
    expect(thumb.page.get_by_role("heading", level=1)).to_have_text("Thank you, counted")


def test_a_tap_on_the_picture_chooses_in_the_list_and_the_list_on_the_picture(thumb: Person):
    begin(thumb.page, "hotspot")
    Finger(thumb.page).point(46, 22, "Joint at the top")
    Finger(thumb.page).choose("Box on the floor")
    chosen = thumb.page.locator("[data-spot][data-chosen]")
    expect(chosen).to_have_count(1)
    value = radio(thumb.page, "Box on the floor").get_attribute("value")
    expect(chosen).to_have_attribute("data-spot", value or "")


def test_a_word_that_was_put_into_a_gap_can_be_taken_back_and_is_told(thumb: Person):
    begin(thumb.page, "gaps")
    hand = Finger(thumb.page)
    hand.press("later")
    expect(thumb.page.locator("main").get_by_role("status")).to_have_text("Gap 1: later")
    hand.press("Gap 1: later")
    expect(thumb.page.locator("main").get_by_role("status")).to_have_text("Gap 1, open")
    for word in ("0", "100", "later", "earlier"):
        hand.press(word)
    hand.press("Check answer")
    expect(thumb.page.get_by_role("heading", level=1)).to_have_text("Right call")


def test_each_thing_of_a_deck_is_told_and_one_can_go_back(typist: Person):
    begin(typist.page, "interests")
    first = typist.page.locator(".deck-card").inner_text()
    typist.page.keyboard.press("1")
    second = typist.page.locator(".deck-card").inner_text()
    expect(typist.page.locator("main").get_by_role("status")).to_have_text(f"{first}: Not for me. {second}")
    Keys(typist.page).press("Back")
    expect(typist.page.locator(".deck-card")).to_have_text(first)
    expect(typist.page.get_by_role("button", name="Not for me")).to_have_attribute("aria-pressed", "true")


def test_a_statement_can_be_swiped(thumb: Person):
    begin(thumb.page, "interests")
    card = thumb.page.locator(".deck-card")
    words = card.inner_text()
    box = card.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    thumb.page.mouse.move(*middle)
    thumb.page.mouse.down()
    thumb.page.mouse.move(middle[0] + 120, middle[1], steps=6)
    thumb.page.mouse.up()
    expect(thumb.page.locator("main").get_by_role("status")).to_contain_text(f"{words}: Yes, gladly.")


def test_interests_that_are_sent_too_early_show_which_are_open(thumb: Person):
    begin(thumb.page, "interests")
    Finger(thumb.page).press("Curious")
    Finger(thumb.page).press("Send")
    expect(thumb.page.locator("fieldset")).to_have_count(6)
    expect(thumb.page.locator("fieldset").first).to_be_visible()
    expect(thumb.page.locator("input:focus")).to_have_count(1)


def test_the_ends_of_a_scenario_teach_and_the_way_there_is_told(thumb: Person):
    begin(thumb.page, "scenario")
    hand = Finger(thumb.page)
    hand.choose("Look for the bug on your own")
    hand.press("Go on")
    expect(thumb.page.locator("#scene")).to_be_focused()
    expect(thumb.page.get_by_role("list", name="What happened so far")).to_contain_text("Look for the bug on your own")
    thumb.page.reload()
    hand.choose("Roll back now and say so")
    hand.press("Go on")
    expect(thumb.page.get_by_role("heading", level=1)).to_have_text("Close")
    expect(thumb.page.get_by_text("A rollback is no defeat.")).to_be_visible()


def test_an_open_text_counts_its_letters_and_shows_what_earns_the_points_afterwards(thumb: Person):
    begin(thumb.page, "open")
    expect(thumb.page.get_by_text("An image from daily life")).to_have_count(0)
    Finger(thumb.page).type("Your answer", "A drawer.")
    expect(thumb.page.get_by_text("391 characters left")).to_be_visible()
    Finger(thumb.page).press("Send to a reviewer")
    expect(thumb.page.get_by_role("heading", name="What earns points")).to_be_visible()


def test_the_slider_moves_by_steps_with_the_arrows(typist: Person):
    begin(typist.page, "estimate")
    hand = Keys(typist.page)
    hand.reach(typist.page.get_by_label("Your estimate, roughly"))
    typist.page.keyboard.press("ArrowRight")
    expect(typist.page.get_by_label("Your estimate", exact=True)).to_have_value("151")
    hand.press("Less")
    hand.press("Less")
    expect(typist.page.get_by_label("Your estimate", exact=True)).to_have_value("149")


@pytest.fixture(scope="module")
def reader(running: Quest, browser: Browser) -> Person:
    """Return somebody who looks things up in another language."""
    person = Person(browser, running.url, size=PHONE)
    person.join("Reads in two")
    return person


@pytest.mark.parametrize("level_id", LEVELS)
def test_a_half_made_answer_outlives_a_switch_of_language(reader: Person, level_id: str):
    page, hand = reader.page, Finger(reader.page)
    begin(page, level_id)
    answer(hand, question_of(level_id))
    for language in ("zh-Hant", "en"):
        page.locator(f".foot button[value={language}]").tap()
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("#prompt")).to_be_visible()
    page.wait_for_load_state("networkidle")
    hand.use(page.locator("button[form=answer]"))
    expected = {"nobody": "Thank you, counted", "reviewer": "On its way to a reviewer"}
    heading = expected.get(question_of(level_id).JUDGED_BY, "Right call")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert reader.faults == []
