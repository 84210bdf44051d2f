"""Who was at which talk of the agenda."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Attendance(Base):
    """A player was at a talk; there is never a second one.

    Attributes:
        key: the client's name for this submission; sending it again gives this receipt.
        receipt: the facts that the player was told (`quest.services.talks.Receipt`).
    """

    __tablename__ = "attendances"
    __table_args__ = (UniqueConstraint("player_id", "talk_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"))
    talk_id: Mapped[str]
    key: Mapped[str]
    receipt: Mapped[dict[str, Any]]
    at: Mapped[datetime]
