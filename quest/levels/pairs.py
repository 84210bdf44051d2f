"""Pairs: find for each thing at the left the one at the right that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from quest.levels.base import UNREADABLE, Content, Flaw, Question, Text, Verdict, first_field, look_alikes


class Pair(Content):
    """Two things that belong together."""

    left: Text
    right: Text


class Pairs(Question):
    """Each right pair counts the same, and each thing at the right is used once at most.

    `extra` adds right-hand things that belong to nothing. A pair may be left out.
    """

    NAME: ClassVar[str] = "pairs"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-pairs",
        "kind": "pairs",
        "prompt": {
            "en": "Match each quantity with its unit.",
            "zh-Hant": "把物理量與單位配對。",
            "zh-Hans": "把物理量和单位配对。",
        },
        "pairs": [
            {
                "left": {"en": "Current", "zh-Hant": "電流", "zh-Hans": "电流"},
                "right": {"en": "Ampere", "zh-Hant": "安培", "zh-Hans": "安培"},
            },
            {
                "left": {"en": "Voltage", "zh-Hant": "電壓", "zh-Hans": "电压"},
                "right": {"en": "Volt", "zh-Hant": "伏特", "zh-Hans": "伏特"},
            },
        ],
        "extra": [{"en": "Newton", "zh-Hant": "牛頓", "zh-Hans": "牛顿"}],
        "explanation": {
            "en": "Amperes count current, volts count voltage; newtons count force.",
            "zh-Hant": "安培量度電流，伏特量度電壓；牛頓量度力。",
            "zh-Hans": "安培量电流，伏特量电压；牛顿量力。",
        },
    }

    kind: Literal["pairs"]
    pairs: tuple[Pair, ...] = Field(min_length=2, max_length=6)
    extra: tuple[Text, ...] = Field(default=(), max_length=3)

    def flaws(self) -> Iterator[Flaw]:
        for place in look_alikes(lambda language: [pair.left.in_(language) for pair in self.pairs]):
            yield Flaw("an earlier left side reads the same", "Make them differ", ("pairs", place, "left"))
        rights = [*(pair.right for pair in self.pairs), *self.extra]
        for place in look_alikes(lambda language: [text.in_(language) for text in rights]):
            beyond = place - len(self.pairs)
            path = ("pairs", place, "right") if beyond < 0 else ("extra", beyond)
            yield Flaw("an earlier right side reads the same", "Make them differ in every language", path)

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
        if len(set(answer.values())) != len(answer):
            return UNREADABLE
        right = sum(answer.get(left) == partner for left, partner in key.items())
        return Verdict(right / len(key), right, len(key))

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        key = self._key(seed)
        return {"answer": key, "text": self.in_words(key, seed, language)}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """Reads one `pair-<left>` field for each left-hand thing; empty ones are left out."""
        chosen = {left: first_field(fields, f"pair-{left}") for left in self._key(seed)}
        return {left: right for left, right in chosen.items() if right}

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        rights = dict(self._rights(seed))
        lefts = zip(self._key(seed), (pair.left for pair in self.pairs), strict=True)
        return [f"{x.in_(language)} → {rights[answer[left]].in_(language)}" for left, x in lefts if left in answer]
