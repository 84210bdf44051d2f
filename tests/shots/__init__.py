"""The pages and states of a running quest, each with whoever visits it: for the pictures and for the tests of pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

from tests.running import Client

Theme = Literal["light", "dark"]


class Size(TypedDict):
    """A screen in CSS pixels."""

    width: int
    height: int


NARROW: Size = {"width": 320, "height": 640}
PHONE: Size = {"width": 390, "height": 844}
DESK: Size = {"width": 1440, "height": 900}
PROJECTOR: Size = {"width": 1920, "height": 1080}


@dataclass(frozen=True)
class Shot:
    """One page; `whole` photographs it to its end, beyond the screen, and `status` is to be expected."""

    name: str
    path: str
    visitor: Client
    whole: bool = False
    status: int = 200

    @property
    def is_stage(self) -> bool:
        """Whether it is for the projector, which is always dark."""
        return self.path.startswith(("/stage", "/host/talks/"))
