"""The order of lanes in which every interchange joins neighbours.

Whether one line lies above another changes each time they meet, and only then. So each demand on the map is that two
pairs of lines lie alike at the start, or unlike: where u and v meet, w lies above both or below both; and while a
branch runs beside its line, whatever meets that line comes from one side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from quest.levels.lines import Line

Pair = tuple[str, str]


class Demand(NamedTuple):
    """The first of `one` lies above its second just as the first of `other` does; the contrary if `unlike`."""

    one: Pair
    other: Pair
    unlike: bool


def fitting(lines: Mapping[str, Line]) -> tuple[str, ...] | None:
    """The order that meets every demand and is nearest to that of the lines as given; None if there is none."""
    demands = [*_neighbours(lines), *_free_sides(lines)]
    return next(_completed((), list(lines), demands), None)


def _completed(upper: tuple[str, ...], rest: Sequence[str], demands: Sequence[Demand]) -> Iterator[tuple[str, ...]]:
    """Every order that begins with these lines and meets the demands."""
    if not rest:
        yield upper
    for line in rest:
        longer, left = (*upper, line), [other for other in rest if other != line]
        if all(_met(demand, longer) for demand in demands):
            yield from _completed(longer, left, demands)


def _met(demand: Demand, upper: Sequence[str]) -> bool:
    """Whether a demand holds as far as the upper lines tell."""
    one, other = _above(demand.one, upper), _above(demand.other, upper)
    return one is None or other is None or (one is other) is not demand.unlike


def _above(pair: Pair, upper: Sequence[str]) -> bool | None:
    first, second = pair
    if first in upper:
        return second not in upper or upper.index(first) < upper.index(second)
    return False if second in upper else None


def _neighbours(lines: Mapping[str, Line]) -> Iterator[Demand]:
    for column in range(max(len(line.levels) for line in lines.values())):
        for u, v in combinations(lines, 2):
            if _stop(lines[u], column) is None or _stop(lines[u], column) != _stop(lines[v], column):
                continue
            for w in lines:
                if _stop(lines[w], column) != _stop(lines[u], column):
                    unlike = _crossed(lines, (u, w), column) is not _crossed(lines, (v, w), column)
                    yield Demand((u, w), (v, w), unlike)


def _free_sides(lines: Mapping[str, Line]) -> Iterator[Demand]:
    for line in lines.values():
        met = [(other, column) for column in beside(line) for other in _met_at(lines, line, column)]
        for (u, at), (v, later) in combinations(met, 2):
            unlike = _crossed(lines, (line.id, u), at) is not _crossed(lines, (line.id, v), later)
            yield Demand((line.id, u), (line.id, v), unlike)


def beside(line: Line) -> Collection[int]:
    """The columns where a branch runs beside the line, counted from 0."""
    if line.branch is None:
        return ()
    first = line.levels.index(line.branch.after) + 1
    return range(first, first + len(line.branch.levels))


def _met_at(lines: Mapping[str, Line], line: Line, column: int) -> list[str]:
    here = _stop(line, column)
    return [other for other in lines if here and other != line.id and _stop(lines[other], column) == here]


def _stop(line: Line, column: int) -> str | None:
    return line.levels[column] if column < len(line.levels) else None


def _crossed(lines: Mapping[str, Line], pair: Pair, column: int) -> bool:
    """Whether the two have changed places on the way to this column."""
    a, b = (lines[line].levels[:column] for line in pair)
    return sum(x == y for x, y in zip(a, b, strict=False)) % 2 == 1
