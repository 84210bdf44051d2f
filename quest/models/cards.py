"""Cards that players show of a finished line."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Card(Base):
    """A page for everybody who has its address, about one finished line of a player.

    Attributes:
        token: the secret part of its address.
        language: the one that the player shared it in.
        shows_name, shows_points: whether the player wants that on it.
    """

    __tablename__ = "cards"
    __table_args__ = (UniqueConstraint("player_id", "line_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"))
    line_id: Mapped[str]
    token: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    shows_name: Mapped[bool]
    shows_points: Mapped[bool]
    created_at: Mapped[datetime]
