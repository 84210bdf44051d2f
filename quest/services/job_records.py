"""A job between its record, its row, and the JSON in which an import keeps how it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from quest.domain.work import Education, PayPeriod, Seniority, Workplace, WorkType
from quest.exchange.jobs.records import JobRecord
from quest.models import Job

STATED = (
    "reference",
    "title",
    "description",
    "url",
    "location",
    "sector",
    "occupation",
    "seniority",
    "education",
    "work_type",
    "workplace",
    "open_to",
    "skills",
    "pay_min",
    "pay_max",
    "pay_currency",
    "pay_period",
    "posted_on",
    "closes_on",
)
KEPT = (*STATED, "closed_at", "changed_at")
_KINDS = {
    "seniority": Seniority,
    "education": Education,
    "work_type": WorkType,
    "workplace": Workplace,
    "pay_period": PayPeriod,
}
_DATES = {"posted_on": date, "closes_on": date, "closed_at": datetime, "changed_at": datetime}


def fields_of(job: JobRecord, *, sector: str | None) -> dict[str, Any]:
    """The columns that a record states; a job without a sector of its own is of its company's."""
    fields = {name: getattr(job, name) for name in STATED}
    plain = {name: value.value for name, value in fields.items() if hasattr(value, "value")}
    return {
        **fields,
        **plain,
        "title": dict(job.title),
        "description": dict(job.description),
        "sector": job.sector or sector,
        "open_to": sorted(job.open_to),
        "skills": list(job.skills),
    }


def record_of(job: Job) -> JobRecord:
    """The job as its source states it, its employer left aside."""
    stated = {name: getattr(job, name) for name in STATED}
    words = {name: kind(stated[name]) for name, kind in _KINDS.items() if stated[name] is not None}
    return JobRecord(**{**stated, **words, "open_to": frozenset(job.open_to), "skills": tuple(job.skills)})


def differs(job: Job, fields: dict[str, Any]) -> bool:
    """Whether the row does not say what these fields say, or says that the job is closed."""
    return job.closed_at is not None or any(getattr(job, name) != value for name, value in fields.items())


def snapshot(job: Job) -> dict[str, Any]:
    """The job as JSON, to be given back by `restore`."""
    values = {name: getattr(job, name) for name in KEPT}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def restore(job: Job, kept: dict[str, Any]) -> None:
    """Makes the job exactly what `snapshot` saw."""
    for name in KEPT:
        value = kept[name]
        setattr(job, name, _DATES[name].fromisoformat(value) if value and name in _DATES else value)
