"""Open: write an answer of one's own, which a reviewer reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from quest.levels.base import UNREADABLE, Question, Text, Verdict, first_field
from quest.levels.text import folded


class Open(Question):
    """A player writes up to `longest` characters; a reviewer holds them against the `rubric` and gives the points.

    The player sees the rubric once the answer is in.
    """

    NAME: ClassVar[str] = "open"
    ON_STAGE: ClassVar[bool] = False
    JUDGED_BY: ClassVar[Literal["reviewer"]] = "reviewer"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-open",
        "kind": "open",
        "prompt": {
            "en": "How would you explain a database to your grandmother?",
            "zh-Hant": "你會怎樣向祖母解釋甚麼是數據庫？",
            "zh-Hans": "你会怎样向奶奶解释什么是数据库？",
        },
        "longest": 400,
        "rubric": {
            "en": "Half for an image from daily life, half for saying that things are found again.",
            "zh-Hant": "用上日常生活的比喻得一半，說明東西能夠再次找到得另一半。",
            "zh-Hans": "用上日常生活的比喻得一半，说明东西能再找到得另一半。",
        },
        "explanation": {
            "en": "Whoever can explain a thing simply has understood it.",
            "zh-Hant": "能簡單說明，才算真正明白。",
            "zh-Hans": "能讲得简单，才算真正懂了。",
        },
    }

    kind: Literal["open"]
    longest: int = Field(default=600, ge=50, le=4_000)
    rubric: Text

    def present(self, seed: int, language: str) -> dict[str, Any]:
        return {"max_length": self.longest}

    def grade(self, answer: Any, seed: int) -> Verdict:
        if not isinstance(answer, str) or len(answer) > self.longest or not folded(answer):
            return UNREADABLE
        return Verdict(0.0, pending=True)

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        return {"answer": None, "text": []}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """Reads the `answer` field, with line ends as its length was counted in the browser."""
        return first_field(fields, "answer").replace("\r\n", "\n").strip()

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        return [answer]

    def lesson(self, answer: Any, seed: int, language: str) -> list[str]:
        return [self.rubric.in_(language)]
