"""Addresses from which jobs are fetched again and again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class JobFeed(Base):
    """An address that holds all jobs of its employers, and how its last visit ended.

    Attributes:
        format, company, sector, columns: as of an `ImportDraft`.
        employers: ids of the companies that it had jobs of.
        every_hours: between two visits. next_at: when the next is due; whoever moves it on makes the visit.
        tried_at: of the last visit. fetched_at: of the last that brought jobs.
        problem: why the last visit brought none: `code`, `reason`, `place`; null when it did.
        import_id: the last import. draft_id: jobs that wait for a human.
    """

    __tablename__ = "job_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    format: Mapped[str]
    company: Mapped[str | None]
    sector: Mapped[str | None]
    columns: Mapped[dict[str, Any]]
    employers: Mapped[list[int]] = mapped_column(JSON)
    every_hours: Mapped[int]
    next_at: Mapped[datetime] = mapped_column(index=True)
    tried_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    import_id: Mapped[int | None] = mapped_column(ForeignKey("job_imports.id", ondelete="SET NULL"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("import_drafts.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
