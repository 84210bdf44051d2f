"""Attempts, answers, and the ledger of awards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Attempt(Base):
    """One player's run through a level; a player has at most one unfinished attempt at a level.

    Attributes:
        number: 1 for the first run.
        seed: what orders and names the parts of its questions; never leaves the server.
        question_ids: the questions of this run, in their order.
        position: how many of them are done.
        opened_at: when the question at `position` was first shown; its clock starts there.
        earned: the points that the fractions of this run are worth, whatever was awarded for them.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("player_id", "level_id", "number"),
        Index(
            "uq_attempts_unfinished",
            "player_id",
            "level_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"))
    level_id: Mapped[str]
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    question_ids: Mapped[list[str]]
    position: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime | None]
    earned: Mapped[float] = mapped_column(default=0.0)
    passed: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Answer(Base):
    """What a player sent for one question of an attempt, and what came of it; there is never a second one.

    Attributes:
        key: the client's name for this submission; sending it again gives this answer's receipt.
        receipt: the facts that the player was told (`quest.services.play.Receipt`).
    """

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("attempt_id", "question_id"), UniqueConstraint("attempt_id", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"))
    question_id: Mapped[str]
    key: Mapped[str]
    answer: Mapped[Any] = mapped_column(JSON)
    fraction: Mapped[float]
    late: Mapped[bool] = mapped_column(default=False)
    receipt: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Award(Base):
    """A row of the ledger: points with their reason. Boards and totals are sums of these and nothing else.

    Attributes:
        reason: `answer` or `streak`.
        subject: what was awarded; the same reason and subject can be awarded once.
        day: the calendar day at the campaign's place.
    """

    __tablename__ = "awards"
    __table_args__ = (
        UniqueConstraint("player_id", "reason", "subject"),
        Index("ix_awards_player_id_level_id_day", "player_id", "level_id", "day", "points"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"))
    reason: Mapped[str]
    subject: Mapped[str]
    level_id: Mapped[str | None]
    points: Mapped[int]
    day: Mapped[str]
    at: Mapped[datetime]
