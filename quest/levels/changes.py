"""What another version of a campaign does to the one that is played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

from quest.levels.base import Question
from quest.levels.level import Campaign, Level, Outline

How = Literal["new", "gone", "changed"]
APART = {"id", "lines", "badges"}
"""Fields of a campaign that are told by themselves."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_Named)


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a campaign that is new, gone or changed.

    Attributes:
        id: of the line, level or badge; for the campaign's own words and dates the name of the field.
        questions: for a level that stays, how many of its questions are new, gone or changed.
    """

    what: Literal["field", "line", "level", "badge"]
    id: str
    how: How
    questions: Mapping[How, int] = field(default_factory=dict)


def changes(old: Campaign, new: Campaign) -> list[Change]:
    """What players would find changed, as far as content goes: the campaign's own fields first, then its parts."""
    fields = [name for name in Outline.model_fields if name not in APART and getattr(old, name) != getattr(new, name)]
    return [
        *(Change("field", name, "changed") for name in fields),
        *(Change("line", name, how) for name, how in _compared(old.lines, new.lines).items()),
        *(_level(old, new, name, how) for name, how in _compared(old.levels, new.levels).items()),
        *(Change("badge", name, how) for name, how in _compared(old.badges, new.badges).items()),
    ]


def _compared(old: Iterable[Thing], new: Iterable[Thing]) -> dict[str, How]:
    before, after = {thing.id: thing for thing in old}, {thing.id: thing for thing in new}
    found: dict[str, How] = {name: "changed" for name, thing in after.items() if before.get(name, thing) != thing}
    found |= dict.fromkeys(after.keys() - before.keys(), "new")
    found |= dict.fromkeys(before.keys() - after.keys(), "gone")
    return {name: found[name] for name in [*after, *before] if name in found}


def _level(old: Campaign, new: Campaign, level_id: str, how: How) -> Change:
    before, after = (_questions(campaign.level(level_id)) for campaign in (old, new))
    return Change("level", level_id, how, Counter(_compared(before, after).values()) if how == "changed" else {})


def _questions(level: Level | None) -> tuple[Question, ...]:
    return level.questions if level else ()
