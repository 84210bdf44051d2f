"""A line of the map, and how things on it look."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from quest.levels.base import Content, Identifier, Text

LineId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,2}$")]
Colour = Literal["blue", "teal", "plum", "orange"]
Texture = Literal["plain", "line", "dots", "dashes"]


class Line(Content):
    """A sector on the map: its levels in the order of travel."""

    id: LineId
    name: Text
    colour: Colour
    texture: Texture
    sector: Identifier
    levels: tuple[Identifier, ...] = Field(min_length=1)
