"""The shapes of improbable runs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

from quest.web.forms import Body


class TwinView(BaseModel):
    """The other player with the most alike mistakes."""

    player_id: int
    bits: float


class DecisionView(BaseModel):
    """What a human decided."""

    decision: Literal["cleared", "hidden", "shown"]
    note: str
    at: datetime


class SuspicionView(BaseModel):
    """A run in numbers; `bits` add up what speaks against it."""

    player_id: int
    nickname: str
    answers: int
    bits: float
    fast: int
    unseen: int
    steady: float
    twin: TwinView | None
    hidden: bool
    decided: DecisionView | None


class SuspicionList(BaseModel):
    """Improbable runs."""

    rows: list[SuspicionView]


class StepView(BaseModel):
    """One answer: how long it took, and in how long at the very least it can be read."""

    at: datetime
    level_id: str
    attempt: int
    question_id: str
    prompt: str
    fraction: float
    took_ms: int | None
    least_ms: int
    suspect: Literal["fast", "unseen"] | None


class SharedView(BaseModel):
    """A mistake that two made alike, and the share of all players who made it."""

    question_id: str
    prompt: str
    answer: list[str]
    share: float
    bits: float


class AlikeView(BaseModel):
    """Another player, and the mistakes in common."""

    player_id: int
    nickname: str
    shared: list[SharedView]


class RunView(SuspicionView):
    """A run with everything that there is to see of it."""

    steps: list[StepView]
    alike: list[AlikeView]


class DecisionBody(Body):
    """What to do, and why."""

    decision: Literal["clear", "hide", "show"]
    note: Annotated[str, StringConstraints(min_length=1, max_length=400)]
