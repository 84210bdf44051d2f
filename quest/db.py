"""The database: one unit of work for each thing that is done, and events that wait for its commit."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic
from typing import Any
from zlib import crc32

from sqlalchemy import BigInteger, Connection, Engine, cast, create_engine, event, func, select
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session

from quest.domain.events import Event
from quest.prepared import run

Publish = Callable[[Event], None]
log = logging.getLogger(__name__)
_EVENTS = "quest.events"
# Any constant will do that no other program on the server takes; SQLite lets only one write in any case.
_TURN = 7_314_903
_RESTED_SINCE = "quest.rested_since"

TRUSTED_SECONDS = 1.0
"""How long a connection may rest in the pool and still be used without asking whether its server lives."""


def record(session: Session, happened: Event) -> None:
    """Keeps a fact until the session's unit of work commits; a rollback forgets it."""
    session.info.setdefault(_EVENTS, []).append(happened)


def take_turns(session: Session, what: str = "") -> None:
    """Waits for others that called this for the same thing in their unit of work; what one makes the next one finds."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(cast(_TURN * 2**32 + crc32(what.encode()), BigInteger))))


class Database:
    """Engines over SQLite or PostgreSQL, and the ways to use them.

    The error of a statement hides its values: it goes to the log, where nobody's name belongs.
    """

    def __init__(self, url: str, *, pool: int = 20, publish: Publish = lambda _: None) -> None:
        self.publish = publish
        self.is_sqlite = url.startswith("sqlite")
        self.engine, self._reader = _sqlite(url, pool) if self.is_sqlite else _postgresql(url, pool)
        # SQLite has one writer. A greenlet that waits here yields; one that waited in SQLite would stop the process.
        self._turn = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """A session that commits at the end, or rolls back when anything is raised; then its events are published.

        An event that cannot be published is logged: what was committed stands.
        """
        with Session(self.engine, expire_on_commit=False) as session:
            with self._turn, session.begin():
                yield session
            happened: list[Event] = session.info.pop(_EVENTS, [])
        for fact in happened:
            try:
                self.publish(fact)
            except Exception:
                log.exception("event not published: %s", type(fact).__name__)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; it never waits for a writer, and each statement sees what is committed then."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A `reading` without the ORM, for what nearly every request looks up: a session would double its cost."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that only reads, and sees all through what was committed when it began; people play on."""
        with self._reader.connect() as connection:
            run(connection, "BEGIN" if self.is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield connection
            finally:
                run(connection, "ROLLBACK")

    def close(self) -> None:
        """Gives back every connection."""
        self.engine.dispose()
        self._reader.dispose()


def _sqlite(url: str, pool: int) -> tuple[Engine, Engine]:
    """The engines to write and to read with."""
    options = {"pool_size": pool, "max_overflow": 0, "connect_args": {"check_same_thread": False}}
    writer, reader = (create_engine(url, hide_parameters=True, **options) for _ in range(2))

    def prepare(connection: Any, *pragmas: str) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000", *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(writer, "connect", lambda connection, _: prepare(connection))
    event.listen(reader, "connect", lambda connection, _: prepare(connection, "query_only=ON"))
    event.listen(writer, "begin", lambda connection: run(connection, "BEGIN IMMEDIATE"))
    return writer, reader


def _postgresql(url: str, pool: int) -> tuple[Engine, Engine]:
    """The engines to write and to read with, over one pool. A read is one round trip: no BEGIN, no ROLLBACK.

    No connection begins anything by itself, so that none has to be told which of the two it serves now.
    """
    engine = create_engine(
        url,
        pool_size=pool,
        max_overflow=0,
        pool_recycle=1_800,
        pool_use_lifo=True,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
    )

    @event.listens_for(engine, "checkin")
    def _rest(_connection: Any, record: Any) -> None:
        record.info[_RESTED_SINCE] = monotonic()

    @event.listens_for(engine, "checkout")
    def _wake(connection: Any, record: Any, _proxy: Any) -> None:
        if monotonic() - record.info.get(_RESTED_SINCE, math.inf) < TRUSTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    writer = engine.execution_options()
    event.listen(writer, "begin", lambda connection: run(connection, "BEGIN"))
    return writer, engine
