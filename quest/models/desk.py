"""What recruiters keep about candidates."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class StageChange(Base):
    """A step of an application, who made it and why; rows are only ever added."""

    __tablename__ = "stage_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    stage: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]


class CandidateNote(Base):
    """What somebody of a company wrote about a person; the company's people read it, and the person may ask for it."""

    __tablename__ = "candidate_notes"
    __table_args__ = (Index("ix_candidate_notes_jobseeker_id_company_id", "jobseeker_id", "company_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jobseeker_id: Mapped[int] = mapped_column(ForeignKey("jobseekers.id", ondelete="CASCADE"))
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    words: Mapped[str]
    at: Mapped[datetime]
