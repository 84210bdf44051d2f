"""What an answer brought beside its own points: levels opened, lines completed, badges, a bonus for passing.

Most answers bring nothing of the kind, and whether one can is decided without asking the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from quest.domain.rules import AtLeast, Facts
from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Attempt
from quest.services import badges, facts, progress, ticker
from quest.services.ledger import OVERALL


@dataclass(frozen=True, slots=True)
class Step:
    """An answer that is about to be written, with the attempt as it will stand after it.

    Attributes:
        points: what the answer itself earns; `totals`: the player's points by board with these.
        streak: right answers in a row, `streak_before` before this one.
    """

    campaign: Campaign
    level: Level
    question: Question
    attempt: Attempt
    correct: bool
    points: int
    totals: Mapping[str, int]
    streak_before: int
    streak: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Gains:
    """Levels that opened, lines completed, badges earned, and the points for passing the level for the first time."""

    opened: list[str] = field(default_factory=list)
    lines_done: list[str] = field(default_factory=list)
    badges: list[str] = field(default_factory=list)
    level_bonus: int = 0


def of_answer(session: Session, step: Step) -> Gains:
    """What an answer brings."""
    if not can_bring(step):
        return Gains()
    campaign, attempt = step.campaign, step.attempt
    parts = (facts.to_open(campaign) | facts.to_earn(campaign)) - {"streak"}
    known = facts.of_player(session, campaign, attempt.player_id, now=step.now, parts=parts, without_attempt=attempt.id)
    before = replace(known, streak=step.streak_before)
    is_new = attempt.passed and step.level.id not in before.passed
    level_bonus = step.level.bonus if is_new else 0
    after = _after(before, step, step.points + level_bonus)
    earned = badges.award(session, campaign, attempt.player_id, after)
    completed = [line for line in after.lines_done if line not in before.lines_done]
    ticker.tell_lines(session, attempt.player_id, completed, now=step.now)
    return Gains(
        opened=progress.newly_open(campaign, before, replace(after, badges={*after.badges, *earned})),
        lines_done=completed,
        badges=earned,
        level_bonus=level_bonus,
    )


def can_bring(step: Step) -> bool:
    """Whether an answer can bring anything: it ends what it must, or carries a count over what some rule asks for."""
    if step.attempt.passed or (step.attempt.finished_at is not None and step.campaign.badges):
        return True
    return any(_may_meet(threshold, step) for threshold in step.campaign.thresholds)


def _may_meet(threshold: AtLeast, step: Step) -> bool:
    match threshold.what:
        case "points":
            total = step.totals.get(f"line:{threshold.line}" if threshold.line else OVERALL, 0)
            return total - step.points < threshold.least <= total
        case "streak":
            return step.streak_before < threshold.least <= step.streak
        case _:
            return step.correct


def _after(before: Facts, step: Step, points: int) -> Facts:
    """The facts once the answer is written."""
    passed, right, kinds = dict(before.passed), set(before.right), set(before.kinds)
    if step.attempt.passed:
        passed.setdefault(step.level.id, step.attempt.number)
    if step.correct:
        kinds.add(step.question.kind)
        right |= {step.question.id} if step.question.JUDGED_BY != "nobody" else set()
    on_lines = {line.id: points for line in step.campaign.lines_of(step.level.id)}
    return replace(
        before,
        passed=passed,
        lines_done=facts.lines_done(step.campaign, passed),
        points=before.points + points,
        points_by_line={line: had + on_lines.get(line, 0) for line, had in before.points_by_line.items()},
        right=right,
        kinds=kinds,
        streak=step.streak,
    )
