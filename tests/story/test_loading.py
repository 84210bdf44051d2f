"""An organiser loads another campaign while people play: the boards follow it, and come back with the first one."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from quest.exchange.packs import BUILT_IN
from tests import servers
from tests.packs import EVERY_KIND
from tests.running import Client, Quest, quest
from tests.story.test_playing import play_level

PATIENCE_S = 20


@pytest.fixture(params=["embedded", "scaled"])
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest that nobody else plays, in each mode."""
    data_dir = tmp_path_factory.mktemp("loading") / "data"
    if request.param == "embedded":
        with quest(data_dir) as found:
            yield found
        return
    with servers.postgres_database(request.getfixturevalue("postgres_url")) as database:
        shared = {"QUEST_DATABASE_URL": database, "QUEST_REDIS_URL": request.getfixturevalue("redis_url")}
        with quest(data_dir, QUEST_REDIS_PREFIX="loading", **shared) as found:
            yield found


def riders(client: Client, expected: int) -> int:
    """How many stand on the board of all, once they are as many as expected."""
    until = time.monotonic() + PATIENCE_S
    while True:
        total: int = client.api("GET", "/boards/overall", expect=200).json()["total"]
        if total == expected or time.monotonic() > until:
            return total
        time.sleep(0.1)


def test_the_boards_are_those_of_the_campaign_that_is_played(own: Quest) -> None:
    ada, stranger = own.client(), own.client()
    ada.join("Ada")
    play_level(ada, "f1")
    assert riders(stranger, 1) == 1
    own.command("campaign", "load", str(EVERY_KIND)).check_returncode()
    assert riders(stranger, 0) == 0
    own.command("campaign", "load", str(BUILT_IN)).check_returncode()
    assert riders(stranger, 1) == 1
    own.command("standings", "verify").check_returncode()
