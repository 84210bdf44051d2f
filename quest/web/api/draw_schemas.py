"""The shapes of prize draws."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from quest.web.forms import Body, Moment


class DrawBody(Body):
    """A draw to announce: who takes part is decided by a finished `line` (any without one), by passed `levels`, or by
    the first `top` of a `board`. `public_source` names where a value will come from that nobody knows before."""

    prize: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    places: Annotated[int, Field(ge=1, le=1_000)] = 1
    closes_at: Moment
    who: Literal["line", "levels", "board"]
    line: Annotated[str, StringConstraints(max_length=3)] | None = None
    levels: Annotated[int, Field(ge=1, le=1_000)] | None = None
    board: Annotated[str, StringConstraints(max_length=100)] | None = None
    top: Annotated[int, Field(ge=1, le=10_000)] | None = None
    public_source: Annotated[str, StringConstraints(max_length=200)] = ""


class DrawValue(Body):
    """The value of the public source, where the draw names one."""

    public_value: Annotated[str, StringConstraints(max_length=200)] | None


class Withdrawal(Body):
    """Why a draw is called off."""

    note: Annotated[str, StringConstraints(min_length=1, max_length=400)]


class DrawTerms(BaseModel):
    """The terms of a draw and where it stands; see the description of draws for what is null until when."""

    version: int
    id: int
    prize: str
    eligible: dict[str, Any]
    places: int
    closes_at: datetime
    announced_at: datetime
    closed_at: datetime | None
    drawn_at: datetime | None
    withdrawn_at: datetime | None
    note: str
    seed_sha256: str
    public_source: str | None
    tickets_sha256: str | None


class DrawView(DrawTerms):
    """What anybody may know of a draw."""

    tickets: list[str] | None
    seed: str | None
    public_value: str | None
    winners: list[str] | None


class DrawList(BaseModel):
    """The draws of the campaign."""

    draws: list[DrawTerms]
