"""Prize draws and their tickets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Draw(Base):
    """A prize draw: announced, closed, drawn; see `quest.domain.draws` for what is published when.

    Attributes:
        eligible: who takes part, see `quest.services.draws.Terms`.
        places: how many win.
        closes_at: what somebody did until then counts.
        seed: secret until `drawn_at`; `seed_sha256` is public from the start.
        public_source: where a value will come from that nobody knows before the closing; empty for none.
        withdrawn_at: when it was called off, before its closing; `note` says why.
    """

    __tablename__ = "draws"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("stagings.id"), index=True)
    prize: Mapped[str]
    eligible: Mapped[dict[str, Any]]
    places: Mapped[int]
    closes_at: Mapped[datetime]
    seed: Mapped[str]
    seed_sha256: Mapped[str]
    public_source: Mapped[str]
    public_value: Mapped[str | None]
    tickets_sha256: Mapped[str | None]
    note: Mapped[str]
    announced_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    drawn_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class Ticket(Base):
    """One player's part in a draw. An erased player's ticket stays, for the published list, but is nobody's.

    Attributes:
        place: in the order of winning, from 1; null before the draw.
    """

    __tablename__ = "tickets"
    __table_args__ = (UniqueConstraint("draw_id", "ticket"), UniqueConstraint("draw_id", "player_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id", ondelete="CASCADE"))
    player_id: Mapped[int | None] = mapped_column(ForeignKey("players.id", ondelete="SET NULL"), index=True)
    ticket: Mapped[str]
    place: Mapped[int | None]
