"""Visits to feeds: what is due is fetched, read and brought in, by one process of however many there are."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from quest.db import Database
from quest.domain.errors import NotFound
from quest.exchange.fetching import Bounds, fetch
from quest.exchange.jobs.records import Reading, UnreadableSource
from quest.services import import_drafts, job_feeds
from quest.services.import_drafts import Offer
from quest.settings import Config

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Visit:
    """How a visit ended: an import with its counts, nothing new, or a problem in English."""

    feed_id: int
    address: str
    counts: dict[str, int] | None = None
    problem: str = ""


def plainly(function: Callable[..., Any], *values: Any) -> Any:
    """Calls a function where one is; see `Parts.aside` for the other way."""
    return function(*values)


def bounds_of(config: Config) -> Bounds:
    """How far a fetch may go in this installation."""
    return Bounds(config.max_import_bytes, config.feed_seconds, config.feed_port_numbers, config.feed_private_hosts)


def visit_due(
    database: Database, config: Config, now: Callable[[], datetime], aside: Callable[..., Any] = plainly
) -> list[Visit]:
    """Visits every feed that is due and that no other process took.

    Args:
        aside: where reading is done, which keeps a core busy.
    """
    with database.reading() as session:
        ids = job_feeds.due(session, now=now())
    made = (visit(database, config, feed_id, now, aside) for feed_id in ids)
    return [each for each in made if each is not None]


def visit(
    database: Database,
    config: Config,
    feed_id: int,
    now: Callable[[], datetime],
    aside: Callable[..., Any] = plainly,
) -> Visit | None:
    """Visits a feed; None when it is not due, another process took it, or it is gone."""
    with database.unit_of_work() as session:
        offer = job_feeds.claim(session, feed_id, now=now())
    if offer is None:
        return None
    try:
        found = fetch(offer.source, bounds_of(config))
        offer = replace(offer, data=found.body, base_url=found.address)
        return _bring(database, config, feed_id, offer, read_aside(offer, config, aside), now)
    except UnreadableSource as error:
        with database.unit_of_work() as session:
            job_feeds.fail(session, feed_id, error, now=now())
        return Visit(feed_id, offer.source, problem=str(error))
    except NotFound:
        return None


def read_aside(offer: Any, config: Config, aside: Callable[..., Any]) -> Reading:
    """The jobs of an offer or a draft.

    Raises:
        UnreadableSource: see `import_drafts.read`.
    """
    found: Reading | UnreadableSource = aside(_read, offer, config.max_import_bytes)
    if isinstance(found, UnreadableSource):
        raise found
    return found


def _read(offer: Any, limit: int) -> Reading | UnreadableSource:
    """An error comes back as a value: a hub prints whatever a thread of its pool raises."""
    try:
        return import_drafts.read(offer, max_bytes=limit)
    except UnreadableSource as error:
        return error


def _bring(
    database: Database, config: Config, feed_id: int, offer: Offer, reading: Reading, now: Callable[[], datetime]
) -> Visit:
    with database.unit_of_work() as session:
        run = job_feeds.bring(
            session, feed_id, offer, reading, most_missing=config.feed_most_missing_percent, now=now()
        )
        problem = job_feeds.one(session, feed_id).problem
    if problem:
        return Visit(feed_id, offer.source, problem=str(problem["reason"]))
    counts = {name: count for name, count in run.counts.items() if name != "employers"} if run else None
    return Visit(feed_id, offer.source, counts=counts)
