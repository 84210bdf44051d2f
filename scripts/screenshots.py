"""Photograph the pages: a private quest, a crowd that plays it, and a browser that visits every page.

`make screenshots` writes into screenshots/ with an index.html: every page and state in four sizes, three languages and
both themes. `ARGS="--only map stage"` takes some pages alone, `--sizes`, `--languages` and `--themes` some looks, and
`--readme` also refreshes the pictures of the README in docs/img/. Everything is invented, and the same each time: the
quest's clock stands still.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.album import Album, Looks, windows
from tests import chromium
from tests.running import Quest, quest
from tests.shots import DESK, PHONE, PROJECTOR, Shot, Size
from tests.shots.crowd import rider
from tests.shots.everything import all_shots
from tests.shots.players import kind_shots

CHECKOUT = Path(__file__).resolve().parent.parent
ALBUM = CHECKOUT / "screenshots"
README = CHECKOUT / "docs" / "img"
ADDRESS = "http://next-stop.example"
"""What signs and QR codes say, so that no picture shows the port of the day."""

MOMENT = datetime(2026, 3, 18, 2, 30, tzinfo=UTC)
"""When the pictures are taken: half past ten in the morning, in Hong Kong."""

SIZES: dict[int, Size] = {
    360: {"width": 360, "height": 640},
    768: {"width": 768, "height": 1024},
    1440: DESK,
    1920: PROJECTOR,
}
LANGUAGES = ("en", "zh-Hant", "zh-Hans")
THEMES = ("light", "dark")


@contextmanager
def still_quest(folder: Path) -> Iterator[Quest]:
    """A quest of its own whose time stands, and whose secrets are the same each time."""
    secrets = {"QUEST_PUBLIC_URL": ADDRESS, "QUEST_SECRET_KEY": "the same in every picture"}
    with quest(folder, still=MOMENT, **secrets) as running:
        yield running


def ways(folder: Path, names: tuple[str, ...]) -> Iterator[tuple[Quest, Shot]]:
    """Every page whose name begins with one of these; each is to be photographed before the next is asked for."""
    if any("kind-".startswith(name) or name.startswith("kind-") for name in names):
        with still_quest(folder / "kinds") as kinds:
            yield from ((kinds, shot) for shot in kind_shots(kinds))
    if not all(name.startswith("kind-") for name in names):
        with still_quest(folder / "data") as running:
            yield from ((running, shot) for shot in all_shots(running))


def readme_pictures(browser: Browser, folder: Path) -> Album:
    """The two pictures that the README shows."""
    README.mkdir(parents=True, exist_ok=True)
    with still_quest(folder / "readme") as running:
        for shot in all_shots(running):
            if shot.name == "stage":
                break
        stage, route = running.client(), rider(running, "Wing", "a1", "ab", "a3")
        wanted: dict[str, tuple[Size, int, Shot]] = {
            "map.png": (PHONE, 2, Shot("map", "/route", route)),
            "stage.png": ({"width": 1280, "height": 720}, 1, Shot("stage", "/stage/overall", stage)),
        }
        album = Album(folder, Looks((), ("en",), ("light",)))
        for file, (size, density, shot) in wanted.items():
            album.looks = Looks((size,), ("en",), ("light",), density)
            with windows(browser, album) as opened:
                album.take(opened, running, shot)
            shutil.copyfile(folder / album.taken[-1][1], README / file)
    return album


def wishes() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", default=[""], help="pages that begin with one of these")
    parser.add_argument("--sizes", nargs="+", type=int, choices=SIZES, default=list(SIZES))
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--themes", nargs="+", choices=THEMES, default=THEMES)
    parser.add_argument("--readme", action="store_true", help="refresh docs/img/ as well")
    return parser.parse_args()


def main() -> None:
    """Takes the pictures and says where they are; fails when a page or its scripts did."""
    asked = wishes()
    names = tuple(asked.only)
    if names == ("",):
        shutil.rmtree(ALBUM, ignore_errors=True)
    ALBUM.mkdir(exist_ok=True)
    looks = Looks(tuple(SIZES[width] for width in asked.sizes), tuple(asked.languages), tuple(asked.themes))
    album = Album(ALBUM, looks)
    with tempfile.TemporaryDirectory(prefix="quest-screenshots-") as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=list(chromium.ARGUMENTS))
        with windows(browser, album) as opened:
            for running, shot in ways(folder, names):
                if shot.name.startswith(names):
                    album.take(opened, running, shot)
                    print(shot.name, flush=True)
        if asked.readme:
            album.complaints += readme_pictures(browser, folder).complaints
    (ALBUM / "index.html").write_text(album.index(), "utf-8")
    print(f"{len(album.taken)} pictures: {ALBUM / 'index.html'}")
    sys.exit("\n".join(album.complaints) or 0)


if __name__ == "__main__":
    main()
