"""How far a player has come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quest.domain.progress import LevelState, level_state
from quest.domain.rules import Facts
from quest.levels.level import Campaign
from quest.models import Attempt
from quest.services import facts


@dataclass(frozen=True, slots=True)
class Progress:
    """Where one player stands: the state of each level, and the way ahead.

    Attributes:
        facts: what the states hang on.
        attempts: how many attempts the player has begun, by level.
        unfinished: the attempt that waits to be resumed, by level.
        finished: when the player's last attempt ended, by level.
    """

    states: dict[str, LevelState]
    facts: Facts
    attempts: dict[str, int]
    unfinished: dict[str, int]
    finished: dict[str, datetime]

    @property
    def lines_done(self) -> Sequence[str]:
        """The lines that the player has completed."""
        return self.facts.lines_done

    @property
    def passed(self) -> set[str]:
        """The levels that the player has passed."""
        return {level for level, state in self.states.items() if state is LevelState.PASSED}


def of_player(session: Session, campaign: Campaign, player_id: int | None, *, now: datetime) -> Progress:
    """A player's progress; that of somebody new for None."""
    if player_id is None:
        known = facts.of_nobody(campaign, now=now)
        return Progress(states(campaign, known), known, {}, {}, {})
    attempts: dict[str, int] = {}
    unfinished: dict[str, int] = {}
    finished: dict[str, datetime] = {}
    passed: dict[str, int] = {}
    rows = session.execute(
        select(Attempt.id, Attempt.level_id, Attempt.number, Attempt.passed, Attempt.finished_at)
        .where(Attempt.player_id == player_id)
        .order_by(Attempt.number)
    )
    for attempt_id, level_id, number, was_passed, finished_at in rows:
        attempts[level_id] = number
        if finished_at is None:
            unfinished[level_id] = attempt_id
        else:
            finished[level_id] = finished_at
        if was_passed:
            passed.setdefault(level_id, number)
    parts = facts.to_open(campaign)
    known = facts.of_player(session, campaign, player_id, now=now, parts=parts, passed=passed)
    return Progress(states(campaign, known), known, attempts, unfinished, finished)


def states(campaign: Campaign, known: Facts) -> dict[str, LevelState]:
    """The state of every level for somebody of whom this is known."""
    return {level_id: level_state(level_id, rule, known) for level_id, rule in campaign.unlock_rules.items()}


def newly_open(campaign: Campaign, before: Facts, after: Facts) -> list[str]:
    """Levels that open between two states of affairs."""
    old, new = states(campaign, before), states(campaign, after)
    return [level for level in new if new[level] is LevelState.OPEN and old[level] is LevelState.LOCKED]


def stops_to_go(campaign: Campaign, passed: Collection[str]) -> int:
    """Levels still to pass on the line that is nearest to its end; 0 once a line is done."""
    return min(sum(level not in passed for level in line.levels) for line in campaign.lines)


def next_level(campaign: Campaign, progress: Progress) -> str | None:
    """The level to suggest: an unfinished one, else an open one on the line that the player has come furthest on."""
    for level_id in progress.unfinished:
        if progress.states.get(level_id) is not LevelState.LOCKED and level_id in progress.states:
            return level_id
    return _first(campaign, progress, LevelState.OPEN)


def level_to_come(campaign: Campaign, progress: Progress) -> str | None:
    """The level that a player waits for while none is open; None once every level is passed."""
    return _first(campaign, progress, LevelState.LOCKED)


def choice(campaign: Campaign, progress: Progress) -> list[str]:
    """The stops between which somebody chooses who has just passed an interchange: the open one after it on each line.

    Empty where there is no choice, and while a level is unfinished.
    """
    if progress.unfinished:
        return []
    ridden = [level_id for line in campaign.lines for level_id in line.levels if level_id in progress.passed]
    just = max(ridden, key=lambda level_id: (progress.finished[level_id], _place(campaign, level_id)), default=None)
    if just is None:
        return []
    after = [_after(line.levels, just) for line in campaign.lines_of(just)]
    stops = list(dict.fromkeys(stop for stop in after if stop and progress.states[stop] is LevelState.OPEN))
    return stops if len(stops) > 1 else []


def _place(campaign: Campaign, level_id: str) -> int:
    """How far along its lines a level lies."""
    return max(line.levels.index(level_id) for line in campaign.lines_of(level_id))


def _after(levels: Sequence[str], level_id: str) -> str | None:
    """The level that follows on a line; None at its end."""
    return next(iter(levels[levels.index(level_id) + 1 :]), None)


def _first(campaign: Campaign, progress: Progress, state: LevelState) -> str | None:
    """The first level in this state on the line that the player has come furthest on, or on any other.

    Branches come last: they are a detour.
    """
    passed = progress.passed
    by_travel = sorted(campaign.lines, key=lambda line: -sum(level in passed for level in line.levels))
    in_order = [level for line in by_travel for level in line.levels]
    in_order += [level for line in by_travel if line.branch for level in line.branch.levels]
    return next((level for level in in_order if progress.states[level] is state), None)
