"""`python -m bench [--quick] [--only PART]`: requests with few and many players, live rounds, damaged files."""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from subprocess import PIPE

from bench import feeds, report, rounds
from bench.crowd import Actor, gather
from bench.load import Client, Request, Spent
from quest.settings import Config
from tests import servers

ACTORS_A_RUN = 20
FLOOR_REQUESTS = 300
ANSWERS_WITHOUT_BOARD = 0.5
"""The part of a run's actors who only answer; the others look at the board after each answer."""

Environment = dict[str, str]


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to run the quest, with the servers that it needs."""

    name: str
    budgets: dict[str, float]
    postgres: str = ""
    redis: str = ""

    @contextlib.contextmanager
    def fresh(self) -> Iterator[Environment]:
        """The settings of an empty quest."""
        with contextlib.ExitStack() as stack:
            chosen = {
                "QUEST_DATA_DIR": stack.enter_context(tempfile.TemporaryDirectory(prefix="quest-bench-")),
                "QUEST_SECRET_KEY": secrets.token_hex(),
                "QUEST_REDIS_PREFIX": f"bench-{secrets.token_hex(4)}",
            }
            if self.postgres:
                chosen["QUEST_DATABASE_URL"] = stack.enter_context(servers.postgres_database(self.postgres))
                chosen["QUEST_REDIS_URL"] = self.redis
            yield chosen


@contextlib.contextmanager
def serving(app: str, environment: Environment) -> Iterator[Client]:
    """A server process (see `bench.server`), and a connection to it."""
    # What the caller's shell says about a quest of its own must not reach this one.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUEST_")}
    command = [sys.executable, "-m", "bench.server", app]
    with servers.child_process(*command, env=kept | environment, stdout=PIPE) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        if not port:
            raise RuntimeError(f"the server “{app}” did not start")
        with Client(int(port), process.pid) as client:
            yield client


def measure(mode: Mode, *, players: int, runs: int) -> report.Measured:
    """The costs in one mode with so many players; floors and answers take turns, so that both meet the same machine."""
    with mode.fresh() as environment, mode.fresh() as apart:
        began = time.monotonic()
        actors = gather(Config.from_env(environment), players=players, actors=ACTORS_A_RUN * (runs + 1))
        filled = time.monotonic()
        with serving("floors", apart) as floors, serving("quest", environment) as quest:
            note(
                f"{mode.name}, {players:,} players: filled in {filled - began:.0f} s, "
                f"serves after {time.monotonic() - filled:.0f} s"
            )
            spent = []
            for start in range(0, len(actors), ACTORS_A_RUN):
                spent.append(Spent())
                floors.send(floor_requests(), spent[-1])
                quest.send(play(actors[start : start + ACTORS_A_RUN]), spent[-1])
    return report.Measured(mode.name, players, mode.budgets, spent[1:])  # the first run warmed the server up


def floor_requests() -> Iterator[Request]:
    """POSTs of the size of an answer to the two floors."""
    for kind in ("bare", "insert"):
        for _ in range(FLOOR_REQUESTS):
            body = b'{"question_id": "floor", "answer": ["aaaa", "bbbb"], "key": "%s"}' % secrets.token_hex(8).encode()
            yield Request(kind, "POST", f"/{kind}", body=body)


def play(actors: Sequence[Actor]) -> Iterator[Request]:
    """The actors' answers, and after those of the second half of them a look at the board."""
    silent = round(len(actors) * ANSWERS_WITHOUT_BOARD)
    yield from chain.from_iterable(actor.answers for actor in actors[:silent])
    for actor in actors[silent:]:
        for answer in actor.answers:
            yield answer
            yield actor.board_read()


def note(text: str) -> None:
    """Says how far it is, where it does not mix with the table."""
    print(text, file=sys.stderr, flush=True)


def requests(modes: Sequence[Mode], *, quick: bool) -> str:
    """What single requests cost."""
    sizes, runs = ((1_000,), 2) if quick else ((1_000, 100_000), 5)
    results = [measure(mode, players=players, runs=runs) for mode in modes for players in sizes]
    heading = f"milliseconds of the server's processor for a request: median of {runs} runs (lowest–highest)"
    return "\n".join([heading, "", report.table(results), "", *report.verdicts(results)])


def live_rounds(modes: Sequence[Mode], *, quick: bool) -> str:
    """What a hall costs."""
    halls = []
    for mode in modes:
        sizes = [(1, 1_000)] if quick else [(1, 1_000), (1, 5_000)]
        if mode.redis:
            sizes.append((2, 1_000))
        for processes, phones in sizes:
            note(f"{mode.name}, {processes} server process(es), a round with {phones:,} phones")
            with mode.fresh() as environment:
                halls.append(rounds.measure(mode.name, environment, phones, processes=processes))
    heading = f"live rounds of {rounds.QUESTIONS} questions: processor of the server processes for each phone"
    return "\n".join([heading, "", rounds.table(halls)])


def main() -> None:
    """Measures and prints. Whatever comes out, the command succeeds: a benchmark is no test."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two runs with 1,000 players only")
    parser.add_argument("--only", choices=("requests", "rounds", "feeds"), help="one of the parts")
    asked = parser.parse_args()
    machine = report.machine()
    damaged = [feeds.damaged_files(quick=asked.quick)] if asked.only in (None, "feeds") else []
    if asked.only == "feeds":
        print(machine, *damaged, sep="\n\n")
        return
    with servers.postgres_server() as postgres, servers.redis_server() as redis:
        modes = [
            Mode("SQLite + memory", {"answer": 2.0, "board": 6.0}),
            Mode("PostgreSQL + Redis", {"answer": 3.0, "board": 6.0}, postgres, redis),
        ]
        parts = {"requests": requests, "rounds": live_rounds}
        told = [part(modes, quick=asked.quick) for name, part in parts.items() if asked.only in (None, name)]
    print(machine, *told, *damaged, sep="\n\n")


if __name__ == "__main__":
    main()
