"""A statement that the driver runs itself says, keeps and refuses what it would through SQLAlchemy."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from quest.db import Database
from quest.models.base import Moment
from quest.prepared import Prepared, run, together

RIDERS = Table(
    "riders",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", String, unique=True),
    Column("seen", Moment),
    Column("luggage", JSON),
    Column("pace", Float),
    Column("waiting", Boolean, default=True),
)
STOPS = Table("stops", RIDERS.metadata, Column("id", Integer, primary_key=True), Column("name", String, unique=True))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADA = {"name": "Ada", "seen": NOON, "luggage": {"bags": ["紅", None]}, "pace": 1.5}

ADD = Prepared(insert(RIDERS).returning(RIDERS.c.id))
SEE = Prepared(update(RIDERS).where(RIDERS.c.name == bindparam("who")))
FIND = Prepared(select(*RIDERS.c).where(RIDERS.c.name == bindparam("who")))
STOP = Prepared(insert(STOPS).returning(STOPS.c.name))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'quest.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_database_url")
    opened = Database(url, pool=2)
    RIDERS.metadata.create_all(opened.engine)
    yield opened
    opened.close()


def rider(database: Database, name: str) -> tuple[Any, ...] | None:
    with database.looking() as reader:
        return FIND.row(reader, {"who": name})


def test_values_come_back_as_their_columns_promise(database: Database):
    with database.unit_of_work() as session:
        given = ADD.row(session, ADA)
    assert given == (1,)
    assert rider(database, "Ada") == (1, *ADA.values(), True)
    assert rider(database, "Ben") is None


def test_a_statement_writes_the_columns_whose_values_it_is_given(database: Database):
    with database.unit_of_work() as session:
        ADD.rows(session, ADA)
        assert SEE.rows(session, {"who": "Ada", "seen": NOON + timedelta(days=1)}) == ()
        SEE.rows(session, {"who": "Ada", "waiting": False, "luggage": None})
    assert rider(database, "Ada") == (1, "Ada", NOON + timedelta(days=1), None, 1.5, False)


def test_values_that_a_statement_brings_itself_need_not_be_given(database: Database):
    waiting = Prepared(select(RIDERS.c.name).where(RIDERS.c.waiting, RIDERS.c.pace > 1.0).order_by(RIDERS.c.name))
    names = func.aggregate_strings(RIDERS.c.name, ", ")
    joined = Prepared(select(names).where(RIDERS.c.pace > bindparam("least")))
    with database.unit_of_work() as session:
        ADD.rows(session, ADA)
        ADD.rows(session, ADA | {"name": "Ben"})
        assert waiting.rows(session, {}) == [("Ada",), ("Ben",)]
        assert joined.row(session, {"least": 1.0}) == ("Ada, Ben",)


def test_writes_that_go_together_give_what_the_last_one_gives(database: Database):
    with database.unit_of_work() as session:
        ADD.rows(session, ADA)
        given = together(
            session, (SEE, {"who": "Ada", "pace": 2.0}), (ADD, ADA | {"name": "Ben"}), (STOP, {"name": "Quay"})
        )
        alone = together(session, (STOP, {"name": "Pier"}))
    assert (given, alone) == ([("Quay",)], [("Pier",)])
    assert [(found := rider(database, name)) and found[4] for name in ("Ada", "Ben")] == [2.0, 1.5]


def test_of_writes_that_go_together_none_stays_when_one_fails(database: Database):
    with database.unit_of_work() as session:
        ADD.rows(session, ADA)
    with pytest.raises(IntegrityError), database.unit_of_work() as session:
        together(session, (ADD, ADA | {"name": "Ben"}), (ADD, ADA), (STOP, {"name": "Quay"}))
    assert rider(database, "Ben") is None


@pytest.mark.parametrize("way", ["looking", "unit_of_work"])
def test_a_server_that_has_gone_costs_one_statement(postgres_database_url: str, way: str):
    database = Database(postgres_database_url, pool=2)
    RIDERS.metadata.create_all(database.engine)

    def ada() -> tuple[Any, ...] | None:
        with getattr(database, way)() as reader:
            return FIND.row(reader, {"who": "Ada"})

    assert ada() is None
    other = Database(postgres_database_url, pool=1)
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    with other.looking() as reader:
        run(reader, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
    other.close()
    with pytest.raises(OperationalError):
        ada()
    assert ada() is None
    database.close()
