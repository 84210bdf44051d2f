"""The states in which a player meets a page: back again, at a crossing, resumed, close, missed, and all over."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quest.services import campaigns
from tests.services.harbour import LEVELS, harbour, level, pick, text
from tests.web.site import NOON, Page, Person, Site

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text("utf-8")
ESTIMATE = {
    "id": "quay-1",
    "kind": "estimate",
    "prompt": text("How deep?"),
    "explanation": text("Deep."),
    "unit": text("m"),
    "min": 0,
    "max": 100,
    "value": 30,
    "full": 5,
    "zero": 20,
}
CODE = {
    "id": "quay-1",
    "kind": "passcode",
    "prompt": text("Which word?"),
    "explanation": text("It is the anchor."),
    "accept": ["ANCHOR"],
    "where": text("Look at the bow."),
}


def stage(site: Site, *questions: dict[str, Any], attempts: int = 2, **more: Any) -> None:
    levels = [*LEVELS[1:], level("quay", *(questions or (pick("quay-1"), pick("quay-2"))), attempts=attempts)]
    with site.database.unit_of_work() as session:
        campaigns.stage(session, harbour(levels=levels, **more), now=site.clock.now)


def answers(person: Person, answer: str) -> Page:
    """Rides the quay's one question."""
    there = person.send("/levels/quay/attempts").location
    hidden = dict(
        re.findall(r'<input type="hidden" name="(question_id|key)" value="([^"]*)"', person.open(there).source)
    )
    return person.send_and_read(f"{there}/answers", **hidden, answer=answer)


def test_whoever_comes_back_is_led_to_the_stop_they_had_reached(site: Site) -> None:
    ada = site.rider("Ada")
    site.ride(ada, "a1")
    page = ada.open("/")
    assert "Welcome back, Ada." in page.words
    assert page.link("Continue at A2") == "/levels/ab"


def test_once_the_ride_is_over_the_front_door_and_the_map_lead_to_the_jobs_alone(site: Site) -> None:
    stage(site, opens_at=(NOON - timedelta(days=9)).isoformat(), closes_at=(NOON + timedelta(hours=1)).isoformat())
    ada = site.rider("Ada")
    site.clock.forward(hours=2)
    door = site.somebody().open("/")
    assert "The ride is over." in door.words
    assert door.link("See the jobs") == "/jobs"
    assert "Start riding" not in door.words
    assert "PIN" not in door.words
    route = ada.open("/route")
    assert "Your stops, points and badges stay." in route.words
    assert "Start this stop" not in route.words


def test_after_an_interchange_the_map_offers_the_next_stop_of_either_line(site: Site) -> None:
    ada = site.rider("Ada")
    site.ride(ada, "f1")
    assert "Which way?" not in ada.open("/route").words
    site.clock.forward(minutes=1)
    site.ride(ada, "fr")
    page = ada.open("/route")
    assert "You can change here. Which way?" in page.words
    assert page.link("F3 Fraud or not?") == "/levels/f3"
    assert page.link("R3 Grip it") == "/levels/r3"
    site.clock.forward(minutes=1)
    site.ride(ada, "f3")
    assert "Which way?" not in ada.open("/route").words


def test_whoever_resumes_a_stop_is_told_that_nothing_was_lost(site: Site) -> None:
    stage(site)
    ada = site.rider("Ada")
    assert "You carry on" not in ada.send_and_read("/levels/quay/attempts").words
    answers(ada, re.findall(r'name="answer" value="([^"]*)"', ada.send_and_read("/levels/quay/attempts").source)[0])
    assert "You carry on at question 2. Nothing was lost." in ada.send_and_read("/levels/quay/attempts").words


def test_an_estimate_shows_after_its_verdict_what_counted_and_where_the_answer_lay(site: Site) -> None:
    stage(site, ESTIMATE)
    ada = site.rider("Ada")
    before = ada.open(ada.send("/levels/quay/attempts").location)
    assert "All points" not in before.words
    page = answers(ada, "40")
    assert "Close" in page.words
    assert "All points: 25 to 35 m" in page.words
    assert "Some points: 10 to 50 m" in page.words
    assert "You said 40 m; the answer is 30 m." in page.source


