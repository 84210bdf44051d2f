"""All open jobs in the form that search and matching need, kept in the process until a job changes."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.domain.facts import Opening
from quest.domain.matching import rarity
from quest.domain.work import Education, Seniority, Workplace, WorkType
from quest.exchange.skills import interests, vocabulary
from quest.models import Company, Job, JobImport
from quest.services.names import NameIndex
from quest.services.words import WordIndex

Fingerprint = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a search knows of a job beside its opening: its company's short name and group, and when it was posted."""

    company: str
    group: str
    posted_on: date | None


NEAR = 0.4
"""From this likeness on, a title may be meant: “blokchain” is 0.52 like “Blockchain Engineer”, “nurse” 0.09 like any
title of the sample fair."""


class Titles:
    """What the jobs are called, to be asked which ones somebody meant who wrote it otherwise."""

    def __init__(self, titles: Mapping[int, Mapping[str, str]]) -> None:
        self._jobs: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for job_id, by_language in titles.items():
            self._jobs[tuple(dict.fromkeys(by_language.values()))].append(job_id)

    def near(self, words: str, at_least: float = NEAR) -> dict[int, float]:
        """The jobs with a title much like these words, and how much, 0 to 1."""
        alike = self._names.likeness(words)
        return {
            job_id: float(likeness)
            for jobs, likeness in zip(self._jobs.values(), alike, strict=True)
            if likeness >= at_least
            for job_id in jobs
        }

    @cached_property
    def _names(self) -> NameIndex:
        """Made when it is first needed: most searches find what they ask for."""
        return NameIndex({str(number): names for number, names in enumerate(self._jobs)})


@dataclass(frozen=True, slots=True)
class JobIndex:
    """Every job that has not been closed, by id, the rarity of each skill among them, their words and their titles.

    Jobs whose last day is over are still in here: days pass without a change in the database.
    """

    fingerprint: Fingerprint
    openings: Mapping[int, Opening]
    listings: Mapping[int, Listing]
    rarity: Mapping[str, float]
    words: WordIndex
    titles: Titles


MOST_KEPT = 4
_turn = threading.Lock()
_kept: dict[str, JobIndex] = {}


def current(session: Session) -> JobIndex:
    """The index of the jobs as they are now, built anew only when one has changed."""
    place = str(session.get_bind().engine.url)
    fingerprint = fingerprint_of(session)
    with _turn:
        if place not in _kept or _kept[place].fingerprint != fingerprint:
            while len(_kept) >= MOST_KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[place] = _build(session, fingerprint)
        return _kept[place]


def opening_of(job: Job) -> Opening:
    """A job as matching sees it."""
    return Opening(
        id=job.id,
        sector=job.sector,
        skills=tuple(job.skills),
        education=Education(job.education) if job.education else None,
        seniority=Seniority(job.seniority) if job.seniority else None,
        work_type=WorkType(job.work_type) if job.work_type else None,
        workplace=Workplace(job.workplace) if job.workplace else None,
        location=job.location,
        open_to=frozenset(job.open_to),
        closes_on=job.closes_on,
        interests=_interests(job.skills),
    )


def _interests(skills: Iterable[str]) -> tuple[float, ...]:
    """What the work is like: the mean over those of its skills that say."""
    said = [interests()[skill] for skill in skills if skill in interests()]
    return tuple(sum(ratings) / len(said) for ratings in zip(*said, strict=True))


def fingerprint_of(session: Session) -> Fingerprint:
    """Differs whenever jobs do: a job that changes gets a new `changed_at`, and a reverted import is counted."""
    facts = (
        select(func.count()).select_from(Job),
        select(func.max(Job.changed_at)),
        select(func.max(JobImport.id)),
        select(func.count(JobImport.reverted_at)),
    )
    return tuple(session.execute(select(*(fact.scalar_subquery() for fact in facts))).one())


def _build(session: Session, fingerprint: Fingerprint) -> JobIndex:
    rows = session.execute(
        select(Job, Company.slug, Company.group, Company.name)
        .join(Company, Company.id == Job.company_id)
        .where(Job.closed_at.is_(None))
    ).all()
    openings = {job.id: opening_of(job) for job, _, _, _ in rows}
    return JobIndex(
        fingerprint,
        openings,
        {job.id: Listing(slug, group, job.posted_on) for job, slug, group, _ in rows},
        rarity([opening.skills for opening in openings.values()]),
        WordIndex({job.id: _text(job, company) for job, _, _, company in rows}),
        Titles({job.id: job.title for job, _, _, _ in rows}),
    )


def _text(job: Job, company: Mapping[str, str]) -> str:
    """The words of a job in every language; the title twice, because it says most."""
    names = (name for skill in job.skills for name in _skill_names(skill))
    title = (*job.title.values(), *job.title.values())
    return "\n".join([*title, *names, *company.values(), job.location or "", *job.description.values()])


def _skill_names(skill_id: str) -> list[str]:
    skill = vocabulary().skills.get(skill_id)
    return list(dict.fromkeys(skill.name.values())) if skill else [skill_id]
