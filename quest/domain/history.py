"""Ranks over time, told from how everybody's points lay at some moments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def place(counts: Iterable[Sequence[int]], points: int) -> int:
    """The rank of somebody with these points where `counts` are pairs of points and how many players had them.

    Players with equal points share the better place: who of them was earlier is not kept.
    """
    return 1 + sum(players for held, players in counts if held > points)


def riders(counts: Iterable[Sequence[int]]) -> int:
    """How many players the counts are about."""
    return sum(players for _, players in counts)


def thinned(items: Sequence[Item], most: int) -> list[Item]:
    """At most `most` (2 or more) of the items, evenly spread; the first and the last always."""
    if len(items) <= most:
        return list(items)
    step = (len(items) - 1) / (most - 1)
    return [items[round(number * step)] for number in range(most)]
