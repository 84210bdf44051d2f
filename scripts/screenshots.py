"""Photograph the pages: a private quest, a crowd that plays it, and a browser that visits every page.

`make screenshots` writes into screenshots/ with an index.html; `ARGS="--only map stage"` takes some pages alone, and
`ARGS=--readme` also refreshes the pictures of the README in docs/img/. Everything is invented and the same each time.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, TypedDict, cast

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import func, select

from quest.db import Database
from quest.exchange.packs import read_pack
from quest.models import Award, RankSample
from quest.services import campaigns, history
from scripts.cast import (
    SEEKERS,
    answer,
    apply_to_starpier,
    crowd,
    form_groups,
    jobseeker,
    ride,
    rider,
    standing_at,
)
from tests import chromium
from tests.packs import EVERY_KIND
from tests.running import Client, Quest, quest

CHECKOUT = Path(__file__).resolve().parent.parent
ALBUM = CHECKOUT / "screenshots"
README = CHECKOUT / "docs" / "img"
ADDRESS = "http://next-stop.example"
"""What signs and QR codes say, so that no picture shows the port of the day."""

SETTLED_MS = 250
"""What a page's scripts get to bind themselves and to draw."""

Theme = Literal["light", "dark"]


class Size(TypedDict):
    """A screen in CSS pixels."""

    width: int
    height: int


NARROW: Size = {"width": 320, "height": 640}
PHONE: Size = {"width": 390, "height": 844}
DESK: Size = {"width": 1440, "height": 900}
PROJECTOR: Size = {"width": 1920, "height": 1080}


@dataclass(frozen=True)
class Look:
    """A page as somebody sees it."""

    size: Size
    language: str = "en"
    theme: Theme = "light"

    @property
    def name(self) -> str:
        """Part of a file's name."""
        dark = ".dark" if self.theme == "dark" else ""
        return f"{self.size['width']}x{self.size['height']}.{self.language}{dark}"


EVERYWHERE = (
    Look(PHONE),
    Look(PHONE, "zh-Hant"),
    Look(PHONE, "zh-Hans"),
    Look(PHONE, theme="dark"),
    Look(NARROW),
    Look(DESK),
    Look(DESK, "zh-Hant", "dark"),
)
ON_A_DESK = (Look(DESK), Look(DESK, "zh-Hans", "dark"), Look(PHONE))
ON_THE_STAGE = (Look(PROJECTOR), Look(PROJECTOR, "zh-Hant"), Look(PROJECTOR, "zh-Hans", "dark"))


@dataclass(frozen=True)
class Shot:
    """One page in its looks; `whole` photographs it to its end, beyond the screen, and `status` is to be expected."""

    name: str
    path: str
    visitor: Client
    looks: tuple[Look, ...] = EVERYWHERE
    whole: bool = False
    status: int = 200


