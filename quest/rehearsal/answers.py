"""Some answer to a question, from what a phone was sent of it: readable, and right only by chance."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

Shown = Mapping[str, Any]


def some_answer(question: Shown, dice: random.Random) -> Any:
    """An answer in the form that the question's kind reads; see docs/interface.md."""
    guess = _GUESSES.get(question["kind"])
    return guess(question, dice) if guess else "no idea"


def _ids(things: list[Shown]) -> list[str]:
    return [thing["id"] for thing in things]


def _choice(question: Shown, dice: random.Random) -> Any:
    return dice.sample(_ids(question["options"]), question.get("choose") or 1)


def _gaps(question: Shown, dice: random.Random) -> Any:
    gaps = sum(bool(piece["gap"]) for piece in question["pieces"])
    bank = _ids(question["bank"] or [])
    return dice.sample(bank, gaps) if len(bank) >= gaps > 0 else ["no idea"] * gaps


def _pairs(question: Shown, dice: random.Random) -> Any:
    left, right = _ids(question["left"]), _ids(question["right"])
    return dict(zip(left, dice.sample(right, len(left)), strict=True))


_GUESSES: dict[str, Callable[[Shown, random.Random], Any]] = {
    "choice": _choice,
    "poll": lambda question, dice: [dice.choice(_ids(question["options"]))],
    "image-choice": lambda question, dice: dice.choice(_ids(question["options"])),
    "hotspot": lambda question, dice: dice.choice(_ids(question["spots"])),
    "estimate": lambda question, dice: dice.uniform(question["min"], question["max"]),
    "order": lambda question, dice: dice.sample(_ids(question["items"]), len(question["items"])),
    "pairs": _pairs,
    "groups": lambda question, dice: {item: dice.choice(_ids(question["groups"])) for item in _ids(question["items"])},
    "gaps": _gaps,
    "cloud": lambda _, dice: [dice.choice(("curious", "busy", "hopeful"))],
}
