"""The agenda on a phone: what is on, the code at the end of a talk, and what it brings; the host's side of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quest.services import takeout, talks
from quest.web.context import EXTENSION, Parts
from tests.web.site import Page, Person, Site, open_site

TALK = "night-shift"
EVENING = datetime(2026, 11, 28, 11, 20, tzinfo=UTC)


@pytest.fixture
def evening(site: Site) -> Site:
    """The site while the first talks are on."""
    site.clock.now = EVENING
    return site


def code(site: Site, talk_id: str = TALK) -> str:
    """What stands on the screen of a talk."""
    parts: Parts = site.app.extensions[EXTENSION]
    talk = site.campaign.talk(talk_id)
    assert talk
    return talks.code(site.campaign, talk, secret=parts.config.secret_key, now=site.clock.now)


def attend(site: Site, person: Person, talk_id: str = TALK, **more: str) -> Page:
    return person.send_and_read(f"/agenda/{talk_id}", **{"code": code(site, talk_id), "key": "one", **more})


def test_the_agenda_tells_what_is_on_and_what_comes_next(evening: Site):
    page = evening.somebody().open("/agenda")
    assert page.status == 200
    on_now, rest = page.words.split("On now", 1)[1].split("Coming next", 1)
    rest, whole = rest.split("28 Nov")
    assert "The night shift in the lab" in on_now
    assert "The payment that did not fit" in on_now
    assert "Whom does the model leave out?" in rest
    assert "In Cantonese" in whole


def test_times_are_those_of_the_place_whatever_the_reader_speaks(evening: Site):
    assert "19:10" in evening.somebody("zh-Hant").open("/agenda").words


def test_the_agenda_of_one_place_leaves_out_the_others(evening: Site):
    page = evening.somebody().open("/agenda?place=Side+stage")
    assert "The payment that did not fit" in page.words
    assert "The night shift in the lab" not in page.words
    assert "Nothing takes place there." in evening.somebody().open("/agenda?place=Moon").words


def test_a_talk_says_who_speaks_and_about_what(evening: Site):
    page = evening.somebody().open(f"/agenda/{TALK}")
    for words in ("Dr Ho Nga Lam 何雅琳", "Junk Bay Bio", "Main hall", "19:10–19:35", "A robot pipettes"):
        assert words in page.words
    assert evening.somebody().open("/agenda/none").status == 404


def test_a_talk_goes_into_a_calendar(evening: Site):
    page = evening.somebody().open(evening.somebody().open(f"/agenda/{TALK}").link("Into my calendar"))
    assert page.response.mimetype == "text/calendar"
    assert "DTSTART:20261128T111000Z" in page.source
    assert "SUMMARY:The night shift in the lab" in page.source


def test_whoever_types_the_code_was_there_and_is_offered_the_quiz(evening: Site):
    ada = evening.rider("Ada")
    page = attend(evening, ada)
    assert "You were there" in page.words
    assert "+30 points" in page.words
    assert "All your points: 30" in page.words
    assert page.link("Lab on autopilot") == "/levels/br"
    assert ada.api("/campaign")["levels"]
    assert {each["id"]: each["state"] for each in ada.api("/campaign")["levels"]}["br"] == "open"
    assert "You were there" in ada.open("/agenda").words


def test_the_form_twice_or_from_another_device_shows_what_it_earned(evening: Site):
    ada = evening.rider("Ada")
    attend(evening, ada)
    for key in ("one", "two"):
        assert "+30 points" in attend(evening, ada, key=key).words
    assert ada.me["points"] == 30


def test_a_wrong_code_is_kept_in_the_field_and_told(evening: Site):
    answer = evening.rider("Ada").send(f"/agenda/{TALK}", code="AAA AAA", key="one")
    words = answer.get_data(as_text=True)
    assert answer.status_code == 410
    assert "This code is not the one on the screen." in words
    assert 'value="AAA AAA"' in words


def test_the_square_on_the_screen_fills_in_the_code_also_for_somebody_new(evening: Site):
    shown = code(evening)
    ada = evening.somebody()
    start = ada.open(f"/agenda/{TALK}?code={shown}").link("Start riding")
    assert start.startswith("/start?next=")
    page = ada.send_and_read(start, nickname="Ada")
    assert f'value="{shown}"' in page.source
    assert "You were there" in attend(evening, ada, code=shown).words


def test_before_and_long_after_a_talk_there_is_no_field(site: Site):
    ada = site.rider("Ada")
    site.clock.now = EVENING - timedelta(hours=1)
    assert (
        "The code is on the screen at the end of the talk. It is worth 30 points." in ada.open(f"/agenda/{TALK}").words
    )
    site.clock.now = EVENING + timedelta(hours=2)
    assert "The time to say so is over." in ada.open(f"/agenda/{TALK}").words


def test_guesses_from_one_address_are_slowed_down(tmp_path: Path):
    site = open_site(tmp_path / "data", code_tries_per_address=3)
    site.clock.now = EVENING
    ada = site.rider("Ada")
    statuses = [ada.send(f"/agenda/{TALK}", code="AAAAAA", key="one").status_code for _ in range(4)]
    assert statuses == [410, 410, 410, 429]
    site.database.close()


def test_whoever_guessed_too_often_is_not_counted_with_a_right_code_either_and_the_neighbour_is(evening: Site):
    ada, neighbour = evening.rider("Ada"), evening.rider("Ben")
    for _ in range(10):
        assert ada.send(f"/agenda/{TALK}", code="AAAAAA", key="one").status_code == 410
    assert attend(evening, ada).status == 429
    assert ada.me["points"] == 0
    assert "You were there" in attend(evening, neighbour).words


def test_the_pages_lead_to_the_agenda(evening: Site):
    ada = evening.rider("Ada")
    assert ada.open("/route/list").link("Talks at the event") == "/agenda"
    assert 'href="/agenda"' in ada.open("/route").source
    live = ada.open("/live")
    assert live.link("The whole agenda") == "/agenda"
    assert live.link("The night shift in the lab") == f"/agenda/{TALK}"


def test_a_stop_that_a_talk_opens_says_so(evening: Site):
    assert "Be at the talk “The night shift in the lab”" in evening.rider("Ada").open("/levels/br").words


def test_the_api_tells_the_agenda_and_counts_once(evening: Site):
    ada = evening.rider("Ada")
    body = {"code": code(evening), "key": "one"}
    first = ada.browser.post(f"/api/v1/talks/{TALK}/attendances", json=body)
    assert (first.status_code, first.get_json()) == (
        201,
        {"talk": TALK, "points": 30, "total": 30, "opened": ["br"]},
    )
    assert ada.browser.post(f"/api/v1/talks/{TALK}/attendances", json=body).get_json() == first.get_json()
    again = ada.browser.post(f"/api/v1/talks/{TALK}/attendances", json={**body, "key": "two"})
    assert (again.status_code, again.get_json()["code"]) == (409, "already_attended")
    wrong = evening.rider("Ben").browser.post(f"/api/v1/talks/{TALK}/attendances", json={"code": "AAAAAA", "key": "k"})
    assert (wrong.status_code, wrong.get_json()["code"]) == (410, "code_expired")
    listed = {each["id"]: each for each in ada.api("/talks")["talks"]}
    assert listed[TALK]["attended"] is True
    assert listed["odd-payment"]["attended"] is False
    assert listed[TALK]["starts"] == "2026-11-28T11:10:00.000Z"


def test_the_host_shows_the_code_and_nobody_else_gets_it(evening: Site):
    host = evening.staff("host")
    there = host.open(host.open("/host/talks").link("Show the code")).words
    shown = code(evening)
    assert f"{shown[:3]} {shown[3:]}" in there
    assert host.api(f"/talks/{TALK}/code")["code"] == shown
    for person in (evening.somebody(), evening.rider("Ada")):
        assert person.open(f"/host/talks/{TALK}").status in (401, 403)
        assert person.browser.get(f"/api/v1/talks/{TALK}/code").status_code in (401, 403)
        for path in ("/agenda", f"/agenda/{TALK}", "/live", "/api/v1/talks"):
            assert shown not in person.open(path).source


def test_the_host_reads_when_the_code_will_be_shown_and_who_was_there(evening: Site):
    host = evening.staff("host")
    assert "The code is shown here from 19:40 to 20:35." in host.open("/host/talks/left-out").words
    attend(evening, evening.rider("Ada"))
    row = host.open("/host/talks").words.split("The night shift in the lab")[1]
    assert row.split("Main hall")[1].split()[0] == "1"
    assert host.open("/host/talks/doors").status == 404


def test_what_is_kept_of_a_talk_is_in_the_takeout(evening: Site):
    ada = evening.rider("Ada")
    attend(evening, ada)
    with evening.database.reading() as session:
        kept = takeout.everything(session, ada.me["id"], "en")
    assert [(each["talk"], each["points"]) for each in kept["talks"]] == [(TALK, 30)]
