"""Which lane each line runs in: the part of the map that is about order, not about pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from quest.levels.base import Flaw
from quest.levels.lanes import beside, fitting
from quest.levels.level import Outline
from quest.levels.lines import Branch, Line

Meeting = dict[str, tuple[str, ...]]
Side = Literal["above", "below"]

MOST = 3  # lines at one interchange


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
        sides: for every line with a branch, on which side of it the branch has its lane.
    """

    lanes: tuple[str, ...]
    columns: tuple[Meeting, ...]
    orders: tuple[tuple[str, ...], ...]
    sides: Mapping[str, Side]


def network(campaign: Outline) -> Network:
    """Arranges the lanes so that every interchange joins neighbours, in the campaign's own order if that works.

    Raises:
        MapError: lines never come to lie side by side where they share a level, or a level is misplaced.
    """
    for flaw in misplaced(campaign):
        raise MapError(f"{flaw.problem}. {flaw.remedy}.")
    lines = {line.id: line for line in campaign.lines}
    # Where no order fits, the campaign's own tells what is in the way.
    return _travel(fitting(lines) or tuple(lines), lines)


def misplaced(campaign: Outline) -> Iterator[Flaw]:
    """Every level that stands where no map can show it; each flaw's path leads into the campaign's `lines`."""
    seen: dict[str, list[tuple[str, int]]] = {}
    for nth, line in enumerate(campaign.lines):
        for place, level in enumerate(line.levels):
            flaw = _misplaced(level, line.id, place + 1, seen.setdefault(level, []))
            if flaw:
                yield Flaw(*flaw, ("lines", nth, "levels", place))
            seen[level].append((line.id, place + 1))
    for nth, line in enumerate(campaign.lines):
        if line.branch:
            for beside in _misplaced_branch(line, line.branch, seen):
                yield beside._replace(path=("lines", nth, "branch", *beside.path))


def _misplaced(level: str, line: str, number: int, before: Sequence[tuple[str, int]]) -> tuple[str, str] | None:
    if any(other == line for other, _ in before):
        return f"Level '{level}' stands twice on line {line}", "Name it once"
    if len(before) >= MOST:
        on = ", ".join([*(other for other, _ in before), line])
        return f"Level '{level}' lies on {len(before) + 1} lines ({on})", "At most three lines may meet"
    if before and before[0][1] != number:
        problem = f"Level '{level}' is stop {before[0][1]} on line {before[0][0]} and stop {number} on line {line}"
        return problem, "Give it the same number on all its lines"
    return None


def _misplaced_branch(line: Line, branch: Branch, seen: dict[str, list[tuple[str, int]]]) -> Iterator[Flaw]:
    if branch.after not in line.levels:
        problem = f"The branch leaves behind '{branch.after}', which is no stop of line {line.id}"
        yield Flaw(problem, "Name one of its `levels`", ("after",))
    elif len(seen[branch.after]) > 1:
        problem = f"The branch of line {line.id} leaves behind '{branch.after}', where lines meet"
        yield Flaw(problem, "Let it leave behind a stop of this line alone", ("after",))
    for place, level in enumerate(branch.levels):
        if level in seen:
            problem = f"Level '{level}' stands on the branch of line {line.id} and on line {seen[level][0][0]}"
            yield Flaw(problem, "Name it once: nothing else stops where a branch does", ("levels", place))
        seen.setdefault(level, []).append((line.id, 0))


def _travel(lanes: Sequence[str], lines: Mapping[str, Line]) -> Network:
    order, columns, orders = list(lanes), [], []
    for column in range(max(map(_length, lines.values()))):
        orders.append(tuple(order))
        meetings = dict(_meetings(order, lines, column))
        columns.append(meetings)
        for mates in meetings.values():
            _swap(order, mates)
    orders.append(tuple(order))
    sides = {line.id: _side(line, line.branch, columns) for line in lines.values() if line.branch}
    return Network(tuple(lanes), tuple(columns), tuple(orders), sides)


def _length(line: Line) -> int:
    return max(len(line.levels), *(column + 1 for column in beside(line)), 0)


def _meetings(order: Sequence[str], lines: Mapping[str, Line], column: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    stops = {line: lines[line].levels[column] for line in order if column < len(lines[line].levels)}
    for line, level in stops.items():
        mates = tuple(other for other in stops if stops[other] == level)
        if mates[0] != line:
            continue
        top = order.index(line)
        if tuple(order[top : top + len(mates)]) != mates:
            raise MapError(
                f"Level '{level}': lines {', '.join(mates[:-1])} and {mates[-1]} do not lie side by side at stop "
                f"{column + 1}. Move it earlier or later on all of them.",
                level,
            )
        yield level, mates


def _swap(order: list[str], mates: Sequence[str]) -> None:
    """Lines that met go on in the opposite order, so that every two of them cross once."""
    top = order.index(mates[0])
    order[top : top + len(mates)] = reversed(mates)


def _side(line: Line, branch: Branch, columns: Sequence[Meeting]) -> Side:
    """The side where the line meets no other as long as its branch runs beside it; below if it is free to choose."""
    upper = lower = False
    for column in beside(line):
        mates = next((mates for mates in columns[column].values() if line.id in mates), (line.id,))
        upper, lower = upper or mates[0] != line.id, lower or mates[-1] != line.id
    if upper and lower:
        raise MapError(
            f"Level '{branch.levels[0]}': line {line.id} meets other lines on both sides while its branch runs beside "
            "it. Make the branch shorter, or let it leave elsewhere.",
            branch.levels[0],
        )
    return "above" if lower else "below"
