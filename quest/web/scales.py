"""The scale of an estimate after its verdict: what counted, and where the answer lay."""

from __future__ import annotations

from typing import Any

from quest.levels.base import Question
from quest.levels.estimate import Estimate


def scale_view(question: Question, answer: Any, language: str) -> dict[str, Any] | None:
    """The bands of an estimate with the answer and the value on them, places from 0 to 1; None for any other kind."""
    if not isinstance(question, Estimate) or not isinstance(answer, int | float):
        return None
    return {
        "full": _band(question, question.full, language),
        "some": _band(question, question.zero, language),
        "yours": {"at": question.place(answer), "words": question.in_words(answer, 0, language)[0]},
        "right": {"at": question.place(question.value), "words": question.in_words(question.value, 0, language)[0]},
        "min": question.min,
        "max": question.max,
    }


def _band(question: Estimate, distance: float, language: str) -> dict[str, Any]:
    low, high = question.band(distance)
    ends = [f"{_rounded(low):,.10g}", *question.in_words(_rounded(high), 0, language)]
    return {
        "from": question.place(low),
        "to": question.place(high),
        "words": ends[1] if low == high else "–".join(ends),
    }


def _rounded(number: float) -> float:
    """An end of a band with as many digits as people read: 3.16228 becomes 3.16."""
    return float(f"{number:.4g}") if number % 1 else number
