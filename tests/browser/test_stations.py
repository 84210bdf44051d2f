"""Stations in a real browser: a check-in without a network, a screen that keeps itself fresh, a queue that calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from quest.db import Database
from quest.services import campaigns
from tests.browser.people import PHONE, Person, until
from tests.browser.test_installed import SETTLED
from tests.running import Client, Quest, quest
from tests.services.fair_ground import fair
from tests.services.harbour import NOW

PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest whose quay is a station for one visitor at a time."""
    with quest(tmp_path_factory.mktemp("stations") / "data") as found:
        database = Database(f"sqlite:///{found.data_dir / 'quest.db'}")
        with database.unit_of_work() as session:
            campaigns.stage(session, fair(capacity=1), now=NOW)
        database.close()
        yield found


def screen_of(running: Quest, level_id: str) -> str:
    """Where the screen of a station looks."""
    page = running.signed_in("host").get(f"/staff/{level_id}").text
    found = re.search(r'href="[^"]*(/stage/stations/[^"]+)"', page)
    assert found
    return found[1]


def code_of(running: Quest, level_id: str) -> str:
    """The six characters on a station's screen."""
    page = running.client().get(screen_of(running, level_id)).text
    shown = re.search(r'class="stage-code"[^>]*>(\w{3})<span> </span>(\w{3})<', page)
    assert shown
    return shown[1] + shown[2]


def points_of(page: Page) -> int:
    found: int = page.evaluate("() => fetch('/api/v1/me').then((answer) => answer.json()).then((me) => me.points)")
    return found


def joined(running: Quest, nickname: str) -> Client:
    client = running.client()
    client.join(nickname)
    return client


def test_a_check_in_without_a_network_is_kept_and_sent(running: Quest, browser: Browser) -> None:
    person = Person(browser, running.url, size=PHONE)
    page = person.page
    person.join("Wing")
    page.goto(f"{running.url}/checkin/pier")
    page.get_by_label("Code at the booth").fill(code_of(running, "pier").lower())
    page.context.set_offline(True)
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_text("Your check-in is kept with its time")).to_be_visible(timeout=PATIENCE_MS)
    page.context.set_offline(False)
    expect(page.get_by_text("your check-in was sent")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("link", name="See what it came to").click()
    expect(page.get_by_text("Checked in").first).to_be_visible(timeout=PATIENCE_MS)
    assert points_of(page) == 30


def test_the_page_of_somebody_who_waits_says_by_itself_when_it_is_their_turn(running: Quest, browser: Browser) -> None:
    first = joined(running, "First")
    first.api("POST", "/stations/quay/checkins", {"code": code_of(running, "quay"), "key": "k"}, expect=201)
    person = Person(browser, running.url, size=PHONE)
    page = person.page
    person.join("Second")
    page.goto(f"{running.url}/checkin/quay")
    page.get_by_role("button", name="Take a place in the queue").click()
    expect(page.get_by_role("heading", name="You are number 1 in the queue")).to_be_visible(timeout=PATIENCE_MS)
    player = first.api("GET", "/me", expect=200).json()["id"]
    running.signed_in("host").api("POST", f"/stations/quay/visitors/{player}/leave", expect=204)
    expect(page.get_by_text("It is your turn")).to_be_visible(timeout=PATIENCE_MS)


def test_a_screen_counts_by_itself_and_comes_back_after_a_lost_network(running: Quest, page: Page) -> None:
    page.goto(running.url + screen_of(running, "pier"))
    before = int(page.locator("#tally b").inner_text())
    page.context.set_offline(True)
    expect(page.get_by_text("Reconnecting…")).to_be_visible(timeout=PATIENCE_MS)
    late = joined(running, "Late")
    late.api("POST", "/stations/pier/checkins", {"code": code_of(running, "pier"), "key": "k"}, expect=201)
    page.context.set_offline(False)
    expect(page.locator("#tally b")).to_have_text(str(before + 1), timeout=PATIENCE_MS)
    expect(page.get_by_text("Reconnecting…")).to_have_count(0, timeout=PATIENCE_MS)


def test_a_code_that_the_phones_own_camera_opens_without_a_network_is_kept_and_sent(
    running: Quest, browser: Browser
) -> None:
    person = Person(browser, running.url, size=PHONE)
    page = person.page
    person.join("Ling")
    until(page, SETTLED)
    code = code_of(running, "pier")
    person.context.set_offline(True)
    page.goto(f"/checkin/pier?code={code}")
    expect(page.get_by_text("Your check-in is kept with its time")).to_be_visible(timeout=PATIENCE_MS)
    person.context.set_offline(False)
    until(page, "() => fetch('/api/v1/me').then((answer) => answer.json()).then((me) => me.points === 30)")
