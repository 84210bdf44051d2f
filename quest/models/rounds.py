"""Hosted rounds: where each stands, who sits in it, and what they answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Round(Base):
    """A hosted live game.

    Attributes:
        pin: six digits that lead into it; null once it is over, so that another round may have them.
        projector_key: whoever has it sees what the hall sees; it lets nobody act.
        seed: what orders and names the parts of its questions, the same for everybody; never leaves the server.
        questions: in their order, each `{level_id, question_id, limit_s}`.
        options: as `quest.services.rounds.Options` has them.
        phase, position, opens_at, closes_at, paused_at: see `quest.domain.rounds.State`.
        version: rises with everything that changes what somebody may see, but not with answers.
        taken: how many seats were ever given out.
        revealed: the positions whose answers were revealed; any other was skipped or is still to come.
        account_id: who made it, as long as that account exists.
    """

    __tablename__ = "rounds"
    __table_args__ = (Index("ix_rounds_campaign_id", "campaign_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("stagings.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    pin: Mapped[str | None] = mapped_column(unique=True)
    projector_key: Mapped[str] = mapped_column(unique=True)
    seed: Mapped[int] = mapped_column(BigInteger)
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    options: Mapped[dict[str, Any]]
    phase: Mapped[str]
    position: Mapped[int]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    locked: Mapped[bool] = mapped_column(default=False)
    taken: Mapped[int] = mapped_column(default=0)
    revealed: Mapped[list[int]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Seat(Base):
    """A player's place in a round.

    Attributes:
        number: counts from 1; what the hall calls somebody whose name it may not see.
        team: the number of the seat's team, from 1; null in a round without teams.
        approved: whether the host has let the name onto the projector; always true where she does not look first.
        removed: `kicked` (may come back with another seat) or `banned`; null for somebody who is in.
        head_start: points on this round's board for coming late.
        streak, streak_paused: right answers in a row in this round; see `quest.domain.scoring.Streak`.
        seen_at: when a process last had a socket of this seat; null when it has none.
    """

    __tablename__ = "seats"
    __table_args__ = (UniqueConstraint("round_id", "player_id"), Index("ix_seats_player_id", "player_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"))
    number: Mapped[int]
    team: Mapped[int | None]
    approved: Mapped[bool]
    removed: Mapped[str | None]
    head_start: Mapped[int] = mapped_column(default=0)
    streak: Mapped[int] = mapped_column(default=0)
    streak_paused: Mapped[bool] = mapped_column(default=False)
    seen_at: Mapped[datetime | None]
    joined_at: Mapped[datetime]


class RoundAnswer(Base):
    """What a seat sent for one question of its round; there is never a second one.

    Attributes:
        position: of the question in the round.
        key: the client's name for this submission.
        points, speed: what it earns for being right and for haste; awarded, and told, when the question is revealed.
        tally: what it counts for among all answers; see `quest.models.Answer`.
        used: the part of the time that had passed, 0 to 1.
    """

    __tablename__ = "round_answers"
    __table_args__ = (UniqueConstraint("seat_id", "position"), Index("ix_round_answers_round", "round_id", "position"))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str]
    answer: Mapped[Any] = mapped_column(JSON)
    fraction: Mapped[float]
    points: Mapped[int]
    speed: Mapped[int]
    used: Mapped[float]
    tally: Mapped[str | None]
    at: Mapped[datetime]
