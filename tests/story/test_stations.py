"""A hall walks from booth to booth: everybody at once, from one address, and every visit counts once."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor

from tests.running import Client, Quest

VISITORS = 60
STATIONS = ("a6", "b6", "f4")


def code_of(running: Quest, host: Client, level_id: str) -> str:
    """The six characters on the screen of a station."""
    found = re.search(r'href="[^"]*(/stage/stations/[^"]+)"', host.get(f"/staff/{level_id}").text)
    assert found
    shown = re.search(r'class="stage-code"[^>]*>(\w{3})<span> </span>(\w{3})<', running.client().get(found[1]).text)
    assert shown
    return shown[1] + shown[2]


def test_a_hall_checks_in_everywhere_at_once_and_every_visit_counts_once(running: Quest) -> None:
    host, visitors = running.signed_in("host"), [running.client() for _ in range(VISITORS)]
    for number, visitor in enumerate(visitors):
        visitor.join(f"Visitor {number}")
    before = {row["nickname"] for row in host.api("GET", "/stations/a6/visitors", expect=200).json()["visitors"]}
    assert not before

    def walk(visitor: Client) -> list[int]:
        """Sends each check-in twice, as a phone does whose first answer got lost."""
        said = []
        for level_id in STATIONS:
            body = {"code": code_of(running, host, level_id), "key": level_id}
            said += [visitor.api("POST", f"/stations/{level_id}/checkins", body).status_code for _ in range(2)]
        return said

    with ThreadPoolExecutor(12) as phones:
        assert list(phones.map(walk, visitors)) == [[201] * 6] * VISITORS
    assert {visitor.api("GET", "/me", expect=200).json()["points"] for visitor in visitors} == {150}
    assert len(host.api("GET", "/stations/f4/visitors", expect=200).json()["visitors"]) == VISITORS
    ledger = json.loads(running.command("standings", "verify").stdout)
    assert ledger["receipts"] == []