@dataclass
class Album:
    """What was taken, and what the browser complained about."""

    folder: Path
    taken: list[tuple[str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def question_shots(running: Quest) -> Iterator[Shot]:
    """Each kind of question, asked and then answered."""
    for kind in ("choice", "order", "pairs", "estimate", "text"):
        client, attempt_id, question = standing_at(running, kind)
        yield Shot(f"question-{kind}", f"/attempts/{attempt_id}", client)
        # By now the question was photographed: shots are taken as they come.
        answer(client, attempt_id, question, right=kind != "order")
        yield Shot(f"feedback-{kind}", f"/attempts/{attempt_id}/questions/{question['id']}", client)


def kind_shots(kinds: Quest) -> Iterator[Shot]:
    """Every kind of question, in a quest of its own that plays one level for each."""
    kinds.command("campaign", "load", str(EVERY_KIND)).check_returncode()
    client = kinds.client()
    client.join("Yan 欣")
    for level in read_pack(EVERY_KIND).levels:
        attempt = client.api("POST", f"/levels/{level.id}/attempts", expect=201).json()
        yield Shot(f"kind-{level.id}", f"/attempts/{attempt['id']}", client, whole=True)


def player_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """A player's way from the front door to the terminus."""
    stranger = running.client()
    yield Shot("landing", "/", stranger)
    yield Shot("start", "/start", stranger)
    newcomer = rider(running, "Newcomer")
    yield Shot("map-new", "/route", newcomer)
    yield Shot("level", "/levels/a1", newcomer)
    yield Shot("level-locked", "/levels/a6", newcomer)
    under_way = rider(running, "Ling 玲", "a1", "ab", "a3")
    yield Shot("map", "/route", under_way)
    yield Shot("list", "/route/list", under_way, whole=True)
    yield Shot("level-booth", "/levels/a6", people["Priya"])
    yield Shot("board", "/boards/overall", people["Lucky Ferry"])
    yield Shot("board-line", "/boards/line:R", people["Marco"])
    yield Shot("finish", "/finish/A", people["Wing 詠"])
    last = under_way.api("POST", "/levels/ar/attempts", expect=201).json()
    ride(under_way, "ar", skill=1, dice=random.Random(0))
    yield Shot("level-done", f"/attempts/{last['id']}/done", under_way)
    yield Shot("me", "/me", under_way, whole=True)
    yield Shot("error", "/no-such-page", stranger, (Look(PHONE), Look(DESK, theme="dark")), status=404)


def group_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """Riding together: the offer after the first stop, the page, the invitation and the boards."""
    fresh = running.client()
    fresh.join("Fresh 初")
    first = fresh.api("POST", "/levels/f1/attempts", expect=201).json()
    ride(fresh, "f1", skill=1, dice=random.Random(0))
    yield Shot("level-done-first", f"/attempts/{first['id']}/done", fresh)
    yield Shot("groups-none", "/me/groups", fresh, whole=True)
    form_groups(people)
    yield Shot("groups", "/me/groups", people["Wing 詠"], whole=True)
    code = people["Wing 詠"].api("GET", "/groups", expect=200).json()["mine"][0]["code"]
    yield Shot("invitation", f"/join/{code}", fresh)
    yield Shot("board-groups", "/boards/groups:school", people["Kit"])
    own = people["Kit"].api("GET", "/groups", expect=200).json()["mine"][0]["board"]
    yield Shot("board-group", f"/boards/{own}", people["Kit"])
    yield Shot("board-bracket", "/boards/bracket:student", people["Wing 詠"], ON_A_DESK)
    yield Shot("stage-groups", "/stage/groups:school", running.client(), ON_THE_STAGE)


def draw_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """A prize draw while it is open and when it is over, for the public and on the desk."""
    organiser = running.signed_in("organiser")
    soon = datetime.now(UTC) + timedelta(seconds=4)
    made = {"prize": "A day at the robotics lab", "places": 3, "who": "levels", "levels": 2}
    late = {**made, "prize": "A kite 風箏", "closes_at": (soon + timedelta(days=2)).isoformat()}
    organiser.api("POST", "/draws", {**late, "public_source": "Hang Seng Index, close of 24 Nov"}, expect=201)
    there = organiser.api("POST", "/draws", {**made, "closes_at": soon.isoformat()}, expect=201).json()["id"]
    yield Shot("draw-open", "/draws/1", people["Priya"], whole=True)
    yield Shot("desk-draws", "/organise/draws", organiser, ON_A_DESK, whole=True)
    time.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds()) + 0.5)
    organiser.api("POST", f"/draws/{there}/close", expect=200)
    organiser.api("POST", f"/draws/{there}/winners", {"public_value": None}, expect=200)
    in_order = re.findall(r"<td><b>(.*?)</b></td>", organiser.get(f"/organise/draws/{there}").text)
    first = next((people[name] for name in in_order if name in people), people["Priya"])
    yield Shot("draw-drawn", f"/draws/{there}", first, whole=True)
    yield Shot("desk-draw", f"/organise/draws/{there}", organiser, ON_A_DESK)
    yield Shot("draws", "/draws", people["Priya"], (Look(PHONE), Look(DESK, "zh-Hant", "dark")))


def fairness_shots(running: Quest) -> Iterator[Shot]:
    """The runs that the API's own pace makes improbable, and one of them."""
    organiser = running.signed_in("organiser")
    yield Shot("desk-fairness", "/organise/fairness", organiser, ON_A_DESK)
    rows = organiser.api("GET", "/suspicions", expect=200).json()["rows"]
    worst = max(rows, key=lambda row: (row["twin"] or {"bits": 0})["bits"])
    there = f"/suspicions/{worst['player_id']}/decisions"
    yield Shot("desk-run", f"/organise/fairness/{worst['player_id']}", organiser, ON_A_DESK)
    organiser.api("POST", there, {"decision": "clear", "note": "Our own script for the pictures."}, expect=200)
    yield Shot("desk-fairness-decided", "/organise/fairness", organiser, ON_A_DESK[:1], whole=True)


def review_shots(running: Quest) -> Iterator[Shot]:
    """The reviewer's queue with answers in it and when it is empty, the groups, and the log."""
    host = running.signed_in("host")
    yield Shot("desk-reviews", "/organise/reviews", host, ON_A_DESK)
    organiser = running.signed_in("organiser")
    yield Shot("desk-groups", "/organise/groups", organiser, ON_A_DESK)
    yield Shot("desk-log", "/organise/log", organiser, ON_A_DESK)
    yield Shot("desk-reviews-end", "/organise/reviews?after=99999999", host, ON_A_DESK[:1])


def remember_ranks(running: Quest) -> None:
    """Makes an hour of ranks out of the crowd's awards, as if they had come one after the other."""
    database = Database(f"sqlite:///{running.data_dir / 'quest.db'}")
    with database.unit_of_work() as session:
        campaign, last = campaigns.current(session), session.scalar(select(func.max(Award.id))) or 0
        for number in range(12):
            until = last * (number + 1) // 12
            lie = [list(row) for row in session.execute(history.counts(campaign, until))]
            at = datetime.now(UTC) - timedelta(minutes=5 * (12 - number))
            session.add(RankSample(campaign_id=campaign.id, at=at, award_id=until, counts=lie))
    database.close()


