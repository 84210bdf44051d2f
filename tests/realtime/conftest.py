"""A small quest for each file of tests, alone and as two processes over one Redis."""

from collections.abc import Iterator

import pytest

from quest.leaderboard.redis import connect
from tests.small_quest.process import SmallQuest, small_quest


@pytest.fixture(scope="module")
def quest() -> Iterator[SmallQuest]:
    with small_quest() as running:
        yield running


@pytest.fixture(scope="module")
def two_quests(redis_url: str) -> Iterator[tuple[SmallQuest, SmallQuest]]:
    connect(redis_url).flushdb()
    with small_quest(redis_url=redis_url) as first, small_quest(redis_url=redis_url) as second:
        yield first, second
