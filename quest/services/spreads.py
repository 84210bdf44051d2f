"""How players answered: the first answer of everybody whom no organiser took off the boards, counted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from quest.levels.level import Campaign
from quest.models import Answer, Attempt, Player

FEWEST = 3
"""With fewer answers a count would tell how one's neighbour answered."""
MOST_KEPT = 1_000
ANSWERS_A_SECOND = 200
"""A count is kept a second for so many answers: the more there are, the less it changes and the more it costs."""


@dataclass(frozen=True, slots=True)
class Spread:
    """First answers to one question.

    Attributes:
        total: answers that were counted.
        named: answers by the names that `Question.tally` gives; one answer may name several.
        right, partly: answers that were wholly and partly right.
    """

    total: int = 0
    named: Counter[str] = field(default_factory=Counter)
    right: int = 0
    partly: int = 0

    @property
    def is_told(self) -> bool:
        """Whether there are enough answers to show."""
        return self.total >= FEWEST


def of_question(session: Session, campaign: Campaign, question_id: str) -> Spread:
    """The spread of a question, counted anew once the last count is old."""
    about = (str(session.get_bind().engine.url), campaign.id, question_id)
    now = monotonic()
    counted_at, spread = _kept.get(about, (-math.inf, Spread()))
    if now - counted_at > spread.total / ANSWERS_A_SECOND:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        spread = _count(session, campaign, question_id)
        _kept[about] = (now, spread)
    return spread


_kept: dict[tuple[str, str, str], tuple[float, Spread]] = {}


def _count(session: Session, campaign: Campaign, question_id: str) -> Spread:
    outcome = outcome_of(Answer.fraction.expression)
    rows = session.execute(
        select(Answer.tally, outcome, func.count())
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Player, Player.id == Attempt.player_id)
        .where(
            Answer.question_id == question_id,
            Answer.late.is_(False),
            Attempt.number == 1,
            Player.campaign_id == campaign.id,
            ~Player.hidden,
        )
        .group_by(Answer.tally, outcome)
    )
    return counted(rows)


def outcome_of(fraction: ColumnElement[float]) -> ColumnElement[int]:
    """What an answer came to: 2 wholly right, 1 partly, 0 not."""
    return case((fraction >= 1, 2), (fraction > 0, 1), else_=0)


def counted(rows: Iterable[tuple[str | None, int, int]]) -> Spread:
    """A spread of answers that were grouped: their tally, their `outcome_of`, how many."""
    named: Counter[str] = Counter()
    outcomes: Counter[int] = Counter()
    for tally, came_to, count in rows:
        outcomes[came_to] += count
        for name in tally.split("\n") if tally else ():
            named[name] += count
    return Spread(outcomes.total(), named, outcomes[2], outcomes[1])
