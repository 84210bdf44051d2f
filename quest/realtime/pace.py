"""Which boards may be pushed now: those that somebody watches, each at most twice a second over all processes."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import Any, Protocol

from redis import Redis

from quest.leaderboard.redis import reachable

PUSH_SECONDS = 0.5
WATCH_SECONDS = 30
"""How long a process's word that it has watchers holds; it repeats it in a third of that."""


class Pace(Protocol):
    """A brake, and the knowledge of who watches elsewhere."""

    shared: bool

    def watching(self, boards: Collection[str]) -> None:
        """Say that clients of this process watch these boards; repeat it every `WATCH_SECONDS / 3`."""

    def watched(self, boards: Collection[str]) -> set[str]:
        """Those of the boards that clients of any process that said so watch."""

    def granted(self, boards: Collection[str]) -> set[str]:
        """Those of the boards that this process may push now, and nobody else for `PUSH_SECONDS`."""


class LocalPace(Pace):
    """The pace of a quest of one process, which sees its own watchers."""

    shared = False

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._free_at: dict[str, float] = {}

    def watching(self, boards: Collection[str]) -> None:
        pass

    def watched(self, boards: Collection[str]) -> set[str]:
        return set()

    def granted(self, boards: Collection[str]) -> set[str]:
        now = self._clock()
        self._free_at = {board: at for board, at in self._free_at.items() if at > now}
        free = set(boards) - self._free_at.keys()
        self._free_at.update(dict.fromkeys(free, now + PUSH_SECONDS))
        return free


class RedisPace(Pace):
    """The pace of a quest of several processes; LeaderboardUnavailable when Redis is away."""

    shared = True

    def __init__(self, client: Redis, prefix: str, clock: Callable[[], float] = time.time) -> None:
        self._redis: Any = client
        self._watched = f"{{{prefix}}}:watched"
        self._pushed = f"{{{prefix}}}:pushed:"
        self._clock = clock

    def watching(self, boards: Collection[str]) -> None:
        now = self._clock()
        with reachable(), self._redis.pipeline(transaction=False) as pipe:
            pipe.zremrangebyscore(self._watched, "-inf", now)
            if boards:
                pipe.zadd(self._watched, dict.fromkeys(boards, now + WATCH_SECONDS))
            pipe.execute()

    def watched(self, boards: Collection[str]) -> set[str]:
        if not boards:
            return set()
        asked = list(boards)
        with reachable():
            until = self._redis.zmscore(self._watched, asked)
        now = self._clock()
        return {board for board, end in zip(asked, until, strict=True) if end is not None and end > now}

    def granted(self, boards: Collection[str]) -> set[str]:
        asked = list(boards)
        with reachable(), self._redis.pipeline(transaction=False) as pipe:
            for board in asked:
                pipe.set(self._pushed + board, 1, nx=True, px=int(PUSH_SECONDS * 1000))
            answers = pipe.execute()
        return {board for board, mine in zip(asked, answers, strict=True) if mine}
