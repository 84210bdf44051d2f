"""What the big screen of a hall shows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Stage(Base):
    """What a host chose for the stage of a campaign.

    Attributes:
        scene: the one that stands; null while all take turns.
        counts_to: the moment that is counted down to; null for the next item of the agenda.
    """

    __tablename__ = "stages"

    campaign_id: Mapped[str] = mapped_column(ForeignKey("stagings.id"), primary_key=True)
    scene: Mapped[str | None]
    counts_to: Mapped[datetime | None]


class Arrival(Base):
    """A player completed a line: told in the ticker of the stage."""

    __tablename__ = "arrivals"
    __table_args__ = (Index("ix_arrivals_player_id", "player_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"))
    line_id: Mapped[str]
    at: Mapped[datetime]
