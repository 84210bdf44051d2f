"""Somebody who knows the subject: answers a question from the words on the screen, as a person would.

The ids that a client sees are made for its attempt alone, so only the words can be matched with the pack.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from quest.exchange.packs import BUILT_IN, read_pack
from quest.levels.base import Question
from quest.levels.choice import Choice
from quest.levels.estimate import Estimate
from quest.levels.level import Campaign
from quest.levels.order import Order
from quest.levels.pairs import Pairs
from quest.levels.text import TextQuestion


@cache
def pack() -> Campaign:
    """The built-in campaign."""
    return read_pack(BUILT_IN)


def right_answer(shown: dict[str, Any], language: str = "en") -> Any:
    """The fully right answer to a question as a client was sent it."""
    question = next(q for level in pack().levels for q in level.questions if q.id == shown["id"])
    return _SOLVERS[type(question)](question, shown, language)


def wrong_answer(shown: dict[str, Any], language: str = "en") -> Any:
    """An answer that can be read and is not fully right."""
    right = right_answer(shown, language)
    if shown["kind"] == "choice":
        others = [option["id"] for option in shown["options"] if option["id"] not in right]
        return others[:1] or right[:1]
    if shown["kind"] == "order":
        return right[::-1]
    if shown["kind"] == "pairs":
        lefts, rights = list(right), list(right.values())
        return dict(zip(lefts, rights[1:] + rights[:1], strict=True))
    if shown["kind"] == "estimate":
        return shown["min"] if right - shown["min"] > shown["max"] - right else shown["max"]
    return "a wrong word"


def _choice(question: Choice, shown: dict[str, Any], language: str) -> Any:
    right = {option.text.in_(language) for option in question.options if option.correct}
    return [option["id"] for option in shown["options"] if option["text"] in right]


def _order(question: Order, shown: dict[str, Any], language: str) -> Any:
    by_text = {item["text"]: item["id"] for item in shown["items"]}
    return [by_text[item.in_(language)] for item in question.items]


def _pairs(question: Pairs, shown: dict[str, Any], language: str) -> Any:
    lefts = {item["text"]: item["id"] for item in shown["left"]}
    rights = {item["text"]: item["id"] for item in shown["right"]}
    return {lefts[pair.left.in_(language)]: rights[pair.right.in_(language)] for pair in question.pairs}


def _estimate(question: Estimate, _shown: dict[str, Any], _language: str) -> Any:
    return question.value


def _text(question: TextQuestion, _shown: dict[str, Any], language: str) -> Any:
    return question.accept.in_(language)[0]


_SOLVERS: dict[type[Question], Callable[..., Any]] = {
    Choice: _choice,
    Order: _order,
    Pairs: _pairs,
    Estimate: _estimate,
    TextQuestion: _text,
}
