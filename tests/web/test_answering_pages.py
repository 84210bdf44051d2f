"""A question and the page after it, as a player reads them: the price of a hint, one's own answer, others' answers."""

import re
from typing import Any, Protocol

import pytest

from quest.levels.cloud import Cloud
from quest.levels.interests import Interests
from quest.levels.open import Open
from quest.levels.poll import Poll
from quest.levels.scenario import Scenario
from quest.models import Account, Answer
from quest.services import campaigns, reviews
from tests.services.harbour import LEVELS, harbour, level, pick, text
from tests.web.site import Page, Person, Site

HINT = {"hint": text("Look at the tide."), "scoring": {"hint_cost": 20}}


class Source(Protocol):
    """Markup, however it came."""

    source: str


def staged(site: Site, *questions: dict[str, Any], **more: Any) -> None:
    campaign = harbour(levels=[*LEVELS[1:], level("quay", *questions)], **more)
    with site.database.unit_of_work() as session:
        campaigns.stage(session, campaign, now=site.clock.now)


def starts(person: Person) -> tuple[str, Page]:
    """Begins the quay; the attempt's address and its first page."""
    there = person.send("/levels/quay/attempts").location
    return there, person.open(there)


def fields(page: Source) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(question_id|key)" value="([^"]*)"', page.source))


def option(page: Source, words: str) -> str:
    """The value of the radio button with these words."""
    for value, inside in re.findall(
        r'<input type="radio"[^>]*value="([^"]*)"[^>]*>(.*?)</label>', page.source, re.DOTALL
    ):
        if words in inside:
            return value
    raise AssertionError(f"no option “{words}”")


def answers(person: Person, words: str) -> Page:
    """Begins the quay and chooses the option with these words; the page after it."""
    there, page = starts(person)
    return person.send_and_read(f"{there}/answers", **fields(page), answer=option(page, words))


def test_a_hint_says_its_price_first_and_is_nowhere_on_the_page_before_it_is_taken(site: Site) -> None:
    staged(site, pick("quay-1", **HINT))
    ada = site.rider("Ada")
    there, page = starts(ada)
    assert "−20 pts" in page.words
    assert "Look at the tide." not in page.source
    assert "Look at the tide." not in str(ada.api(there))
    page = ada.send_and_read(f"{there}/hint", question_id="quay-1")
    assert "Look at the tide." in page.words
    after = ada.send_and_read(f"{there}/answers", **fields(page), answer=option(page, "quay-1 0"))
    assert "+80" in after.words
    assert "Hint -20" in after.words.replace("−", "-")


def test_the_page_after_a_miss_says_what_was_answered_and_what_was_right(site: Site) -> None:
    staged(site, pick("quay-1"))
    page = answers(site.rider("Ada"), "quay-1 3")
    assert "Your answer quay-1 3" in page.words
    assert "The answer quay-1 0" in page.words


def test_the_page_after_an_answer_tells_how_players_answered_once_three_have(site: Site) -> None:
    staged(site, pick("quay-1"))
    assert "players answered" not in answers(site.rider("Ada"), "quay-1 3").words
    answers(site.rider("Ben"), "quay-1 0")
    words = answers(site.rider("Cem"), "quay-1 0").words
    assert "How 3 players answered" in words
    assert "quay-1 0 (right) 67%" in words
    assert "quay-1 3 33%" in words


def test_a_campaign_can_keep_to_itself_how_players_answered(site: Site) -> None:
    staged(site, pick("quay-1"), show_spread=False)
    pages = [answers(site.rider(name), "quay-1 0") for name in ("Ada", "Ben", "Cem", "Dan")]
    assert "players answered" not in pages[-1].words


def test_a_poll_thanks_and_shows_no_right_answer(site: Site) -> None:
    staged(site, {**Poll.EXAMPLE, "id": "vote"})
    ada = site.rider("Ada")
    there, page = starts(ada)
    choice = re.search(r'<input type="(?:radio|checkbox)" name="answer" value="([^"]*)"', page.source)
    assert choice
    after = ada.send_and_read(f"{there}/answers", **fields(page), answer=choice[1])
    assert "Thank you, counted" in after.words
    assert "The answer" not in after.words
    assert "Right call" not in after.words


def test_words_are_told_once_two_gave_them_and_rude_ones_never(site: Site) -> None:
    staged(site, {**Cloud.EXAMPLE, "id": "words"})
    for nickname, words in (
        ("Ada", "Curious"),
        ("Bo", "curious"),
        ("Cy", "Shit"),
        ("Di", "shit"),
        ("Ed", "+852 91234567"),
    ):
        person = site.rider(nickname)
        there, page = starts(person)
        after = person.send_and_read(f"{there}/answers", **fields(page), answer=words)
    told = after.words.partition("How 5 players answered")[2]
    assert "curious 40%" in told
    assert "shit" not in told
    assert "91234567" not in told


def test_nobody_is_told_what_others_would_like_to_do(site: Site) -> None:
    staged(site, Interests.EXAMPLE)
    for nickname in ("Ada", "Bo", "Cy", "Di"):
        person = site.rider(nickname)
        there, page = starts(person)
        likes = dict.fromkeys(re.findall(r'name="(like-[^"]*)"', page.source), "2")
        after = person.send_and_read(f"{there}/answers", **fields(page), **likes)
        assert "Thank you, counted" in after.words
    assert "answered" not in after.words


def test_a_text_waits_for_its_reviewer_and_then_shows_points_and_note(site: Site) -> None:
    staged(site, {**Open.EXAMPLE, "id": "tell"})
    ada = site.rider("Ada")
    there, page = starts(ada)
    after = ada.send_and_read(f"{there}/answers", **fields(page), answer="Like a tidy library.")
    assert "On its way to a reviewer" in after.words
    assert "Like a tidy library." in after.words
    with site.database.unit_of_work() as session:
        rita = Account(email="rita@example.org", name="Rita", role="organiser", created_at=site.clock.now)
        session.add(rita)
        session.flush()
        [waiting] = session.query(Answer.id).filter(Answer.pending)
        campaign = campaigns.current(session)
        judged = {"fraction": 0.5, "note": "A lovely picture.", "now": site.clock.now}
        reviews.judge(session, campaign, answer_id=waiting[0], reviewer_id=rita.id, **judged)
    read = ada.open(f"{there}/questions/tell")
    assert "A reviewer has read it" in read.words
    assert "+50" in read.words
    assert "A lovely picture." in read.words


def test_a_scenario_goes_on_without_a_script_and_ends_in_its_lesson(site: Site) -> None:
    staged(site, {**Scenario.EXAMPLE, "id": "path"})
    ada = site.rider("Ada")
    there, page = starts(ada)
    assert "Go on" in page.words
    page = ada.send_and_read(f"{there}/answers", **fields(page), answer=option(page, "Quote the terms"))
    assert "They get louder." in page.words
    assert "The parcel came broken." in page.words
    so_far = re.findall(r'<input type="hidden" name="answer" value="([^"]*)"', page.source)
    page = ada.send_and_read(f"{there}/answers", **fields(page), answer=[*so_far, option(page, "Apologise")])
    assert "Close" in page.words
    assert "Kind words hold only until something is done." in page.words


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_a_chinese_reader_meets_no_english_sentence_after_an_answer(site: Site, language: str) -> None:
    staged(site, pick("quay-1"))
    ada = site.somebody(language)
    ada.send("/start", nickname="Ada")
    page = answers(ada, "quay-1 3")
    assert not re.search(r"Your answer|players answered|Next question|See how it went", page.words)


def test_a_level_that_cools_down_says_when_it_opens_again(site: Site) -> None:
    campaign = harbour(levels=[*LEVELS[1:], level("quay", pick("quay-1"), cooldown_min=10)])
    with site.database.unit_of_work() as session:
        campaigns.stage(session, campaign, now=site.clock.now)
    ada = site.rider("Ada")
    answers(ada, "quay-1 3")
    site.clock.forward(seconds=90)
    page = ada.open("/levels/quay")
    assert "The next one starts in 9 minutes." in page.words
    assert "Ride it again" not in page.words
    refused = ada.browser.post("/api/v1/levels/quay/attempts")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "cooling_down")
    assert 0 < int(refused.headers["Retry-After"]) <= 510
    site.clock.forward(minutes=9)
    assert ada.send("/levels/quay/attempts").status_code == 303


def test_the_end_of_a_stop_tells_what_its_points_came_for(site: Site) -> None:
    quay = level("quay", pick("quay-1"), pick("quay-2", worth=50), bonus=30)
    with site.database.unit_of_work() as session:
        campaigns.stage(session, harbour(levels=[*LEVELS[1:], quay]), now=site.clock.now)
    ada = site.rider("Ada")
    site.ride(ada, "f1", points=500)
    answers(ada, "quay-1 0")
    answers(ada, "quay-2 3")
    page = ada.open("/attempts/2/done")
    assert "130 For your answers 100 of 150 Bonus for passing +30 All your points 630" in page.words
