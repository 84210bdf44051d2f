"""The database: one unit of work for each thing that is done, and events that wait for its commit."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from quest.domain.events import Event

Publish = Callable[[Event], None]
log = logging.getLogger(__name__)
_EVENTS = "quest.events"


def record(session: Session, happened: Event) -> None:
    """Keeps a fact until the session's unit of work commits; a rollback forgets it."""
    session.info.setdefault(_EVENTS, []).append(happened)


class Database:
    """Engines over SQLite or PostgreSQL, and the two ways to use them."""

    def __init__(self, url: str, *, pool: int = 20, publish: Publish = lambda _: None) -> None:
        self.publish = publish
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            self.engine = _sqlite(url, begin="BEGIN IMMEDIATE", pool=pool)
            self._reader = _sqlite(url, begin="BEGIN", pool=pool)
        else:
            self.engine = create_engine(url, pool_size=pool, max_overflow=0, pool_pre_ping=True, pool_recycle=1_800)
            self._reader = self.engine
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
        """A session that only reads; it never waits for a writer."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Gives back every connection."""
        self.engine.dispose()
        self._reader.dispose()


def _sqlite(url: str, *, begin: str, pool: int) -> Engine:
    engine = create_engine(url, pool_size=pool, max_overflow=0, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
