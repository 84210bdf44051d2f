"""Text: type the word; listed variants are right in any language and any width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from quest.levels.base import UNREADABLE, Content, Flaw, Question, Verdict, Words, first_field

LONGEST = 200
MINUS = re.compile(r"^\s*[-–−](?=\d)")
DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")

Spelling = Annotated[Words, StringConstraints(max_length=LONGEST)]


class Accepted(Content):
    """The spellings that are right, by language; the first of each is the one shown."""

    en: tuple[Spelling, ...] = Field(min_length=1)
    zh_hant: tuple[Spelling, ...] = Field(default=(), alias="zh-Hant")
    zh_hans: tuple[Spelling, ...] = Field(default=(), alias="zh-Hans")

    def flaws(self) -> Iterator[Flaw]:
        for language, variants in {"en": self.en, "zh-Hant": self.zh_hant, "zh-Hans": self.zh_hans}.items():
            for place, variant in enumerate(variants):
                if not folded(variant):
                    problem = f"nothing is left of {variant!r} once spaces and punctuation are folded away"
                    yield Flaw(problem, "Write a word", (language, place))

    @property
    def compared(self) -> set[str]:
        """Every spelling of every language, as answers are compared."""
        return {folded(variant) for variant in (*self.en, *self.zh_hant, *self.zh_hans)}

    def in_(self, language: str) -> tuple[str, ...]:
        """The spellings of one language, or the English ones where it has none."""
        return {"zh-Hant": self.zh_hant, "zh-Hans": self.zh_hans}.get(language) or self.en


def folded(words: str) -> str:
    """Words as they are compared: full-width and half-width alike (NFKC), no case, no spaces, no punctuation.

    A minus before a number and the point inside one stay, as symbols: -5 is not 5, and 3.5 is not 35.
    """
    plain = unicodedata.normalize("NFKC", words).casefold()
    plain = DECIMAL_POINT.sub("⋅", MINUS.sub("−", plain))
    return "".join(char for char in plain if unicodedata.category(char)[0] not in "PZC")


def betrayed_by(name: str, spellings: Iterable[str]) -> Iterator[Flaw]:
    """The flaw of a question's id that holds what is to be typed: it stands in the source of the page."""
    if any(len(folded(spelling)) > 2 and folded(spelling) in folded(name) for spelling in spellings):
        yield Flaw("the id tells the answer, and every browser gets it", "Choose an id that does not", ("id",))


class TextQuestion(Question):
    """A player types a word; any listed variant of any language is right."""

    NAME: ClassVar[str] = "text"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-text",
        "kind": "text",
        "prompt": {
            "en": "Which gas do plants take from the air to grow?",
            "zh-Hant": "植物從空氣中吸取哪種氣體來生長？",
            "zh-Hans": "植物从空气中吸收哪种气体来生长？",
        },
        "accept": {"en": ["carbon dioxide", "CO2"], "zh-Hant": ["二氧化碳"], "zh-Hans": ["二氧化碳"]},
        "explanation": {
            "en": "Photosynthesis turns carbon dioxide and water into sugar.",
            "zh-Hant": "光合作用把二氧化碳和水轉化為糖。",
            "zh-Hans": "光合作用把二氧化碳和水转化为糖。",
        },
    }

    kind: Literal["text"]
    accept: Accepted

    def flaws(self) -> Iterator[Flaw]:
        yield from betrayed_by(self.id, self.accept.compared)

    def present(self, seed: int, language: str) -> dict[str, Any]:
        return {"max_length": LONGEST}

    def grade(self, answer: Any, seed: int) -> Verdict:
        if not isinstance(answer, str) or len(answer) > LONGEST or not folded(answer):
            return UNREADABLE
        right = folded(answer) in self.accept.compared
        return Verdict(float(right), int(right), 1)

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        shown = self.accept.in_(language)
        return {"answer": shown[0], "text": [shown[0]]}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        return first_field(fields, "answer")

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        return [answer.strip()]
