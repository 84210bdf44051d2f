"""The agenda of the live event: talks, and what lies between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from quest.levels.base import Content, Flaw, Identifier, Text, Words, repeats

Spoken = Literal["en", "yue", "cmn"]
"""English, Cantonese and Putonghua, as ISO 639-3 has them."""


class Talk(Content):
    """An item of the agenda: a talk, or a break, a demonstration or a ceremony, which has no speaker.

    Attributes:
        language: what is spoken there.
        place: where it is; two items at one place never overlap.
        level: the quiz after it, offered to whoever was there.
        points: what being there earns, once; none where nobody takes attendance.
    """

    id: Identifier
    title: Text
    speaker: Words | None = None
    company: Words | None = None
    language: Spoken | None = None
    place: Text
    starts: AwareDatetime
    ends: AwareDatetime
    blurb: Text | None = None
    level: Identifier | None = None
    points: int | None = Field(default=None, ge=0, le=10_000)

    def flaws(self) -> Iterator[Flaw]:
        if self.ends <= self.starts:
            yield Flaw("it ends before it starts", "Let it end later", ("ends",))
        if self.level is not None and self.points is None:
            problem = "the quiz after it is for whoever was there, but nobody takes attendance"
            yield Flaw(problem, "Say what being there earns with `points:`; 0 will do", ("level",))


def agenda_flaws(agenda: Sequence[Talk], opens_at: datetime | None, closes_at: datetime | None) -> Iterator[Flaw]:
    """What no single item shows: ids used twice, two at once in one place, times outside of the campaign's."""
    for place in repeats(talk.id for talk in agenda):
        yield Flaw("an earlier item has this id", "Give each item of the agenda its own", ("agenda", place, "id"))
    for number, talk in enumerate(agenda):
        if (opens_at and talk.starts < opens_at) or (closes_at and talk.ends > closes_at):
            problem = "it lies outside of the time in which the campaign can be played"
            yield Flaw(problem, "Move it, or let the campaign open or close otherwise", ("agenda", number, "starts"))
        for earlier in agenda[:number]:
            if earlier.place == talk.place and earlier.starts < talk.ends and talk.starts < earlier.ends:
                problem = f"{earlier.id!r} is at the same place at that time"
                yield Flaw(problem, "Move one of them, or give it another place", ("agenda", number, "starts"))
