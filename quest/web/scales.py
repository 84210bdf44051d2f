"""The scale of an estimate after its verdict: what counted, and where the answer lay."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from quest.levels.base import Question
from quest.levels.estimate import Estimate, in_figures


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
    [highest] = question.in_words(_rounded(high), 0, language)
    lowest = in_figures(_rounded(low))
    return {
        "from": question.place(low),
        "to": question.place(high),
        "words": highest if low == high else _("%(lowest)s to %(highest)s", lowest=lowest, highest=highest),
    }


def _rounded(number: float) -> float:
    """An end of a band with as many digits as people read: 3.16228 becomes 3.16."""
    return float(f"{number:.4g}") if number % 1 else number
