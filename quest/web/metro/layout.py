"""Where everything lies: lanes, columns and bends, in map units (one unit is one CSS pixel at full size)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quest.levels.level import Campaign
from quest.levels.network import MapError, Network, network

__all__ = ["Frame", "Layout", "MapError", "Node", "layout"]

TRACK = 16  # between parallel lines in a bundle
FLAT_INTERCHANGE = 38  # straight run beside an interchange
FLAT_END = 20  # straight run beside the start and the terminus
CROSS = TRACK + 16  # the line that dives leaves later, so that two lines cross at a clean 45 degrees
CLEAR = 46  # a line that rises to a stop stays clear of the label below that stop
PITCH = 112  # columns are never closer than a label is wide

Point = tuple[float, float]
Run = list[Point]
Kind = Literal["start", "stop", "interchange", "terminus"]
Touch = tuple[float, Literal["bundle", "interchange", "stop", "pass"]]


@dataclass(frozen=True)
class Frame:
    """The room around and between the lanes."""

    lane: float = 104
    top: float = 20
    right: float = 80
    bottom: float = 84
    left: float = 70


@dataclass(frozen=True)
class Node:
    """A place to stop: its centre, how far it reaches up and down, and the lines that call there."""

    x: float
    y: float
    span: float
    kind: Kind
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """The drawn network without its looks.

    Attributes:
        nodes: level id → place, in the order of travel (column by column, top to bottom).
        start, terminus: where all lines begin and end.
        runs: line id → one poly-line for every column step, from the start to the terminus.
        flags: line id → where its name stands, above the line's first stop.
    """

    nodes: dict[str, Node]
    start: Node
    terminus: Node
    runs: dict[str, list[Run]]
    flags: dict[str, Point]
    width: float
    height: float


def layout(campaign: Campaign, frame: Frame | None = None) -> Layout:
    """Places all lines and levels of a campaign.

    Raises:
        MapError: see `network`.
    """
    frame = frame or Frame()
    net = network(campaign)
    lanes = [frame.top + place * frame.lane for place in range(len(net.lanes))]
    touches = _touches(net, lanes)
    columns = _columns(touches, frame.left)
    middle, spread = _middle(lanes), (len(lanes) - 1) / 2 * TRACK
    return Layout(
        nodes=_nodes(net, lanes, columns),
        start=Node(columns[0], middle, spread, "start", net.orders[0]),
        terminus=Node(columns[-1], middle, spread, "terminus", net.orders[-1]),
        runs={line: _runs(columns, touched) for line, touched in touches.items()},
        flags={line: (columns[1], y) for line, y in zip(net.lanes, lanes, strict=True)},
        width=columns[-1] + frame.right,
        height=lanes[-1] + frame.bottom,
    )


def _middle(lanes: Sequence[float]) -> float:
    return (lanes[0] + lanes[-1]) / 2


def _bundle(order: Sequence[str], lanes: Sequence[float]) -> dict[str, Touch]:
    """Where each line leaves the start or enters the terminus: close together, in lane order."""
    middle = _middle(lanes)
    return {line: (middle + (place - (len(order) - 1) / 2) * TRACK, "bundle") for place, line in enumerate(order)}


def _touches(net: Network, lanes: Sequence[float]) -> dict[str, list[Touch]]:
    """For each line its height and manner at the start, at every column and at the terminus."""
    touches: dict[str, list[Touch]] = {line: [touch] for line, touch in _bundle(net.orders[0], lanes).items()}
    for order, meetings in zip(net.orders[:-1], net.columns, strict=True):
        height = dict(zip(order, lanes, strict=True))
        calls = {line: lines for lines in meetings.values() for line in lines}
        for line in order:
            touches[line].append(_touch(line, calls.get(line, ()), height))
    for line, touch in _bundle(net.orders[-1], lanes).items():
        touches[line].append(touch)
    return touches


def _touch(line: str, lines: Sequence[str], height: dict[str, float]) -> Touch:
    if len(lines) < 2:
        return height[line], "stop" if lines else "pass"
    side = -TRACK / 2 if line == lines[0] else TRACK / 2
    return sum(height[each] for each in lines) / 2 + side, "interchange"


def _columns(touches: dict[str, list[Touch]], left: float) -> list[float]:
    """Column positions: each gap is as wide as the widest bend that it must hold."""
    steps = [[sum(_bend(a, b)) for a, b in pairwise(line)] for line in touches.values()]
    columns = [left]
    for widths in zip(*steps, strict=True):
        columns.append(columns[-1] + max(PITCH, *widths))
    return columns


def _nodes(net: Network, lanes: Sequence[float], columns: Sequence[float]) -> dict[str, Node]:
    nodes = {}
    for order, meetings, x in zip(net.orders[:-1], net.columns, columns[1:-1], strict=True):
        height = dict(zip(order, lanes, strict=True))
        for level, lines in meetings.items():
            y = sum(height[line] for line in lines) / len(lines)
            changes = len(lines) > 1
            nodes[level] = Node(x, y, TRACK / 2 if changes else 0, "interchange" if changes else "stop", lines)
    return nodes


def _bend(a: Touch, b: Touch) -> tuple[float, float, float]:
    """Straight run out, 45-degree run, straight run in, between two neighbouring columns."""
    (y0, kind0), (y1, kind1) = a, b
    slope = abs(y1 - y0)
    if slope < 0.01:
        return PITCH / 2, 0, PITCH / 2
    leave = {"bundle": FLAT_END, "interchange": FLAT_INTERCHANGE + (CROSS if y1 > y0 else 0)}.get(kind0, 24)
    arrive = {"bundle": FLAT_END, "interchange": FLAT_INTERCHANGE, "stop": CLEAR if y1 < y0 else 22}.get(kind1, 22)
    return leave, slope, arrive


def _runs(columns: Sequence[float], touched: Sequence[Touch]) -> list[Run]:
    return [_run(x0, x1, a, b) for (x0, x1), (a, b) in zip(pairwise(columns), pairwise(touched), strict=True)]


def _run(x0: float, x1: float, a: Touch, b: Touch) -> Run:
    leave, slope, arrive = _bend(a, b)
    if not slope:
        return [(x0, a[0]), (x1, b[0])]
    # The bend stays next to the bundle, so that parallel lines part and meet as one.
    bend = x0 + leave if a[1] in {"bundle", "interchange"} else x1 - arrive - slope
    return [(x0, a[0]), (bend, a[0]), (bend + slope, b[0]), (x1, b[0])]
