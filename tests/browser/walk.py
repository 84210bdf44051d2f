"""A walk over every page and state, in three languages at once: what sharp eyes find on each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from playwright.sync_api import Browser, BrowserContext, Page

from tests.running import Quest
from tests.shots import DESK, NARROW, PHONE, PROJECTOR, Shot, Size, Theme

CHECKOUT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "zh-Hant", "zh-Hans")
THUMB = 44
"""Pixels that a main control measures at least."""

Check = Literal["axe", "focus", "fit", "still", "thumb", "names"]


@dataclass(frozen=True)
class Glance:
    """One look at a page: the screen, and what is then asked of the eyes. `whole` makes the screen as tall as the page,
    so that no bar lies over what one only has to scroll to."""

    check: Check
    asked: str
    size: Size
    theme: Theme = "light"
    whole: bool = False


FIT = "[...eyes.sideways(), ...eyes.clipped()]"
ON_PAGES = (
    Glance("focus", "eyes.focus()", PHONE),
    Glance("axe", "eyes.axe()", PHONE, whole=True),
    Glance("axe", "eyes.axe('colours')", PHONE, "dark", whole=True),
    Glance("names", "eyes.misnamed()", PHONE),
    Glance("still", "eyes.moving()", PHONE),
    Glance("thumb", f"eyes.small({THUMB})", PHONE),
    Glance("fit", f"eyes.size(200), {FIT}", PHONE),
    Glance("fit", f"eyes.size(100), {FIT}", NARROW),
    Glance("fit", f"eyes.space(), {FIT}", NARROW),
    Glance("focus", "eyes.size(100), eyes.focus()", DESK, "dark"),
    Glance("axe", "eyes.axe()", DESK, whole=True),
    Glance("axe", "eyes.axe('colours')", DESK, "dark", whole=True),
)
ON_THE_STAGE = (
    Glance("axe", "eyes.axe()", PROJECTOR, "dark"),
    Glance("still", "eyes.moving()", PROJECTOR, "dark"),
)


@dataclass
class Walk:
    """What was found, by check, as sentences; and the titles, by language, with the pages that bear them."""

    found: dict[Check, list[str]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    visited: set[str] = field(default_factory=set)


def walk(browser: Browser, ways: Iterable[tuple[Quest, Iterator[Shot]]]) -> Walk:
    """Visits every page of the ways, each language in a browser window of its own."""
    seen = Walk()
    windows = [_window(browser, language) for language in LANGUAGES]
    for running, shots in ways:
        for shot in shots:
            _arrive(windows, running, shot)
            _look(seen, [window.pages[0] for window in windows], shot)
    for window in windows:
        window.close()
    return seen


def _window(browser: Browser, language: str) -> BrowserContext:
    window = browser.new_context(locale=language, has_touch=True, reduced_motion="reduce")
    window.add_init_script(path=CHECKOUT / "node_modules" / "axe-core" / "axe.min.js")
    window.add_init_script(path=Path(__file__).with_name("eyes.js"))
    window.new_page()
    return window


def _arrive(windows: list[BrowserContext], running: Quest, shot: Shot) -> None:
    """Opens the page in every window, as its visitor and in its language; all of them load at the same time."""
    for language, window in zip(LANGUAGES, windows, strict=True):
        window.clear_cookies()
        kept = [{"name": each.name, "value": each.value, "url": running.url} for each in shot.visitor.cookies.jar]
        window.add_cookies(cast("Any", kept))
        window.request.post(f"{running.url}/language", form={"language": language}, max_redirects=0)
    pages = [window.pages[0] for window in windows]
    for page in pages:
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="light")
        page.goto(running.url + shot.path, wait_until="commit")
    for page in pages:
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready")


def _look(seen: Walk, pages: list[Page], shot: Shot) -> None:
    """Takes every glance; the windows work on it at the same time."""
    seen.visited.add(shot.name)
    for language, page in zip(LANGUAGES, pages, strict=True):
        where = re.sub(r"(?<=/questions/).*|(?<=/stage/rounds/).*|\d+", "N", shot.path.partition("?")[0])
        seen.titles[language, page.title()].add(where)
    for glance in ON_THE_STAGE if shot.is_stage else ON_PAGES:
        for page in pages:
            _set(page, glance)
            page.evaluate(f"() => {{ globalThis.seen = Promise.resolve(({glance.asked})); }}")
        for language, page in zip(LANGUAGES, pages, strict=True):
            where = f"{shot.name}, {language}, {glance.size['width']} px, {glance.theme}"
            seen.found[glance.check] += [f"{where}: {each}" for each in page.evaluate("globalThis.seen")]


def _set(page: Page, glance: Glance) -> None:
    page.emulate_media(color_scheme=glance.theme)
    size = glance.size
    if glance.whole:
        page.set_viewport_size({"width": size["width"], "height": 320})
        size = {"width": size["width"], "height": page.evaluate("document.documentElement.scrollHeight")}
    if page.viewport_size != size:
        page.set_viewport_size(size)
