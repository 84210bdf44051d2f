"""The whole story in real browsers: a phone that plays, a projector that follows, a desk that sees who agreed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.answers import answer_plainly
from tests.browser.people import LAPTOP, PHONE, PROJECTOR, Person
from tests.running import Quest, quest
from tests.story.solver import pack


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest that nobody else plays: eight trains fit on the stage."""
    with quest(tmp_path_factory.mktemp("story") / "data") as found:
        yield found


def test_wing_plays_is_seen_on_the_projector_registers_applies_and_is_found_by_the_recruiter(
    running: Quest, browser: Browser
) -> None:
    wing = Person(browser, running.url, size=PHONE)
    stage = Person(browser, running.url, size=PROJECTOR)
    stage.page.goto("/stage/overall")
    wing.join("Wing the Rider")
    line = pack().line("F")
    assert line is not None

    wing.ride(line.levels[0])
    expect(stage.page.get_by_text("Wing the Rider")).to_be_visible()
    for level_id in line.levels[1:]:
        wing.ride(level_id)
    wing.page.goto("/finish/F")
    expect(wing.page.get_by_role("heading", level=1)).to_contain_text("Wing the Rider")
    total = running_total(wing)
    expect(stage.page.locator("body")).to_contain_text(f"{total:,}")

    wing.page.goto("/register")
    assert wing.page.locator("input[type=checkbox][name=employers]").is_checked() is False
    wing.page.get_by_label("Name", exact=True).fill("Cheung Wing")
    wing.page.get_by_label(re.compile("^E-?mail", re.IGNORECASE)).fill("wing@example.org")
    wing.page.locator("#education").select_option("bachelor")
    wing.page.get_by_role("button", name="Create my profile").click()
    expect(wing.page).not_to_have_url(re.compile("register"))

    wing.page.goto("/jobs?company=starpier-pay")
    wing.page.get_by_role("link", name="Graduate Fraud Analyst").first.click()
    wing.page.get_by_role("button", name=re.compile("^Apply")).first.click()
    expect(wing.page.get_by_text("Applied").first).to_be_visible()

    recruiter = Person(browser, running.url, size=LAPTOP)
    email, password = running.sign_ins["recruiter"]
    recruiter.page.goto("/sign-in?next=/recruit")
    recruiter.page.get_by_label(re.compile("^E-?mail", re.IGNORECASE)).first.fill(email)
    recruiter.page.get_by_label("Password").fill(password)
    recruiter.page.get_by_role("button", name="Sign in", exact=True).click()
    recruiter.page.goto("/recruit")
    recruiter.page.get_by_role("link", name=re.compile("Cheung Wing")).first.click()
    expect(recruiter.page.get_by_text("wing@example.org").first).to_be_visible()
    expect(recruiter.page.get_by_role("heading", name="Graduate Fraud Analyst")).to_be_visible()
    assert wing.faults + stage.faults + recruiter.faults == []


def running_total(player: Person) -> int:
    """The points that the player's own page shows."""
    answer = player.context.request.get("/api/v1/me")
    points: int = answer.json()["points"]
    return points


def test_a_point_earned_on_a_phone_stands_on_the_projector_without_reload(running: Quest, browser: Browser) -> None:
    stage = Person(browser, running.url, size=PROJECTOR)
    stage.page.goto("/stage/level:b1")
    stage.page.evaluate("window.sameDocument = true")
    priya = Person(browser, running.url, size=PHONE)
    priya.join("Priya on a phone")
    priya.ride("b1")
    expect(stage.page.get_by_text("Priya on a phone")).to_be_visible()
    assert stage.page.evaluate("window.sameDocument") is True
    assert stage.faults + priya.faults == []


def test_a_line_can_be_begun_with_script_switched_off(running: Quest, browser: Browser) -> None:
    context = browser.new_context(base_url=running.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/start")
    page.get_by_label("Nickname").fill("No Script")
    page.get_by_role("button", name="Start riding").click()
    page.goto("/levels/f1")
    page.get_by_role("button", name="Start this stop").click()
    answer_plainly(page)
    expect(page.locator(".verdict h1")).to_be_visible()


def test_the_back_button_and_a_double_tap_count_one_answer(running: Quest, browser: Browser) -> None:
    tom = Person(browser, running.url, size=PHONE)
    tom.join("Tom twice")
    tom.page.goto("/levels/f1")
    tom.page.get_by_role("button", name="Start this stop").click()
    question = tom.standing("f1")
    tom.answer(question)
    tom.page.locator("button[form=answer]").dblclick()
    expect(tom.page.get_by_role("heading", name="Why")).to_be_visible()
    points = running_total(tom)
    tom.page.go_back()
    expect(tom.page.locator("#prompt")).not_to_have_text(question.prompt.en)
    assert running_total(tom) == points
    assert tom.faults == []


def test_reloading_in_the_middle_of_a_level_resumes_it(running: Quest, browser: Browser) -> None:
    ada = Person(browser, running.url, size=PHONE)
    ada.join("Ada again")
    ada.page.goto("/levels/a1")
    ada.page.get_by_role("button", name="Start this stop").click()
    prompt = ada.page.locator("#prompt").inner_text()
    ada.page.reload()
    assert ada.page.locator("#prompt").inner_text() == prompt
    ada.page.goto("/levels/a1")
    ada.page.locator("form[action*=attempts] button, a[href*=attempts]").first.click()
    assert ada.page.locator("#prompt").inner_text() == prompt
