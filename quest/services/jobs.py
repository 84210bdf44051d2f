"""Looking for jobs: words, filters, and how many jobs each further choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, Select, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from quest.domain.errors import JobClosed, NotFound
from quest.domain.limits import is_open
from quest.domain.places import is_wanted
from quest.models import Company, Job
from quest.services import job_index
from quest.services.words import tokens

FACETS: Mapping[str, ColumnElement[Any]] = {
    "sector": Job.sector.expression,
    "seniority": Job.seniority.expression,
    "education": Job.education.expression,
    "location": Job.location.expression,
    "work_type": Job.work_type.expression,
    "company": Company.slug.expression,
}
MOST_VALUES = 30


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for; None means any.

    Attributes:
        q: words that the job's text must all hold, in any language.
        sector: of a line. company: its short name. location: a place in free words.
        education: the jobs that ask for exactly this.
    """

    q: str | None = None
    sector: str | None = None
    seniority: str | None = None
    education: str | None = None
    location: str | None = None
    work_type: str | None = None
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """A page of jobs with their companies, and the counts beside it.

    Attributes:
        total: jobs on all pages.
        facets: for each filter, its values and how many jobs each would give if only that filter were changed, the
            most frequent first and at most `MOST_VALUES`.
        next_offset: where the next page starts; None on the last.
    """

    jobs: list[Job]
    total: int
    facets: dict[str, dict[str, int]]
    next_offset: int | None


def search(session: Session, asked: Search, *, today: date, limit: int = 20, offset: int = 0) -> Results:
    """The open jobs that fit, the closest to the words first, else the newest."""
    conditions = _conditions(session, asked)
    closeness = _closeness(session, asked.q) if asked.q else {}
    found = _open(Job.id, today=today).where(*conditions.values())
    if asked.q:
        ids = sorted(set(session.scalars(found)) & closeness.keys(), key=lambda job_id: (-closeness[job_id], job_id))
        total, page = len(ids), ids[offset : offset + limit]
    else:
        total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
        newest = (Job.posted_on.is_(None), Job.posted_on.desc(), Job.id.desc())
        page = list(session.scalars(found.order_by(*newest).limit(limit).offset(offset)))
    return Results(
        jobs=by_ids(session, page),
        total=total,
        facets=_facets(session, conditions, closeness.keys() if asked.q else None, today),
        next_offset=offset + limit if offset + limit < total else None,
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


def count_open(session: Session, *, today: date) -> int:
    """How many jobs take applications."""
    return session.scalar(_open(func.count(Job.id), today=today)) or 0


def still_open(today: date) -> tuple[ColumnExpressionArgument[bool], ...]:
    """The conditions under which a job takes applications."""
    return Job.closed_at.is_(None), or_(Job.closes_on.is_(None), Job.closes_on >= today)


def _open(*columns: Any, today: date) -> Select[*tuple[Any, ...]]:
    return select(*columns).select_from(Job).join(Company, Company.id == Job.company_id).where(*still_open(today))


def _conditions(session: Session, asked: Search) -> dict[str, ColumnElement[bool]]:
    found: dict[str, ColumnElement[bool]] = {}
    for name, column in FACETS.items():
        value = getattr(asked, name)
        if value and name == "location":
            found[name] = column.in_(_locations(session, value))
        elif value:
            found[name] = column == value
    return found


def _locations(session: Session, wanted: str) -> list[str]:
    """The locations of jobs that are at this place: "Hong Kong" takes in Kwun Tong."""
    there = session.scalars(select(Job.location).where(Job.location.is_not(None)).distinct())
    return [place for place in there if place and (place == wanted or is_wanted(place, [wanted]))]


def _closeness(session: Session, words: str) -> dict[int, float]:
    """The jobs whose text holds all the words, and how close each is."""
    index = job_index.current(session)
    holding = index.words.holding(words)
    return {job_id: near for job_id, near in index.words.closeness(tokens(words)).items() if job_id in holding}


def _facets(
    session: Session,
    conditions: Mapping[str, ColumnElement[bool]],
    holding: Collection[int] | None,
    today: date,
) -> dict[str, dict[str, int]]:
    """The counts of each filter's values among the jobs that fit all other filters, from one row for each job."""
    fits = [case((condition, 1), else_=0) for condition in conditions.values()]
    rows = session.execute(_open(Job.id, *FACETS.values(), *fits, today=today))
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    chosen = list(conditions)
    for row in rows:
        job_id, cells = row[0], row[1:]
        if holding is not None and job_id not in holding:
            continue
        missed = [name for name, fit in zip(chosen, cells[len(FACETS) :], strict=True) if not fit]
        for name, value in zip(FACETS, cells, strict=False):
            if value is not None and missed in ([], [name]):
                counts[name][value] += 1
    return {name: dict(counted.most_common(MOST_VALUES)) for name, counted in counts.items()}
