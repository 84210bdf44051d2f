"""A small quest for all these tests, alone and as two processes over one Redis."""

from collections.abc import Iterator

import pytest

from tests.small_quest.process import SmallQuest, small_quest


@pytest.fixture(scope="session")
def quest() -> Iterator[SmallQuest]:
    with small_quest() as running:
        yield running


@pytest.fixture(scope="session")
def small_redis_url(redis_url: str) -> str:
    """A database of their own: other tests empty theirs."""
    return redis_url.removesuffix("/0") + "/5"


@pytest.fixture(scope="session")
def two_quests(small_redis_url: str) -> Iterator[tuple[SmallQuest, SmallQuest]]:
    with small_quest(redis_url=small_redis_url) as first, small_quest(redis_url=small_redis_url) as second:
        yield first, second
