"""Where everything lies: lanes, columns and bends, in map units (one unit is one CSS pixel at full size)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from quest.levels.lanes import beside
from quest.levels.level import Campaign
from quest.levels.network import MapError, Network, network
from quest.web.metro.bends import Point, Run, Touch, Track, bends

__all__ = ["Frame", "Layout", "MapError", "Node", "layout"]

FLAT_END = 20  # straight run beside the start and the terminus
FLAT_STOP = 30  # straight run beside a stop, so that a bend stays clear of the labels above
FLAT_UNDER = 46  # the same where the line comes up past the stop's own label
FLAT_INTERCHANGE = 38  # straight run beside an interchange
DIVE = 10  # the lowest line leaves later where it dives, clear of the interchange's label
CROSS = 16  # beyond the track that it crosses the next line leaves later, so that both cross at a clean 45 degrees

Kind = Literal["start", "stop", "interchange", "terminus"]


@dataclass(frozen=True)
class Frame:
    """The room that things take.

    Attributes:
        lane: between lanes. track: between lines that run side by side.
        flag: the width of the names of lines, which stand above their first stops.
    """

    lane: float = 104
    top: float = 20
    right: float = 80
    bottom: float = 84
    left: float = 70
    track: float = 16
    flag: float = 0


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
        branches: line id → one poly-line for every step of its branch, from the stop where it leaves.
        flags: line id → where its name stands, above the line's first stop.
    """

    nodes: dict[str, Node]
    start: Node
    terminus: Node
    runs: dict[str, list[Run]]
    branches: dict[str, list[Run]]
    flags: dict[str, Point]
    width: float
    height: float


@dataclass(frozen=True)
class _Grid:
    """The lanes before each column, and at the end.

    Attributes:
        beside: line id → the column of the first stop of its branch, and the stops.
        main, aside: for each column, line id → the height of its lane, and of the lane of its branch.
    """

    net: Network
    beside: dict[str, tuple[int, tuple[str, ...]]]
    main: list[dict[str, float]]
    aside: list[dict[str, float]]
    bottom: float
    track: float


def layout(campaign: Campaign, frame: Frame | None = None) -> Layout:
    """Places all lines and levels of a campaign.

    Raises:
        MapError: see `network`.
    """
    frame = frame or Frame()
    grid = _grid(campaign, frame)
    middle, spread = (frame.top + grid.bottom) / 2, (len(campaign.lines) - 1) / 2 * frame.track
    gaps = [bends(steps) for steps in _gaps(grid, _lines(grid, middle, frame))]
    columns = list(accumulate((wide for wide, _ in gaps), initial=frame.left))
    runs = defaultdict[Track, list[Run]](list)
    for left, (wide, found) in zip(columns[:-1], gaps, strict=True):
        for track, bend in found.items():
            runs[track].append(bend.run(left, wide))
    nodes = _nodes(grid, columns)
    return Layout(
        nodes=nodes,
        start=Node(columns[0], middle, spread, "start", grid.net.orders[0]),
        terminus=Node(columns[-1], middle, spread, "terminus", grid.net.orders[-1]),
        runs={line: runs[line, False] for line in grid.net.lanes},
        branches={line: runs[line, True] for line in grid.beside},
        flags=_flags(grid, nodes),
        width=columns[-1] + frame.right,
        height=grid.bottom + frame.bottom,
    )


def _grid(campaign: Campaign, frame: Frame) -> _Grid:
    net = network(campaign)
    branching = [(line, line.branch) for line in campaign.lines if line.branch]
    branches = {line.id: (min(beside(line)), branch.levels) for line, branch in branching}
    main: list[dict[str, float]] = []
    aside: list[dict[str, float]] = []
    for order in net.orders:
        tracks = [track for line in order for track in _tracks(net, line)]
        heights = {track: frame.top + place * frame.lane for place, track in enumerate(tracks)}
        main.append({line: y for (line, its_branch), y in heights.items() if not its_branch})
        aside.append({line: y for (line, its_branch), y in heights.items() if its_branch})
    bottom = frame.top + (len(net.lanes) + len(branches) - 1) * frame.lane
    return _Grid(net, branches, main, aside, bottom, frame.track)


def _tracks(net: Network, line: str) -> list[tuple[str, bool]]:
    """The lanes that a line takes, from above: its own, and that of its branch."""
    match net.sides.get(line):
        case None:
            return [(line, False)]
        case "above":
            return [(line, True), (line, False)]
        case _:
            return [(line, False), (line, True)]


def _bundle(order: Sequence[str], middle: float, track: float) -> dict[str, Touch]:
    """Where each line leaves the start or enters the terminus: close together, in lane order."""
    first = middle - (len(order) - 1) / 2 * track
    return {line: Touch(first + place * track, "end", FLAT_END, FLAT_END) for place, line in enumerate(order)}


def _lines(grid: _Grid, middle: float, frame: Frame) -> dict[str, list[Touch]]:
    """For each line how it passes the start, every column and the terminus."""
    net = grid.net
    start, terminus = (_bundle(order, middle, grid.track) for order in (net.orders[0], net.orders[-1]))
    heights = [dict(_heights(grid, column)) for column in range(len(net.columns))]
    following = [*heights[1:], {line: touch.y for line, touch in terminus.items()}]
    touches = {line: [touch] for line, touch in start.items()}
    for column, (now, then) in enumerate(zip(heights, following, strict=True)):
        before = {line: touch[-1].y for line, touch in touches.items()}
        for line, touch in _column(grid, column, before, now, then):
            touches[line].append(_beside_flag(touch, frame) if column == 0 and frame.flag else touch)
    for line, touch in terminus.items():
        touches[line].append(touch)
    return touches


