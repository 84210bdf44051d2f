"""A small quest that loses its patience after a second."""

from collections.abc import Iterator

import pytest

from tests.small_quest.process import SmallQuest, small_quest


@pytest.fixture(scope="module")
def hasty_quest() -> Iterator[SmallQuest]:
    with small_quest(send_seconds=1, idle_seconds=1, head_seconds=1, body_seconds=1, ping_timeout=2) as running:
        yield running
