"""Text: type the word; listed variants are right in any language and any width."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from quest.levels.base import UNREADABLE, Content, Question, Verdict, Words

LONGEST = 200


class Accepted(Content):
    """The spellings that are right, by language; the first of each is the one shown."""

    en: tuple[Words, ...] = Field(min_length=1)
    zh_hant: tuple[Words, ...] = Field(default=(), alias="zh-Hant")
    zh_hans: tuple[Words, ...] = Field(default=(), alias="zh-Hans")

    def in_(self, language: str) -> tuple[str, ...]:
        """The spellings of one language, or the English ones where it has none."""
        return {"zh-Hant": self.zh_hant, "zh-Hans": self.zh_hans}.get(language) or self.en


def folded(words: str) -> str:
    """Words as they are compared: full-width and half-width alike (NFKC), no case, no spaces, no punctuation."""
    wide = unicodedata.normalize("NFKC", words).casefold()
    return "".join(char for char in wide if unicodedata.category(char)[0] not in "PZC")


class TextQuestion(Question):
    """A player types a word; any listed variant of any language is right."""

    NAME: ClassVar[str] = "text"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-text",
        "kind": "text",
        "prompt": {"en": "Which gas do plants take from the air to grow?"},
        "accept": {"en": ["carbon dioxide", "CO2"], "zh-Hant": ["二氧化碳"], "zh-Hans": ["二氧化碳"]},
        "explanation": {"en": "Photosynthesis turns carbon dioxide and water into sugar."},
    }
    EXAMPLE_ANSWER: ClassVar[Any] = "carbon dioxide"

    kind: Literal["text"]
    accept: Accepted

    @model_validator(mode="after")
    def _comparable(self) -> Self:
        for variant in (*self.accept.en, *self.accept.zh_hant, *self.accept.zh_hans):
            if not folded(variant):
                raise ValueError(f"nothing is left of {variant!r} once spaces and punctuation are folded away")
        return self

    def present(self, seed: int, language: str) -> dict[str, Any]:
        return {"max_length": LONGEST}

    def grade(self, answer: Any, seed: int) -> Verdict:
        if not isinstance(answer, str) or len(answer) > LONGEST or not folded(answer):
            return UNREADABLE
        variants = (*self.accept.en, *self.accept.zh_hant, *self.accept.zh_hans)
        right = folded(answer) in {folded(variant) for variant in variants}
        return Verdict(float(right), int(right), 1)

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        shown = self.accept.in_(language)
        return {"answer": shown[0], "text": [shown[0]]}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        return fields.get("answer", [""])[0]
