"""Boards in Redis (6.2 or later), shared by every process of a quest.

A board is a sorted set: a member is a player id with leading zeros, its score the negative of `standings.score`, so
that the set's own order is the ranking, equal scores by player id. One hash holds the boards' versions, another what
the boards of groups add up to, a third when boards were frozen; a frozen board has a second sorted set, which is what
people see. All keys of a quest share a hash tag and so live on one node of a cluster. Redis is not the truth: `replace`
fills it from the ledger.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from quest.domain.groups import Tally
from quest.domain.standings import Standing, Total, points_and_award, score, supersedes
from quest.leaderboard.base import Leaderboard, LeaderboardUnavailable, Page
from quest.leaderboard.scripts import AROUND, FREEZE, PAGE, PUT, PUT_FROZEN, REMOVE, REPLACE, TOUCH

CHUNK = 2_000
"""Totals a script call: Redis serves nobody else meanwhile."""
ABANDONED_SECONDS = 600
"""How long the parts of a `replace` stay that died before its end."""


def connect(url: str) -> redis.Redis:
    """A client that may be shared by all greenlets, and that gives up within seconds when Redis is away."""
    pool = redis.BlockingConnectionPool.from_url(
        url,
        max_connections=50,
        timeout=5,
        socket_timeout=5,
        socket_connect_timeout=2,
        health_check_interval=30,
        retry=Retry(ExponentialBackoff(cap=0.2, base=0.02), retries=2),
    )
    return redis.Redis(connection_pool=pool)


class RedisLeaderboard(Leaderboard):
    """A leaderboard for a quest of any number of processes.

    Args:
        client: see `connect`.
        prefix: keeps several quests in one Redis apart.
        clock: seconds since the epoch.

    Every method raises `LeaderboardUnavailable` when Redis cannot be reached.
    """

    def __init__(self, client: redis.Redis, prefix: str, clock: Callable[[], float] = time.time) -> None:
        self._redis = client
        self._prefix = f"{{{prefix}}}"
        self._versions = f"{self._prefix}:versions"
        self._sums = f"{self._prefix}:sums"
        self._hidden = f"{self._prefix}:hidden"
        self._frozen = f"{self._prefix}:frozen"
        self._clock = clock
        self._scripts = {
            code: client.register_script(code)
            for code in (PUT, REMOVE, REPLACE, PAGE, AROUND, PUT_FROZEN, FREEZE, TOUCH)
        }

    def put(self, totals: Sequence[Total]) -> set[str]:
        return self._put(PUT, totals, self._key)

    def _put(self, script: str, totals: Sequence[Total], key: Callable[[str], str]) -> set[str]:
        scored = [(total.board, _member(total.player_id), -score(total.points, total.award_id)) for total in totals]
        changed: set[str] = set()
        for start in range(0, len(scored), CHUNK):
            some = scored[start : start + CHUNK]
            boards = list(dict.fromkeys(board for board, _, _ in some))
            number = {board: place for place, board in enumerate(boards, start=1)}
            rows = [part for board, member, negative in some for part in (number[board], member, negative)]
            changed |= _names(self._run(script, map(key, boards), *boards, *rows))
        return changed

    def page(self, board: str, limit: int, offset: int = 0) -> Page:
        keys = [self._key(board), self._ice(board)]
        version, total, frozen_at, flat = self._run(PAGE, keys, board, limit, offset)
        return Page(int(version), total, _standings(offset, _pairs(flat)), int(frozen_at) or None)

    def top(self, board: str, limit: int, offset: int = 0) -> list[Standing]:
        return self.page(board, limit, offset).standings

    def around(self, board: str, player_id: int, before: int, after: int) -> list[Standing]:
        keys = [self._key(board), self._ice(board)]
        start, flat = self._run(AROUND, keys, board, _member(player_id), before, after)
        return _standings(start, _pairs(flat))

    def rank(self, board: str, player_id: int) -> Standing | None:
        return next(iter(self.around(board, player_id, before=0, after=0)), None)

    def size(self, board: str) -> int:
        return self.page(board, 0).total

    def version(self, board: str) -> int:
        return self.page(board, 0).version

    def boards(self) -> list[str]:
        known = self._known()
        with reachable(), self._redis.pipeline(transaction=False) as pipe:
            for board in known:
                pipe.zcard(self._key(board))
            sizes = pipe.execute()
        return [board for board, size in zip(known, sizes, strict=True) if size]

    def rows(self, board: str) -> list[Standing]:
        with reachable():
            return _standings(0, self._redis.zrange(self._key(board), 0, -1, withscores=True))  # type: ignore[arg-type]

    def tallies(self, boards: Sequence[str], best_of: int) -> tuple[int, list[Tally]]:
        if not boards:
            return 0, []
        with reachable(), self._redis.pipeline(transaction=True) as pipe:
            pipe.hmget(self._versions, list(boards))
            pipe.hmget(self._sums, list(boards))
            for board in boards:
                pipe.zcard(self._key(board))
                pipe.zrange(self._key(board), *((0, best_of - 1) if best_of else (1, 0)), withscores=True)
            versions, sums, *rest = pipe.execute()
        best = (sum(row.points for row in _standings(0, rows)) for rows in rest[1::2])
        tallies = [Tally(size, int(points or 0), top) for size, points, top in zip(rest[::2], sums, best, strict=True)]
        return max(int(version or 0) for version in versions), tallies

    def remove_player(self, player_id: int, but: Collection[str] = ()) -> set[str]:
        boards = [board for board in self._known() if board not in but]
        keys = [*map(self._key, boards), *map(self._ice, boards)]
        return _names(self._run(REMOVE, keys, *boards, _member(player_id)))

    def touch(self, board: str) -> None:
        self._run(TOUCH, [], board)

    def hide(self, player_ids: Collection[int]) -> set[str]:
        if player_ids:
            with reachable():
                self._redis.sadd(self._hidden, *map(_member, player_ids))
        return {board for player_id in player_ids for board in self.remove_player(player_id)}

    def show(self, player_id: int) -> None:
        with reachable():
            self._redis.srem(self._hidden, _member(player_id))

    def hidden(self) -> set[int]:
        with reachable():
            members: set[bytes] = self._redis.smembers(self._hidden)  # type: ignore[assignment]  # as for all answers
            return {int(member) for member in members}

    def freeze(self, board: str, rows: Sequence[Total], at: int) -> None:
        self._run(FREEZE, [self._ice(board)], board, at)
        self.put_frozen(rows)

    def put_frozen(self, rows: Sequence[Total]) -> set[str]:
        return self._put(PUT_FROZEN, rows, self._ice)

    def reveal(self, board: str) -> None:
        self._run(FREEZE, [self._ice(board)], board)

    def frozen(self) -> dict[str, int]:
        with reachable():
            held: dict[bytes, bytes] = self._redis.hgetall(self._frozen)  # type: ignore[assignment]  # as above
            return {board.decode(): int(at) for board, at in held.items()}

    def replace(self, totals: Iterable[Total]) -> set[str]:
        fresh: dict[str, dict[str, int]] = {}
        for total in totals:
            _keep_newer(fresh.setdefault(total.board, {}), total)
        old = [board for board in self.boards() if board not in fresh]
        temporary = self._upload(fresh)
        boards = [*fresh, *old]
        keys = [*map(self._key, boards), *temporary]
        self._run(REPLACE, keys, len(fresh), *boards, *map(_sum, fresh.values()))
        return {*fresh, *old}

    def clear(self) -> set[str]:
        return self.replace([])

    def _upload(self, fresh: dict[str, dict[str, int]]) -> list[str]:
        token = secrets.token_hex(8)
        keys = [f"{self._prefix}:new:{token}:{board}" for board in fresh]
        with reachable(), self._redis.pipeline(transaction=False) as pipe:
            for key, rows in zip(keys, fresh.values(), strict=True):
                members = list(rows.items())
                for start in range(0, len(members), CHUNK):
                    pipe.zadd(key, dict(members[start : start + CHUNK]))
                pipe.expire(key, ABANDONED_SECONDS)
            pipe.execute()
        return keys

    def _run(self, script: str, keys: Iterable[str], *rest: object) -> Any:
        """What a script gives; it begins with the keys that all share, and with the clock."""
        shared = (self._versions, self._sums, self._hidden, self._frozen)
        with reachable():
            return self._scripts[script](keys=[*shared, *keys], args=[int(self._clock() * 1000), *rest])  # type: ignore[list-item]

    def _known(self) -> list[str]:
        with reachable():
            names: list[bytes] = self._redis.hkeys(self._versions)  # type: ignore[assignment]  # decodes nothing
            return sorted(name.decode() for name in names)

    def _key(self, board: str) -> str:
        return f"{self._prefix}:board:{board}"

    def _ice(self, board: str) -> str:
        return f"{self._prefix}:ice:{board}"


@contextmanager
def reachable() -> Iterator[None]:
    """Say in the leaderboard's words that Redis is away."""
    try:
        yield
    except RedisError as error:
        raise LeaderboardUnavailable(str(error)) from error


def _member(player_id: int) -> str:
    return f"{player_id:010d}"


def _standings(start: int, rows: Iterable[tuple[bytes, Any]]) -> list[Standing]:
    return [
        Standing(rank, int(member), points_and_award(-int(float(negative)))[0])
        for rank, (member, negative) in enumerate(rows, start=start + 1)
    ]


def _pairs(flat: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    return zip(flat[::2], flat[1::2], strict=True)


def _names(found: Iterable[bytes]) -> set[str]:
    return {name.decode() for name in found}


def _sum(rows: dict[str, int]) -> int:
    return sum(points_and_award(-negative)[0] for negative in rows.values())


def _keep_newer(rows: dict[str, int], total: Total) -> None:
    member, new = _member(total.player_id), score(total.points, total.award_id)
    if member not in rows or supersedes(new, -rows[member]):
        rows[member] = -new
