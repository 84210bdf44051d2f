"""Choice: one right option, several right options, or true and false."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from quest.levels.base import UNREADABLE, Content, Identifier, Question, Text, Verdict


class Option(Content):
    """One thing to choose; `detail` is a second, smaller line, `figure` a number shown at the right."""

    id: Identifier
    text: Text
    detail: Text | None = None
    figure: Text | None = None
    correct: bool = False


class Choice(Question):
    """Choose one option (`single`, `true-false`) or every right one (`multi`).

    Single is all or nothing. In multi each option counts once, right when it is chosen or left as the key has it;
    the fraction is (right choices − wrong choices) / right options, never below 0, so that ticking all earns nothing
    for the ticks that are wrong.
    """

    NAME: ClassVar[str] = "choice"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-choice",
        "kind": "choice",
        "prompt": {"en": "Which unit measures electric current?"},
        "options": [
            {"id": "ampere", "text": {"en": "Ampere"}, "correct": True},
            {"id": "volt", "text": {"en": "Volt"}},
            {"id": "ohm", "text": {"en": "Ohm"}},
        ],
        "explanation": {"en": "The ampere is the SI base unit of electric current."},
    }
    EXAMPLE_ANSWER: ClassVar[Any] = ["ampere"]

    kind: Literal["choice"]
    mode: Literal["single", "multi", "true-false"] = "single"
    options: tuple[Option, ...] = Field(min_length=2, max_length=8)
    keep_order: bool = False

    @model_validator(mode="after")
    def _has_a_key(self) -> Self:
        ids = [option.id for option in self.options]
        if len(set(ids)) != len(ids):
            raise ValueError("two options share an id; give each option its own")
        right = sum(option.correct for option in self.options)
        if self.mode == "multi" and right < 1:
            raise ValueError("no option is marked `correct: true`; mark every right one")
        if self.mode != "multi" and right != 1:
            raise ValueError(f"{right} options are marked `correct: true`; mode {self.mode} needs exactly one")
        if self.mode == "true-false" and len(self.options) != 2:
            raise ValueError("mode true-false needs exactly two options, the true one first")
        return self

    def present(self, seed: int, language: str) -> dict[str, Any]:
        fixed = self.keep_order or self.mode == "true-false"
        order = self.options if fixed else self.shuffled(self.options, seed)
        shown: dict[str, Any] = {
            "mode": self.mode,
            "options": [self._shown(option, seed, language) for option in order],
        }
        if self.mode == "multi":
            shown["choose"] = sum(option.correct for option in self.options)
        return shown

    def _shown(self, option: Option, seed: int, language: str) -> dict[str, Any]:
        return {
            "id": self.token(seed, option.id),
            "text": option.text.in_(language),
            "detail": option.detail.in_(language) if option.detail else None,
            "figure": option.figure.in_(language) if option.figure else None,
        }

    def grade(self, answer: Any, seed: int) -> Verdict:
        chosen = [answer] if isinstance(answer, str) else answer
        known = {self.token(seed, option.id): option.correct for option in self.options}
        if not isinstance(chosen, list) or not chosen or not all(isinstance(c, str) and c in known for c in chosen):
            return UNREADABLE
        right = sum(known.values())
        hits = sum(known[token] for token in set(chosen))
        misses = len(set(chosen)) - hits
        if self.mode != "multi":
            return Verdict(float(hits == 1 and misses == 0), hits if not misses else 0, 1)
        return Verdict(max(0, hits - misses) / right, max(0, hits - misses), right)

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        right = [option for option in self.options if option.correct]
        return {
            "answer": [self.token(seed, option.id) for option in right],
            "text": [option.text.in_(language) for option in right],
        }

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        return list(fields.get("answer", []))
