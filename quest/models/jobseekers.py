"""Players who registered, what they agreed to, and where they applied."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Jobseeker(Base):
    """A player who registered to find a job.

    Attributes:
        locations: places where the person would work, free words; empty means anywhere.
        work_types: `quest.domain.work.WorkType` values; empty means any.
        based_in: `hong-kong`, `gba` or `overseas`.
    """

    __tablename__ = "jobseekers"

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    education: Mapped[str]
    experience: Mapped[int]
    based_in: Mapped[str]
    locations: Mapped[list[str]]
    work_types: Mapped[list[str]]
    skills: Mapped[list[str]]
    starts_on: Mapped[date | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Consent(Base):
    """One decision of a jobseeker; rows are only ever added, and the newest of a purpose and company counts.

    Attributes:
        purpose: see `quest.domain.consent.Purpose`.
        company_id: the company it names; null for every company of the purpose.
        version: of the text that the person saw, in `language`.
        granted: given, or withdrawn.
        source: the form or act by which it was given.
    """

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_jobseeker_id_purpose", "jobseeker_id", "purpose", "company_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseekers.id", ondelete="CASCADE"))
    purpose: Mapped[str]
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"))
    version: Mapped[str]
    language: Mapped[str]
    granted: Mapped[bool]
    source: Mapped[str]
    at: Mapped[datetime]


class Application(Base):
    """A jobseeker's application for a job; there is one for a person and a job, withdrawn or not.

    `reasons` keeps what the match said at the moment of applying, so that the recruiter sees what the person saw.
    """

    __tablename__ = "applications"
    __table_args__ = (UniqueConstraint("jobseeker_id", "job_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseekers.id", ondelete="CASCADE"))
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"), index=True)
    key: Mapped[str]
    stage: Mapped[str]
    reasons: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
