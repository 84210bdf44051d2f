"""Looks at a drawn map as an eye does: what lies on what."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from quest.web.metro.shapes import width

SIZES = {"name": 14, "name big": 16, "flag": 14}
CLEAR = 7.0  # between a word and the middle of a track, which is 12 wide
APART = 11.0  # between the middles of two tracks that run side by side


class Box(NamedTuple):
    """What takes room: where it lies, and what it is."""

    left: float
    top: float
    right: float
    bottom: float
    what: str

    def touches(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Stretch(NamedTuple):
    """A straight piece of a track, from left to right, of the line in this colour and texture."""

    x0: float
    y0: float
    x1: float
    y1: float
    line: str

    @property
    def steep(self) -> int:
        return (self.y1 > self.y0 + 0.5) - (self.y1 < self.y0 - 0.5)

    @property
    def shift(self) -> float:
        """The same for all stretches that lie on one infinite straight."""
        return self.y0 - self.steep * self.x0


def faults(svg: str) -> Iterator[str]:
    """Everything that is wrong with a map, in words."""
    tree = ET.fromstring(svg)
    tracks = list(_tracks(tree))
    words, stops = list(_words(tree)), list(_stops(tree))
    wide, high = (float(tree.get(key)) for key in ("width", "height"))
    yield from _bent(tracks)
    yield from _on_one_track(tracks)
    for box in words:
        if box.left < 0 or box.right > wide or box.top < 0 or box.bottom > high:
            yield f"{box.what} sticks out of the picture"
        yield from (f"{box.what} lies on a track of {track.line}" for track in tracks if _hits(track, box))
    yield from (f"{a.what} lies on {b.what}" for a, b in combinations([*words, *stops], 2) if a.touches(b))


def _tracks(tree: ET.Element) -> Iterator[Stretch]:
    for group in tree.iter("g"):
        looks = (group.get("class") or "").split()
        if "track" in looks:
            rail, core = group.findall("path")[1:]
            for ends in _straights(rail.get("d")):
                yield Stretch(*ends, f"{looks[-1]} {core.get('class')}")


def _straights(data: str) -> Iterator[tuple[float, float, float, float]]:
    """The straight pieces of a path; a rounded corner counts as the corner that it rounds."""
    for part in data.split("M")[1:]:
        corners: list[tuple[float, float]] = []
        for command in re.findall(r"[LQ]?[^LQ]+", part):
            numbers = [float(each) for each in re.findall(r"-?[\d.]+", command)]
            corners += zip(numbers[::2], numbers[1::2], strict=True)
        yield from ((*a, *b) for a, b in pairwise(corners) if a != b)


def _words(tree: ET.Element) -> Iterator[Box]:
    for text in tree.iter("text"):
        size = SIZES.get((text.get("class") or "").split(" c-")[0])
        if size:
            wide, x, y = width(text.text, size), float(text.get("x")), float(text.get("y"))
            left = x - {"middle": wide / 2, "end": wide, "start": 0}[text.get("text-anchor")]
            yield Box(left, y - size * 0.75, left + wide, y + size * 0.25, text.text)
    for tile in tree.iter("g"):
        if (tile.get("class") or "").startswith("plaque"):
            yield _box(tile.find("rect"), tile.find("text").text)


def _stops(tree: ET.Element) -> Iterator[Box]:
    for station in tree.iter("g"):
        if (station.get("class") or "").startswith("station"):
            for shape in station:
                if shape.get("class") == "cap":
                    yield _box(shape, f"the stop {station.get('data-stop') or station.get('class')}")


def _box(shape: ET.Element, what: str) -> Box:
    if shape.tag == "circle":
        x, y, r = (float(shape.get(key)) for key in ("cx", "cy", "r"))
        return Box(x - r, y - r, x + r, y + r, what)
    x, y, wide, high = (float(shape.get(key)) for key in ("x", "y", "width", "height"))
    return Box(x, y, x + wide, y + high, what)


def _bent(tracks: list[Stretch]) -> Iterator[str]:
    for track in tracks:
        level, slope = track.x1 - track.x0, abs(track.y1 - track.y0)
        if level < 0:
            yield f"a track of {track.line} runs back"
        if slope > 0.15 and abs(level - slope) > 0.25:  # one decimal is drawn
            yield f"a track of {track.line} is neither level nor at 45 degrees"


def _on_one_track(tracks: list[Stretch]) -> Iterator[str]:
    for steep in (-1, 0, 1):
        alike = sorted((track for track in tracks if track.steep == steep), key=lambda track: track.shift)
        near = APART * (2**0.5 if steep else 1)
        for nth, a in enumerate(alike):
            for b in alike[nth + 1 :]:
                if b.shift - a.shift >= near:
                    break
                if a.line != b.line and min(a.x1, b.x1) - max(a.x0, b.x0) > 1:
                    yield f"tracks of {a.line} and {b.line} lie on each other"


def _hits(track: Stretch, box: Box) -> bool:
    if box.right + CLEAR < track.x0 or track.x1 < box.left - CLEAR:
        return False
    if box.bottom + CLEAR < min(track.y0, track.y1) or max(track.y0, track.y1) < box.top - CLEAR:
        return False
    across = CLEAR * (2**0.5 if track.steep else 1)
    corners = [y - track.steep * x for x in (box.left, box.right) for y in (box.top, box.bottom)]
    return min(corners) - across < track.shift < max(corners) + across
