"""Photograph the pages: a private quest, a crowd that plays it, and a browser that visits every page.

`make screenshots` writes into screenshots/ with an index.html; `ARGS="--only map stage"` takes some pages alone, and
`ARGS=--readme` also refreshes the pictures of the README in docs/img/. Everything is invented and the same each time.
"""

from __future__ import annotations

import argparse
import html
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.running import Quest, quest
from tests.shots import DESK, PHONE, Look, Shot, visiting
from tests.shots.crowd import rider
from tests.shots.everything import all_shots
from tests.shots.players import kind_shots

CHECKOUT = Path(__file__).resolve().parent.parent
ALBUM = CHECKOUT / "screenshots"
README = CHECKOUT / "docs" / "img"
ADDRESS = "http://next-stop.example"
"""What signs and QR codes say, so that no picture shows the port of the day."""

SETTLED_MS = 250
"""What a page's scripts get to bind themselves and to draw."""


@dataclass
class Album:
    """What was taken, and what the browser complained about."""

    folder: Path
    taken: list[tuple[str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def photograph(page: Page, address: str, file: Path, *, whole: bool = False, status: int = 200) -> list[str]:
    """Takes a picture of a page; gives what the browser complained about, beside the status that was to come."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    response = page.goto(address, wait_until="load")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(SETTLED_MS)
    if whole:  # a taller screen, so that what sticks to its edges does
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": page.viewport_size["width"], "height": height} if page.viewport_size else DESK)
        page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=file)
    if response is None or response.status != status:
        complaints.append(f"status {response.status if response else 'unknown'} instead of {status}")
    return [line for line in complaints if f"status of {status} " not in line]


def take(browser: Browser, running: Quest, shot: Shot, album: Album) -> None:
    """Photographs a page in all its looks."""
    for look in shot.looks:
        file = album.folder / f"{shot.name}.{look.name}.png"
        with visiting(browser, running, shot.visitor, look) as context:
            complaints = photograph(
                context.new_page(), running.url + shot.path, file, whole=shot.whole, status=shot.status
            )
        album.taken.append((shot.name, file.name))
        album.complaints += [f"{file.name}: {line}" for line in complaints]


def index(album: Album) -> str:
    """A page that shows the whole album."""
    figures: dict[str, list[str]] = {}
    for name, file in album.taken:
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


def readme_pictures(browser: Browser, running: Quest) -> None:
    """The two pictures that the README shows."""
    README.mkdir(parents=True, exist_ok=True)
    pictures = {
        "map.png": (Look(PHONE), "/route", rider(running, "Wing", "a1", "ab", "a3")),
        "stage.png": (Look({"width": 1280, "height": 720}), "/stage/overall", running.client()),
    }
    for name, (look, path, client) in pictures.items():
        with visiting(browser, running, client, look) as context:
            photograph(context.new_page(), running.url + path, README / name)


def main() -> None:
    """Takes the pictures and says where they are; fails when a page or its scripts did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="pages whose name begins with one of these")
    parser.add_argument("--readme", action="store_true", help="refresh docs/img/ as well")
    asked = parser.parse_args()
    names = tuple(asked.only or [""])
    if not asked.only:
        shutil.rmtree(ALBUM, ignore_errors=True)
    ALBUM.mkdir(exist_ok=True)
    album = Album(ALBUM)
    with (
        tempfile.TemporaryDirectory(prefix="quest-screenshots-") as folder,
        quest(Path(folder) / "data", QUEST_PUBLIC_URL=ADDRESS) as running,
        quest(Path(folder) / "kinds", QUEST_PUBLIC_URL=ADDRESS) as kinds,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=list(chromium.ARGUMENTS))
        for visited, shots in ((kinds, kind_shots(kinds)), (running, all_shots(running))):
            for shot in shots:
                if shot.name.startswith(names):
                    take(browser, visited, shot, album)
                    print(f"{shot.name}: {len(shot.looks)}", flush=True)
        if asked.readme:
            readme_pictures(browser, running)
    (ALBUM / "index.html").write_text(index(album), "utf-8")
    print(f"{len(album.taken)} pictures: {ALBUM / 'index.html'}")
    sys.exit("\n".join(album.complaints) or 0)


if __name__ == "__main__":
    main()
