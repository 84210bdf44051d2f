"""The companies at the fair, and the sample fair that a new installation opens with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain.events import JobsChanged
from quest.exchange.jobs.records import CompanyRecord, JobRecord
from quest.exchange.jobs.sample import SampleFair
from quest.models import Company, Job
from quest.services.job_records import fields_of

HERE = "hong-kong"


def has_companies(session: Session) -> bool:
    """Whether there is any company yet."""
    return session.scalar(select(Company.id).limit(1)) is not None


def open_sample(session: Session, fair: SampleFair, *, now: datetime) -> None:
    """Adds every company and job of a sample fair, marked as invented; several thousand rows in a second or two."""
    session.execute(insert(Company), [_company(company) for company in fair.companies])
    rows = session.execute(select(Company.slug, Company.id, Company.sector))
    companies = {slug: (company_id, sector) for slug, company_id, sector in rows}
    session.execute(insert(Job), list(_jobs(fair.jobs, companies, now)))
    record(session, JobsChanged())


def _company(company: CompanyRecord) -> dict[str, Any]:
    return {
        "slug": company.slug,
        "name": dict(company.name),
        "sector": company.sector,
        "story": dict(company.story),
        "group": company.group,
        "place": company.place,
        "has_offices_abroad": company.offices,
        "is_sample": company.invented,
    }


def _jobs(
    jobs: Iterable[JobRecord], companies: dict[str, tuple[int, str | None]], now: datetime
) -> Iterable[dict[str, Any]]:
    """The rows of jobs. A sample says of each job who may apply, so silence about the rest of the world is a no."""
    for job in jobs:
        company_id, sector = companies[job.company or ""]
        fields = fields_of(job, sector=sector)
        fields["open_to"] = sorted({HERE, *fields["open_to"]})
        yield {**fields, "company_id": company_id, "closed_at": None, "changed_at": now}
