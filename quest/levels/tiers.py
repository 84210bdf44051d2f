"""The curve of a campaign: the points from which each tier begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from pydantic import Field

from quest.levels.base import Flaw, Text
from quest.levels.shorthand import Shorthand


class Tier(Shorthand):
    """A step of the curve; a number alone stands for `{points: <number>}`.

    Attributes:
        points: from how many on.
        name: what somebody on it is called.
    """

    SHORT: ClassVar[str] = "points"

    points: int = Field(ge=0, le=10_000_000)
    name: Text | None = None


def out_of_order(curve: Sequence[Tier]) -> Iterator[Flaw]:
    """Tiers that nobody could stand on; each flaw's path leads into the campaign's `curve`."""
    if curve and curve[0].points:
        yield Flaw("the first tier does not begin at 0", "Begin the curve with 0", ("curve", 0))
    for place, (before, tier) in enumerate(pairwise(curve), start=1):
        if tier.points <= before.points:
            remedy = f"Let it begin above {before.points}"
            yield Flaw("this tier begins no later than the one before it", remedy, ("curve", place))
