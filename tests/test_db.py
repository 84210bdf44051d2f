"""A unit of work commits or is undone as a whole, a reading sees what others commit, and a restart is got over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from quest import db
from quest.db import Database, record
from quest.domain.events import Event, PlayerRenamed


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'quest.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_database_url")
    opened = Database(url, pool=2)
    with opened.unit_of_work() as session:
        session.execute(text("CREATE TABLE riders (name TEXT)"))
    yield opened
    opened.close()


def riders(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(text("SELECT name FROM riders ORDER BY name")))


def test_facts_are_published_after_the_commit_and_forgotten_with_a_rollback(database: Database):
    published: list[tuple[Event, list[str]]] = []
    database.publish = lambda fact: published.append((fact, riders(database)))
    rename(database, 1, "Ada")
    with pytest.raises(ZeroDivisionError):
        rename(database, 2, "Ben", trouble=ZeroDivisionError)
    assert published == [(PlayerRenamed(1), ["Ada"])]
    assert riders(database) == ["Ada"]


def rename(database: Database, player_id: int, name: str, *, trouble: type[Exception] | None = None) -> None:
    with database.unit_of_work() as session:
        session.execute(text("INSERT INTO riders VALUES (:name)"), {"name": name})
        record(session, PlayerRenamed(player_id))
        if trouble:
            raise trouble


def test_a_fact_that_cannot_be_published_does_not_undo_what_was_committed(database: Database):
    def fail(_: Event) -> None:
        raise ConnectionError

    database.publish = fail
    rename(database, 1, "Ada")
    assert riders(database) == ["Ada"]


def test_a_reading_sees_what_is_committed_meanwhile_and_holds_nobody_up(database: Database):
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM riders")) == 0
        rename(database, 1, "Ada")
        assert session.scalar(text("SELECT count(*) FROM riders")) == 1


def test_a_reading_on_sqlite_cannot_write(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'quest.db'}")
    with pytest.raises(OperationalError, match="readonly"), database.reading() as session:
        session.execute(text("CREATE TABLE riders (name TEXT)"))
    database.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock of the connection pool, which a test moves."""
    now = [1_000.0]
    monkeypatch.setattr(db, "monotonic", lambda: now[0])
    return now


def test_a_rested_connection_that_the_server_ended_is_replaced(postgres_database_url: str, clock: list[float]):
    database = Database(postgres_database_url, pool=2)
    assert is_alive(database)
    end_every_other_connection(postgres_database_url)
    clock[0] += db.TRUSTED_SECONDS
    assert is_alive(database)
    database.close()


def test_a_restart_under_load_costs_one_request_and_no_more(postgres_database_url: str, clock: list[float]):
    database = Database(postgres_database_url, pool=2)
    assert is_alive(database)
    end_every_other_connection(postgres_database_url)
    with pytest.raises(OperationalError):
        is_alive(database)
    assert is_alive(database)
    database.close()


def is_alive(database: Database) -> bool:
    with database.reading() as session:
        return session.scalar(text("SELECT 1")) == 1


def end_every_other_connection(url: str) -> None:
    database = Database(url, pool=1)
    with database.reading() as session:
        session.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    database.close()