def test_numbers_below_zero_read_as_such_on_the_scale_of_an_estimate(site: Site) -> None:
    stage(site, {**ESTIMATE, "value": -30, "min": -100, "max": 0})
    page = answers(site.rider("Ada"), "\N{MINUS SIGN}40")
    assert "All points: −35 to −25 m" in page.words
    assert "You said −40 m; the answer is −30 m." in page.source


def test_a_missed_code_stays_unsaid_until_the_last_try(site: Site) -> None:
    stage(site, CODE, attempts=2)
    ada = site.rider("Ada")
    page = answers(ada, "rudder")
    assert "Not this one" in page.words
    assert "Where to look: Look at the bow." in page.words
    assert not re.search("anchor", page.source, re.IGNORECASE)
    given = ada.api("/attempts/1/answers/quay-1")
    assert given["verdict"]["solution"] is None
    assert given["verdict"]["explanation"] is None
    assert "The answer ANCHOR" in answers(ada, "rudder").words


def test_a_code_that_was_found_is_explained_at_once(site: Site) -> None:
    stage(site, CODE)
    page = answers(site.rider("Ada"), "anchor")
    assert "Right call" in page.words
    assert "It is the anchor." in page.words


@pytest.mark.parametrize(
    ("path", "token"),
    [("/", "signal"), ("/route", "paper"), ("/live", "platform"), ("/levels/a1", "sign")],
)
def test_the_edge_of_the_browser_takes_the_colour_of_the_page_in_either_theme(
    site: Site, path: str, token: str
) -> None:
    ada = site.rider("Ada")
    found = re.findall(rf"\n  --{token}: (#\w+);", TOKENS)  # the first is that of the light theme, then comes the dark
    light, dark = found[0], found[1] if token in ("paper", "platform") else found[0]
    ada.send("/theme", theme="dark")
    assert f'<meta name="theme-color" content="{dark}">' in ada.open(path).source
    ada.send("/theme", theme="light")
    assert f'<meta name="theme-color" content="{light}">' in ada.open(path).source
    ada.send("/theme", theme="")
    assert set(re.findall(r'<meta name="theme-color" content="(#\w+)"', ada.open(path).source)) == {light, dark}


def rides(site: Site, nickname: str, words: str) -> Person:
    """Joins, and answers the quay's one question with the option of these words."""
    person = site.rider(nickname)
    page = person.open(person.send("/levels/quay/attempts").location)
    [value] = re.findall(rf'name="answer" value="([^"]*)"(?:(?!</label>).)*{words}', page.source, re.DOTALL)
    answers(person, value)
    return person


def test_a_board_of_a_campaign_that_is_over_ends_in_a_podium_unless_its_end_waits_to_be_revealed(site: Site) -> None:
    stage(site, pick("quay-1"), closes_at=(NOON + timedelta(hours=1)).isoformat())
    rides(site, "Ben", "quay-1 3")
    ada, hall, host = rides(site, "Ada", "quay-1 0"), site.somebody(), site.staff("host")
    assert "Final result" not in ada.open("/boards/overall").words
    assert "data-stage=" in hall.open("/stage/overall").source
    site.clock.forward(hours=2)
    assert "Final result Ada 100 points Rank 1" in ada.open("/boards/overall").words
    assert "Final result" in hall.open("/stage/overall").words
    assert "data-stage=" not in hall.open("/stage/overall").source
    host.send("/organise/boards/overall/freeze")
    assert "Final result" not in ada.open("/boards/overall").words
    assert "Final result" not in hall.open("/stage/overall").words


def test_whoever_has_as_many_points_as_the_rider_above_is_marked_as_level_with_them(site: Site) -> None:
    stage(site, pick("quay-1"))
    for nickname in ("Ada", "Ben"):
        rides(site, nickname, "quay-1 0")
    rows = re.findall(r'<li class="standing.*?</li>', site.somebody().open("/boards/overall").source)
    marks = ["hidden" in re.findall(r"data-tied([^>]*)>", row)[0] for row in rows[:2]]
    assert marks == [True, False]
