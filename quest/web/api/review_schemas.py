"""The shapes of the reviewer's queue."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from quest.web.forms import Body


class WaitingView(BaseModel):
    """A text that waits, with what earns its points; `id` is that of the answer."""

    id: int
    level_id: str
    question_id: str
    prompt: str
    context: str | None
    words: str
    rubric: list[str]
    worth: int
    at: datetime


class ReviewQueue(BaseModel):
    """Part of the queue; `waiting` counts all of it."""

    rows: list[WaitingView]
    waiting: int
    next_cursor: str | None


class ReviewBody(Body):
    """The share of the worth that an answer earns, and a sentence for the player."""

    fraction: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    note: Annotated[str, StringConstraints(max_length=400)] = ""
