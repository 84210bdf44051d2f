"""What players want of the jobs: those they saved, and the kinds they do not want to see."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base, Words


class SavedJob(Base):
    """A job that a player put aside for later."""

    __tablename__ = "saved_jobs"

    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"), primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]


class UnwantedKind(Base):
    """A kind of jobs that a player does not want to be shown: those with titles like this one.

    Attributes:
        title: of the job that the player said it of, by language; kept here, for that job may go.
        key: the same title in one form, so that it is said once.
    """

    __tablename__ = "unwanted_kinds"
    __table_args__ = (UniqueConstraint("player_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"))
    key: Mapped[str]
    title: Mapped[Words]
    at: Mapped[datetime]
