"""The shapes of reports."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class FunnelStep(BaseModel):
    """How many players came so far."""

    step: Literal["joined", "began", "passed", "finished", "registered", "applied"]
    players: int


class FunnelReport(BaseModel):
    """From joining to applying; `riding` answered in the last ten minutes."""

    steps: list[FunnelStep]
    riding: int


class HardestQuestion(BaseModel):
    """The question of a level with the smallest share of right first answers."""

    id: str
    answers: int
    right: int


class LevelReportView(BaseModel):
    """A level; `seconds` is the median of the newest `timed` runs."""

    id: str
    title: str
    players: int
    passed: int
    seconds: int | None
    timed: int
    hardest: HardestQuestion | None
    checked_in: int | None


class LevelReports(BaseModel):
    """Every level in the order of the lines."""

    rows: list[LevelReportView]
