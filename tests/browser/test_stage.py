"""The stage of a hall: it follows the host, obeys its keys, comes back by itself and does not grow in a long day."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import LAPTOP, PROJECTOR, Person, until
from tests.running import Client, Quest, quest
from tests.shots.crowd import rider
from tests.shots.evening import TALK, make_it_evening

SHOW = "[data-show]"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest in the middle of its live evening, with somebody on its boards."""
    with quest(tmp_path_factory.mktemp("hall") / "data") as found:
        make_it_evening(found)
        rider(found, "Wing", "f1")
        yield found


@pytest.fixture
def host(hall: Quest) -> Client:
    client = hall.signed_in("host")
    client.api("PUT", "/stage", {"scene": "agenda"}, expect=200)
    return client


@pytest.fixture
def screen(hall: Quest, host: Client, browser: Browser) -> Iterator[Person]:
    """Yield the projector, with the agenda on it; whatever happens, its scripts do not fail."""
    found = Person(browser, hall.url, size=PROJECTOR)
    with found.page.expect_websocket():
        found.page.goto("/stage")
    shows(found.page, "agenda")
    yield found
    found.context.close()
    assert [fault for fault in found.faults if "ERR_INTERNET_DISCONNECTED" not in fault] == []


def shows(page: Page, scene: str) -> None:
    expect(page.locator(SHOW)).to_have_attribute("data-show", scene)


def turn(page: Page) -> list[str]:
    found: list[str] = page.evaluate(f"JSON.parse(document.querySelector('{SHOW}').dataset.turn)")
    return found


def test_what_the_host_chooses_is_on_the_stage_without_a_reload_and_after_one(
    hall: Quest, screen: Person, browser: Browser
) -> None:
    wong = Person(browser, hall.url, size=LAPTOP)
    email, password = hall.sign_ins["host"]
    wong.page.goto("/sign-in")
    wong.page.get_by_label(re.compile("^E-?mail", re.IGNORECASE)).first.fill(email)
    wong.page.get_by_label("Password").fill(password)
    wong.page.get_by_role("button", name="Sign in", exact=True).click()
    wong.page.get_by_role("link", name="The stage", exact=True).click()
    screen.page.evaluate("window.sameDocument = true")
    wong.page.get_by_role("button", name=re.compile("^Show ?: Podium: All lines$")).click()
    shows(screen.page, "podium:overall")
    expect(screen.page.get_by_role("heading", name="All lines")).to_be_visible()
    assert screen.page.evaluate("window.sameDocument") is True
    screen.page.reload()
    shows(screen.page, "podium:overall")
    wong.page.get_by_label("Minutes from now").fill("5")
    wong.page.get_by_role("button", name="Count down on the stage").click()
    shows(screen.page, "countdown")
    expect(screen.page.get_by_role("timer")).to_have_text(re.compile(r"^4:\d\d$"))
    assert wong.faults == []


def test_keys_move_this_screen_alone(hall: Quest, host: Client, screen: Person) -> None:
    page = screen.page
    scenes = turn(page)
    page.keyboard.press("ArrowRight")
    shows(page, scenes[1])
    page.keyboard.press("Space")
    shows(page, scenes[2])
    page.keyboard.press("ArrowLeft")
    shows(page, scenes[1])
    page.keyboard.press("b")
    shows(page, "board:overall")
    page.keyboard.press("p")
    expect(page.locator("[data-stage-state]")).to_have_text("Paused")
    page.keyboard.press("m")
    expect(page.locator("html")).to_have_attribute("data-sound", "off")
    page.keyboard.press("f")
    until(page, "() => document.fullscreenElement !== null")
    assert host.api("GET", "/stage", expect=200).json()["scene"] == "agenda"


def test_without_single_keys_the_arrows_are_left(screen: Person) -> None:
    page = screen.page
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("b")
    page.keyboard.press("ArrowRight")
    shows(page, turn(page)[1])


def test_the_ticker_tells_at_once_who_was_at_a_talk(hall: Quest, host: Client, screen: Person) -> None:
    code = host.api("GET", f"/talks/{TALK}/code", expect=200).json()["code"]
    ada = hall.client()
    ada.join("Ada <b>")
    ada.api("POST", f"/talks/{TALK}/attendances", {"code": code, "key": "one"}, expect=201)
    expect(screen.page.locator("[data-told-list]")).to_contain_text("Ada <b> was at “The night shift in the lab”")
    ada.api("DELETE", "/me/ranking", expect=204)
    expect(screen.page.locator("[data-told-list]")).not_to_contain_text("Ada")


def test_after_a_lost_network_the_stage_catches_up_by_itself(host: Client, screen: Person) -> None:
    page = screen.page
    page.evaluate("window.sameDocument = true")
    screen.context.set_offline(True)
    page.keyboard.press("ArrowRight")
    host.api("PUT", "/stage", {"scene": "podium:overall"}, expect=200)
    shows(page, "agenda")
    screen.context.set_offline(False)
    shows(page, "podium:overall")
    assert page.evaluate("window.sameDocument") is True


def test_a_stage_of_an_older_version_loads_itself_anew(host: Client, screen: Person) -> None:
    page = screen.page
    page.evaluate("window.sameDocument = true")
    page.evaluate(f"document.querySelector('{SHOW}').dataset.build = 'older'")
    page.evaluate("performance.now = () => 1e9")  # a page that has stood for a while
    with page.expect_event("domcontentloaded"):
        page.keyboard.press("ArrowRight")
    shows(page, "agenda")
    assert page.evaluate("window.sameDocument") is None


def test_a_long_day_leaves_nothing_behind(screen: Person) -> None:
    page = screen.page
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable")

    def around(times: int) -> dict[str, float]:
        """Shows every scene so many times, and counts what the page holds then."""
        scenes = turn(page)
        for scene in [*scenes[1:], scenes[0]] * times:
            page.keyboard.press("ArrowRight")
            shows(page, scene)
        metrics.send("HeapProfiler.collectGarbage")
        counted = metrics.send("Performance.getMetrics")["metrics"]
        return {each["name"]: each["value"] for each in counted if each["name"] in ("Nodes", "JSEventListeners")}

    before, after = around(2), around(8)
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 2
    assert after["Nodes"] <= before["Nodes"] * 1.1
