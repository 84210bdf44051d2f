"""Jobs that somebody looks at before they are imported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class ImportDraft(Base):
    """A file or an answer, kept until somebody has seen what importing it would do.

    Attributes:
        source: the name of the file, or the address. format: as asked for, `auto` perhaps.
        company, sector: of all jobs, where they are given.
        close_missing: it is the whole list of its employers.
        columns: field by heading, where somebody chose.
        base_url: what relative addresses stand on.
    """

    __tablename__ = "import_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    source: Mapped[str]
    format: Mapped[str]
    company: Mapped[str | None]
    sector: Mapped[str | None]
    close_missing: Mapped[bool]
    columns: Mapped[dict[str, Any]]
    base_url: Mapped[str | None]
    data: Mapped[bytes] = mapped_column(deferred=True)
    created_at: Mapped[datetime]
