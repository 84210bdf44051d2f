"""Boards in Redis (6.2 or later), shared by every process of a quest.

A board is a sorted set: a member is a player id with leading zeros, its score the negative of `standings.score`, so
that the set's own order is the ranking, equal scores by player id. One hash holds the boards' versions, another what
the boards of groups add up to. All keys of a quest share a hash tag and so live on one node of a cluster. Redis is not
the truth: `replace` fills it from the ledger.
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
from quest.domain.standings import AWARD_LIMIT, GROUP, Standing, Total, points_and_award, score, supersedes
from quest.leaderboard.base import Leaderboard, LeaderboardUnavailable, Page

CHUNK = 2_000
"""Totals a script call: Redis serves nobody else meanwhile."""
ABANDONED_SECONDS = 600
"""How long the parts of a `replace` stay that died before its end."""

# A version never falls below the clock in milliseconds (ARGV[1]): it must rise even when Redis has lost the hash.
_SHARED = f"""
local function rise(board)
  local version = math.max((tonumber(redis.call('HGET', KEYS[1], board)) or 0) + 1, tonumber(ARGV[1]))
  redis.call('HSET', KEYS[1], board, string.format('%.0f', version))
end
local function is_group(board)
  return string.sub(board, 1, {len(GROUP)}) == '{GROUP}'
end
local function add(board, score, sign)
  if score and is_group(board) then
    redis.call('HINCRBY', KEYS[2], board, string.format('%d', sign * math.floor(score / {AWARD_LIMIT})))
  end
end
"""

# KEYS: versions, sums, boards. ARGV: clock, names of the boards, then (number of the board, member, score) for each
# total. The lower bits of a score count down as award ids rise: the newer award has the smaller remainder.
_PUT = (
    _SHARED
    + f"""
local changed = {{}}
for i = #KEYS, #ARGV, 3 do
  local board, member, new = tonumber(ARGV[i]), ARGV[i + 1], -tonumber(ARGV[i + 2])
  local held = redis.call('ZSCORE', KEYS[board + 2], member)
  local old = held and -tonumber(held)
  local newer = not old or new % {AWARD_LIMIT} < old % {AWARD_LIMIT}
  if newer or (new % {AWARD_LIMIT} == old % {AWARD_LIMIT} and new > old) then
    redis.call('ZADD', KEYS[board + 2], ARGV[i + 2], member)
    add(ARGV[board + 1], old, -1)
    add(ARGV[board + 1], new, 1)
    changed[board] = true
  end
