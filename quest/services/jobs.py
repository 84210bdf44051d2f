"""Looking for jobs: words, filters, and how many jobs each further choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnExpressionArgument, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from quest.domain.errors import JobClosed, NotFound
from quest.domain.limits import is_open
from quest.domain.places import is_wanted
from quest.domain.progress import campaign_day
from quest.levels.level import Campaign
from quest.models import Job
from quest.services import job_index
from quest.services.job_index import JobIndex
from quest.services.words import tokens

FACETS = ("sector", "seniority", "education", "location", "work_type", "company", "open_to", "group")
MOST_VALUES = 30


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for; None means any.

    Attributes:
        q: words that the job's text must all hold, in any language.
        sector: of a line. company: its short name. location: a place in free words.
        education: the jobs that ask for exactly this.
        open_to: who is based there may apply, and the job says so. group: of the company.
    """

    q: str | None = None
    sector: str | None = None
    seniority: str | None = None
    education: str | None = None
    location: str | None = None
    work_type: str | None = None
    company: str | None = None
    open_to: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """A page of jobs with their companies, and the counts beside it.

    Attributes:
        total: jobs on all pages.
        facets: for each filter, its values and how many jobs each would give if only that filter were changed, the
            most frequent first and at most `MOST_VALUES`.
        next_offset: where the next page starts; None on the last.
        is_near: no job holds the words, and these have titles much like them.
    """

    jobs: list[Job]
    total: int
    facets: dict[str, dict[str, int]]
    next_offset: int | None
    is_near: bool


def day_at(campaign: Campaign, now: datetime) -> date:
    """The calendar day at the campaign's place, by which jobs close."""
    return date.fromisoformat(campaign_day(now, campaign.timezone))


def search(session: Session, asked: Search, *, today: date, limit: int = 20, offset: int = 0) -> Results:
    """The open jobs that fit, the closest to the words first, else the newest; words that no job holds find titles that
    are much like them."""
    index = job_index.current(session)
    holding = index.words.holding(asked.q) if asked.q else index.openings.keys()
    near = index.titles.near(asked.q) if asked.q and not holding else {}
    wanted = {name: value for name in FACETS if (value := getattr(asked, name))}
    found: list[int] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for job_id in holding or near:
        if not is_open(index.openings[job_id].closes_on, today):
            continue
        values = _values(index, job_id)
        missed = [name for name, value in wanted.items() if not _fits(name, values[name], value)]
        if not missed:
            found.append(job_id)
        for name in _counted_under(missed):
            counts[name].update(values[name])
    found.sort(key=_order(index, asked.q, near))
    return Results(
        jobs=by_ids(session, found[offset : offset + limit]),
        total=len(found),
        facets={name: _most_frequent(counted) for name, counted in counts.items()},
        next_offset=offset + limit if offset + limit < len(found) else None,
        is_near=bool(near),
    )


def by_ids(session: Session, ids: Collection[int]) -> list[Job]:
    """These jobs with their companies, in this order."""
    query = select(Job).join(Job.company).options(contains_eager(Job.company)).where(Job.id.in_(ids))
    found = {job.id: job for job in session.scalars(query)}
    return [found[job_id] for job_id in ids if job_id in found]


def one(session: Session, job_id: int) -> Job:
    """A job with its company, open or not.

    Raises:
        NotFound: there is none.
    """
    found = by_ids(session, [job_id])
    if not found:
        raise NotFound(what="job")
    return found[0]


def open_one(session: Session, job_id: int, *, today: date) -> Job:
    """A job that takes applications.

    Raises:
        NotFound, JobClosed: there is none, or it does not.
    """
    job = one(session, job_id)
    if not takes_applications(job, today=today):
        raise JobClosed(job_id=job_id)
    return job


def takes_applications(job: Job, *, today: date) -> bool:
    """Whether a job has neither gone from its source nor passed its last day."""
    return job.closed_at is None and is_open(job.closes_on, today)


def count_open(session: Session, *, today: date, sector: str | None = None) -> int:
    """How many jobs take applications, of one sector or in all."""
    of = () if sector is None else (Job.sector == sector,)
    return session.scalar(select(func.count()).select_from(Job).where(*still_open(today), *of)) or 0


def still_open(today: date) -> tuple[ColumnExpressionArgument[bool], ...]:
    """The conditions under which a job takes applications."""
    return Job.closed_at.is_(None), or_(Job.closes_on.is_(None), Job.closes_on >= today)


def all_open(session: Session, *, today: date) -> list[Job]:
    """Every job that takes applications, with its company, the newest first."""
    query = select(Job).join(Job.company).options(contains_eager(Job.company)).where(*still_open(today))
    return list(session.scalars(query.order_by(Job.posted_on.is_(None), Job.posted_on.desc(), Job.id.desc())))


def _counted_under(missed: Sequence[str]) -> Sequence[str]:
    """The filters in whose counts a job stands: those whose change alone would let it through."""
    return missed if len(missed) == 1 else () if missed else FACETS


def _values(index: JobIndex, job_id: int) -> dict[str, Collection[str]]:
    """What a job has under each filter; nothing where its source does not say."""
    opening, listing = index.openings[job_id], index.listings[job_id]
    single = {
        "sector": opening.sector,
        "seniority": opening.seniority,
        "education": opening.education,
        "location": opening.location,
        "work_type": opening.work_type,
        "company": listing.company,
        "group": listing.group,
    }
    return {name: (value,) if value else () for name, value in single.items()} | {"open_to": opening.open_to}


def _fits(name: str, values: Collection[str], wanted: str) -> bool:
    """Whether the wanted value is among them; a place is also wanted by the name of what it lies in."""
    return wanted in values or (name == "location" and any(is_wanted(value, (wanted,)) is True for value in values))


def _order(index: JobIndex, words: str | None, near: Mapping[int, float]) -> Callable[[int], tuple[float, int]]:
    """The closest first, or the newest; those without a date last."""
    if words:
        closeness = near or index.words.closeness(tokens(words))
        return lambda job_id: (-closeness.get(job_id, 0.0), -job_id)
    posted = {job_id: listing.posted_on for job_id, listing in index.listings.items()}
    return lambda job_id: (-day.toordinal() if (day := posted[job_id]) else 0, -job_id)


def _most_frequent(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES])
