"""What a round came to, afterwards: question by question and player by player, also over several rounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import mean
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Award, Player, Round, RoundAnswer, Seat
from quest.services import round_scores, rounds
from quest.services.spreads import Spread


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """How a round answered a question that was revealed.

    Attributes:
        level, question: None where they have left the campaign since.
        answers: how many there were.
        right: the share of them that was wholly right; None without any, or where there is no right answer.
        seconds: what an answer took on the average; None for a question without a limit.
        is_hardest: no other question of the report had a smaller share of right answers, and some had a larger one.
    """

    round_id: int
    seed: int
    position: int
    level: Level | None
    question: Question | None
    answers: int
    right: float | None
    seconds: float | None
    spread: Spread
    is_hardest: bool = False


@dataclass(frozen=True, slots=True)
class PlayerResult:
    """What somebody did in the rounds of a report.

    Attributes:
        rank: from 1; None for somebody who is on no boards.
        round_id, number: the first of the rounds that the player sat in, and the number of the seat there.
        is_named: whether every one of them showed the nickname.
        rounds: in how many of them the player sat.
        points: of all of them, with the head starts of a latecomer.
        right: answers that were wholly right, of `answers` to questions that have a right one.
        longest: right answers in a row, without a miss and within one round.
        seconds: what an answer took on the average; None where no question had a limit.
    """

    rank: int | None
    player_id: int
    nickname: str
    round_id: int
    number: int
    is_named: bool
    rounds: int
    points: int
    right: int
    answers: int
    longest: int
    seconds: float | None


class _Given(NamedTuple):
    """An answer to a question that was revealed."""

    is_right: bool
    seconds: float | None


def questions(session: Session, campaign: Campaign, rows: Sequence[Round]) -> list[QuestionResult]:
    """The questions of these rounds that were revealed, in the order in which they were asked."""
    found = [_question(session, campaign, row, position) for row in rows for position in row.revealed]
    shares = {each.right for each in found if each.right is not None}
    return [replace(each, is_hardest=len(shares) > 1 and each.right == min(shares)) for each in found]


def _question(session: Session, campaign: Campaign, row: Round, position: int) -> QuestionResult:
    level, question = rounds.question_of(campaign, row, position) or (None, None)
    spread, limit = round_scores.spread(session, row, position), row.questions[position]["limit_s"]
    used = select(func.avg(RoundAnswer.used)).where(RoundAnswer.round_id == row.id, RoundAnswer.position == position)
    part = session.scalar(used)
    has_key = question is None or question.JUDGED_BY == "rule"
    return QuestionResult(
        round_id=row.id,
        seed=row.seed,
        position=position,
        level=level,
        question=question,
        answers=spread.total,
        right=spread.right / spread.total if spread.total and has_key else None,
        seconds=float(part) * limit if part is not None and limit else None,
        spread=spread,
    )


def players(session: Session, campaign: Campaign, rows: Sequence[Round]) -> list[PlayerResult]:
    """Everybody who sat in these rounds and was not taken out, the best first; without a rank last.

    Of equals the one leads who earned the points earlier, then who came earlier.
    """
    earned, newest = _earned(session, rows)
    judged = {row.id: _judged(campaign, row) for row in rows}
    given = {row.id: _given(session, row) for row in rows}
    hidden = {row.id for row in rows if rounds.options_of(row).names == "hidden"}
    found = []
    for sat in _seats(session, rows):
        points = sum(earned.get((seat.player_id, seat.round_id), 0) + seat.head_start for seat, _ in sat)
        is_named = all(seat.approved and seat.round_id not in hidden for seat, _ in sat)
        answers = [(given[seat.round_id][seat.id], judged[seat.round_id]) for seat, _ in sat]
        found.append(_player(sat, points, answers, is_named=is_named))
    found.sort(key=lambda each: (each.rank is None, -each.points, newest[each.player_id], each.round_id, each.number))
    return [replace(each, rank=rank) if each.rank else each for rank, each in enumerate(found, 1)]


def _player(
    sat: Sequence[tuple[Seat, Player]],
    points: int,
    answers: Sequence[tuple[Mapping[int, _Given], Sequence[int]]],
    *,
    is_named: bool,
) -> PlayerResult:
    """A player's result, whose rank is still to be found; `answers` by position, with those that are judged."""
    first, player = sat[0]
    is_on_boards = player.ranked and not player.hidden
    outcomes = [[given.get(position) for position in judged] for given, judged in answers]
    told = [each for one_round in outcomes for each in one_round if each is not None]
    took = [each.seconds for given, _ in answers for each in given.values() if each.seconds is not None]
    return PlayerResult(
        rank=1 if is_on_boards else None,
        player_id=player.id,
        nickname=player.nickname,
        round_id=first.round_id,
        number=first.number,
        is_named=is_on_boards and is_named,
        rounds=len(sat),
        points=points,
        right=sum(each.is_right for each in told),
        answers=len(told),
        longest=max(_longest(one_round) for one_round in outcomes),
        seconds=mean(took) if took else None,
    )


def _longest(outcomes: Iterable[_Given | None]) -> int:
    """The most right answers in a row; a question without an answer ends one, as a wrong answer does."""
    rows = groupby(outcomes, key=lambda each: each is not None and each.is_right)
    return max((len(list(row)) for is_right, row in rows if is_right), default=0)


def _judged(campaign: Campaign, row: Round) -> list[int]:
    """The positions of the revealed questions that have a right answer, as far as anybody knows."""
    asked = [(position, rounds.question_of(campaign, row, position)) for position in row.revealed]
    return [position for position, found in asked if found is None or found[1].JUDGED_BY == "rule"]


def _seats(session: Session, rows: Sequence[Round]) -> list[list[tuple[Seat, Player]]]:
    """The seats of each player, in the order of the rounds."""
    found = session.execute(
        select(Seat, Player)
        .join(Player, Player.id == Seat.player_id)
        .where(Seat.round_id.in_([row.id for row in rows]), Seat.removed.is_(None))
        .order_by(Seat.round_id)
    )
    by_player: dict[int, list[tuple[Seat, Player]]] = defaultdict(list)
    for seat, player in found:
        by_player[player.id].append((seat, player))
    return list(by_player.values())


def _earned(session: Session, rows: Sequence[Round]) -> tuple[dict[tuple[int, int | None], int], Counter[int]]:
    """Points by player and round, and the place in the ledger of each player's newest award."""
    found = session.execute(
        select(Award.player_id, Award.round_id, func.sum(Award.points), func.max(Award.id))
        .where(Award.round_id.in_([row.id for row in rows]))
        .group_by(Award.player_id, Award.round_id)
    )
    earned: dict[tuple[int, int | None], int] = {}
    newest: Counter[int] = Counter()
    for player_id, round_id, points, award_id in found:
        earned[player_id, round_id] = int(points)
        newest[player_id] = max(newest[player_id], award_id)
    return earned, newest


def _given(session: Session, row: Round) -> Mapping[int, Mapping[int, _Given]]:
    """What each seat answered to the revealed questions, by their positions."""
    given: dict[int, dict[int, _Given]] = defaultdict(dict)
    found = session.execute(
        select(RoundAnswer.seat_id, RoundAnswer.position, RoundAnswer.fraction, RoundAnswer.used).where(
            RoundAnswer.round_id == row.id, RoundAnswer.position.in_(row.revealed)
        )
    )
    for seat_id, position, fraction, used in found:
        limit = row.questions[position]["limit_s"]
        given[seat_id][position] = _Given(fraction >= 1, used * limit if limit else None)
    return given
