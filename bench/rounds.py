"""A live round with a whole hall in it, on one server process or on two that share a database and Redis."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from subprocess import PIPE
from typing import Any
from urllib.request import urlopen

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.load import processor_clock
from quest.db import Database
from quest.domain.rounds import Options
from quest.exchange.packs import BUILT_IN, read_pack
from quest.levels.level import Campaign
from quest.migrations import upgrade
from quest.models import RoundAnswer
from quest.services import campaigns, round_scores, rounds
from quest.settings import Config
from tests import servers

LEVELS = ("f1",)
QUESTIONS = 3
MOST = {"came_s": 2.0 + 2.0, "answer_ms": 0.9, "packets": 8.0}


@dataclass(frozen=True, slots=True)
class Hall:
    """What was measured of a round in one mode with so many phones.

    Attributes:
        came_s: until everybody was in and shown the round; they come spread over two seconds.
        join_ms, answer_ms: the server's processor for one of each, with all that it causes.
        lag_s: from the last acknowledged answer to the last phone with its result, the worst of the questions.
        packets: what a phone was sent for a question, acknowledgements counted.
        own_ms: the generator's own processor for one phone and question.
        is_right: whether every answer was kept once, the standings are the sum of them, and all processes agree.
    """

    mode: str
    players: int
    processes: int
    came_s: float
    join_ms: float
    answer_ms: float
    lag_s: float
    packets: float
    own_ms: float
    is_right: bool
    errors: dict[str, int]


def measure(mode: str, environment: dict[str, str], players: int, *, processes: int = 1) -> Hall:
    """Plays a round of some questions: everybody comes within two seconds, and answers within two."""
    settings = {**environment, "QUEST_NEW_PLAYERS_PER_ADDRESS": "1000000"}
    config = Config.from_env(settings)
    database = Database(config.database)
    upgrade(database.engine)
    with database.unit_of_work() as session:
        campaigns.stage(session, read_pack(BUILT_IN), now=datetime.now(UTC))
        campaign = campaigns.current(session)
        asked = rounds.of_levels(campaign, LEVELS, QUESTIONS)
        options = Options(reading_s=0, limit_s=60, cap=players)
        made = rounds.create(session, campaign, account_id=None, asked=asked, options=options, now=datetime.now(UTC))
        round_id, pin = made.id, made.pin or ""
    with contextlib.ExitStack() as stack:
        servers_up = [stack.enter_context(_server(settings)) for _ in range(processes)]
        urls = [url for url, _pid in servers_up]
        phones = stack.enter_context(_phones(urls, pin, players))
        hall = _play(database, campaign, round_id, players, [pid for _url, pid in servers_up], phones)
        is_right = _is_right(database, round_id, players) and _agree(urls, round_id)
    database.close()
    return Hall(mode, players, processes, **hall, is_right=is_right)


def _agree(urls: list[str], round_id: int) -> bool:
    """Whether every process shows the same board of the round."""
    seen = []
    for url in urls:
        with urlopen(f"{url}/api/v1/boards/round:{round_id}?limit=100") as response:
            board = json.load(response)
        seen.append((board["version"], board["total"], board["rows"]))
    return all(each == seen[0] for each in seen)


@contextlib.contextmanager
def _server(settings: dict[str, str]) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-m", "bench.server", "quest"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUEST_")}
    with servers.child_process(*command, env=kept | settings, stdout=PIPE) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}", process.pid


@contextlib.contextmanager
def _phones(urls: list[str], pin: str, players: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "bench.hall", ",".join(urls), pin, str(players), str(QUESTIONS)]
    with servers.child_process(*command, stdin=PIPE, stdout=PIPE) as process:
        yield process


def _play(
    database: Database,
    campaign: Campaign,
    round_id: int,
    players: int,
    pids: list[int],
    phones: subprocess.Popen[bytes],
) -> dict[str, Any]:
    assert phones.stdin is not None
    assert phones.stdout is not None
    before = _spent(pids)
    came = json.loads(phones.stdout.readline())
    joining, answering, told = _spent(pids) - before, 0.0, []
    for _ in range(QUESTIONS):
        before = _spent(pids)
        _next(database, campaign, round_id)
        phones.stdin.write(b"\n")
        phones.stdin.flush()
        told.append(json.loads(phones.stdout.readline()))
        answering += _spent(pids) - before
        _next(database, campaign, round_id)
    return {
        "came_s": came["came_s"],
        "join_ms": joining / players * 1_000,
        "answer_ms": answering / players / QUESTIONS * 1_000,
        "lag_s": max(each["lag_s"] for each in told),
        "packets": max(each["packets"] for each in told),
        "own_ms": (told[-1]["own_s"] - came["own_s"]) / players / QUESTIONS * 1_000,
        "errors": told[-1]["errors"],
    }


def _spent(pids: list[int]) -> float:
    """Seconds of the processor that all these processes have used."""
    return sum(time.clock_gettime(processor_clock(pid)) for pid in pids)


def _next(database: Database, campaign: Campaign, round_id: int) -> None:
    with database.unit_of_work() as session:
        version = rounds.by_id(session, round_id).version
        rounds.step(session, campaign, round_id, "next", version=version, now=datetime.now(UTC))


def _is_right(database: Database, round_id: int, players: int) -> bool:
    """Whether each phone has one answer to each question, and the board has the points of the right ones."""
    with database.reading() as session:
        row = rounds.by_id(session, round_id)
        given = [_given_by(session, round_id, position) for position in range(QUESTIONS)]
        scores = dict(round_scores.standings(session, row).points)
    due = {seat_id: sum(answers[seat_id].points for answers in given if seat_id in answers) for seat_id in scores}
    return scores == due and len(scores) == players and all(len(answers) == players for answers in given)


def _given_by(session: Session, round_id: int, position: int) -> dict[int, RoundAnswer]:
    """The answers to a question by seat."""
    asked = select(RoundAnswer).where(RoundAnswer.round_id == round_id, RoundAnswer.position == position)
    return {answer.seat_id: answer for answer in session.scalars(asked)}


def table(halls: list[Hall]) -> str:
    """One row for each mode and number of phones."""
    heads = ["mode", "processes", "phones", "all in", "join", "answer", "last result", "packets", "right", "generator"]
    rows = [
        [
            hall.mode,
            str(hall.processes),
            f"{hall.players:,}",
            f"{hall.came_s:.1f} s",
            f"{hall.join_ms:.2f} ms",
            f"{hall.answer_ms:.2f} ms{' !' if hall.answer_ms > MOST['answer_ms'] else ''}",
            f"{hall.lag_s:.2f} s",
            f"{hall.packets:.1f}",
            "yes" if hall.is_right and not hall.errors else f"no: {hall.errors}",
            f"{hall.own_ms:.2f} ms",
        ]
        for hall in halls
    ]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [heads, ["-" * width for width in widths], *rows]
    return "\n".join(f"| {' | '.join(map(str.ljust, line, widths))} |" for line in lines)
