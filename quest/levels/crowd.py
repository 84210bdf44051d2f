"""Who plays together, and against whom: groups and brackets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from pydantic import Field

from quest.domain.groups import folded
from quest.levels.base import Content, Flaw, Identifier, Text, look_alikes, repeats

GroupKind = Literal["school", "company", "team"]
GROUP_KINDS: tuple[GroupKind, ...] = get_args(GroupKind)


class PresetGroup(Content):
    """A group that is there from the start and that anybody may join."""

    id: Identifier
    kind: GroupKind
    name: Text


class Groups(Content):
    """Groups that players may ride for.

    Attributes:
        kinds: what there is; a player belongs to at most one group of each kind.
        score: what a group has on the board of its kind: the `sum` or the `mean` of its members' points, or the sum
            of its `best` ones.
        best_of: how many members count with `best`.
        least: how many members with points a group needs before its mean is ranked.
        found: whether players may found groups of their own.
        preset: groups that are there from the start.
    """

    kinds: tuple[GroupKind, ...] = Field(min_length=1)
    score: Literal["sum", "mean", "best"] = "mean"
    best_of: int = Field(default=5, ge=1, le=100)
    least: int = Field(default=3, ge=1, le=100)
    found: bool = True
    preset: tuple[PresetGroup, ...] = Field(default=(), max_length=500)

    def flaws(self) -> Iterator[Flaw]:
        for place in repeats(self.kinds):
            yield Flaw("this kind stands here already", "Name it once", ("kinds", place))
        for place in repeats(group.id for group in self.preset):
            yield Flaw("an earlier group has this id", "Give each group its own", ("preset", place, "id"))
        for place in look_alikes(lambda language: [(g.kind, folded(g.name.in_(language))) for g in self.preset]):
            problem = "an earlier group of this kind has this name"
            yield Flaw(problem, "Make them differ in every language", ("preset", place, "name"))
        for place, group in enumerate(self.preset):
            if group.kind not in self.kinds:
                yield Flaw(f"{group.kind!r} is none of the kinds", "Add it to `kinds`", ("preset", place, "kind"))
        for place, kind in enumerate(self.kinds):
            if not self.found and kind not in {group.kind for group in self.preset}:
                yield Flaw(f"nobody can join a {kind}", "Preset some, or let players found them", ("kinds", place))

    def named(self, preset: str | None) -> Text | None:
        """What a preset group is called; None for a group that is none of these."""
        return next((group.name for group in self.preset if group.id == preset), None)


class Bracket(Content):
    """A field of players who are ranked among themselves, as in student or professional."""

    id: Identifier
    name: Text
