"""What every job reader gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from quest.domain.work import Education, PayPeriod, Seniority, Workplace, WorkType


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as its source states it; None means that the source does not say, never a guess.

    Attributes:
        reference: the source's own id, unique within a company; makes a second import find the job again.
        title, description: words by language tag; the description is plain text with blank lines between paragraphs.
        skills: ids of `quest/campaigns/skills.yaml`.
        pay_min, pay_max: whole units of `pay_currency` (ISO 4217) for each `pay_period`.
        open_to: "overseas" and "gba" (Greater Bay Area) where talent from there may apply.
    """

    reference: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    company: str | None = None
    url: str | None = None
    location: str | None = None
    sector: str | None = None
    occupation: str | None = None
    seniority: Seniority | None = None
    education: Education | None = None
    work_type: WorkType | None = None
    workplace: Workplace | None = None
    open_to: frozenset[str] = frozenset()
    skills: tuple[str, ...] = ()
    pay_min: int | None = None
    pay_max: int | None = None
    pay_currency: str | None = None
    pay_period: PayPeriod | None = None
    posted_on: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A part of the source that is no job, or not a whole one.

    Attributes:
        where: the place in the source, for a person: "row 12", "jobs[3]", "line 40".
        code: stable, for programs: `no_title`, `no_reference`, `bad_date`, `unreadable`…
        reason: one English sentence that says what to do.
    """

    where: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one source: the jobs, and what was left out and why."""

    format: str
    jobs: list[JobRecord] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
