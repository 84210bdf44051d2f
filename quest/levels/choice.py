"""Choice: one right option, several right options, or true and false."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from quest.levels.base import UNREADABLE, Content, Flaw, Identifier, Question, Text, Verdict, look_alikes, repeats


class Option(Content):
    """One thing to choose; `detail` is a second, smaller line, `figure` a number shown at the right."""

    id: Identifier
    text: Text
    detail: Text | None = None
    figure: Text | None = None
    correct: bool = False

    def shown(self, language: str) -> dict[str, str | None]:
        """Its words as the player sees them."""
        parts = {"text": self.text, "detail": self.detail, "figure": self.figure}
        return {name: words.in_(language) if words else None for name, words in parts.items()}


class Choice(Question):
    """Choose one option (`single`, `true-false`) or every right one (`multi`).

    Single is all or nothing. In multi the player is told how many to choose, and the fraction is the share of the
    right options that were; a wrong one takes nothing away. More than were asked for is unreadable, so that ticking
    everything is no way to be right.
    """

    NAME: ClassVar[str] = "choice"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-choice",
        "kind": "choice",
        "prompt": {
            "en": "Which unit measures electric current?",
            "zh-Hant": "電流以哪個單位量度？",
            "zh-Hans": "电流用哪个单位计量？",
        },
        "options": [
            {"id": "ampere", "text": {"en": "Ampere", "zh-Hant": "安培", "zh-Hans": "安培"}, "correct": True},
            {"id": "volt", "text": {"en": "Volt", "zh-Hant": "伏特", "zh-Hans": "伏特"}},
            {"id": "ohm", "text": {"en": "Ohm", "zh-Hant": "歐姆", "zh-Hans": "欧姆"}},
        ],
        "explanation": {
            "en": "The ampere is the SI base unit of electric current.",
            "zh-Hant": "安培是國際單位制中電流的基本單位。",
            "zh-Hans": "安培是国际单位制中电流的基本单位。",
        },
    }

    kind: Literal["choice"]
    mode: Literal["single", "multi", "true-false"] = "single"
    options: tuple[Option, ...] = Field(min_length=2, max_length=8)
    keep_order: bool = False

    def flaws(self) -> Iterator[Flaw]:
        for place in repeats(option.id for option in self.options):
            yield Flaw("an earlier option has this id", "Give each option its own", ("options", place, "id"))
        for place in look_alikes(lambda language: [tuple(o.shown(language).items()) for o in self.options]):
            yield Flaw("an earlier option reads the same", "Make them differ in every language", ("options", place))
        if self.mode == "multi" and not self._right:
            yield Flaw("no option is marked `correct: true`", "Mark every right one", ("options",))
        if self.mode == "multi" and self._right == len(self.options):
            yield Flaw("every option is right", "Add one that is not", ("options",))
        if self.mode != "multi" and self._right != 1:
            yield Flaw(f"{self._right} options are marked `correct: true`", "Mark exactly one", ("options",))
        if self.mode == "true-false" and len(self.options) != 2:
            yield Flaw("true-false has two options", "Keep two, the one that says true first", ("options",))

    @property
    def _right(self) -> int:
        return sum(option.correct for option in self.options)

    def present(self, seed: int, language: str) -> dict[str, Any]:
        fixed = self.keep_order or self.mode == "true-false"
        order = self.options if fixed else self.shuffled(self.options, seed)
        shown: dict[str, Any] = {
            "mode": self.mode,
            "options": [{"id": self.token(seed, option.id), **option.shown(language)} for option in order],
        }
        if self.mode == "multi":
            shown["choose"] = self._right
        return shown

    def grade(self, answer: Any, seed: int) -> Verdict:
        chosen = [answer] if isinstance(answer, str) else answer
        known = {self.token(seed, option.id): option.correct for option in self.options}
        if not isinstance(chosen, list) or not chosen or not all(isinstance(c, str) and c in known for c in chosen):
            return UNREADABLE
        tokens = set(chosen)
        if len(tokens) > self._right:
            return UNREADABLE
        hits = sum(known[token] for token in tokens)
        return Verdict(hits / self._right, hits, self._right)

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        right = [option for option in self.options if option.correct]
        return {
            "answer": [self.token(seed, option.id) for option in right],
            "text": [option.text.in_(language) for option in right],
        }

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        return list(fields.get("answer", []))

    def _chosen(self, answer: Any, seed: int) -> list[Option]:
        tokens = {answer} if isinstance(answer, str) else set(answer)
        return [option for option in self.options if self.token(seed, option.id) in tokens]

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        return [option.text.in_(language) for option in self._chosen(answer, seed)]

    def tally(self, answer: Any, seed: int) -> list[str]:
        return [option.id for option in self._chosen(answer, seed)]

    def tally_names(self, language: str) -> dict[str, str]:
        return {option.id: option.text.in_(language) for option in self.options}
