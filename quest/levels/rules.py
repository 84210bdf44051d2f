"""How a pack writes rules: when a level opens, and what earns a badge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field

from quest.domain import rules
from quest.levels.base import Flaw, Identifier, Words
from quest.levels.lines import LineId
from quest.levels.shorthand import Shorthand

Count = Annotated[int, Field(ge=1, le=10_000_000)]
# Fields that may stand together; any other stands alone.
_TOGETHER = ({"all", "any"}, {"points", "line"}, {"from", "until"})
_OWNED = ("level", "line", "badge", "checkin", "talk", "group")
_COUNTED = ("points", "streak", "levels", "lines", "right", "kinds", "comebacks")


class Rule(Shorthand):
    """One condition, or several of which `all` must hold, `any` one is enough, or both; without any it always holds.

    The id of a level alone stands for `{level: <id>}`.

    Attributes:
        level: it was passed. line: each of its levels was. badge: it was earned.
        points: so many were earned, with `line` on that line alone.
        streak: so many right answers in a row, which a miss only pauses.
        levels, lines: so many of them were passed, were done.
        right: so many questions were answered fully right. kinds: of so many kinds.
        comebacks: so many levels were passed by a later attempt than the first.
        checkin: the player checked in at this station. talk: the player was at this talk of the agenda.
        group: the player belongs to this preset group, to any of this kind, or to this bracket.
        from, until: it is this time or later, it is earlier than that.
    """

    SHORT: ClassVar[str] = "level"

    all: tuple[Rule, ...] = ()
    any: tuple[Rule, ...] = ()
    level: Identifier | None = None
    line: LineId | None = None
    badge: Identifier | None = None
    checkin: Identifier | None = None
    talk: Identifier | None = None
    group: Words | None = None
    points: Count | None = None
    streak: Count | None = None
    levels: Count | None = None
    lines: Count | None = None
    right: Count | None = None
    kinds: Count | None = None
    comebacks: Count | None = None
    from_: AwareDatetime | None = Field(default=None, alias="from")
    until: AwareDatetime | None = None

    def flaws(self) -> Iterator[Flaw]:
        said = self.said()
        if len(said) > 1 and not any(together.issuperset(said) for together in _TOGETHER):
            yield Flaw(f"{' and '.join(said)} stand in one condition", "Write them as entries of `all:` or `any:`")
        if self.from_ and self.until and self.until <= self.from_:
            yield Flaw("the time ends before it begins", "Let it end later", ("until",))
        for name, parts in (("all", self.all), ("any", self.any)):
            for place, part in enumerate(parts):
                if not part.said():
                    yield Flaw("this condition says nothing", "Name a level, or write a condition", (name, place))

    def rule(self) -> rules.Rule:
        """The same to decide by."""
        parts: list[rules.Rule] = [part.rule() for part in self.all]
        if self.any:
            parts.append(rules.AnyOf(tuple(part.rule() for part in self.any)))
        parts.extend(self._conditions())
        return parts[0] if len(parts) == 1 else rules.AllOf(tuple(parts))

    def _conditions(self) -> Iterator[rules.Condition]:
        for what in _OWNED:
            name = getattr(self, what)
            if name is not None and not (what == "line" and self.points):
                yield rules.Has(what, name)
        for what in _COUNTED:
            least = getattr(self, what)
            if least is not None:
                yield rules.AtLeast(what, least, self.line if what == "points" else None)
        if self.from_ or self.until:
            yield rules.Period(self.from_, self.until)
