"""Both leaderboards, each with a clock that stands still."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from quest.leaderboard.base import Leaderboard
from quest.leaderboard.memory import MemoryLeaderboard
from quest.leaderboard.redis import RedisLeaderboard, connect

Make = Callable[[], Leaderboard]


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    seconds: float = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "redis"])
def make(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Make]:
    """Make another leaderboard of the kind; those in Redis share what the first holds."""
    if request.param == "memory":
        yield lambda: MemoryLeaderboard(clock)
        return
    client = connect(request.getfixturevalue("redis_url"))
    client.flushdb()
    yield lambda: RedisLeaderboard(client, "quest", clock)
    client.close()


@pytest.fixture
def boards(make: Make) -> Leaderboard:
    return make()
