"""The live evening: the agenda while talks are on, and what stands on the screens of the hall."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from quest.exchange.packs import BUILT_IN
from tests.running import Client, Quest
from tests.shots import Shot
from tests.story.solver import pack

TALK = "night-shift"
INTO_THE_TALK = timedelta(minutes=20)
_TIMES = re.compile(r"(?<=^    )(starts|ends): (\S+)", re.MULTILINE)


def make_it_evening(running: Quest) -> None:
    """Loads the same campaign with its evening moved, so that the first talk is on now."""
    first = pack().talk(TALK)
    assert first is not None
    moved = running.now() - INTO_THE_TALK - first.starts

    def later(found: re.Match[str]) -> str:
        return f"{found[1]}: {(datetime.fromisoformat(found[2]) + moved).isoformat()}"

    with tempfile.TemporaryDirectory() as folder:
        evening = Path(folder) / "evening"
        shutil.copytree(BUILT_IN, evening)
        written = evening / "campaign.yaml"
        written.write_text(_TIMES.sub(later, written.read_text(encoding="utf-8")), encoding="utf-8")
        running.command("campaign", "load", str(evening)).check_returncode()


def evening_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """The agenda as it stands for a player, a talk before and after its code was typed, and the host's side."""
    yield Shot("agenda-before", "/agenda", running.client(), whole=True)
    make_it_evening(running)
    host = running.signed_in("host")
    priya = people["Priya"]
    yield Shot("agenda", "/agenda", priya, whole=True)
    yield Shot("agenda-place", "/agenda?place=Moon", priya)
    yield Shot("talk", f"/agenda/{TALK}", priya)
    yield Shot("talk-stranger", f"/agenda/{TALK}", running.client())
    yield Shot("talk-later", "/agenda/left-out", priya)
    yield Shot("live-evening", "/live", priya, whole=True)
    yield Shot("host-talks", "/host/talks", host)
    yield Shot("host-talk-code", f"/host/talks/{TALK}", host)
    yield Shot("host-talk-later", "/host/talks/left-out", host)
    code = host.api("GET", f"/talks/{TALK}/code", expect=200).json()["code"]
    priya.api("POST", f"/talks/{TALK}/attendances", {"code": code, "key": "pictures"}, expect=201)
    yield Shot("talk-attended", f"/agenda/{TALK}", priya, whole=True)
    yield from _stage_shots(running, host)


def _stage_shots(running: Quest, host: Client) -> Iterator[Shot]:
    """Every kind of scene, and the page on which the host chooses."""
    for scene in ("agenda", "countdown", "board:overall", "podium:overall"):
        host.api("PUT", "/stage", {"scene": scene}, expect=200)
        yield Shot(f"stage-scene-{scene.partition(':')[0]}", f"/stage?scene={scene}", running.client())
    yield Shot("host-stage", "/host/stage", host, whole=True)
    host.api("PUT", "/stage", {"scene": None}, expect=200)
