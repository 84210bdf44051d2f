"""A line of the map, and how things on it look."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from quest.levels.base import Content, Identifier, Text

LineId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,2}$")]
Colour = Literal["blue", "teal", "plum", "orange"]
Texture = Literal["plain", "line", "dots", "dashes"]


class Branch(Content):
    """Stops beside a line that leave it behind one of its stops and end by themselves: a detour for whoever likes.

    Attributes:
        after: the level behind which the branch leaves, one that lies on this line alone.
        levels: the stops of the branch in the order of travel. Nobody needs them to complete the line.
    """

    after: Identifier
    levels: tuple[Identifier, ...] = Field(min_length=1, max_length=6)


class Line(Content):
    """A sector on the map: its levels in the order of travel.

    Attributes:
        levels: the stops from the start to the terminus; whoever has passed them all has completed the line.
        branch: more stops for whoever likes, beside the line.
    """

    id: LineId
    name: Text
    colour: Colour
    texture: Texture
    sector: Identifier
    levels: tuple[Identifier, ...] = Field(min_length=1)
    branch: Branch | None = None

    @cached_property
    def stops(self) -> tuple[str, ...]:
        """Every level of the line in the order of its numbers: first the line itself, then its branch."""
        return self.levels + (self.branch.levels if self.branch else ())

    def before(self, level_id: str) -> str | None:
        """The stop that one comes from to reach this one; None at the first."""
        if self.branch and level_id == self.branch.levels[0]:
            return self.branch.after
        place = self.stops.index(level_id)
        return self.stops[place - 1] if place else None
