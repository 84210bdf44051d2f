"""The map in a browser: the train comes along the track, and the list says what the map says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import PHONE, Person
from tests.running import Quest

TRAINS = """() => [...document.querySelectorAll(".map-scroll .train")].flatMap((train) => train.getAnimations()
  .map((hop) => [hop.effect.getTiming().duration, hop.effect.getTiming().easing, hop.effect.getKeyframes().length]))"""

HREFS = "links => links.map((link) => link.getAttribute('href'))"
LABELS = "links => links.map((link) => link.getAttribute('aria-label'))"


@contextmanager
def time_stands_still(page: Page) -> Iterator[None]:
    """Holds whatever moves, so that it can be looked at."""
    wire = page.context.new_cdp_session(page)
    wire.send("Animation.enable")
    wire.send("Animation.setPlaybackRate", {"playbackRate": 0})
    yield
    wire.send("Animation.setPlaybackRate", {"playbackRate": 1})


def look_at_the_map(page: Page) -> list[list[object]]:
    """How long, how and in how many steps the train moves."""
    with time_stands_still(page):
        page.goto("/route")
        expect(page.locator(".map-scroll [aria-current=step] .train")).to_be_visible()
        page.wait_for_function("() => sessionStorage.train === document.querySelector('[data-here]').dataset.stop")
        page.wait_for_load_state("networkidle")
        moves: list[list[object]] = page.evaluate(TRAINS)
        return moves


@pytest.fixture
def ada(running: Quest, browser: Browser) -> Iterator[Person]:
    """Yield Ada, who has looked at the map and then passed the first stop."""
    person = Person(browser, running.url, size=PHONE)
    person.join("Ada")
    person.page.wait_for_function("() => sessionStorage.train")
    person.ride("a1")
    yield person
    assert person.faults == []
    person.context.close()


def test_the_train_comes_along_the_track_once(ada: Person):
    assert look_at_the_map(ada.page) == [[600, "cubic-bezier(0.2, 0.8, 0.2, 1)", 25]]
    assert look_at_the_map(ada.page) == []


def test_the_train_stands_still_for_those_who_want_less_motion(ada: Person):
    ada.page.emulate_media(reduced_motion="reduce")
    assert look_at_the_map(ada.page) == []


def test_the_train_stands_still_in_calm_mode(ada: Person):
    ada.page.goto("/me")
    ada.context.add_cookies([{"name": "calm", "value": "on", "url": ada.origin}])
    assert look_at_the_map(ada.page) == []


def test_the_list_has_every_link_and_booth_of_the_map_and_says_where_to_change(ada: Person):
    ada.page.goto("/route")
    on_map = ada.page.locator(".map-scroll a").evaluate_all(HREFS)
    spoken = ada.page.locator(".map-scroll a").evaluate_all(LABELS)
    ada.page.goto("/route/list")
    in_list = ada.page.locator("main ol a").evaluate_all(HREFS)
    assert set(in_list) == set(on_map)
    words = ada.page.locator("main").inner_text()
    booths = {label.rpartition("booth ")[2] for label in spoken if "booth " in label}
    assert booths
    assert all(f"Booth {booth}" in words for booth in booths)
    assert "Change for Biotech" in words


def test_nothing_sticks_out_at_320_pixels(ada: Person):
    ada.page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/route", "/route/list", "/"):
        ada.page.goto(address)
        assert ada.page.evaluate("document.documentElement.scrollWidth") <= 320, address