end
local names = {{}}
for board in pairs(changed) do
  rise(ARGV[board + 1])
  names[#names + 1] = ARGV[board + 1]
end
return names
"""
)

# KEYS: versions, sums, boards. ARGV: clock, names of the boards, member.
_REMOVE = (
    _SHARED
    + """
local names = {}
for i = 3, #KEYS do
  local held = redis.call('ZSCORE', KEYS[i], ARGV[#ARGV])
  if held then
    redis.call('ZREM', KEYS[i], ARGV[#ARGV])
    add(ARGV[i - 1], -tonumber(held), -1)
    rise(ARGV[i - 1])
    names[#names + 1] = ARGV[i - 1]
  end
end
return names
"""
)

# KEYS: versions, sums, boards, then the new boards to put in the place of the first of them. ARGV: clock, how many new
# boards there are, the boards' names, then the sum of each new one.
_REPLACE = (
    _SHARED
    + """
local fresh = tonumber(ARGV[2])
local count = #ARGV - 2 - fresh
redis.call('DEL', KEYS[2])
for i = 1, count do
  redis.call('UNLINK', KEYS[i + 2])
  rise(ARGV[i + 2])
end
for i = 1, fresh do
  redis.call('RENAME', KEYS[i + 2 + count], KEYS[i + 2])
  redis.call('PERSIST', KEYS[i + 2])
  if is_group(ARGV[i + 2]) then redis.call('HSET', KEYS[2], ARGV[i + 2], ARGV[i + 2 + count]) end
end
"""
)

# KEYS: board. ARGV: member, rows before, rows after.
_AROUND = """
local at = redis.call('ZRANK', KEYS[1], ARGV[1])
if not at then return {0, {}} end
local from = math.max(at - ARGV[2], 0)
return {from, redis.call('ZRANGE', KEYS[1], from, at + ARGV[3], 'WITHSCORES')}
"""


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
        self._clock = clock
        self._put = client.register_script(_PUT)
        self._remove = client.register_script(_REMOVE)
        self._replace = client.register_script(_REPLACE)
        self._around = client.register_script(_AROUND)

    def put(self, totals: Sequence[Total]) -> set[str]:
        scored = [(total.board, _member(total.player_id), -score(total.points, total.award_id)) for total in totals]
        changed: set[str] = set()
        for start in range(0, len(scored), CHUNK):
            changed |= self._put_some(scored[start : start + CHUNK])
        return changed

    def _put_some(self, scored: Sequence[tuple[str, str, int]]) -> set[str]:
        boards = list(dict.fromkeys(board for board, _, _ in scored))
        number = {board: place for place, board in enumerate(boards, start=1)}
        rows = [part for board, member, negative in scored for part in (number[board], member, negative)]
        return self._run(self._put, boards, rows)

    def page(self, board: str, limit: int, offset: int = 0) -> Page:
        with reachable(), self._redis.pipeline(transaction=True) as pipe:
            pipe.hget(self._versions, board)
            pipe.zcard(self._key(board))
            if limit > 0:
                pipe.zrange(self._key(board), offset, offset + limit - 1, withscores=True)
            version, total, *rows = pipe.execute()
        return Page(int(version or 0), total, _standings(offset, rows[0] if rows else []))

    def top(self, board: str, limit: int, offset: int = 0) -> list[Standing]:
        return self.page(board, limit, offset).standings

    def around(self, board: str, player_id: int, before: int, after: int) -> list[Standing]:
        with reachable():
            start, flat = self._around(keys=[self._key(board)], args=[_member(player_id), before, after])
        return _standings(start, zip(flat[::2], flat[1::2], strict=True))

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
        return self._run(self._remove, boards, [_member(player_id)])

    def replace(self, totals: Iterable[Total]) -> set[str]:
        fresh: dict[str, dict[str, int]] = {}
        for total in totals:
            _keep_newer(fresh.setdefault(total.board, {}), total)
        old = [board for board in self.boards() if board not in fresh]
        temporary = self._upload(fresh)
        with reachable():
            boards = [*fresh, *old]
            keys = [self._versions, self._sums, *map(self._key, boards), *temporary]
            self._replace(keys=keys, args=[self._now(), len(fresh), *boards, *map(_sum, fresh.values())])
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

    def _run(self, script: Any, boards: Sequence[str], rest: Sequence[object]) -> set[str]:
        with reachable():
            keys = [self._versions, self._sums, *map(self._key, boards)]
            return {name.decode() for name in script(keys=keys, args=[self._now(), *boards, *rest])}

    def _known(self) -> list[str]:
        with reachable():
            names: list[bytes] = self._redis.hkeys(self._versions)  # type: ignore[assignment]  # decodes nothing
            return sorted(name.decode() for name in names)

    def _key(self, board: str) -> str:
        return f"{self._prefix}:board:{board}"

    def _now(self) -> int:
        return int(self._clock() * 1000)


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


def _sum(rows: dict[str, int]) -> int:
    return sum(points_and_award(-negative)[0] for negative in rows.values())


def _keep_newer(rows: dict[str, int], total: Total) -> None:
    member, new = _member(total.player_id), score(total.points, total.award_id)
    if member not in rows or supersedes(new, -rows[member]):
        rows[member] = -new
