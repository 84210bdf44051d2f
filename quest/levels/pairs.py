"""Pairs: find for each thing at the left the one at the right that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from quest.levels.base import UNREADABLE, Content, Question, Text, Verdict


class Pair(Content):
    """Two things that belong together."""

    left: Text
    right: Text


class Pairs(Question):
    """Each right pair counts the same. `extra` adds right-hand things that belong to nothing."""

    NAME: ClassVar[str] = "pairs"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-pairs",
        "kind": "pairs",
        "prompt": {"en": "Match each quantity with its unit."},
        "pairs": [
            {"left": {"en": "Current"}, "right": {"en": "Ampere"}},
            {"left": {"en": "Voltage"}, "right": {"en": "Volt"}},
        ],
        "extra": [{"en": "Newton"}],
        "explanation": {"en": "Amperes count current, volts count voltage; newtons count force."},
    }
    EXAMPLE_ANSWER: ClassVar[Any] = {"left-0": "right-0", "left-1": "right-1"}

    kind: Literal["pairs"]
    pairs: tuple[Pair, ...] = Field(min_length=2, max_length=6)
    extra: tuple[Text, ...] = Field(default=(), max_length=3)

    def _key(self, seed: int) -> dict[str, str]:
        return {self.token(seed, f"left-{n}"): self.token(seed, f"right-{n}") for n in range(len(self.pairs))}

    def _rights(self, seed: int) -> list[tuple[str, Text]]:
        rights = [(self.token(seed, f"right-{n}"), pair.right) for n, pair in enumerate(self.pairs)]
        return rights + [(self.token(seed, f"extra-{n}"), text) for n, text in enumerate(self.extra)]

    def present(self, seed: int, language: str) -> dict[str, Any]:
        lefts = [(self.token(seed, f"left-{n}"), pair.left) for n, pair in enumerate(self.pairs)]
        return {
            "left": [{"id": t, "text": text.in_(language)} for t, text in self.shuffled(lefts, seed, "left")],
            "right": [
                {"id": t, "text": text.in_(language)} for t, text in self.shuffled(self._rights(seed), seed, "right")
            ],
        }

    def grade(self, answer: Any, seed: int) -> Verdict:
        key = self._key(seed)
        known = {token for token, _ in self._rights(seed)}
        if not isinstance(answer, dict) or not answer:
            return UNREADABLE
        if any(left not in key or not isinstance(right, str) or right not in known for left, right in answer.items()):
            return UNREADABLE
        right = sum(answer.get(left) == partner for left, partner in key.items())
        if len(set(answer.values())) != len(answer):
            return UNREADABLE
        return Verdict(right / len(key), right, len(key))

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        text = [f"{pair.left.in_(language)} → {pair.right.in_(language)}" for pair in self.pairs]
        return {"answer": self._key(seed), "text": text}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """Reads one `pair-<left>` field for each left-hand thing; empty ones are left out."""
        chosen = {left: fields.get(f"pair-{left}", [""])[0] for left in self._key(seed)}
        return {left: right for left, right in chosen.items() if right}
