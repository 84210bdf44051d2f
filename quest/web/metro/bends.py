"""Between two columns: where each track bends, so that tracks cross cleanly and never run on each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, NamedTuple

PITCH = 112  # columns are never closer than a label is wide
APART = 11.0  # between the middles of tracks that run side by side, as those of a bundle do at 45 degrees
STEP = 8.0  # a track that would run on another bends so much later
TRIES = 400  # a map a little untidy is better than none

Point = tuple[float, float]
Run = list[Point]
Track = tuple[str, bool]  # a line, or its branch
Manner = Literal["end", "interchange", "stop", "pass"]


class Touch(NamedTuple):
    """How a track passes a column: its height, its manner, and the straight runs before and behind."""

    y: float
    manner: Manner
    arrive: float
    leave: float


@dataclass(frozen=True)
class Bend:
    """A track between two columns: level as far as `at`, then at 45 degrees to its new height, then level again."""

    y0: float
    y1: float
    at: float
    arrive: float

    @property
    def slope(self) -> float:
        return abs(self.y1 - self.y0)

    @property
    def room(self) -> float:
        """How far apart the columns must lie for it."""
        return self.at + self.slope + self.arrive if self.slope else 0

    def run(self, left: float, width: float) -> Run:
        """The track from a column at `left` to the next one."""
        if not self.slope:
            return [(left, self.y0), (left + width, self.y1)]
        bend = left + self.at
        return [(left, self.y0), (bend, self.y0), (bend + self.slope, self.y1), (left + width, self.y1)]


def bends(steps: Mapping[Track, tuple[Touch, Touch]]) -> tuple[float, dict[Track, Bend]]:
    """How far apart two columns lie, and how every track comes from one to the other."""
    wide = max(PITCH, *(Bend(a.y, b.y, a.leave, b.arrive).room for a, b in steps.values()))
    found = {track: _bend(a, b, wide) for track, (a, b) in steps.items()}
    for _ in range(TRIES):
        late = next(_in_the_way(found), None)
        if late is None:
            break
        found[late] = replace(found[late], at=found[late].at + STEP)
    return max(wide, *(bend.room for bend in found.values())), found


def _bend(a: Touch, b: Touch, wide: float) -> Bend:
    # The bend stays next to the bundle, so that parallel lines part and meet as one.
    early = a.manner in ("end", "interchange")
    return Bend(a.y, b.y, a.leave if early else wide - b.arrive - abs(b.y - a.y), b.arrive)


def _in_the_way(found: Mapping[Track, Bend]) -> Iterator[Track]:
    """The tracks that must bend later, so as not to run on another line's."""
    for (one, p), (other, q) in combinations(found.items(), 2):
        if one[0] != other[0] and _touch(p, q):
            yield other if _first(p, q) else one


def _first(p: Bend, q: Bend) -> bool:
    """Whether p has to bend before q: of two that rise, the one that ends higher, and the other way round."""
    rises, falls = p.y1 < p.y0, q.y1 > q.y0
    if rises is not falls:
        return p.y1 < q.y1 if rises else p.y1 > q.y1
    return rises


def _touch(p: Bend, q: Bend) -> bool:
    """Whether two tracks run side by side too closely."""
    wide = max(p.room, q.room)
    return any(_close(a, b) for a in _pieces(p, wide) for b in _pieces(q, wide))


def _pieces(bend: Bend, wide: float) -> tuple[tuple[float, float, float, float], ...]:
    """The straight pieces: from where to where, how steep, and the height at which their straight would begin."""
    end = bend.at + bend.slope
    steep = 1.0 if bend.y1 > bend.y0 else -1.0
    return (
        (0.0, bend.at, 0.0, bend.y0),
        (bend.at, end, steep, bend.y0 - steep * bend.at),
        (end, wide, 0.0, bend.y1),
    )


def _close(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    if a[2] != b[2] or min(a[1], b[1]) - max(a[0], b[0]) <= 0:
        return False
    return abs(a[3] - b[3]) < APART * (2**0.5 if a[2] else 1)
