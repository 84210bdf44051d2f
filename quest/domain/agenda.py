"""When the items of an agenda are on, and when somebody who was at one may say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Literal, Protocol, TypeVar

LINGERING = timedelta(minutes=30)
"""How long after its end the code of a talk is still shown and taken: a hall empties slowly."""
TYPING = timedelta(minutes=5)
"""How long a code that was shown is taken: time to type it, and to choose a nickname before for whoever is new."""

Standing = Literal["now", "next", "later", "past"]


class Timed(Protocol):
    """Something with a beginning and an end."""

    @property
    def starts(self) -> datetime: ...

    @property
    def ends(self) -> datetime: ...


Item = TypeVar("Item", bound=Timed)


@dataclass(frozen=True, slots=True)
class Outlook(Generic[Item]):
    """What is on at a moment, and what starts next: one item or, in several places at once, several."""

    now: list[Item]
    next: list[Item]


def outlook(agenda: Sequence[Item], now: datetime) -> Outlook[Item]:
    """What is on and what comes next, in the order of the agenda."""
    coming = min((each.starts for each in agenda if each.starts > now), default=None)
    return Outlook(
        now=[each for each in agenda if each.starts <= now < each.ends],
        next=[each for each in agenda if each.starts == coming],
    )


def standing(item: Timed, view: Outlook[Item], now: datetime) -> Standing:
    """Where an item of the agenda stands at a moment."""
    if item.ends <= now:
        return "past"
    if item.starts <= now:
        return "now"
    return "next" if any(item is each for each in view.next) else "later"


def takes_attendance(item: Timed, now: datetime) -> bool:
    """Whether somebody can say now that they are, or were, there."""
    return item.starts <= now < item.ends + LINGERING
