"""An album of pictures: pages in windows of three languages, each taken in every size and theme that was asked for."""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.running import Quest
from tests.shots import Shot, Size, Theme

SETTLED_MS = 250
"""What a page's scripts get to bind themselves and to draw."""

RESIZED_MS = 60
"""What they get to follow another size of the screen."""


@dataclass(frozen=True)
class Looks:
    """How pages are to be seen: every size in every language and theme."""

    sizes: tuple[Size, ...]
    languages: tuple[str, ...]
    themes: tuple[Theme, ...]
    density: int = 1


@dataclass
class Album:
    """What was taken, and what the browser complained about."""

    folder: Path
    looks: Looks
    taken: list[tuple[str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    status: int = 200

    def take(self, windows: dict[str, Page], running: Quest, shot: Shot) -> None:
        """Photographs a page in all its looks; the windows load and draw it at the same time."""
        self.status = shot.status
        for language, page in windows.items():
            found = arrive(page, running, shot, language)
            if found != shot.status:
                self.complaints.append(f"{shot.path}: status {found} instead of {shot.status}")
        for page in windows.values():
            page.wait_for_load_state("load")
            page.evaluate("document.fonts.ready")
        settle(windows, SETTLED_MS)
        for theme in ("dark",) if shot.is_stage else self.looks.themes:
            for page in windows.values():
                page.emulate_media(color_scheme=theme)
            self._in_every_size(windows, shot, theme)

    def _in_every_size(self, windows: dict[str, Page], shot: Shot, theme: Theme) -> None:
        for size in self.looks.sizes:
            for page in windows.values():
                resize(page, size, whole=shot.whole)
            settle(windows, RESIZED_MS)
            for language, page in windows.items():
                file = f"{shot.name}.{size['width']}.{language}.{theme}.png"
                page.screenshot(path=self.folder / file)
                self.taken.append((shot.name, file))

    def listen(self, page: Page) -> None:
        """Keeps what a page or its scripts did wrong, beside the status that was to come."""

        def said(message: ConsoleMessage) -> None:
            if message.type == "error" and f"status of {self.status} " not in message.text:
                self.complaints.append(f"{page.url}: {message.text}")

        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", said)

    def index(self) -> str:
        """A page that shows the whole album."""
        figures: dict[str, list[str]] = {}
        for name, file in self.taken:
            link = html.escape(file)
            figures.setdefault(name, []).append(
                f'<figure><a href="{link}"><img src="{link}" height="420" loading="lazy" alt=""></a>'
                f"<figcaption>{link}</figcaption></figure>"
            )
        parts = [f"<h2>{html.escape(name)}</h2><div>{''.join(shown)}</div>" for name, shown in figures.items()]
        style = "body{font:16px system-ui;margin:2rem}div{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}"
        return (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>{style}</style>'
            f"<h1>Screenshots</h1>{''.join(parts)}</html>"
        )


def resize(page: Page, size: Size, *, whole: bool) -> None:
    """Gives the page another screen; one as tall as the page, so that what sticks to its edges does, for the whole."""
    page.set_viewport_size(size)
    if whole:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": height})


def settle(windows: dict[str, Page], milliseconds: int) -> None:
    """Gives the scripts of all windows so much time."""
    next(iter(windows.values())).wait_for_timeout(milliseconds)


def arrive(page: Page, running: Quest, shot: Shot, language: str) -> int:
    """Opens the page as its visitor, in a language, at the time of the quest; gives its status."""
    window = page.context
    window.clear_cookies()
    kept = [{"name": each.name, "value": each.value or "", "url": running.url} for each in shot.visitor.cookies.jar]
    window.add_cookies(cast("Any", kept))
    window.request.post(f"{running.url}/language", form={"language": language}, max_redirects=0)
    page.clock.set_fixed_time(running.now())
    response = page.goto(running.url + shot.path, wait_until="commit")
    return response.status if response else 0


@contextmanager
def windows(browser: Browser, album: Album) -> Iterator[dict[str, Page]]:
    """One window for each language; what goes wrong in one goes into the album."""
    opened: list[BrowserContext] = []
    pages = {}
    for language in album.looks.languages:
        window = browser.new_context(
            locale=language,
            device_scale_factor=album.looks.density,
            has_touch=True,
            reduced_motion="reduce",
            service_workers="block",
        )
        opened.append(window)
        pages[language] = page = window.new_page()
        album.listen(page)
    yield pages
    for window in opened:
        window.close()
