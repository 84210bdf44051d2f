"""All that there is to see of a round at one moment, read once for everybody who looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.domain import rounds as rules
from quest.domain.rounds import Audience, Options, Part, Phase
from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Player, Round, RoundAnswer, Seat
from quest.services import round_scores, rounds
from quest.services.round_scores import Score
from quest.services.spreads import Spread


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
        seats: everybody who is in, in the order of coming; in the lobby and wherever the own name is shown.
        given: answers to the present question, by seat.
        scores: the standings, by rank; empty while they would tell who was right.
    """

    row: Round
    options: Options
    phase: Phase
    level: Level | None
    question: Question | None
    players: int
    answered: int
    seats: Mapping[int, Seated]
    given: Mapping[int, Given] = field(default_factory=dict)
    scores: Sequence[Score] = ()
    spread: Spread = field(default_factory=Spread)

    def shows(self, audience: Audience) -> frozenset[Part]:
        """What this audience may see of it."""
        return rules.visible(audience, self.phase, rounds.plan_of(self.row).board)


def read(session: Session, campaign: Campaign, round_id: int) -> Scene:
    """The round as it is now.

    Raises:
        NoSuchRound: there is none.
    """
    row = rounds.by_id(session, round_id)
    options, phase = rounds.options_of(row), Phase(row.phase)
    seen = frozenset().union(*(rules.visible(audience, phase) for audience in Audience))
    asked = rounds.question_of(campaign, row) if Part.PROMPT in seen else None
    seats = _seats(session, row)
    return Scene(
        row=row,
        options=options,
        phase=phase,
        level=asked[0] if asked else None,
        question=asked[1] if asked else None,
        players=len(seats),
        answered=round_scores.answered(session, row) if Part.ANSWERED in seen else 0,
        seats=seats,
        given=_given(session, row) if Part.OWN_ANSWER in seen else {},
        scores=round_scores.standings(session, row) if Part.OWN_STANDING in seen else (),
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


def _seats(session: Session, row: Round) -> dict[int, Seated]:
    rows = session.execute(
        select(Seat.id, Seat.number, Player.nickname, Seat.team, Seat.approved, Seat.streak, Seat.streak_paused)
        .join(Player, Player.id == Seat.player_id)
        .where(Seat.round_id == row.id, Seat.removed.is_(None))
        .order_by(Seat.number)
    )
    return {each[0]: Seated(*each) for each in rows}


def _given(session: Session, row: Round) -> dict[int, Given]:
    rows = session.execute(
        select(
            RoundAnswer.seat_id, RoundAnswer.answer, RoundAnswer.fraction, RoundAnswer.points, RoundAnswer.speed
        ).where(RoundAnswer.round_id == row.id, RoundAnswer.position == row.position)
    )
    return {seat_id: Given(*rest) for seat_id, *rest in rows}
