"""What a round comes to: awards at the reveal, who leads, how everybody answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean, median_low
from typing import NamedTuple

from sqlalchemy import and_, exists, func, insert, literal, null, select, update
from sqlalchemy.orm import Session

from quest.levels.base import Question
from quest.levels.level import Level
from quest.models import Award, Player, Round, RoundAnswer, Seat
from quest.services.spreads import Spread, counted, outcome_of

SEEN_FOR = timedelta(seconds=15)
"""How long a process's word that a seat is connected holds; it repeats it in a third of that."""


@dataclass(frozen=True, slots=True)
class Score:
    """A seat's place on the board of its round; `rank` counts from 1 and no two seats share one."""

    rank: int
    seat_id: int
    player_id: int
    points: int
    number: int
    team: int | None
    nickname: str
    approved: bool


class Standings(NamedTuple):
    """Who leads in a round: the scores of all but those who are off the boards, and everybody's points by seat."""

    ranked: Sequence[Score]
    points: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class TeamScore:
    """A team's place: the mean of its members' points, rounded."""

    rank: int
    team: int
    points: int
    members: int


def everybody_answered(session: Session, row: Round, *, now: datetime) -> bool:
    """Whether every seat that is connected has answered the present question, and there is one."""
    here = (Seat.round_id == row.id, Seat.removed.is_(None), Seat.seen_at > now - SEEN_FOR)
    answered = exists().where(RoundAnswer.seat_id == Seat.id, RoundAnswer.position == row.position)
    total, waiting = session.execute(select(func.count(), func.count().filter(~answered)).where(*here)).one()
    return bool(total) and not waiting


def reveal(session: Session, row: Round, *, now: datetime, day: str, asked: tuple[Level, Question] | None) -> None:
    """Awards what the answers to the present question earned, and moves the streaks.

    Answers earn in the order in which they came, which decides between equals.
    """
    given = (RoundAnswer.round_id == row.id, RoundAnswer.position == row.position)
    columns = ["player_id", "reason", "subject", "level_id", "points", "day", "at", "round_id"]
    for reason, points in (("round", RoundAnswer.points), ("speed", RoundAnswer.speed)):
        fixed = [literal(reason), literal(f"{row.id}/{row.position}"), null(), points]
        rows = (
            select(Seat.player_id, *fixed, literal(day), literal(now, Award.at.type), literal(row.id))
            .join(Seat, Seat.id == RoundAnswer.seat_id)
            .where(*given, points > 0, Seat.removed.is_(None))
            .order_by(RoundAnswer.at, RoundAnswer.id)
        )
        session.execute(insert(Award).from_select(columns, rows))
    if asked is not None and asked[1].JUDGED_BY == "rule":
        _move_streaks(session, row)


def _move_streaks(session: Session, row: Round) -> None:
    right = select(RoundAnswer.seat_id).where(
        RoundAnswer.round_id == row.id, RoundAnswer.position == row.position, RoundAnswer.fraction >= 1
    )
    there = update(Seat).where(Seat.round_id == row.id).execution_options(synchronize_session=False)
    session.execute(there.where(Seat.id.not_in(right), Seat.streak > 0).values(streak_paused=True))
    session.execute(there.where(Seat.id.in_(right)).values(streak=Seat.streak + 1, streak_paused=False))


def standings(session: Session, row: Round) -> Standings:
    """Who leads, and what everybody has.

    Of equals the one leads who earned the points earlier, then who came earlier.
    """
    earned = (
        select(Award.player_id, func.sum(Award.points).label("points"), func.max(Award.id).label("newest"))
        .where(Award.round_id == row.id)
        .group_by(Award.player_id)
        .subquery()
    )
    points = func.coalesce(earned.c.points, 0) + Seat.head_start
    is_ranked = and_(Player.ranked, ~Player.hidden)
    rows = session.execute(
        select(Seat.id, Seat.player_id, points, Seat.number, Seat.team, Player.nickname, Seat.approved, is_ranked)
        .join(Player, Player.id == Seat.player_id)
        .outerjoin(earned, earned.c.player_id == Seat.player_id)
        .where(Seat.round_id == row.id, Seat.removed.is_(None))
        .order_by(points.desc(), func.coalesce(earned.c.newest, 0), Seat.number)
    ).all()
    ranked = [seat for *seat, is_on_boards in rows if is_on_boards]
    return Standings([Score(rank, *seat) for rank, seat in enumerate(ranked, 1)], {each[0]: each[2] for each in rows})


def team_standings(scores: Sequence[Score]) -> list[TeamScore]:
    """The teams by the mean of their members, best first; of equals the one with the lower number."""
    members: dict[int, list[int]] = defaultdict(list)
    for score in scores:
        if score.team is not None:
            members[score.team].append(score.points)
    ordered = sorted(members, key=lambda team: (-mean(members[team]), team))
    return [
        TeamScore(rank, team, round(mean(members[team])), len(members[team])) for rank, team in enumerate(ordered, 1)
    ]


def median_points(session: Session, row: Round) -> int:
    """The points of the one in the middle."""
    return median_low([score.points for score in standings(session, row).ranked] or [0])


def answered(session: Session, row: Round) -> int:
    """How many have answered the present question."""
    given = select(func.count()).where(RoundAnswer.round_id == row.id, RoundAnswer.position == row.position)
    return session.scalar(given) or 0


def spread(session: Session, row: Round, position: int) -> Spread:
    """How everybody answered a question of the round."""
    outcome = outcome_of(RoundAnswer.fraction.expression)
    rows = session.execute(
        select(RoundAnswer.tally, outcome, func.count())
        .where(RoundAnswer.round_id == row.id, RoundAnswer.position == position)
        .group_by(RoundAnswer.tally, outcome)
    )
    return counted(rows)
