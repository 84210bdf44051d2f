"""Badges that players have."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class EarnedBadge(Base):
    """A badge of a player, by its id in the pack; it is earned once."""

    __tablename__ = "earned_badges"

    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"), primary_key=True)
    badge_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
