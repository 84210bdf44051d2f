"""Companies, their jobs, and the imports that brought them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quest.models.base import Base, Words


class Company(Base):
    """An employer at the fair.

    Attributes:
        slug: its name in addresses.
        group: `science-park`, `research-institute`, `manufacturing-park`, `start-up` or `other`.
        has_offices_abroad: offices in the Greater Bay Area or overseas.
        is_sample: invented, and shown as such.
    """

    __tablename__ = "companies"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Words]
    sector: Mapped[str | None]
    story: Mapped[Words]
    group: Mapped[str]
    place: Mapped[str | None]
    has_offices_abroad: Mapped[bool] = mapped_column(default=False)
    is_sample: Mapped[bool] = mapped_column(default=False)


class Job(Base):
    """A job of a company, as its source states it; a null means that the source does not say.

    See `quest.exchange.jobs.records.JobRecord` for the fields. `closed_at` is when it went from its source.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("company_id", "reference"),
        Index("ix_jobs_sector_closed_at", "sector", "closed_at"),
        Index("ix_jobs_changed_at", "changed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    reference: Mapped[str]
    title: Mapped[Words]
    description: Mapped[Words]
    url: Mapped[str | None]
    location: Mapped[str | None]
    sector: Mapped[str | None]
    occupation: Mapped[str | None]
    seniority: Mapped[str | None]
    education: Mapped[str | None]
    work_type: Mapped[str | None]
    workplace: Mapped[str | None]
    open_to: Mapped[list[str]]
    skills: Mapped[list[str]]
    pay_min: Mapped[int | None]
    pay_max: Mapped[int | None]
    pay_currency: Mapped[str | None]
    pay_period: Mapped[str | None]
    posted_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]

    company: Mapped[Company] = relationship(lazy="raise")


class JobImport(Base):
    """One run of an import: what came, what changed, what was left out and why."""

    __tablename__ = "job_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    format: Mapped[str]
    counts: Mapped[dict[str, Any]]
    rejected: Mapped[list[Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    reverted_at: Mapped[datetime | None]


class JobChange(Base):
    """What one import did to one job, so that it can be taken back exactly; `before` is null for a new job."""

    __tablename__ = "job_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("job_imports.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"))
    before: Mapped[dict[str, Any] | None]
