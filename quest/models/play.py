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
        ahead_at: when the pages of its next untimed questions were handed out, to go on with while the network is away.
        turns: what was answered so far to a question at `position` that asks on.
        hinted: whether the hint of the question at `position` was looked at.
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
    ahead_at: Mapped[datetime | None]
    turns: Mapped[list[str]] = mapped_column(default=list)
    hinted: Mapped[bool] = mapped_column(default=False)
    earned: Mapped[float] = mapped_column(default=0.0)
    passed: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Answer(Base):
    """What a player sent for one question of an attempt, and what came of it; there is never a second one.

    Attributes:
        key: the client's name for this submission; sending it again gives this answer's receipt.
        receipt: the facts that the player was told (`quest.services.play.Receipt`).
        tally: what it counts for among all players' answers, one name a line (`Question.tally`); none where answers
            are counted by how much was right.
        took_ms: from the opening of the question to the answer, on the server's clock; none when it was never opened.
        hinted: whether the player had looked at the hint.
        pending: a reviewer has yet to say what it is worth.
    """

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("attempt_id", "question_id"),
        UniqueConstraint("attempt_id", "key"),
        Index("ix_answers_question_id", "question_id"),
        Index(
            "ix_answers_pending",
            "id",
            sqlite_where=text("pending"),
            postgresql_where=text("pending"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"))
    question_id: Mapped[str]
    key: Mapped[str]
    answer: Mapped[Any] = mapped_column(JSON)
    fraction: Mapped[float]
    late: Mapped[bool] = mapped_column(default=False)
    receipt: Mapped[dict[str, Any]]
    tally: Mapped[str | None]
    took_ms: Mapped[int | None] = mapped_column(BigInteger)
    hinted: Mapped[bool] = mapped_column(default=False)
    pending: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class Review(Base):
    """What a reviewer said of an answer that no rule can judge; there is never a second one.

    Attributes:
        fraction: the share of the worth that it earns, 0 to 1.
        note: a sentence for the player; empty for none.
        reviewer_id: the account of the reviewer, as long as it exists.
    """

    __tablename__ = "reviews"

    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    fraction: Mapped[float]
    points: Mapped[int]
    note: Mapped[str]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class Award(Base):
    """A row of the ledger: points with their reason. Boards and totals are sums of these and nothing else.

    Attributes:
        reason: `answer`, `streak`, `level` (for passing it), `review`, `round` or `speed` (both of a hosted round),
            `talk` (for being there), `checkin` or `extra` (both of a station).
        subject: what was awarded; the same reason and subject can be awarded once.
        day: the calendar day at the campaign's place.
        round_id: the hosted round that it was earned in.
    """

    __tablename__ = "awards"
    __table_args__ = (
        UniqueConstraint("player_id", "reason", "subject"),
        Index("ix_awards_player_id_level_id_day", "player_id", "level_id", "day", "points"),
        Index(
            "ix_awards_round_id",
            "round_id",
            sqlite_where=text("round_id IS NOT NULL"),
            postgresql_where=text("round_id IS NOT NULL"),
        ),
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
    round_id: Mapped[int | None]
