"""Estimate: name a number, and be right by closeness."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, FiniteFloat

from quest.levels.base import UNREADABLE, Flaw, Question, Text, Verdict, first_field

# More than anything that is counted, and small enough that no sum or quotient of two leaves the floating point.
LARGEST = 1e30

MINUS = "\N{MINUS SIGN}"

Number = Annotated[FiniteFloat, Field(ge=-LARGEST, le=LARGEST)]
Distance = Annotated[FiniteFloat, Field(ge=0, le=LARGEST)]


class Estimate(Question):
    """The fraction is 1 within `full` of the value, falls in a straight line, and is 0 from `zero` on.

    On the `log` scale `full` and `zero` are factors (1.5 means from value / 1.5 to value × 1.5) and the fall is
    straight in the logarithm; it is for quantities that people know by order of magnitude.
    """

    NAME: ClassVar[str] = "estimate"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-estimate",
        "kind": "estimate",
        "prompt": {
            "en": "At how many degrees Celsius does water boil at sea level?",
            "zh-Hant": "在海平面，水在攝氏多少度沸騰？",
            "zh-Hans": "在海平面，水在多少摄氏度沸腾？",
        },
        "unit": {"en": "°C", "zh-Hant": "°C", "zh-Hans": "°C"},
        "value": 100,
        "min": 0,
        "max": 300,
        "full": 2,
        "zero": 30,
        "explanation": {
            "en": "At standard pressure water boils at 100 °C.",
            "zh-Hant": "在標準氣壓下，水在 100 °C 沸騰。",
            "zh-Hans": "在标准气压下，水在 100 °C 沸腾。",
        },
    }

    kind: Literal["estimate"]
    value: Number
    min: Number
    max: Number
    step: Annotated[FiniteFloat, Field(ge=1 / LARGEST, le=LARGEST)] = 1
    unit: Text | None = None
    full: Distance = 0
    zero: Annotated[Distance, Field(gt=0)]
    scale: Literal["linear", "log"] = "linear"

    def flaws(self) -> Iterator[Flaw]:
        if not self.min < self.max:
            yield Flaw("`max` is not above `min`", "Leave room between them", ("max",))
        elif not self.min <= self.value <= self.max:
            yield Flaw("`value` lies outside `min` and `max`", "Widen them", ("value",))
        elif self.scale == "log" and self.min <= 0:
            yield Flaw("the log scale has no 0 and nothing below", "Start above 0, or use `scale: linear`", ("min",))
        elif self.scale == "log" and self.full < 1:
            yield Flaw("on the log scale `full` is a factor of at least 1", "Write 1.1 for ten per cent", ("full",))
        elif self._measured(self.zero) <= self._measured(self.full):
            yield Flaw("`zero` is not larger than `full`", "Let the points fall over some distance", ("zero",))
        else:
            yield from self._betrayals()

    def _betrayals(self) -> Iterator[Flaw]:
        middle = math.sqrt(self.min) * math.sqrt(self.max) if self.scale == "log" else self.min / 2 + self.max / 2
        if self._fraction(middle) == 1:
            yield Flaw("the slider starts in the middle, which is right", "Move `min` or `max`", ("value",))
        nearest = self.min + round((self.value - self.min) / self.step) * self.step
        if self._fraction(min(nearest, self.max)) < 1:
            yield Flaw("no step from `min` comes close enough to `value`", "Change `step`, `min` or `full`", ("step",))

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
        fraction = self._fraction(answer)
        return Verdict(fraction, int(fraction >= 1), 1)

    def _fraction(self, number: float) -> float:
        off = abs(self._measured(number) - self._measured(self.value))
        full, zero = self._measured(self.full), self._measured(self.zero)
        # Rounded, because 0.4 is within 0.1 of 0.3 for people, though not for floating-point numbers.
        return round(min(1.0, max(0.0, (zero - off) / (zero - full))), 9)

    def band(self, distance: float) -> tuple[float, float]:
        """The lowest and the highest number within a distance of the value, as far as the scale reaches."""
        if self.scale == "log":
            low, high = self.value / distance, self.value * distance
        else:
            low, high = self.value - distance, self.value + distance
        return max(self.min, low), min(self.max, high)

    def place(self, number: float) -> float:
        """Where a number lies on the scale: 0 at `min`, 1 at `max`."""
        start, end = self._measured(self.min), self._measured(self.max)
        return (self._measured(number) - start) / (end - start)

    def _measured(self, number: float) -> float:
        return math.log(number) if self.scale == "log" else number

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        return {"answer": self.value, "text": self.in_words(self.value, seed, language)}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        try:
            return float(first_field(fields, "answer").replace(",", "").replace(MINUS, "-"))
        except ValueError:
            return None

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        number = in_figures(answer)
        return [f"{number} {self.unit.in_(language)}" if self.unit else number]


def in_figures(number: float) -> str:
    """A number as people read it: −1,024.5."""
    return f"{number:,.10g}".replace("-", MINUS)
