"""What is drawn at the foot of a picture: tracks and stops, in its pixels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Literal

from quest.levels.level import Campaign
from quest.levels.lines import Line
from quest.web.metro import layout
from quest.web.metro.bends import Point
from quest.web.metro.layout import Frame

WIDE, HIGH = 1200, 206
COLOURS = {"blue": "#1730C0", "teal": "#12826A", "plum": "#86145F", "orange": "#D04400"}


@dataclass(frozen=True)
class Stop:
    """Where a train stops: how far it reaches up and down from its centre, and how it looks."""

    x: float
    y: float
    span: float
    look: Literal["open", "done", "end"]


@dataclass(frozen=True)
class Scene:
    """Tracks, each a colour and its corners, with the stops on them, and how thick a track is."""

    tracks: tuple[tuple[str, tuple[Point, ...]], ...]
    stops: tuple[Stop, ...]
    thick: float


def network_scene(campaign: Campaign) -> Scene:
    """The whole network, as large as the foot holds it."""
    plan = layout(campaign, Frame(lane=62, top=30, right=70, bottom=30, left=70))
    scale = min(WIDE / plan.width, HIGH / plan.height)
    left, top = (WIDE - plan.width * scale) / 2, (HIGH - plan.height * scale) / 2

    def at(point: Point) -> Point:
        return left + point[0] * scale, top + point[1] * scale

    drawn = [(line.colour, [*plan.runs[line.id], *plan.branches.get(line.id, [])]) for line in campaign.lines]
    open_ = [Stop(*at((node.x, node.y)), node.span * scale, "open") for node in (*plan.nodes.values(), plan.start)]
    end = Stop(*at((plan.terminus.x, plan.terminus.y)), plan.terminus.span * scale, "end")
    tracks = tuple((COLOURS[colour], tuple(map(at, run))) for colour, runs in drawn for run in runs)
    return Scene(tracks, (*open_, end), 18 * scale)


def line_scene(line: Line) -> Scene:
    """A line on which every stop is done, coming into the terminus."""
    ends = (-40.0, WIDE - 120.0)
    count = len(line.levels)
    places = [110 + nth * (WIDE - 340) / max(1, count - 1) for nth in range(count)]
    y = HIGH / 2
    stops = chain((Stop(x, y, 0, "done") for x in places), [Stop(ends[1], y, 34, "end")])
    return Scene(((COLOURS[line.colour], ((ends[0], y), (ends[1], y))),), tuple(stops), 22)
