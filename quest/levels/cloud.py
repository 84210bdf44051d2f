"""Word cloud: give words of one's own; no right answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from quest.levels.base import UNREADABLE, Question, Verdict
from quest.levels.text import folded

LONGEST = 24


def folded_word(words: str) -> str:
    """A word as it is counted: full-width and half-width alike (NFKC), no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


class Cloud(Question):
    """Give one to `words` words. There is no right answer; equal words of all players grow in the cloud."""

    NAME: ClassVar[str] = "cloud"
    JUDGED_BY: ClassVar[Literal["nobody"]] = "nobody"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-cloud",
        "kind": "cloud",
        "prompt": {
            "en": "What comes to your mind at the word “robot”?",
            "zh-Hant": "聽到「機械人」，你會想起甚麼？",
            "zh-Hans": "听到“机器人”，你会想到什么？",
        },
        "words": 2,
        "explanation": {
            "en": "The word comes from a play of 1920, where it meant forced work.",
            "zh-Hant": "「robot」一詞出自 1920 年的一齣劇，原意是強迫勞動。",
            "zh-Hans": "“robot”一词出自 1920 年的一部剧，原意是强迫劳动。",
        },
    }

    kind: Literal["cloud"]
    words: int = Field(default=1, ge=1, le=3)

    def present(self, seed: int, language: str) -> dict[str, Any]:
        return {"words": self.words, "max_length": LONGEST}

    def grade(self, answer: Any, seed: int) -> Verdict:
        if not isinstance(answer, list) or not 1 <= len(answer) <= self.words:
            return UNREADABLE
        if not all(isinstance(words, str) and _is_a_word(words) for words in answer):
            return UNREADABLE
        return Verdict(1.0, 1)

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        return {"answer": None, "text": []}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """Reads the `answer` fields; empty ones are left out."""
        return [words.strip() for words in fields.get("answer", []) if words.strip()]

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        return list(dict.fromkeys(words.strip() for words in answer))

    def tally(self, answer: Any, seed: int) -> list[str]:
        return list(dict.fromkeys(map(folded_word, answer)))


def _is_a_word(words: str) -> bool:
    return 1 <= len(folded_word(words)) <= LONGEST and words.strip().isprintable() and bool(folded(words))
