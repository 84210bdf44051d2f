"""Estimate: name a number, and be right by closeness."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, FiniteFloat, model_validator

from quest.levels.base import UNREADABLE, Question, Text, Verdict


class Estimate(Question):
    """The fraction is 1 within `full` of the value, falls in a straight line, and is 0 from `zero` on.

    On the `log` scale `full` and `zero` are factors (1.5 means from value / 1.5 to value × 1.5) and the fall is
    straight in the logarithm; it is for quantities that people know by order of magnitude.
    """

    NAME: ClassVar[str] = "estimate"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-estimate",
        "kind": "estimate",
        "prompt": {"en": "At how many degrees Celsius does water boil at sea level?"},
        "unit": {"en": "°C"},
        "value": 100,
        "min": 0,
        "max": 200,
        "full": 2,
        "zero": 30,
        "explanation": {"en": "At standard pressure water boils at 100 °C."},
    }
    EXAMPLE_ANSWER: ClassVar[Any] = 100

    kind: Literal["estimate"]
    value: FiniteFloat
    min: FiniteFloat
    max: FiniteFloat
    step: FiniteFloat = Field(default=1, gt=0)
    unit: Text | None = None
    full: FiniteFloat = Field(default=0, ge=0)
    zero: FiniteFloat = Field(gt=0)
    scale: Literal["linear", "log"] = "linear"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if not self.min <= self.value <= self.max:
            raise ValueError("`value` lies outside `min` and `max`")
        if self.zero <= self.full:
            raise ValueError("`zero` must be larger than `full`")
        if self.scale == "log" and (self.min <= 0 or self.full < 1):
            raise ValueError("on the log scale `min` must be above 0 and `full` a factor of at least 1")
        return self

    def present(self, seed: int, language: str) -> dict[str, Any]:
        return {
            "min": self.min,
            "max": self.max,
            "step": self.step,
            "scale": self.scale,
            "unit": self.unit.in_(language) if self.unit else None,
        }

    def grade(self, answer: Any, seed: int) -> Verdict:
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            return UNREADABLE
        if not self.min <= answer <= self.max:
            return UNREADABLE
        if self.scale == "log":
            off, full, zero = abs(math.log(answer / self.value)), math.log(self.full), math.log(self.zero)
        else:
            off, full, zero = abs(answer - self.value), self.full, self.zero
        fraction = min(1.0, max(0.0, (zero - off) / (zero - full)))
        return Verdict(fraction, int(fraction >= 1), 1)

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        number = f"{self.value:,.10g}"
        return {"answer": self.value, "text": [f"{number} {self.unit.in_(language)}" if self.unit else number]}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        try:
            return float(fields.get("answer", [""])[0].replace(",", ""))
        except ValueError:
            return None
