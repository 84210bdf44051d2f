"""Stations on phones, on their screens and on the pages of their staff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.test import TestResponse

from quest.domain import codes
from quest.levels.level import Campaign
from quest.models import Account, CheckIn
from quest.services import campaigns, stations, takeout
from quest.web.api.operations import OPERATIONS
from tests.services.fair_ground import extra
from tests.web.site import NOON, Page, Person, Site, open_site

SECRET = "a secret for a test"
STATION = "f4"


def shown(site: Site, level_id: str = STATION) -> str:
    """What the screen of the station shows now."""
    return codes.rotating(SECRET, stations.subject(site.campaign, level_id), site.clock.now)


def send(who: Person, path: str, body: Any = None, method: str = "POST") -> TestResponse:
    return who.browser.open(f"/api/v1{path}", method=method, json=body)


def check_in(site: Site, who: Person, level_id: str = STATION, **more: Any) -> TestResponse:
    return send(who, f"/stations/{level_id}/checkins", {"code": shown(site, level_id), "key": "k", **more})


def change(site: Site, level_id: str = STATION, **live: Any) -> None:
    """Stages the campaign with another station."""
    pack = site.campaign.pack()
    for level in pack["levels"]:
        if level["id"] == level_id:
            level["live"] |= live
    site.campaign = Campaign.parse(pack)
    with site.database.unit_of_work() as session:
        campaigns.stage(session, site.campaign, now=NOON)


@pytest.fixture
def wing(site: Site) -> Person:
    return site.rider("Wing")


def test_a_check_in_by_the_api_earns_points_once(site: Site, wing: Person) -> None:
    answer = check_in(site, wing)
    assert answer.status_code == 201
    assert answer.get_json() == {
        "station": "f4",
        "points": 50,
        "total": 50,
        "pending": False,
        "late": False,
        "opened": [],
        "badges": [],
    }
    assert check_in(site, wing).get_json() == answer.get_json()
    again = check_in(site, wing, key="another")
    assert (again.status_code, again.get_json()["code"]) == (409, "already_checked_in")
    assert wing.me["points"] == 50
    assert wing.api("/boards/overall")["rows"][0]["points"] == 50


def test_a_booth_that_never_closes_has_its_pages(site: Site, wing: Person) -> None:
    change(site, hours=[{"opens_at": NOON, "closes_at": "9999-12-31T23:59:59Z"}])
    for path in ("/checkin", "/checkin/f4", "/api/v1/stations"):
        assert wing.open(path).status == 200
    assert site.staff("host").open("/host/stations").status == 200
    assert check_in(site, wing).status_code == 201


def test_an_old_code_says_so(site: Site, wing: Person) -> None:
    old = shown(site)
    site.clock.forward(minutes=2)
    answer = send(wing, "/stations/f4/checkins", {"code": old, "key": "k"})
    assert (answer.status_code, answer.get_json()["code"]) == (410, "code_expired")


def test_a_phones_own_camera_checks_in_by_the_link_of_the_code(site: Site, wing: Person) -> None:
    answer = wing.browser.get(f"/checkin/f4?code={shown(site)}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/checkin/f4")
    assert "Checked in" in wing.open("/checkin/f4").words
    again = Page(wing.browser.get(f"/checkin/f4?code={shown(site)}", follow_redirects=True))
    assert "A visit counts once." in again.words
    assert wing.me["points"] == 50


def test_a_stranger_takes_a_nickname_first_and_the_code_still_counts(site: Site) -> None:
    stranger = site.somebody()
    answer = stranger.browser.get(f"/checkin/f4?code={shown(site)}")
    assert answer.headers["Location"].startswith("/start?next=")
    [there] = parse_qs(urlsplit(answer.headers["Location"]).query)["next"]
    assert f'name="next" value="{there}"' in stranger.open(answer.headers["Location"]).source
    site.clock.forward(minutes=10)
    joined = stranger.send("/start", nickname="Newcomer", next=there)
    stranger.open(joined.headers["Location"])
    assert stranger.me["points"] == 50


def test_a_stranger_who_takes_too_long_or_comes_with_an_old_code_is_not_checked_in(site: Site) -> None:
    stranger = site.somebody()
    answer = stranger.browser.get(f"/checkin/f4?code={shown(site)}")
    [there] = parse_qs(urlsplit(answer.headers["Location"]).query)["next"]
    site.clock.forward(minutes=16)
    stranger.send("/start", nickname="Newcomer")
    assert stranger.open(there).status == 410
    assert stranger.me["points"] == 0
    assert site.somebody().open("/checkin/f4?code=WRONG1").status == 410


def test_a_form_takes_the_six_characters_however_they_are_typed(site: Site, wing: Person) -> None:
    code = shown(site)
    page = wing.send_and_read("/checkin", code=f" {code[:3].lower()} {code[3:]} ", key="k")
    assert "Checked in" in page.words
    assert "Starpier Pay" in page.words


def test_a_mistyped_code_is_told_at_its_field(site: Site, wing: Person) -> None:
    page = wing.send_and_read("/checkin/f4", code="ABCDEF", key="k")
    assert page.status == 410
    assert 'aria-invalid="true"' in page.source
    assert 'value="ABCDEF"' in page.source


def test_a_page_script_hears_where_to_go_and_why_not(site: Site, wing: Person) -> None:
    json = {"Accept": "application/json"}
    taken = wing.browser.post("/checkin/f4", data={"code": shown(site), "key": "k", "ago_s": "0"}, headers=json)
    assert taken.get_json()["location"] == "/checkin/f4"
    refused = wing.browser.post("/checkin/f4", data={"code": shown(site), "key": "l"}, headers=json)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "already_checked_in")


def test_a_check_in_that_waited_for_a_network_counts_within_the_limit(site: Site, wing: Person) -> None:
    code = shown(site)
    site.clock.forward(hours=2)
    answer = send(wing, "/stations/f4/checkins", {"code": code, "key": "k", "ago_s": 7_200})
    assert answer.get_json()["late"] is True
    code = shown(site, "b6")
    site.clock.forward(hours=4)
    too_late = send(wing, "/stations/b6/checkins", {"code": code, "key": "k", "ago_s": 14_400})
    assert too_late.status_code == 410


def test_strangers_cannot_try_codes_without_end_and_one_who_stands_there_still_gets_in(tmp_path: Path) -> None:
    site = open_site(tmp_path / "data", code_tries_per_address=3)
    guesser, newcomer = site.somebody(), site.somebody()
    for _ in range(3):
        assert guesser.open("/checkin/f4?code=QQQQQQ").status == 410
    right, wrong = (guesser.open(f"/checkin/f4?code={code}").response for code in (shown(site), "QQQQQQ"))
    assert (right.status_code, wrong.status_code) == (303, 303)
    assert "arrival" not in right.location
    [there] = parse_qs(urlsplit(newcomer.open(f"/checkin/f4?code={shown(site)}").response.location).query)["next"]
    newcomer.open(newcomer.send("/start", nickname="Newcomer", next=there).location)
    assert newcomer.me["points"] == 50
    site.database.close()


def test_whoever_guesses_is_slowed_down_and_the_hall_is_not(site: Site, wing: Person) -> None:
    for _ in range(10):
        assert send(wing, "/stations/f4/checkins", {"code": "QQQQQQ", "key": "k"}).status_code == 410
    refused = check_in(site, wing)
    assert (refused.status_code, refused.get_json()["code"]) == (429, "too_many")
    assert check_in(site, site.rider("Ling")).status_code == 201


@pytest.fixture
def strict_site(tmp_path: Path) -> Iterator[Site]:
    """Yield a quest in which one address may be wrong five times."""
    opened = open_site(tmp_path / "strict", code_tries_per_address=5)
    yield opened
    opened.database.close()


def test_a_full_address_stops_those_who_guess_and_nobody_else(strict_site: Site) -> None:
    guesser, other = strict_site.rider("Guesser"), strict_site.rider("Other")
    tries = [send(guesser, "/stations/f4/checkins", {"code": "QQQQQQ", "key": "k"}).status_code for _ in range(6)]
    assert tries == [410] * 5 + [429]
    assert send(other, "/stations/f4/checkins", {"code": "QQQQQQ", "key": "k"}).status_code == 410
    assert check_in(strict_site, other).status_code == 201


def test_outside_its_hours_the_page_says_when_to_come_back(site: Site, wing: Person) -> None:
    change(site, hours=[{"opens_at": "2026-11-22T06:00:00Z", "closes_at": "2026-11-22T10:00:00Z"}])
    page = wing.open("/checkin/f4")
    assert "Nobody is here just now" in page.words
    assert "22 Nov, 14:00" in page.words
    answer = check_in(site, wing)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "station_closed")


def test_a_full_station_offers_its_queue_and_calls_in_order(site: Site, wing: Person) -> None:
    change(site, capacity=1)
    staff = site.staff("staff", station=STATION)
    ling, priya = site.rider("Ling"), site.rider("Priya")
    assert check_in(site, wing).status_code == 201
    full = check_in(site, ling)
    assert (full.status_code, full.get_json()["code"]) == (409, "station_full")
    assert "Take a place in the queue" in ling.open("/checkin/f4").words
    ling.send("/checkin/f4/queue", act="join")
    site.clock.forward(seconds=5)
    assert send(priya, "/stations/f4/queue").get_json()["place"] == 2
    assert "You are number 1 in the queue" in ling.open("/checkin/f4").words
    staff.send(f"/staff/f4/visitors/{wing.me['id']}", act="leave")
    assert "It is your turn" in ling.open("/checkin/f4").words
    assert check_in(site, priya).status_code == 409
    assert check_in(site, ling).status_code == 201
    assert send(priya, "/stations/f4/queue", method="DELETE").status_code == 204
    assert send(priya, "/stations/f4/queue", method="GET").get_json()["place"] is None


def test_staff_may_call_the_next_one_even_where_it_is_full(site: Site, wing: Person) -> None:
    change(site, capacity=1)
    ling, staff = site.rider("Ling"), site.staff("staff", station=STATION)
    check_in(site, wing)
    send(ling, "/stations/f4/queue")
    assert send(staff, "/stations/f4/queue/next").get_json() == {"nickname": "Ling"}
    assert send(staff, "/stations/f4/queue/next").get_json() == {"nickname": None}
    assert check_in(site, ling).status_code == 201


def test_a_printed_code_waits_for_the_staff(site: Site, wing: Person) -> None:
    change(site, codes="printed")
    sheet = site.staff("host").open("/host/stations/f4/sheet")
    code = codes.printed(SECRET, stations.subject(site.campaign, STATION))
    assert f"{code[:3]} {code[3:]}" in sheet.words
    answer = send(wing, "/stations/f4/checkins", {"code": code, "key": "k"})
    assert (answer.status_code, answer.get_json()["pending"]) == (202, True)
    assert "Show this to the staff" in wing.open("/checkin/f4").words
    staff = site.staff("staff", station=STATION)
    assert "To confirm 1" in staff.open("/staff/f4").words
    staff.send(f"/staff/f4/visitors/{wing.me['id']}", act="confirm")
    assert wing.me["points"] == 50
    assert "Checked in" in wing.open("/checkin/f4").words


def test_the_screen_shows_the_code_of_the_moment_and_nobodys_name(site: Site, wing: Person) -> None:
    staff = site.staff("staff", station=STATION)
    there = staff.open("/staff/f4").link("Open the screen").replace("http://127.0.0.1:8000", "")
    check_in(site, wing)
    screen = site.somebody().open(there)
    code = shown(site)
    assert f"{code[:3]} {code[3:]}" in screen.words
    assert "1 visitor so far" in screen.words
    assert "Wing" not in screen.source
    assert "<form" not in screen.source
    assert site.somebody().open(there[:-1] + ("A" if there[-1] != "A" else "B")).status == 404


def test_staff_see_nicknames_and_nothing_else(site: Site, wing: Person) -> None:
    check_in(site, wing)
    staff = site.staff("staff", station=STATION)
    desk = staff.api("/stations/f4/visitors")
    [row] = desk["visitors"]
    assert row.keys() == {"player_id", "nickname", "at", "state", "late", "here", "note", "extras"}
    assert (row["nickname"], row["here"]) == ("Wing", True)


def test_staff_note_and_award_and_the_organiser_sees_the_award_in_the_log(site: Site, wing: Person) -> None:
    change(site, extras=[extra("demo", 20)])
    check_in(site, wing)
    staff, me = site.staff("staff", station=STATION), wing.me["id"]
    assert send(staff, f"/stations/f4/visitors/{me}/note", {"note": "Likes robots"}, "PUT").status_code == 204
    assert send(staff, f"/stations/f4/visitors/{me}/extras", {"extra": "demo"}).status_code == 204
    again = send(staff, f"/stations/f4/visitors/{me}/extras", {"extra": "demo"})
    assert (again.status_code, again.get_json()["code"]) == (409, "already_awarded")
    assert wing.me["points"] == 70
    assert "Likes robots" in staff.open("/staff/f4").words
    assert "Likes robots" not in wing.open("/checkin/f4").words
    assert "Handed out points at a station" in site.staff("organiser").open("/organise/log").words


def test_a_visitor_takes_everything_away_that_is_kept_of_the_visit(site: Site, wing: Person) -> None:
    check_in(site, wing)
    staff = site.staff("staff", station=STATION)
    send(staff, f"/stations/f4/visitors/{wing.me['id']}/note", {"note": "Likes robots"}, "PUT")
    with site.database.reading() as session:
        kept = takeout.everything(session, wing.me["id"], "en")
    [visit] = kept["visits"]
    assert (visit["station"], visit["note"]) == ("f4", "Likes robots")


STAFF_ACTS = {
    "list_visitors": ("/stations/f4/visitors", None),
    "confirm_visit": ("/stations/f4/visitors/1/confirm", None),
    "refuse_visit": ("/stations/f4/visitors/1/refuse", None),
    "mark_left": ("/stations/f4/visitors/1/leave", None),
    "note_visitor": ("/stations/f4/visitors/1/note", {"note": "x"}),
    "award_extra": ("/stations/f4/visitors/1/extras", {"extra": "x"}),
    "call_next": ("/stations/f4/queue/next", None),
}


def test_every_act_of_the_staff_is_refused_to_everybody_else(site: Site, wing: Person) -> None:
    declared = {
        name for name, each in OPERATIONS.items() if "staff" in each.roles and each.path.startswith("/stations")
    }
    assert declared == STAFF_ACTS.keys()
    check_in(site, wing)
    others = {
        "stranger": (site.somebody(), 401),
        "player": (wing, 403),
        "staff of another station": (site.staff("staff", station="b6"), 403),
    }
    for name, (path, body) in STAFF_ACTS.items():
        for who, (person, status) in others.items():
            answer = send(person, path, body, OPERATIONS[name].method)
            assert answer.status_code == status, (name, who)
    for path in ("/staff/f4", "/staff", "/host/stations"):
        assert wing.open(path).status == 403
        assert site.somebody().open(path).status == 401
    assert site.staff("staff", station=STATION).open("/host/stations").status == 403
    with site.database.reading() as session:
        assert session.query(CheckIn).one().pending is False


def test_the_staff_of_a_station_are_led_to_it_and_to_nothing_else(site: Site) -> None:
    staff = site.staff("staff", station=STATION)
    assert staff.browser.get("/staff").headers["Location"] == "/staff/f4"
    for path in ("/host", "/host/rounds", "/organise/log", "/recruit"):
        assert staff.open(path).status in (403, 404), path
    with site.database.reading() as session:
        assert session.query(Account).filter_by(role="staff").one().station == STATION


def test_the_list_of_booths_goes_by_the_walk_and_marks_where_somebody_was(site: Site, wing: Person) -> None:
    change(site, "b6", order=1)
    check_in(site, wing)
    rows = wing.api("/stations")["rows"]
    assert rows[0]["station"] == "b6"
    assert {row["station"] for row in rows if row["state"] == "done"} == {"f4"}
    assert "1 of 4 visited" in wing.open("/checkin").words
    assert "Checked in" in wing.open("/route/list").words
    assert "Next booths on the walk" in wing.open("/checkin/f4").words
    [seen] = [
        each for each in re.findall(r'<a [^>]*aria-label="([^"]*)"', wing.open("/route").source) if "checked in" in each
    ]
    assert seen.startswith("F4")
