"""Rounds of simulated players: they stand on no board, and leave nothing behind."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from quest.models import Player, RoundAnswer, Seat
from quest.services import rounds


def keep_off_boards(session: Session, round_id: int) -> None:
    """Takes everybody in the round off the boards of the campaign, before anybody has points."""
    seated = select(Seat.player_id).where(Seat.round_id == round_id)
    session.execute(update(Player).where(Player.id.in_(seated)).values(ranked=False))


def answers(session: Session, round_id: int) -> dict[int, int]:
    """How many answers were kept for each question, by position."""
    counts = select(RoundAnswer.position, func.count()).where(RoundAnswer.round_id == round_id)
    return dict(session.execute(counts.group_by(RoundAnswer.position)).all())


def forget(session: Session, round_id: int) -> None:
    """Removes the round, its players and whatever they earned."""
    seated = select(Seat.player_id).where(Seat.round_id == round_id)
    session.execute(delete(Player).where(Player.id.in_(seated)).execution_options(synchronize_session=False))
    session.delete(rounds.by_id(session, round_id))
