"""Badges: what a player can earn beside points, each with a line of what it proves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from quest.levels.base import Content, Flaw, Identifier, Text
from quest.levels.lines import Colour
from quest.levels.rules import Rule

Icon = Literal[
    "beaker",
    "bolt",
    "chip",
    "coin",
    "compass",
    "crossing",
    "crown",
    "flag",
    "gripper",
    "lantern",
    "loop",
    "network",
    "puzzle",
    "star",
    "ticket",
]


class Badge(Content):
    """Something to earn once.

    Attributes:
        proves: what it shows of whoever has it, in one line.
        rule: what earns it.
        icon: the picture on its pin. colour: that of the pin, one of those that lines have.
    """

    id: Identifier
    name: Text
    proves: Text
    rule: Rule
    icon: Icon
    colour: Colour | None = None

    def flaws(self) -> Iterator[Flaw]:
        if self.rule == Rule():
            yield Flaw("everybody has it from the start", "Say what earns it", ("rule",))