def _beside_flag(touch: Touch, frame: Frame) -> Touch:
    more = max(0.0, frame.flag / 2 + 18 - FLAT_STOP)
    return touch._replace(arrive=touch.arrive + more, leave=touch.leave + more)


def _heights(grid: _Grid, column: int) -> Iterator[tuple[str, float]]:
    """The height of every line at a column: its lane, or its place in the interchange."""
    lanes, mates = grid.main[column], _mates(grid.net, column)
    for line, lane in lanes.items():
        together = mates.get(line, (line,))
        if len(together) < 2:
            yield line, lane
        else:
            offset = together.index(line) - (len(together) - 1) / 2
            yield line, _centre(lanes, together) + offset * grid.track


def _centre(lanes: Mapping[str, float], together: Sequence[str]) -> float:
    return (lanes[together[0]] + lanes[together[-1]]) / 2


def _mates(net: Network, column: int) -> dict[str, tuple[str, ...]]:
    return {line: lines for lines in net.columns[column].values() for line in lines}


def _column(
    grid: _Grid, column: int, before: Mapping[str, float], now: Mapping[str, float], then: Mapping[str, float]
) -> Iterator[tuple[str, Touch]]:
    mates = _mates(grid.net, column)
    for line, y in now.items():
        together = mates.get(line, ())
        if len(together) < 2:
            yield line, _single(y, before[line], stops=bool(together))
    for together in set(mates.values()):
        if len(together) > 1:
            yield from _interchange(together, now, then, grid.track)


def _single(y: float, before: float, *, stops: bool) -> Touch:
    arrive = FLAT_UNDER if stops and before > y else FLAT_STOP
    return Touch(y, "stop" if stops else "pass", arrive, FLAT_STOP)


def _interchange(
    together: Sequence[str], now: Mapping[str, float], then: Mapping[str, float], track: float
) -> Iterator[tuple[str, Touch]]:
    """How lines meet: the lowest leaves first."""
    lowest, left = together[-1], dict[str, float]()
    for line in reversed(together):
        swaps = [lower for lower in left if abs(then[lower] - now[line]) < track - 4]
        if line == lowest:
            left[line] = FLAT_INTERCHANGE + (DIVE if then[line] > now[line] else 0)
        elif swaps:  # That line needs this one's track at once.
            left[line] = left[swaps[0]]
        else:
            left[line] = max(left.values()) + track + CROSS
        yield line, Touch(now[line], "interchange", FLAT_INTERCHANGE, left[line])


def _branch(grid: _Grid, line: str, along: Sequence[Touch]) -> list[Touch]:
    """How a branch leaves its line, and passes its own stops."""
    first, stops = grid.beside[line]
    heights = [grid.aside[first + place][line] for place in range(len(stops))]
    touches = [along[first]._replace(manner="interchange")]
    for y, then in zip(heights, [*heights[1:], heights[-1]], strict=True):
        arrive = FLAT_UNDER if touches[-1].y > y else FLAT_STOP
        if then == y:
            touches.append(Touch(y, "stop", arrive, FLAT_STOP))
        else:  # Its line crosses another, which crosses the branch on its way; both bend where the lines do.
            touches.append(Touch(y, "interchange", arrive, FLAT_INTERCHANGE if then > y else FLAT_INTERCHANGE + 42))
    return touches


def _gaps(grid: _Grid, lines: Mapping[str, Sequence[Touch]]) -> list[dict[Track, tuple[Touch, Touch]]]:
    """For each step between two columns how every track passes both."""
    gaps = [dict[Track, tuple[Touch, Touch]]() for _ in range(len(grid.net.columns) + 1)]
    for line, touches in lines.items():
        for gap, pair in enumerate(pairwise(touches)):
            gaps[gap][line, False] = pair
    for line, (first, _) in grid.beside.items():
        for gap, pair in enumerate(pairwise(_branch(grid, line, lines[line])), start=first):
            gaps[gap][line, True] = pair
    return gaps


def _nodes(grid: _Grid, columns: Sequence[float]) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for column, x in enumerate(columns[1:-1]):
        placed = [*_meeting_nodes(grid, column, x), *_branch_nodes(grid, column, x)]
        nodes |= dict(sorted(placed, key=lambda each: each[1].y))
    return nodes


def _meeting_nodes(grid: _Grid, column: int, x: float) -> list[tuple[str, Node]]:
    return [
        (
            level,
            Node(
                x,
                _centre(grid.main[column], lines),
                (len(lines) - 1) / 2 * grid.track,
                "interchange" if len(lines) > 1 else "stop",
                lines,
            ),
        )
        for level, lines in grid.net.columns[column].items()
    ]


def _branch_nodes(grid: _Grid, column: int, x: float) -> list[tuple[str, Node]]:
    return [
        (levels[column - first], Node(x, grid.aside[column][line], 0, "stop", (line,)))
        for line, (first, levels) in grid.beside.items()
        if first <= column < first + len(levels)
    ]


def _flags(grid: _Grid, nodes: Mapping[str, Node]) -> dict[str, Point]:
    """Where names of lines stand; those that begin at one interchange lie above each other, in its order."""
    flags = {}
    for level, lines in grid.net.columns[0].items():
        node = nodes[level]
        for place, line in enumerate(lines):
            flags[line] = (node.x, node.y - node.span - 18 * (len(lines) - 1 - place))
    return flags
