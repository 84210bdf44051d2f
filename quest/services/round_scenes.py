"""All that there is to see of a round at one moment, read once for everybody who looks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from quest.domain import rounds as rules
from quest.domain.rounds import Audience, Options, Part, Phase
from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Player, Round, RoundAnswer, Seat
from quest.services import round_scores, rounds
from quest.services.round_scores import Score
from quest.services.spreads import Spread

NEWEST = 60
"""Names that fit into the lobby of the projector."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a seat sent for the present question."""

    answer: Any
    fraction: float
    points: int
    speed: int


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody in the round."""

    seat_id: int
    number: int
    nickname: str
    team: int | None
    approved: bool
    streak: int
    streak_paused: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A round at one moment, as far as any audience may see it then.

    Attributes:
        names: who came last, in the lobby.
        seats: those whose own parts were asked for, as far as they are in.
        given: answers to the present question, by seat.
        scores: the standings, by rank; empty while they would tell who was right.
        points: everybody's, by seat, also of those who have no rank; empty likewise.
    """

    row: Round
    options: Options
    phase: Phase
    level: Level | None
    question: Question | None
    players: int
    answered: int
    names: Sequence[Seated]
    seats: Mapping[int, Seated]
    given: Mapping[int, Given] = field(default_factory=dict)
    scores: Sequence[Score] = ()
    points: Mapping[int, int] = field(default_factory=dict)
    spread: Spread = field(default_factory=Spread)

    def shows(self, audience: Audience) -> frozenset[Part]:
        """What this audience may see of it."""
        return rules.visible(audience, self.phase, rounds.plan_of(self.row).board)


def read(session: Session, campaign: Campaign, round_id: int, *, own: Collection[int] | None = None) -> Scene:
    """The round as it is now.

    Args:
        own: the seats whose own parts are wanted; everybody's unless told.

    Raises:
        NoSuchRound: there is none.
    """
    row = rounds.by_id(session, round_id)
    options, phase = rounds.options_of(row), Phase(row.phase)
    seen = frozenset().union(*(rules.visible(audience, phase) for audience in Audience))
    asked = rounds.question_of(campaign, row) if Part.PROMPT in seen else None
    scores, points = round_scores.standings(session, row) if Part.OWN_STANDING in seen else ((), {})
    return Scene(
        row=row,
        options=options,
        phase=phase,
        level=asked[0] if asked else None,
        question=asked[1] if asked else None,
        players=session.scalar(select(func.count()).where(*_in(row))) or 0,
        answered=round_scores.answered(session, row) if Part.ANSWERED in seen else 0,
        names=_seated(session, row, newest=NEWEST) if Part.NAMES in seen else (),
        seats={each.seat_id: each for each in _seated(session, row, own)} if own is None or own else {},
        given=_given(session, row, own) if Part.OWN_ANSWER in seen else {},
        scores=scores,
        points=points,
        spread=round_scores.spread(session, row, row.position) if Part.SOLUTION in seen else Spread(),
    )


@dataclass(frozen=True, slots=True)
class Pulse:
    """What tells a process that a round moved, or is due to.

    Attributes:
        answered: how many have answered the present question.
        taken: how many seats were ever given out.
        due_at: when time will move it; None for never.
        is_running: whether answers may be coming.
    """

    version: int
    answered: int
    taken: int
    due_at: datetime | None
    is_running: bool


def pulses(session: Session, round_ids: Sequence[int]) -> dict[int, Pulse]:
    """The pulse of each of these rounds."""
    rows = session.execute(
        select(Round, func.count(RoundAnswer.id))
        .outerjoin(RoundAnswer, (RoundAnswer.round_id == Round.id) & (RoundAnswer.position == Round.position))
        .where(Round.id.in_(round_ids))
        .group_by(Round.id)
    )
    return {
        row.id: Pulse(row.version, answered, row.taken, rules.due_at(state), state.phase in rules.RUNNING)
        for row, answered in rows
        for state in [rounds.state_of(row)]
    }


def _in(row: Round) -> tuple[ColumnElement[bool], ...]:
    return Seat.round_id == row.id, Seat.removed.is_(None)


def _seated(
    session: Session, row: Round, own: Collection[int] | None = None, *, newest: int | None = None
) -> list[Seated]:
    """Those of these seats that are in, or everybody; the newest first, at most so many."""
    asked = (
        select(Seat.id, Seat.number, Player.nickname, Seat.team, Seat.approved, Seat.streak, Seat.streak_paused)
        .join(Player, Player.id == Seat.player_id)
        .where(*_in(row), *([] if own is None else [Seat.id.in_(own)]))
    )
    if newest is not None:
        asked = asked.order_by(Seat.number.desc()).limit(newest)
    return [Seated(*each) for each in session.execute(asked)]


def _given(session: Session, row: Round, own: Collection[int] | None) -> dict[int, Given]:
    rows = session.execute(
        select(
            RoundAnswer.seat_id, RoundAnswer.answer, RoundAnswer.fraction, RoundAnswer.points, RoundAnswer.speed
        ).where(
            RoundAnswer.round_id == row.id,
            RoundAnswer.position == row.position,
            *([] if own is None else [RoundAnswer.seat_id.in_(own)]),
        )
    )
    return {seat_id: Given(*rest) for seat_id, *rest in rows}
