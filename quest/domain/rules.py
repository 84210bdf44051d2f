"""Rules: what somebody must have done before a level opens or a badge is earned.

A rule is a tree of conditions. It takes facts and says whether it holds and, if not, which part of it is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a player at a moment.

    Attributes:
        passed: levels that were passed, each with the number of the attempt that passed it first.
        points, points_by_line: what was earned, overall and on each line.
        right: questions that were answered fully right; `kinds`: kinds of question of which one was.
        streak: right answers in a row, which a miss only pauses.
        checkins: stations where the player checked in; `talks`: talks of the agenda where the player was.
        groups: the groups that the player belongs to, the kinds of these, and the bracket.
    """

    now: datetime
    passed: Mapping[str, int] = field(default_factory=dict)
    lines_done: Sequence[str] = ()
    points: int = 0
    points_by_line: Mapping[str, int] = field(default_factory=dict)
    badges: Collection[str] = ()
    right: Collection[str] = ()
    kinds: Collection[str] = ()
    streak: int = 0
    checkins: Collection[str] = ()
    talks: Collection[str] = ()
    groups: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Has:
    """One named thing: a `level` passed, a `line` done, a `badge` earned, a `checkin` made, a `talk` attended, a
    `group` joined."""

    what: str
    name: str

    def holds(self, facts: Facts) -> bool:
        return self.name in _OWNED[self.what](facts)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So much of something.

    Attributes:
        what: `points`, right answers in a row (`streak`), `levels` passed, `lines` done, questions `right`, `kinds` of
            question that one was right in, or `comebacks`: levels that a later attempt passed.
        line: of points, those on this line alone.
    """

    what: str
    least: int
    line: str | None = None

    def reached(self, facts: Facts) -> int:
        """How much there is already."""
        return facts.points_by_line.get(self.line, 0) if self.line else _COUNTED[self.what](facts)

    def holds(self, facts: Facts) -> bool:
        return self.reached(facts) >= self.least


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time: from `start` on, before `end`; None leaves that end open."""

    start: datetime | None = None
    end: datetime | None = None
    what: ClassVar[str] = "time"

    def holds(self, facts: Facts) -> bool:
        return (self.start is None or self.start <= facts.now) and not self.is_over(facts.now)

    def is_over(self, now: datetime) -> bool:
        """Whether it can never hold again."""
        return self.end is not None and self.end <= now


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must hold; without a part it always does."""

    parts: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part is enough."""

    parts: tuple[Rule, ...]


Condition = Has | AtLeast | Period
Rule = Condition | AllOf | AnyOf

_OWNED: dict[str, Callable[[Facts], Collection[str]]] = {
    "level": lambda facts: facts.passed,
    "line": lambda facts: facts.lines_done,
    "badge": lambda facts: facts.badges,
    "checkin": lambda facts: facts.checkins,
    "talk": lambda facts: facts.talks,
    "group": lambda facts: facts.groups,
}
_COUNTED: dict[str, Callable[[Facts], int]] = {
    "points": lambda facts: facts.points,
    "streak": lambda facts: facts.streak,
    "levels": lambda facts: len(facts.passed),
    "lines": lambda facts: len(facts.lines_done),
    "right": lambda facts: len(facts.right),
    "kinds": lambda facts: len(facts.kinds),
    "comebacks": lambda facts: sum(number > 1 for number in facts.passed.values()),
}


def holds(rule: Rule, facts: Facts) -> bool:
    """Whether a rule is met."""
    match rule:
        case AllOf(parts):
            return all(holds(part, facts) for part in parts)
        case AnyOf(parts):
            return any(holds(part, facts) for part in parts)
        case _:
            return rule.holds(facts)


def missing(rule: Rule, facts: Facts) -> Rule | None:
    """What is left of a rule once everything that holds is taken out of it; None when the whole of it holds.

    A choice keeps all that can be chosen, but what time has ended only where nothing else is left.
    """
    if holds(rule, facts):
        return None
    match rule:
        case AllOf(parts):
            left = [lack for part in parts if (lack := missing(part, facts)) is not None]
            return left[0] if len(left) == 1 else AllOf(tuple(left))
        case AnyOf(parts):
            left = [lack for part in parts if (lack := missing(part, facts)) is not None]
            left = [lack for lack in left if not is_over(lack, facts.now)] or left
            return left[0] if len(left) == 1 else AnyOf(tuple(left))
        case _:
            return rule


def is_over(rule: Rule, now: datetime) -> bool:
    """Whether time alone makes sure that a rule can never hold again."""
    match rule:
        case AllOf(parts):
            return any(is_over(part, now) for part in parts)
        case AnyOf(parts):
            return all(is_over(part, now) for part in parts)
        case Period():
            return rule.is_over(now)
        case _:
            return False


def conditions(rule: Rule) -> Iterator[Condition]:
    """Every condition of a rule, in the order in which it is written."""
    match rule:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from conditions(part)
        case _:
            yield rule
