"""The live event: who checked in where, who waits, and what the staff noted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class CheckIn(Base):
    """A player's visit to a station; there is never a second one.

    Attributes:
        level_id: the level whose station it is.
        key: the client's name for this submission; sending it again gives this receipt.
        at: when the code was read, by which the visit counts.
        pending: the staff have yet to say that the player was there; no points until then.
        late: the code was read without a network and sent later.
        left_at: when the player went on; null as long as nobody knows.
        receipt: the facts that the player was told.
    """

    __tablename__ = "check_ins"
    __table_args__ = (
        UniqueConstraint("player_id", "level_id"),
        Index("ix_check_ins_level_id_at", "level_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"))
    level_id: Mapped[str]
    key: Mapped[str]
    at: Mapped[datetime]
    pending: Mapped[bool]
    late: Mapped[bool]
    left_at: Mapped[datetime | None]
    receipt: Mapped[dict[str, Any]]


class QueuePlace(Base):
    """A player who waits at a station that is full; gone once the player is in, or gave up.

    Attributes:
        called_at: when a place was offered; it is kept for a while.
    """

    __tablename__ = "queue_places"
    __table_args__ = (
        UniqueConstraint("player_id", "level_id"),
        Index("ix_queue_places_level_id_joined_at", "level_id", "joined_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"))
    level_id: Mapped[str]
    joined_at: Mapped[datetime]
    called_at: Mapped[datetime | None]


class StationNote(Base):
    """What the staff of a station noted about a visitor, for themselves; the visitor's own export has it too."""

    __tablename__ = "station_notes"
    __table_args__ = (UniqueConstraint("player_id", "level_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"))
    level_id: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    note: Mapped[str]
    at: Mapped[datetime]
