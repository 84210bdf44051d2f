"""Progress: which levels are open, and when a line is done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from quest.domain.rules import Facts, Rule, holds


class LevelState(StrEnum):
    """How a level stands for one player."""

    LOCKED = "locked"
    OPEN = "open"
    PASSED = "passed"


def level_state(level_id: str, rule: Rule, facts: Facts) -> LevelState:
    """The state of one level that this rule opens; what was passed once stays passed."""
    if level_id in facts.passed:
        return LevelState.PASSED
    return LevelState.OPEN if holds(rule, facts) else LevelState.LOCKED


def is_line_done(levels: Sequence[str], passed: Collection[str]) -> bool:
    """Whether every level of a line was passed: the player graduates."""
    return all(level in passed for level in levels)


def has_passed(*, earned: float, worth: int, pass_mark: float) -> bool:
    """Whether an attempt that was right in `earned` of `worth` points reaches the pass mark (a share, 0 to 1).

    A hair of tolerance keeps a sum of thirds from failing at exactly the mark.
    """
    return earned + 1e-9 >= worth * pass_mark


def campaign_day(now: datetime, timezone: str) -> str:
    """The calendar day at the campaign's place, as in the board `day:2026-11-22`."""
    return now.astimezone(ZoneInfo(timezone)).date().isoformat()
