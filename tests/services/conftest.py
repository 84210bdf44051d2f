"""Both databases, with the built-in campaign staged, and people who play, register and recruit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quest.db import Database
from quest.exchange.packs import BUILT_IN, read_pack
from quest.levels.level import Campaign
from quest.migrations import upgrade
from quest.services import audit, campaigns
from tests import servers
from tests.services.harbour import POOL, Port, Rider
from tests.services.town import NOW, Town


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    return read_pack(BUILT_IN)


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> Iterator[str]:
    """Yield the name of a migrated database to copy."""
    with servers.postgres_database(postgres_url) as url:
        database = Database(url, pool=1)
        upgrade(database.engine)
        database.close()
        yield url.rpartition("/")[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, campaign: Campaign) -> Iterator[Database]:
    """Yield an empty database with the campaign staged, first on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'quest.db'}", pool=2)
        upgrade(opened.engine)
        yield from _staged(opened, campaign)
        return
    server, template = request.getfixturevalue("postgres_url"), request.getfixturevalue("migrated_postgres")
    with servers.postgres_database(server, template=template) as url:
        yield from _staged(Database(url, pool=4), campaign)


def _staged(database: Database, campaign: Campaign) -> Iterator[Database]:
    with database.unit_of_work() as session:
        campaigns.stage(session, campaign, now=NOW)
    yield database
    database.close()


@pytest.fixture
def port(database: Database) -> Iterator[Port]:
    """Yield a small campaign; whatever a test does with it, what players were told is what the ledger holds."""
    # A pool as large as a serving process has, so that phones meet in the database and not before it.
    port = Port(Database(database.engine.url.render_as_string(hide_password=False), pool=POOL))
    port.database.publish = port.published.append
    port.stage()
    yield port
    with port.database.reading() as session:
        report = audit.ledger_report(session, campaigns.current(session))
    port.database.close()
    assert report["receipts"] == []


@pytest.fixture
def ada(port: Port) -> Rider:
    return port.rider("Ada")


@pytest.fixture
def town(database: Database, campaign: Campaign) -> Town:
    return Town(database, campaign)
