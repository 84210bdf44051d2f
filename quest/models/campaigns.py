"""The staged campaign, and packs that are to become it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Staging(Base):
    """A campaign pack as it is being played here, whole, so that every process plays the same one.

    Attributes:
        id: the pack's id.
        pack: the pack's content as JSON (`quest.levels.level.Campaign.parse` reads it).
        digest: of the content; processes that hold a parsed pack know by it whether theirs is the current one.
        is_current: the one that visitors see; at most one row has it.
    """

    __tablename__ = "stagings"

    id: Mapped[str] = mapped_column(primary_key=True)
    pack: Mapped[dict[str, Any]]
    digest: Mapped[str]
    is_current: Mapped[bool]
    loaded_at: Mapped[datetime]


class Draft(Base):
    """A pack that an organiser looks over before it is played; the next one takes its place.

    Attributes:
        name: of the file that was sent.
        pack: as `Staging.pack`; none while more is wrong than words that lack a translation.
        digest: of the content; whoever publishes names the one that was looked at.
        faults: what is wrong, each as file, line, problem and remedy.
    """

    __tablename__ = "drafts"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str]
    pack: Mapped[dict[str, Any] | None]
    digest: Mapped[str | None]
    faults: Mapped[list[dict[str, Any]]]
    checked_at: Mapped[datetime]
