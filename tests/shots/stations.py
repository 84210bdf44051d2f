"""Stations: on phones in every state, on the screen at the booth, and for hosts and staff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quest.db import Database
from quest.levels.level import Campaign
from quest.services import campaigns
from tests.running import Client, Quest
from tests.shots import Shot

FULL, PRINTED, CLOSED = "r3", "b6", "f4"


def station_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """A day at the booths, in a campaign with a small booth, one with a sheet of paper, and one that is closed."""
    database = Database(f"sqlite:///{running.data_dir / 'quest.db'}")
    with database.reading() as session:
        before = campaigns.current(session)
    _stage(database, running, _changed(before))
    yield from _on_phones(running, people)
    yield from _for_the_booth(running, people)
    _stage(database, running, before)
    database.close()


def _changed(before: Campaign) -> Campaign:
    live: dict[str, dict[str, Any]] = {
        FULL: {"capacity": 1},
        PRINTED: {"codes": "printed"},
        CLOSED: {"hours": [{"opens_at": "2030-11-14T02:00:00Z", "closes_at": "2030-11-14T10:00:00Z"}]},
    }
    pack = before.pack()
    for level in pack["levels"]:
        if "live" in level:
            level["live"] |= live.get(level["id"], {})
    return Campaign.parse(pack)


def _stage(database: Database, running: Quest, campaign: Campaign) -> None:
    with database.unit_of_work() as session:
        campaigns.stage(session, campaign, now=running.now())


def _code(host: Client, level_id: str) -> str:
    """What stands on the screen of the station, or on its sheet."""
    page = host.get(f"/staff/{level_id}").text
    address = re.search(r'href="[^"]*(/stage/stations/[^"]+|/host/stations/[^"]+/sheet)"', page)
    assert address
    shown = re.search(r'class="stage-code"[^>]*>(\w{3})<span> </span>(\w{3})<', host.get(address[1]).text)
    assert shown
    return shown[1] + shown[2]


def _check_in(host: Client, who: Client, level_id: str) -> None:
    body = {"code": _code(host, level_id), "key": level_id}
    who.api("POST", f"/stations/{level_id}/checkins", body, expect=202 if level_id == PRINTED else 201)


def _on_phones(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    host = running.signed_in("host")
    wing, marco, priya = people["Wing 詠"], people["Marco"], people["Priya"]
    yield Shot("checkin-stranger", "/checkin/a6", running.client())
    yield Shot("checkin-all", "/checkin", wing, whole=True)
    yield Shot("checkin", "/checkin/a6", wing, whole=True)
    yield Shot("checkin-mistyped", "/checkin/a6?code=ABCDEF", wing, status=410)
    _check_in(host, wing, "a6")
    yield Shot("checkin-done", "/checkin/a6", wing, whole=True)
    _check_in(host, wing, PRINTED)
    yield Shot("checkin-pending", f"/checkin/{PRINTED}", wing)
    yield Shot("checkin-closed", f"/checkin/{CLOSED}", wing)
    _check_in(host, wing, FULL)
    yield Shot("checkin-full", f"/checkin/{FULL}", marco)
    marco.api("POST", f"/stations/{FULL}/queue", {}, expect=200)
    yield Shot("checkin-queue", f"/checkin/{FULL}", marco)
    priya.api("POST", f"/stations/{FULL}/queue", {}, expect=200)
    host.api("POST", f"/stations/{FULL}/queue/next", {}, expect=200)
    yield Shot("checkin-called", f"/checkin/{FULL}", marco)
    yield Shot("list-booths", "/route/list", wing)


def _for_the_booth(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    host = running.signed_in("host")
    player = people["Wing 詠"].api("GET", "/me", expect=200).json()["id"]
    note = {"note": "Asked about robot grippers; send the flyer"}
    host.api("PUT", f"/stations/{FULL}/visitors/{player}/note", note, expect=204)
    yield Shot("host-stations", "/host/stations", host, whole=True)
    yield Shot("staff-full", f"/staff/{FULL}", host, whole=True)
    yield Shot("staff-printed", f"/staff/{PRINTED}", host, whole=True)
    yield Shot("staff", "/staff/a6", host, whole=True)
    yield Shot("station-sheet", f"/host/stations/{PRINTED}/sheet", host, whole=True)
    page = host.get("/host/stations").text
    keys = [part.partition('"')[0] for part in page.split("/stage/stations/")[1:]]
    for name, key in zip(("closed", "open", "full"), keys, strict=True):
        yield Shot(f"stage-station-{name}", f"/stage/stations/{key}", running.client())
