"""Order: put things in their right sequence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar, Literal

from pydantic import Field

from quest.levels.base import UNREADABLE, Flaw, Question, Text, Verdict, first_field, look_alikes


class Order(Question):
    """Items are written in the right order. The fraction is the share of neighbours that belong together, so that one
    misplaced item does not cost everything."""

    NAME: ClassVar[str] = "order"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-order",
        "kind": "order",
        "prompt": {"en": "From shortest to longest.", "zh-Hant": "由短至長排列。", "zh-Hans": "由短到长排列。"},
        "items": [
            {"en": "A second", "zh-Hant": "一秒", "zh-Hans": "一秒"},
            {"en": "A minute", "zh-Hant": "一分鐘", "zh-Hans": "一分钟"},
            {"en": "An hour", "zh-Hant": "一小時", "zh-Hans": "一小时"},
        ],
        "explanation": {
            "en": "Sixty seconds make a minute, sixty minutes an hour.",
            "zh-Hant": "六十秒為一分鐘，六十分鐘為一小時。",
            "zh-Hans": "六十秒为一分钟，六十分钟为一小时。",
        },
    }

    kind: Literal["order"]
    items: tuple[Text, ...] = Field(min_length=3, max_length=8)
    first: Text | None = None
    last: Text | None = None

    def flaws(self) -> Iterator[Flaw]:
        for place in look_alikes(lambda language: [item.in_(language) for item in self.items]):
            yield Flaw("an earlier item reads the same", "Make them differ in every language", ("items", place))

    def _tokens(self, seed: int) -> list[str]:
        return [self.token(seed, str(place)) for place in range(len(self.items))]

    def present(self, seed: int, language: str) -> dict[str, Any]:
        # Now and then this is the right order: leaving that one out would tell where each item does not belong.
        shown = self.shuffled(list(zip(self._tokens(seed), self.items, strict=True)), seed)
        return {
            "items": [{"id": token, "text": item.in_(language)} for token, item in shown],
            "first": self.first.in_(language) if self.first else None,
            "last": self.last.in_(language) if self.last else None,
        }

    def grade(self, answer: Any, seed: int) -> Verdict:
        key = self._tokens(seed)
        if not isinstance(answer, list) or not all(isinstance(token, str) for token in answer):
            return UNREADABLE
        if sorted(answer) != sorted(key):
            return UNREADABLE
        wanted = set(pairwise(key))
        right = sum(pair in wanted for pair in pairwise(answer))
        return Verdict(right / len(wanted), right, len(wanted))

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        return {"answer": self._tokens(seed), "text": [item.in_(language) for item in self.items]}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """Reads `answer` fields in their order, or one `place-<id>` number an item (no script, no dragging)."""
        if "answer" in fields:
            return list(fields["answer"])
        places = {token: first_field(fields, f"place-{token}") for token in self._tokens(seed)}
        if not all(place.isdecimal() and len(place) < 4 for place in places.values()):
            return None
        if len(set(places.values())) != len(places):
            return None
        return sorted(places, key=lambda token: int(places[token]))

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        by_token = dict(zip(self._tokens(seed), self.items, strict=True))
        return [by_token[token].in_(language) for token in answer]
