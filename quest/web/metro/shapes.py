"""Paths with rounded bends, and words broken into rows: the drawing tools of the map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from quest.web.metro.bends import Point, Run

CURVE = 11  # how far before a corner its curve begins
FIRST_CJK = "\u2e80"
CLOSING = "，。、！？：；）」』…"
# A Han character takes the closing punctuation after it along, so that no row begins with a comma.
WIDE = r"\u2e80-\uffef\U00020000-\U0003ffff"
WORDS = re.compile(rf"[{WIDE}][{CLOSING}]*|[^\s{WIDE}]+")
ADVANCE = {
    **dict.fromkeys("iljtfrI.,:;'’|!()[] ", 0.34),
    **dict.fromkeys("mwMW@%&…", 0.86),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ0123456789", 0.64),
}


def curve(points: Iterable[Point]) -> str:
    """SVG path data along the points, with every corner rounded."""
    corners = _corners(points)
    data = [f"M{_at(corners[0])}"]
    data += [_rounded(a, b, c) for a, b, c in zip(corners, corners[1:], corners[2:], strict=False)]
    return "".join([*data, f"L{_at(corners[-1])}"])


def _corners(points: Iterable[Point]) -> list[Point]:
    """Both ends, and the points where the track turns."""
    corners: list[Point] = []
    for point in points:
        if len(corners) > 1 and _straight(corners[-2], corners[-1], point):
            corners.pop()
        if point not in corners[-1:]:
            corners.append(point)
    return corners


def _straight(a: Point, b: Point, c: Point) -> bool:
    return abs((b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])) < 1e-6


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _rounded(a: Point, b: Point, c: Point) -> str:
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
    return ADVANCE.get(char, 0.57)


def rows(
    words: str, room: float, most: int = 2, size: float = 14, measure: Callable[[str, float], float] = width
) -> list[str]:
    """The words in at most `most` rows of `room` units; what does not fit is cut with an ellipsis.

    Latin breaks at spaces; Chinese after its punctuation, or between any two characters but never to leave a single
    one behind. `measure` tells how wide words are in a size.
    """

    def fits(row: str) -> bool:
        return measure(row, size) <= room

    starts = list(_starts(words, fits))
    if len(starts) == most == 2 and words[starts[1]] >= FIRST_CJK:
        starts[1] = _evened(words, starts[1], fits)
    broken = [words[start:end].strip() for start, end in pairwise([*starts[:most], len(words)])]
    return [_cut(row, fits) for row in broken]


def _starts(words: str, fits: Callable[[str], bool]) -> Iterator[int]:
    """Where each row begins that is filled as far as it goes."""
    start = 0
    for piece in WORDS.finditer(words):
        if piece.start() > start and not fits(words[start : piece.end()]):
            yield start
            start = piece.start()
    yield start


def _evened(words: str, start: int, fits: Callable[[str], bool]) -> int:
    """A better place for the second of two rows to begin than where the first is full."""
    after = next((place + 1 for place, char in enumerate(words[:-1]) if char in CLOSING), 0)
    if 1 < after <= start and fits(words[after:]):
        return after
    return start if len(words[start:].strip(CLOSING)) > 1 else (len(words) + 1) // 2


def _cut(row: str, fits: Callable[[str], bool]) -> str:
    if fits(row):
        return row
    while row and not fits(f"{row}…"):
        row = row[:-1]
    return f"{row.rstrip()}…"
