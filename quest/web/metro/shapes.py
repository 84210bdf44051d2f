"""Paths with rounded bends, and words broken into rows: the drawing tools of the map."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quest.web.metro.layout import Point, Run

CURVE = 11  # how far before a corner its curve begins
FIRST_CJK = "\u2e80"
CLOSING = "，。、！？：；）」』…"
# A Han character takes the closing punctuation after it along, so that no row begins with a comma.
WORDS = re.compile(rf"[\u2e80-\uffef][{CLOSING}]*|[^\s\u2e80-\uffef]+")
ADVANCE = (("iljtfrI.,:;'’|!()[] ", 0.34), ("mwMW@%&", 0.86), ("ABCDEFGHJKLNOPQRSTUVXYZ0123456789", 0.64))


def curve(points: Iterable[Point]) -> str:
    """SVG path data along the points, with every corner rounded."""
    corners = list(_distinct(points))
    data = [f"M{_at(corners[0])}"]
    data += [_corner(a, b, c) for a, b, c in zip(corners, corners[1:], corners[2:], strict=False)]
    return "".join([*data, f"L{_at(corners[-1])}"])


def _distinct(points: Iterable[Point]) -> Iterator[Point]:
    last = None
    for point in points:
        if point != last:
            yield point
        last = point


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _corner(a: Point, b: Point, c: Point) -> str:
    if abs((b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])) < 1e-6:
        return f"L{_at(b)}"
    return f"L{_at(_towards(b, a))}Q{_at(b)} {_at(_towards(b, c))}"


def _towards(corner: Point, other: Point) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = (dx * dx + dy * dy) ** 0.5
    share = min(CURVE, length / 2) / length
    return corner[0] + dx * share, corner[1] + dy * share


def joined(runs: Sequence[Run]) -> list[Run]:
    """Runs that touch end to end become one, so that their bends are rounded together."""
    chains: list[Run] = []
    for run in runs:
        if chains and chains[-1][-1] == run[0]:
            chains[-1] = [*chains[-1], *run[1:]]
        else:
            chains.append(list(run))
    return chains


def width(words: str, size: float = 14) -> float:
    """How wide the words are about to be in Barlow 600 of that size; wide letters are rounded up."""
    return sum(_advance(char) for char in words) * size


def _advance(char: str) -> float:
    if char >= FIRST_CJK:
        return 1.0
    return next((advance for chars, advance in ADVANCE if char in chars), 0.57)


def rows(words: str, room: float, most: int = 2) -> list[str]:
    """The words in at most `most` rows of `room` units; what does not fit is cut with an ellipsis.

    Latin breaks at spaces; Chinese after its punctuation, or between any two characters but never to leave a single
    one behind.
    """
    lines = _filled(words, room)
    if len(lines) == 2 and lines[1][0] >= FIRST_CJK:
        lines = _evened(words, lines)
    lines = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
    return [_cut(line, room) for line in lines]


def _filled(words: str, room: float) -> list[str]:
    pieces = list(WORDS.finditer(words))
    lines = [pieces[0].group() if pieces else words]
    for before, piece in pairwise(pieces):
        gap = words[before.end() : piece.start()]
        longer = f"{lines[-1]}{gap}{piece.group()}"
        if width(longer) > room:
            lines.append(piece.group())
        else:
            lines[-1] = longer
    return lines


def _evened(words: str, lines: list[str]) -> list[str]:
    after = next((place + 1 for place, char in enumerate(words[:-1]) if char in CLOSING), 0)
    if 1 < after <= len(lines[0]):
        return [words[:after], words[after:]]
    if len(lines[1].strip(CLOSING)) > 1:
        return lines
    half = (len(words) + 1) // 2
    return [words[:half], words[half:]]


def _cut(line: str, room: float) -> str:
    if width(line) <= room:
        return line
    while line and width(f"{line}…") > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
