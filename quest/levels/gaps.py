"""Gaps: fill in what a text leaves out, typed or chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from quest.levels.base import LANGUAGES, UNREADABLE, Content, Flaw, Question, Text, Verdict, first_field, look_alikes
from quest.levels.text import LONGEST, Accepted, betrayed_by, folded

MARK = re.compile(r"\{(\d+)\}")


class Gap(Content):
    """What a gap of the text takes."""

    accept: Accepted


class Gaps(Question):
    """Each gap that is filled with an accepted spelling of any language counts the same; gaps may be left open.

    With `choose` nothing is typed: the bank holds the first spelling of every gap and the `extra` words.
    """

    NAME: ClassVar[str] = "gaps"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-gaps",
        "kind": "gaps",
        "prompt": {"en": "Complete the sentence.", "zh-Hant": "填寫句子。", "zh-Hans": "把句子填完整。"},
        "text": {
            "en": "Water freezes at {1} °C and boils at {2} °C.",
            "zh-Hant": "水在 {1} °C 結冰，在 {2} °C 沸騰。",
            "zh-Hans": "水在 {1} °C 结冰，在 {2} °C 沸腾。",
        },
        "gaps": [
            {"accept": {"en": ["0", "zero"], "zh-Hant": ["0", "零"], "zh-Hans": ["0", "零"]}},
            {"accept": {"en": ["100"], "zh-Hant": ["100", "一百"], "zh-Hans": ["100", "一百"]}},
        ],
        "choose": True,
        "extra": [{"en": "50", "zh-Hant": "50", "zh-Hans": "50"}],
        "explanation": {
            "en": "The Celsius scale was made from these two points.",
            "zh-Hant": "攝氏溫標正是以這兩點訂立的。",
            "zh-Hans": "摄氏温标正是用这两点定下来的。",
        },
    }

    kind: Literal["gaps"]
    text: Text
    gaps: tuple[Gap, ...] = Field(min_length=1, max_length=4)
    choose: bool = False
    extra: tuple[Text, ...] = Field(default=(), max_length=4)

    def flaws(self) -> Iterator[Flaw]:
        yield from betrayed_by(self.id, (spelling for gap in self.gaps for spelling in gap.accept.compared))
        wanted = [str(number + 1) for number in range(len(self.gaps))]
        for language in LANGUAGES:
            if sorted(MARK.findall(self.text.in_(language))) != wanted:
                marks = ", ".join(f"{{{number}}}" for number in wanted)
                yield Flaw(f"the text does not have {marks} once each", "Write each gap once", ("text", language))
        if self.extra and not self.choose:
            yield Flaw("`extra` words are only shown with `choose: true`", "Add that, or take them out", ("extra",))
        if self.choose:
            yield from self._bank_flaws()

    def _bank_flaws(self) -> Iterator[Flaw]:
        for place in look_alikes(lambda language: [folded(words) for words in self._bank(language)]):
            beyond = place - len(self.gaps)
            path = ("gaps", place) if beyond < 0 else ("extra", beyond)
            yield Flaw("an earlier word of the bank reads the same", "Make them differ in every language", path)
        for place, text in enumerate(self.extra):
            spellings = {folded(text.in_(language)) for language in LANGUAGES}
            if any(spellings & gap.accept.compared for gap in self.gaps):
                yield Flaw("a gap accepts this word", "Use one that is wrong everywhere", ("extra", place))

    def _bank(self, language: str) -> list[str]:
        firsts = [gap.accept.in_(language)[0] for gap in self.gaps]
        return firsts + [text.in_(language) for text in self.extra]

    def _tokens(self, seed: int) -> list[str]:
        return [self.token(seed, f"word-{n}") for n in range(len(self.gaps) + len(self.extra))]

    def present(self, seed: int, language: str) -> dict[str, Any]:
        words, *rest = MARK.split(self.text.in_(language))
        marks = zip(map(int, rest[::2]), rest[1::2], strict=True)
        bank = self.shuffled(list(zip(self._tokens(seed), self._bank(language), strict=True)), seed)
        return {
            # Words, the gap before them (0 for the words at the start): as the text has them in this language.
            "pieces": [{"gap": 0, "words": words}, *({"gap": gap, "words": after} for gap, after in marks)],
            "bank": [{"id": token, "text": text} for token, text in bank] if self.choose else None,
            "max_length": LONGEST,
        }

    def _filled(self, answer: Any, seed: int, language: str) -> list[str] | None:
        """The words in each gap, empty for an open one; None when the answer cannot be read."""
        if not isinstance(answer, list) or len(answer) != len(self.gaps):
            return None
        if not all(isinstance(words, str) and len(words) <= LONGEST for words in answer):
            return None
        if self.choose:
            bank = dict(zip(self._tokens(seed), self._bank(language), strict=True)) | {"": ""}
            if not all(token in bank for token in answer):
                return None
            answer = [bank[token] for token in answer]
        return list(answer) if any(folded(words) for words in answer) else None

    def grade(self, answer: Any, seed: int) -> Verdict:
        filled = self._filled(answer, seed, "en")
        if filled is None:
            return UNREADABLE
        right = sum(folded(words) in gap.accept.compared for words, gap in zip(filled, self.gaps, strict=True))
        return Verdict(right / len(self.gaps), right, len(self.gaps))

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        firsts = [gap.accept.in_(language)[0] for gap in self.gaps]
        return {"answer": self._tokens(seed)[: len(firsts)] if self.choose else firsts, "text": firsts}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """Reads one `gap-<number>` field for each gap."""
        return [first_field(fields, f"gap-{number + 1}") for number in range(len(self.gaps))]

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        return [words or "…" for words in self._filled(answer, seed, language) or ()]
