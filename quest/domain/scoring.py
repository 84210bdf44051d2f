"""Points: what an answer earns, and what a run of right answers adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

EXPRESS = 5
STREAK_BONUS = {3: 10, 4: 20}
LARGEST_BONUS = 20


class Rule(Protocol):
    """How a verdict turns into points; content writes it as `quest.levels.base.Scoring`, which says what each means."""

    @property
    def share(self) -> str: ...

    @property
    def time(self) -> str: ...

    @property
    def penalty(self) -> float: ...

    @property
    def hint_cost(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Effort:
    """How an answer came about.

    Attributes:
        fraction: the share that is right, 0 to 1.
        pace: the part of the time limit that was used, 0 to 1; 0 without a limit.
        hinted: whether the player had looked at the hint.
        best_before: the best fraction of earlier answers to the question; None for the first.
    """

    fraction: float
    pace: float = 0.0
    hinted: bool = False
    best_before: float | None = None


def points(effort: Effort, rule: Rule, *, worth: int, retry: float = 1.0) -> int:
    """Points for an answer; without a penalty between 0 and `worth` in all over any number of attempts.

    A first answer earns its counted share of the worth, less for the time that it took where the rule says so, and
    minus the cost of the hint. A wholly wrong one costs the rule's penalty. A later attempt earns `retry` times the
    part that was still missing, rounded down so that many small steps never add up to more than the worth; it never
    takes anything away.
    """
    if effort.best_before is None:
        if rule.penalty and effort.fraction <= 0:
            return -round(worth * rule.penalty)
        earned = round(worth * _counted(effort.fraction, rule) * _haste(rule.time, effort.pace))
    else:
        missing = max(0.0, _counted(effort.fraction, rule) - _counted(effort.best_before, rule))
        earned = int(worth * retry * missing * _haste(rule.time, effort.pace))
    return max(0, earned - rule.hint_cost) if effort.hinted else earned


def _counted(fraction: float, rule: Rule) -> float:
    return float(fraction >= 1) if rule.share == "flat" else fraction


def _haste(time: str, pace: float) -> float:
    """What is left of the points after a part of the limit: the floor of half keeps slow readers in the game."""
    used = min(1.0, max(0.0, pace))
    if time == "half-floor":
        return 1 - used / 2
    return 1 - used if time == "to-zero" else 1.0


@dataclass(frozen=True, slots=True)
class Streak:
    """Right answers in a row. A miss pauses it; the next right answer goes on where it stopped."""

    count: int = 0
    paused: bool = False

    def after(self, *, correct: bool) -> Streak:
        """The streak after a first answer to a question."""
        if not correct:
            return Streak(self.count, paused=self.count > 0)
        return Streak(self.count + 1, paused=False)

    @property
    def bonus(self) -> int:
        """Points that the answer which made this streak earns on top: none for two, 10 for three, 20 from four on."""
        if self.count < min(STREAK_BONUS):
            return 0
        return STREAK_BONUS.get(self.count, LARGEST_BONUS)

    @property
    def is_express(self) -> bool:
        """Whether the player rides the Express."""
        return self.count >= EXPRESS
