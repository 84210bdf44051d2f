"""Feeds: addresses whose jobs are kept as they are there, visit by visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quest.db import take_turns
from quest.domain.errors import FeedThere, NotFound
from quest.exchange.jobs.records import Reading, UnreadableSource
from quest.models import ImportDraft, JobFeed, JobImport
from quest.services import import_drafts, job_imports
from quest.services.import_drafts import Offer

TRY_AGAIN = timedelta(hours=1)
MOST_MISSING = "most_missing"
NO_JOBS = UnreadableSource("no_jobs", "The list is empty, so nothing is closed: look at the address.")


@dataclass(frozen=True, slots=True)
class Terms:
    """A feed to keep, see `JobFeed`."""

    address: str
    every_hours: int
    format: str = "auto"
    company: str | None = None
    sector: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def add(session: Session, terms: Terms, *, now: datetime) -> JobFeed:
    """Keeps a feed; its first visit is due at once.

    Raises:
        FeedThere: the address is a feed already.
    """
    if session.scalar(select(JobFeed.id).where(JobFeed.address == terms.address)) is not None:
        raise FeedThere(address=terms.address)
    made = JobFeed(
        address=terms.address,
        format=terms.format,
        company=terms.company,
        sector=terms.sector,
        columns=dict(terms.columns),
        employers=[],
        every_hours=terms.every_hours,
        next_at=now,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def every(session: Session) -> Sequence[JobFeed]:
    """All feeds, the oldest first."""
    return session.scalars(select(JobFeed).order_by(JobFeed.id)).all()


def one(session: Session, feed_id: int) -> JobFeed:
    """A feed.

    Raises:
        NotFound: there is none.
    """
    if (found := session.get(JobFeed, feed_id)) is None:
        raise NotFound(what="feed")
    return found


def remove(session: Session, feed_id: int) -> None:
    """Visits an address no more; its jobs stay.

    Raises:
        NotFound: there is no such feed.
    """
    found = one(session, feed_id)
    _forget_draft(session, found)
    session.delete(found)


def due(session: Session, *, now: datetime) -> Sequence[int]:
    """The feeds whose next visit is due, the one that waited longest first."""
    return session.scalars(select(JobFeed.id).where(JobFeed.next_at <= now).order_by(JobFeed.next_at)).all()


def make_due(session: Session, feed_id: int, *, now: datetime) -> None:
    """Lets the next visit of a feed be due now.

    Raises:
        NotFound: there is no such feed.
    """
    one(session, feed_id).next_at = now


def claim(session: Session, feed_id: int, *, now: datetime) -> Offer | None:
    """Takes a visit that is due upon oneself: of several who try, one gets what to fetch, without its data.

    Who dies on the way is followed by the next visit, an interval later.
    """
    found = session.get(JobFeed, feed_id)
    if found is None:
        return None
    mine = session.execute(
        update(JobFeed)
        .where(JobFeed.id == feed_id, JobFeed.next_at <= now)
        .values(next_at=now + timedelta(hours=found.every_hours), tried_at=now)
    )
    if not mine.rowcount:  # type: ignore[attr-defined]
        return None
    return Offer(
        source=found.address,
        data=b"",
        format=found.format,
        company=found.company,
        sector=found.sector,
        close_missing=True,
        columns=found.columns,
    )


def bring(
    session: Session, feed_id: int, offer: Offer, reading: Reading, *, most_missing: int, now: datetime
) -> JobImport | None:
    """Imports what a visit found, unless it lacks so many jobs that a human should look first: then it waits.

    Args:
        most_missing: percent of the jobs that are open here and that the list may lack.

    Raises:
        NotFound: the feed was removed meanwhile. UnreadableSource: the list is empty, which closes nothing.
    """
    if not reading.jobs:
        raise NO_JOBS
    take_turns(session)
    feed = one(session, feed_id)
    made = job_imports.plan(
        session, reading, company=offer.company, sector=offer.sector, close_missing=True, employers=feed.employers
    )
    _forget_draft(session, feed)
    if len(made.closed) * 100 > made.open_before * most_missing:
        feed.draft_id = import_drafts.keep(session, offer, account_id=None, now=now).id
        reason = f"{len(made.closed)} of {made.open_before} open jobs are missing, so a human has to look first."
        feed.problem = {"code": MOST_MISSING, "reason": reason, "place": ""}
        return None
    feed.problem, feed.fetched_at = None, now
    run = None
    if made.writes:
        run = job_imports.carry_out(session, made, source=offer.source, now=now)
        feed.import_id = run.id
    session.flush()
    feed.employers = sorted({company.id for company in made.employers})
    return run


def fail(session: Session, feed_id: int, error: UnreadableSource, *, now: datetime) -> None:
    """Writes down why a visit brought nothing, and tries again soon; the jobs stay as they are."""
    kept = {"code": error.code, "reason": error.remedy, "place": error.place}
    session.execute(update(JobFeed).where(JobFeed.id == feed_id).values(problem=kept, next_at=now + TRY_AGAIN))


def settle(session: Session, draft_id: int) -> None:
    """A human looked at the jobs that a feed let wait, and imports them."""
    session.execute(update(JobFeed).where(JobFeed.draft_id == draft_id).values(problem=None))


def _forget_draft(session: Session, feed: JobFeed) -> None:
    if feed.draft_id is not None:
        session.execute(delete(ImportDraft).where(ImportDraft.id == feed.draft_id))
        feed.draft_id = None
