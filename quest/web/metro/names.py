"""The words on the map: names and code tiles of stops, names of lines and of both ends."""

from __future__ import annotations

from markupsafe import Markup

from quest.levels.level import Campaign, Level
from quest.levels.lines import Line
from quest.web.metro.bends import Point
from quest.web.metro.layout import Node
from quest.web.metro.marks import TILE_GAP, TILE_HEIGHT, Code, plaques, tile_rows
from quest.web.metro.shapes import rows

LABEL = 92  # room for a stop's name
ROW = 16  # between the rows of a name
END = 84  # room for the name of start or terminus
END_SIZE = 16
FLAG = 150  # room for a line's name
REACH = 22  # a stop can be hit this far from its centre


def label_top(node: Node) -> float:
    """Where the code tiles begin below a stop."""
    return node.y + node.span + 20


def label(campaign: Campaign, level: Level, node: Node, language: str) -> Markup:
    """Code tiles and name below the stop; a name that had to be cut can be read in full by pointing at it."""
    name = level.name.in_(language)
    broken = rows(name, LABEL)
    base = _name_top(campaign, level, node)
    text = _stacked("name", (node.x, base), "middle", broken, ROW)
    full = Markup("<title>{}</title>").format(name) if any(row.endswith("…") for row in broken) else Markup("")
    return full + plaques(node.x, label_top(node), _codes(campaign, level)) + text


def hit(campaign: Campaign, level: Level, node: Node) -> Markup:
    """The area that takes taps and shows focus: the stop and its label, never under 44 units each way."""
    top = node.y - node.span - REACH
    return Markup('<rect class="hit" x="{:.1f}" y="{:.1f}" width="{}" height="{:.1f}" rx="10"/>').format(
        node.x - LABEL / 2 - 2, top, LABEL + 4, _name_top(campaign, level, node) + ROW + 5 - top
    )


def end_name(campaign: Campaign, node: Node, language: str) -> Markup:
    """The name of start or terminus, kept clear of the lines that spread from it."""
    starts = node.kind == "start"
    name = (campaign.start if starts else campaign.terminus).name.in_(language)
    at = (node.x + (20 if starts else -20), node.y + node.span + 39)
    return _stacked("name big", at, "end" if starts else "start", rows(name, END, size=END_SIZE), ROW + 3)


def flag(line: Line, at: Point, language: str) -> Markup:
    """A line's name above its first stop."""
    return Markup('<text class="flag c-{}" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
        line.colour, at[0], at[1] - 17, shown(line, language)
    )


def shown(line: Line, language: str) -> str:
    """As much of a line's name as stands on the map."""
    return rows(line.name.in_(language), FLAG, most=1)[0]


def _codes(campaign: Campaign, level: Level) -> list[Code]:
    return [(line.id, line.colour, line.stops.index(level.id) + 1) for line in campaign.lines_of(level.id)]


def _name_top(campaign: Campaign, level: Level, node: Node) -> float:
    """The baseline of the first row of a stop's name."""
    more = len(tile_rows(_codes(campaign, level))) - 1
    return label_top(node) + 33 + more * (TILE_HEIGHT + TILE_GAP)


def _stacked(kind: str, at: Point, anchor: str, broken: list[str], step: float) -> Markup:
    row = Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>')
    x, y = at
    return Markup("").join(row.format(kind, x, y + step * nth, anchor, words) for nth, words in enumerate(broken))
