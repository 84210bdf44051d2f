"""The shapes of the agenda."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from quest.web.api.schemas import Key
from quest.web.forms import Body


class TalkView(BaseModel):
    """An item of the agenda: `points` for being there, null where nobody takes attendance; `level_id` is the quiz."""

    id: str
    title: str
    speaker: str | None
    company: str | None
    language: str | None
    place: str
    starts: datetime
    ends: datetime
    blurb: str | None
    points: int | None
    level_id: str | None
    attended: bool


class TalkList(BaseModel):
    """The agenda."""

    talks: list[TalkView]


class AttendanceBody(Body):
    """The code on the screen, however it was typed."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    key: Key


class AttendanceView(BaseModel):
    """What being there came to; `opened` are ids of levels."""

    talk: str
    points: int
    total: int
    opened: list[str]


class TalkCode(BaseModel):
    """What the screen of a talk shows."""

    talk: str
    code: str
    rotates_at: datetime
