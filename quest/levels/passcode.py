"""Passcode: find a code, in the riddle above it or at a booth, and type it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from quest.levels.base import UNREADABLE, Flaw, Question, Text, Verdict, first_field
from quest.levels.text import LONGEST, Spelling, betrayed_by, folded


class Passcode(Question):
    """A player types the code. Case, spaces, punctuation and full-width letters do not matter.

    The code is there to be found: who missed it and may try again is not told.
    """

    NAME: ClassVar[str] = "passcode"
    SECRET: ClassVar[bool] = True
    ON_STAGE: ClassVar[bool] = False
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-passcode",
        "kind": "passcode",
        "prompt": {"en": "What does the sign say?", "zh-Hant": "告示寫了甚麼？", "zh-Hans": "告示上写了什么？"},
        "context": {
            "en": "Each letter was moved on by one: USBJO",
            "zh-Hant": "每個字母都往後移了一位：USBJO",
            "zh-Hans": "每个字母都往后移了一位：USBJO",
        },
        "accept": ["TRAIN"],
        "where": {
            "en": "Decode the five letters above.",
            "zh-Hant": "把上面五個字母解碼。",
            "zh-Hans": "把上面五个字母解码。",
        },
        "explanation": {
            "en": "A shift by a fixed number is the cipher that Caesar used.",
            "zh-Hant": "把字母移動固定位數，就是凱撒用過的密碼。",
            "zh-Hans": "把字母移动固定位数，就是凯撒用过的密码。",
        },
    }

    kind: Literal["passcode"]
    accept: tuple[Spelling, ...] = Field(min_length=1, max_length=20)
    where: Text

    def flaws(self) -> Iterator[Flaw]:
        yield from betrayed_by(self.id, self.accept)
        for place, spelling in enumerate(self.accept):
            if not folded(spelling):
                problem = f"nothing is left of {spelling!r} once spaces and punctuation are folded away"
                yield Flaw(problem, "Write letters or digits", ("accept", place))

    def present(self, seed: int, language: str) -> dict[str, Any]:
        return {"where": self.where.in_(language), "max_length": LONGEST}

    def grade(self, answer: Any, seed: int) -> Verdict:
        if not isinstance(answer, str) or len(answer) > LONGEST or not folded(answer):
            return UNREADABLE
        right = folded(answer) in {folded(spelling) for spelling in self.accept}
        return Verdict(float(right), int(right))

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        return {"answer": self.accept[0], "text": [self.accept[0]]}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        return first_field(fields, "answer")

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        return [answer.strip()]
