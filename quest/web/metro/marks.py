"""What stands on the tracks: the caps of stops, the code tiles, the player's train."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from quest.web.metro.layout import Node
from quest.web.metro.shapes import width

TILE_GAP = 3
TILE_HEIGHT = 18
TILE_SIZE = 13
TILES = 84  # room for the tiles of a stop side by side

State = Literal["ahead", "next", "done"]
Code = tuple[str, str, int]  # line, colour, number


def cap(node: Node, state: State, *, live: bool, visited: bool = False) -> Markup:
    """The stop itself: a circle, a capsule at an interchange, a square at a booth; a tick once it is done.

    A frame around it says that its booth was visited.
    """
    radius = 13 if state == "next" else 9
    if node.kind == "interchange":
        shape = _capsule(node, max(radius, 11), eye=state == "next")
    elif live:
        shape = _square(node, radius + 1, code=state != "done")
    else:
        shape = _circle(node, radius, eye=state == "next")
    if visited:
        shape = _pill("seen", node, radius + 6) + shape
    return shape + _tick(node) if state == "done" else shape


def _pill(name: str, node: Node, radius: float) -> Markup:
    return Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{:.1f}"/>').format(
        name, node.x - radius, node.y - node.span - radius, 2 * radius, 2 * (node.span + radius), radius
    )


def _capsule(node: Node, radius: float, *, eye: bool) -> Markup:
    return _pill("cap", node, radius) + (_pill("eye", node, 4.5) if eye else Markup(""))


def _circle(node: Node, radius: float, *, eye: bool) -> Markup:
    circle = Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>')
    inner = circle.format("eye", node.x, node.y, 4.5) if eye else Markup("")
    return circle.format("cap", node.x, node.y, radius) + inner


def _square(node: Node, half: float, *, code: bool) -> Markup:
    square = Markup('<rect class="cap" x="{:.1f}" y="{:.1f}" width="{}" height="{}" rx="4"/>').format(
        node.x - half, node.y - half, 2 * half, 2 * half
    )
    return square + (_corners(node.x, node.y) if code else Markup(""))


def _corners(x: float, y: float) -> Markup:
    """Four corners, as in the frame of a code to scan."""
    moves = ((-4, -1.5, "v-2.5h2.5"), (1.5, -4, "h2.5v2.5"), (4, 1.5, "v2.5h-2.5"), (-1.5, 4, "h-2.5v-2.5"))
    data = "".join(f"M{x + dx:.1f} {y + dy:.1f}{rest}" for dx, dy, rest in moves)
    return Markup('<path class="corners" d="{}"/>').format(data)


def _tick(node: Node) -> Markup:
    return Markup('<path class="tick" d="M{:.1f} {:.1f}l3 3 5.4-6.4"/>').format(node.x - 4, node.y + 0.4)


def plaques(x: float, y: float, codes: Sequence[Code]) -> Markup:
    """Code tiles around `x`, one for each line that stops here: side by side, below each other where they are many."""
    tiles = Markup("")
    for nth, row in enumerate(tile_rows(codes)):
        left = x - _together(row) / 2
        for line, colour, number in row:
            wide = _tile_width(line, number)
            tiles += _tile(left + wide / 2, y + nth * (TILE_HEIGHT + TILE_GAP), f"{line}{number}", colour, wide)
            left += wide + TILE_GAP
    return tiles


def tile_rows(codes: Sequence[Code]) -> list[list[Code]]:
    """The tiles in as few rows as hold them."""
    broken: list[list[Code]] = []
    for code in codes:
        if broken and _together([*broken[-1], code]) <= TILES:
            broken[-1].append(code)
        else:
            broken.append([code])
    return broken


def _together(row: Sequence[Code]) -> float:
    return sum(_tile_width(line, number) for line, _, number in row) + TILE_GAP * (len(row) - 1)


def _tile_width(line: str, number: int) -> float:
    return TILE_SIZE * (0.93 + 0.62 * len(f"{line}{number}"))


def _tile(x: float, y: float, code: str, colour: str, wide: float) -> Markup:
    return Markup(
        '<g class="plaque c-{colour}"><rect x="{left:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall}" rx="4"/>'
        '<text x="{x:.1f}" y="{base:.1f}" font-size="{size}" text-anchor="middle">{code}</text></g>'
    ).format(
        colour=colour,
        left=x - wide / 2,
        x=x,
        y=y,
        wide=wide,
        tall=TILE_HEIGHT,
        base=y + TILE_HEIGHT - TILE_SIZE * 0.37,
        size=TILE_SIZE,
        code=code,
    )


def train(node: Node, words: str) -> Markup:
    """The player's train standing at a stop, with its word for “you”."""
    wide = max(58.0, width(words, 17) + 22)
    return Markup(
        '<g class="train"><rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="34" rx="11"/>'
        '<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text></g>'
    ).format(node.x - wide / 2, node.y - 17, wide, node.x, node.y + 6, words)
