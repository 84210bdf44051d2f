"""Tiers: how far up a curve of points somebody has come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

# Shares of all that can be earned: the first steps are near, so that everybody takes some; most stop after one line.
USUAL_STEPS = (0.0, 0.02, 0.06, 0.12, 0.2, 0.35, 0.55, 0.8, 1.0)
ROUND = 10


@dataclass(frozen=True, slots=True)
class Tier:
    """A step of the curve: its number from 1, and the points from `start` on and below `end`; None is the last one."""

    number: int
    start: int
    end: int | None


def usual_curve(worth: int) -> tuple[int, ...]:
    """Where the tiers of a campaign begin that sets none; `worth` is what all its levels are worth."""
    return tuple(sorted({round(worth * step / ROUND) * ROUND for step in USUAL_STEPS}))


def tier_at(points: int, curve: Sequence[int]) -> Tier:
    """The tier of somebody with so many points.

    Args:
        points: below the first step they count as being on it.
        curve: where each tier begins, ascending; at least one.
    """
    number = max(1, bisect_right(curve, points))
    return Tier(number, curve[number - 1], curve[number] if number < len(curve) else None)
