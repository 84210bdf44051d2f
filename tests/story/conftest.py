"""A running quest in each of its two modes."""

from collections.abc import Iterator

import pytest

from tests import servers
from tests.running import Quest, quest


@pytest.fixture(scope="session", params=["embedded", "scaled"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest on SQLite and memory, then one on PostgreSQL and Redis."""
    data_dir = tmp_path_factory.mktemp(request.param) / "data"
    if request.param == "embedded":
        with quest(data_dir) as found:
            yield found
        return
    urls = {"QUEST_REDIS_URL": request.getfixturevalue("redis_url")}
    with (
        servers.postgres_database(request.getfixturevalue("postgres_url")) as database,
        quest(data_dir, QUEST_DATABASE_URL=database, **urls) as found,
    ):
        yield found
