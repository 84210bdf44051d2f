"""A station: the stand of a company at the live event, for a level that can also be visited there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import AwareDatetime, Field

from quest.levels.base import Content, Flaw, Identifier, Text, Words, repeats


class Hours(Content):
    """From when to when somebody is at the station."""

    opens_at: AwareDatetime
    closes_at: AwareDatetime

    def flaws(self) -> Iterator[Flaw]:
        if self.closes_at <= self.opens_at:
            yield Flaw("the station closes before it opens", "Let it close later", ("closes_at",))


class Extra(Content):
    """Something a visitor can do at the station for which its staff hand out points, once for each visitor."""

    id: Identifier
    name: Text
    points: int = Field(ge=1, le=1_000)


class Station(Content):
    """A level that is also a station of the live event.

    Attributes:
        hours: when one can check in; without any, as long as the campaign is open.
        capacity: how many visitors there is room for at once; without it, for everybody.
        points: for checking in, once.
        codes: `rotating` ones on a screen, or a `printed` one, which needs a word of the staff.
        way: how to walk there.
        order: its place on the usual walk; stations without one come after those with one.
        extras: what the staff can hand out beside it.
    """

    booth: Words
    company: Words
    hours: tuple[Hours, ...] = Field(default=(), max_length=20)
    capacity: int | None = Field(default=None, ge=1, le=10_000)
    points: int = Field(default=50, ge=0, le=1_000)
    codes: Literal["rotating", "printed"] = "rotating"
    way: Text | None = None
    order: int | None = Field(default=None, ge=1, le=1_000)
    extras: tuple[Extra, ...] = Field(default=(), max_length=12)

    def flaws(self) -> Iterator[Flaw]:
        for place in repeats(extra.id for extra in self.extras):
            yield Flaw("an earlier extra has this id", "Give each its own", ("extras", place, "id"))

    @property
    def worth(self) -> int:
        """The most that one visit can earn."""
        return self.points + sum(extra.points for extra in self.extras)

    def find_extra(self, extra_id: str) -> Extra | None:
        """The extra of that id."""
        return next((extra for extra in self.extras if extra.id == extra_id), None)
