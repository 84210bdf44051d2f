"""How far a player has come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quest.domain.progress import LevelState, is_line_done, level_state
from quest.levels.level import Campaign
from quest.models import Attempt


@dataclass(frozen=True, slots=True)
class Progress:
    """Where one player stands: the state of each level, the lines that are done, and the way ahead.

    Attributes:
        attempts: how many attempts the player has begun, by level.
        unfinished: the attempt that waits to be resumed, by level.
        finished: when the player's last attempt ended, by level.
    """

    states: dict[str, LevelState]
    lines_done: list[str]
    attempts: dict[str, int]
    unfinished: dict[str, int]
    finished: dict[str, datetime]

    @property
    def passed(self) -> set[str]:
        """The levels that the player has passed."""
        return {level for level, state in self.states.items() if state is LevelState.PASSED}


def passed_levels(session: Session, player_id: int, *, without_attempt: int | None = None) -> set[str]:
    """The levels that a player has passed, as if one attempt had not been."""
    return set(session.scalars(_PASSED, {"player": player_id, "without": without_attempt}))


_PASSED = select(Attempt.level_id).where(
    Attempt.player_id == bindparam("player"), Attempt.passed, Attempt.id.is_distinct_from(bindparam("without"))
)


def of_player(session: Session, campaign: Campaign, player_id: int | None) -> Progress:
    """A player's progress; that of somebody new for None."""
    attempts: dict[str, int] = {}
    unfinished: dict[str, int] = {}
    finished: dict[str, datetime] = {}
    passed: set[str] = set()
    if player_id is not None:
        rows = session.execute(
            select(Attempt.id, Attempt.level_id, Attempt.passed, Attempt.finished_at).where(
                Attempt.player_id == player_id
            )
        )
        for attempt_id, level_id, was_passed, finished_at in rows:
            attempts[level_id] = attempts.get(level_id, 0) + 1
            if finished_at is None:
                unfinished[level_id] = attempt_id
            else:
                finished[level_id] = max(finished_at, finished.get(level_id, finished_at))
            if was_passed:
                passed.add(level_id)
    return Progress(states(campaign, passed), lines_done(campaign, passed), attempts, unfinished, finished)


def states(campaign: Campaign, passed: Collection[str]) -> dict[str, LevelState]:
    """The state of every level for somebody who passed these."""
    found = {}
    for level in campaign.levels:
        rule = campaign.requires(level.id)
        found[level.id] = level_state(level.id, passed, all_of=rule.all, any_of=rule.any)
    return found


def lines_done(campaign: Campaign, passed: Collection[str]) -> list[str]:
    """The lines whose every level was passed."""
    return [line.id for line in campaign.lines if is_line_done(line.levels, passed)]


def newly_open(campaign: Campaign, before: Collection[str], after: Collection[str]) -> list[str]:
    """Levels that open between two sets of passed levels."""
    old, new = states(campaign, before), states(campaign, after)
    return [level for level in new if new[level] is LevelState.OPEN and old[level] is LevelState.LOCKED]


def newly_done(campaign: Campaign, before: Collection[str], after: Collection[str]) -> list[str]:
    """Lines that are completed between two sets of passed levels."""
    return [line for line in lines_done(campaign, after) if line not in lines_done(campaign, before)]


def stops_to_go(campaign: Campaign, passed: Collection[str]) -> int:
    """Levels still to pass on the line that is nearest to its end; 0 once a line is done."""
    return min(sum(level not in passed for level in line.levels) for line in campaign.lines)


def next_level(campaign: Campaign, progress: Progress) -> str | None:
    """The level to suggest: an unfinished one, else an open one on the line that the player has come furthest on."""
    for level_id in progress.unfinished:
        if progress.states.get(level_id) is not LevelState.LOCKED and level_id in progress.states:
            return level_id
    passed = progress.passed
    by_travel = sorted(campaign.lines, key=lambda line: -sum(level in passed for level in line.levels))
    for line in by_travel:
        for level_id in line.levels:
            if progress.states[level_id] is LevelState.OPEN:
                return level_id
    return None