def frozen_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """A board that is frozen, the desk that froze it, and somebody who is not ranked."""
    host = running.signed_in("host")
    host.api("PUT", "/boards/overall/freeze", expect=200)
    ride(people["Ben"], "f1", skill=1, dice=random.Random(0))
    yield Shot("frozen", "/boards/overall", people["Ben"])
    yield Shot("stage-frozen", "/stage/overall", running.client(), ON_THE_STAGE)
    yield Shot("host-frozen", "/host", host, ON_A_DESK)
    host.api("DELETE", "/boards/overall/freeze", expect=200)
    people["Tom"].api("DELETE", "/me/ranking", expect=204)
    yield Shot("unranked", "/boards/overall", people["Tom"])
    yield Shot("me-unranked", "/me", people["Tom"], (Look(PHONE), Look(PHONE, "zh-Hant", "dark")), whole=True)
    remember_ranks(running)
    yield Shot("ranks", "/boards/overall", people["Priya"], whole=True)
    yield Shot("whole-board", "/boards/overall?offset=0", people["Ben"], whole=True)


def account_shots(running: Quest, mei: Client) -> Iterator[Shot]:
    """Signing in, registering, and what follows."""
    yield Shot("sign-in", "/sign-in", running.client())
    yield Shot("register", "/register", rider(running, "Somebody", "f1"), whole=True)
    yield Shot("profile", "/profile", mei, whole=True)
    yield Shot("erase", "/me/erase", mei, (Look(PHONE), Look(PHONE, "zh-Hant", "dark")))


def job_shots(running: Quest, mei: Client) -> Iterator[Shot]:
    """Jobs, matches and applications."""
    yield Shot("jobs", "/jobs", running.client())
    yield Shot("jobs-search", "/jobs?q=python&line=F", mei)
    yield Shot("matches-none", "/matches", rider(running, "Nobody yet"))
    yield Shot("matches", "/matches", mei)
    best = mei.api("GET", "/matches", expect=200).json()["rows"][0]["job"]["id"]
    yield Shot("job", f"/jobs/{best}", mei, whole=True)
    yield Shot("applications-none", "/applications", mei, (Look(PHONE), Look(DESK)))
    mei.api("POST", f"/jobs/{best}/application", {"key": "best"}, expect=201)
    apply_to_starpier(mei)
    yield Shot("applications", "/applications", mei)


def desk_shots(running: Quest) -> Iterator[Shot]:
    """The desks of hosts and recruiters, and the stage."""
    yield Shot("host", "/host", running.signed_in("host"), ON_A_DESK)
    recruiter = running.signed_in("recruiter")
    yield Shot("recruit", "/recruit", recruiter, ON_A_DESK)
    for row in recruiter.api("GET", "/candidates", expect=200).json()["rows"][:1]:
        yield Shot("candidate", f"/recruit/{row['id']}", recruiter, ON_A_DESK, whole=True)
    yield Shot("recruit-door", "/recruit", running.client(), (Look(DESK), Look(PHONE)))
    yield Shot("live", "/live", running.client())
    yield Shot("stage", "/stage/overall", running.client(), ON_THE_STAGE)
    yield Shot("stage-line", "/stage/line:F", running.client(), ON_THE_STAGE[:2])


def all_shots(running: Quest) -> Iterator[Shot]:
    """Every page; each is to be photographed before the next one is asked for."""
    yield Shot("stage-empty", "/stage/overall", running.client(), ON_THE_STAGE[:2])
    people = crowd(running)
    mei = jobseeker(running, "Mei", "Chan Mei Ling", "bachelor", ("f1", "fr", "f3", "f4"))
    for seeker in SEEKERS:
        apply_to_starpier(jobseeker(running, *seeker))
    yield from player_shots(running, people)
    yield from group_shots(running, people)
    yield from question_shots(running)
    yield from account_shots(running, mei)
    yield from job_shots(running, mei)
    yield from desk_shots(running)
    yield from frozen_shots(running, people)
    yield from draw_shots(running, people)
    yield from fairness_shots(running)
    yield from review_shots(running)


@contextmanager
def visiting(browser: Browser, running: Quest, client: Client, look: Look) -> Iterator[BrowserContext]:
    """A browser that is signed in as the client and has this look."""
    on_a_phone = look.size in (NARROW, PHONE)
    options: dict[str, Any] = {
        "viewport": look.size,
        "device_scale_factor": 2 if on_a_phone else 1,
        "has_touch": on_a_phone,
        "is_mobile": on_a_phone,
        "color_scheme": look.theme,
        "reduced_motion": "reduce",
        "locale": look.language,
    }
    context = browser.new_context(**options)
    kept = [{"name": cookie.name, "value": cookie.value or "", "url": running.url} for cookie in client.cookies.jar]
    context.add_cookies(cast("Any", kept))
    context.request.post(f"{running.url}/language", form={"language": look.language}, max_redirects=0)
    yield context
    context.close()


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
