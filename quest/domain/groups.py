"""What groups are called, and how they stand against each other: by sum, mean or best of their members' points."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple, Protocol

from quest.domain.standings import Standing

GroupScore = Literal["sum", "mean", "best"]


class Rule(Protocol):
    """What a campaign says of groups; see `quest.levels.crowd.Groups`."""

    @property
    def score(self) -> GroupScore:
        """What of the members' points counts."""

    @property
    def best_of(self) -> int:
        """How many members count with `best`."""

    @property
    def least(self) -> int:
        """How many members a mean needs."""


def folded(name: str) -> str:
    """A group's name as it is compared: letters and digits, without case, width or marks."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(char for char in plain if char.isalnum())


class Tally(NamedTuple):
    """What the board of a group adds up to: how many are on it, all their points, and those of the best few."""

    size: int
    points: int
    best: int


def tally(points: Iterable[int], best_of: int) -> Tally:
    """The tally of members with these points."""
    ordered = sorted(points, reverse=True)
    return Tally(len(ordered), sum(ordered), sum(ordered[:best_of]))


def group_score(rule: Rule, tallied: Tally) -> Fraction | None:
    """What a group has on the board of its kind; None when it is not ranked.

    A mean is kept exact, so that no two groups become equal by rounding. Points below zero count as none.
    """
    if tallied.size < (rule.least if rule.score == "mean" else 1):
        return None
    counted = tallied.best if rule.score == "best" else tallied.points
    return max(Fraction(0), Fraction(counted, tallied.size if rule.score == "mean" else 1))


def group_standings(rule: Rule, tallies: Mapping[int, Tally]) -> list[Standing]:
    """The board of groups by their ids, best first; of equal groups the one that was founded first.

    A row's `player_id` is the group's id below zero, so that no player can be taken for one. Points are rounded.
    """
    scores = {group_id: group_score(rule, tallied) for group_id, tallied in tallies.items()}
    ranked = sorted((-score, group_id) for group_id, score in scores.items() if score is not None)
    return [
        Standing(rank, -group_id, int(Fraction(1, 2) - negative))
        for rank, (negative, group_id) in enumerate(ranked, start=1)
    ]
