"""Which lane each line runs in: the part of the map that is about order, not about pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from quest.levels.base import Flaw
from quest.levels.level import Outline

Meeting = dict[str, tuple[str, ...]]


class MapError(ValueError):
    """The campaign asks for a map that cannot be drawn; the message tells the organiser what to move.

    `level` is the one that lies wrong.
    """

    def __init__(self, message: str, level: str = "") -> None:
        super().__init__(message)
        self.level = level


@dataclass(frozen=True)
class Network:
    """The lines without geometry.

    Attributes:
        lanes: line ids from top to bottom at the start.
        columns: for every stop number, level id → the lines that stop there, the upper line first.
        orders: the lanes as they stand before each column, and one more entry: as they reach the terminus.
    """

    lanes: tuple[str, ...]
    columns: tuple[Meeting, ...]
    orders: tuple[tuple[str, ...], ...]


def network(campaign: Outline) -> Network:
    """Arranges the lanes so that every interchange joins two neighbours, in the campaign's own order if that works.

    Raises:
        MapError: two lines never come to lie side by side where they share a level, or a level is misplaced.
    """
    for flaw in misplaced(campaign):
        raise MapError(f"{flaw.problem}. {flaw.remedy}.")
    stops = {line.id: line.levels for line in campaign.lines}
    first: MapError | None = None
    for lanes in permutations(stops):
        try:
            return _travel(lanes, stops)
        except MapError as error:
            first = first or error
    raise first or MapError("The campaign has no line. Give it at least one.")


def misplaced(campaign: Outline) -> Iterator[Flaw]:
    """Every level that stands where no map can show it; each flaw's path leads into the campaign's `lines`."""
    seen: dict[str, list[tuple[str, int]]] = {}
    for nth, line in enumerate(campaign.lines):
        for place, level in enumerate(line.levels):
            flaw = _misplaced(level, line.id, place + 1, seen.setdefault(level, []))
            if flaw:
                yield Flaw(*flaw, ("lines", nth, "levels", place))
            seen[level].append((line.id, place + 1))


def _misplaced(level: str, line: str, number: int, before: Sequence[tuple[str, int]]) -> tuple[str, str] | None:
    if any(other == line for other, _ in before):
        return f"Level '{level}' stands twice on line {line}", "Name it once"
    if len(before) > 1:
        on = ", ".join([*(other for other, _ in before), line])
        return f"Level '{level}' lies on {len(before) + 1} lines ({on})", "At most two lines may meet"
    if before and before[0][1] != number:
        problem = f"Level '{level}' is stop {before[0][1]} on line {before[0][0]} and stop {number} on line {line}"
        return problem, "Give it the same number on both"
    return None


def _travel(lanes: Sequence[str], stops: dict[str, tuple[str, ...]]) -> Network:
    order, columns, orders = list(lanes), [], []
    for column in range(max(map(len, stops.values()))):
        orders.append(tuple(order))
        meetings = dict(_meetings(order, stops, column))
        columns.append(meetings)
        for lines in meetings.values():
            if len(lines) == 2:
                _swap(order, *lines)
    orders.append(tuple(order))
    return Network(tuple(lanes), tuple(columns), tuple(orders))


def _meetings(
    order: Sequence[str], stops: dict[str, tuple[str, ...]], column: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    running = [line for line in order if column < len(stops[line])]
    for line in running:
        level = stops[line][column]
        mates = tuple(other for other in running if stops[other][column] == level)
        if mates[0] != line:
            continue
        if len(mates) == 2 and order.index(mates[1]) != order.index(mates[0]) + 1:
            raise MapError(
                f"Level '{level}': lines {mates[0]} and {mates[1]} do not lie side by side at stop {column + 1}. "
                "Move it earlier or later on both lines.",
                level,
            )
        yield level, mates


def _swap(order: list[str], upper: str, lower: str) -> None:
    a, b = order.index(upper), order.index(lower)
    order[a], order[b] = order[b], order[a]
