"""The states that a page has beside its usual one: back again, at a crossing, resumed, partly right, calm, all over."""

from __future__ import annotations

import random
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from quest.exchange.packs import BUILT_IN
from tests.running import Client, Quest
from tests.shots import Shot
from tests.shots.crowd import answer, ride, rider, standing_at
from tests.story.solver import pack, right_answer


def way_shots(running: Quest) -> Iterator[Shot]:
    """On the way: at the front door again, at an interchange, in the middle of a stop, and where every stop is done."""
    crossing = rider(running, "Changes here", "f1", "fr")
    yield Shot("map-choice", "/route", crossing)
    yield Shot("landing-back", "/", crossing)
    everywhere = rider(running, "Every stop")
    everywhere.api("DELETE", "/me/ranking", expect=204)  # or nobody else would be seen on the boards
    for level_id in _every_level():
        ride(everywhere, level_id, skill=1, dice=random.Random(0))
    yield Shot("map-all-done", "/route", everywhere)
    yield Shot("matches-all-done", "/matches", everywhere)
    begun = crossing.api("POST", "/levels/f3/attempts", expect=201).json()
    answer(crossing, begun["id"], begun["question"], right=True)
    yield Shot("level-resume", "/levels/f3", crossing)
    crossing.post("/levels/f3/attempts")
    yield Shot("question-resumed", f"/attempts/{begun['id']}", crossing)
    yield from _failed(running)


def _every_level() -> list[str]:
    """All levels in an order in which they open."""
    lines = [line.levels for line in pack().lines]
    return list(dict.fromkeys(levels[place] for place in range(max(map(len, lines))) for levels in lines))


def _failed(running: Quest) -> Iterator[Shot]:
    """A stop that was not passed, and the try after it."""
    again = running.client()
    again.join("Once more")
    first = again.api("POST", "/levels/a1/attempts", expect=201).json()
    ride(again, "a1", skill=0, dice=random.Random(0))
    yield Shot("level-failed", f"/attempts/{first['id']}/done", again)
    yield Shot("level-again", "/levels/a1", again)
    second = again.api("POST", "/levels/a1/attempts", expect=201).json()
    yield Shot("question-again", f"/attempts/{second['id']}", again)


def verdict_shots(running: Quest) -> Iterator[Shot]:
    """Answers that were partly right, close, or wrong."""
    client, attempt_id, question = standing_at(running, "pairs")
    question = client.api("GET", f"/attempts/{attempt_id}", expect=200).json()["question"]
    right = right_answer(question)
    first, second, *others = right
    partly = {first: right[second], second: right[first]} | {each: right[each] for each in others}
    yield from _verdict(client, attempt_id, question["id"], "partly", partly)
    client, attempt_id, question = standing_at(running, "estimate")
    question = client.api("GET", f"/attempts/{attempt_id}", expect=200).json()["question"]
    near = round(right_answer(question) + (question["max"] - question["min"]) / 30)
    yield from _verdict(client, attempt_id, question["id"], "close", near)
    client, attempt_id, question = standing_at(running, "choice")
    answer(client, attempt_id, question, right=False)
    yield Shot("feedback-missed", f"/attempts/{attempt_id}/questions/{question['id']}", client)


def _verdict(client: Client, attempt_id: int, question_id: str, name: str, given: object) -> Iterator[Shot]:
    body = {"question_id": question_id, "answer": given, "key": secrets.token_hex(8)}
    client.api("POST", f"/attempts/{attempt_id}/answers", body, expect=200)
    yield Shot(f"feedback-{name}", f"/attempts/{attempt_id}/questions/{question_id}", client)


def calm_shots(running: Quest) -> Iterator[Shot]:
    """Calm mode, and the switches that lead there."""
    calm = rider(running, "Calm rider", "b1")
    calm.post("/calm", data={"calm": "on"})
    calm.post("/sound", data={"sound": "on"})
    yield Shot("board-calm", "/boards/overall", calm)
    yield Shot("me-calm", "/me", calm, whole=True)


def closing_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """The campaign when its time is over: the last pages of all, for nothing is open after them."""
    with tempfile.TemporaryDirectory() as folder:
        over = Path(folder) / "over"
        shutil.copytree(BUILT_IN, over)
        written, closes = over / "campaign.yaml", running.now() - timedelta(minutes=1)
        # Its talks are long past too, or the pack would have a fault.
        content = re.sub(r"(?<=: )20\d\d(?=-\d\d-\d\dT)", "2020", written.read_text(encoding="utf-8"))
        written.write_text(f"{content}\ncloses_at: {closes.isoformat()}\n", encoding="utf-8")
        running.command("campaign", "load", str(over)).check_returncode()
    yield Shot("landing-closed", "/", running.client())
    yield Shot("map-closed", "/route", people["Priya"])
    yield Shot("level-closed", "/levels/a7", people["Priya"])
    yield Shot("board-final", "/boards/overall", people["Priya"])
    yield Shot("stage-final", "/stage/overall", running.client())
