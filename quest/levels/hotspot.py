"""Hotspot: find the right spot on a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, FiniteFloat

from quest.levels.base import (
    UNREADABLE,
    Content,
    Flaw,
    Identifier,
    Question,
    Text,
    Verdict,
    first_field,
    look_alikes,
    repeats,
)
from quest.levels.media import Picture

Start = Annotated[FiniteFloat, Field(ge=0, lt=100)]
Extent = Annotated[FiniteFloat, Field(ge=2, le=100)]


class Spot(Content):
    """A rectangle on the picture, in per cent of its width and height from its top left.

    `text` names it for whoever does not see or touch it, and tells no more than its look does.
    """

    id: Identifier
    text: Text
    x: Start
    y: Start
    width: Extent
    height: Extent
    correct: bool = False

    def flaws(self) -> Iterator[Flaw]:
        if self.x + self.width > 100:
            yield Flaw("the spot leaves the picture at the right", "Keep `x` + `width` within 100", ("width",))
        if self.y + self.height > 100:
            yield Flaw("the spot leaves the picture at the bottom", "Keep `y` + `height` within 100", ("height",))

    def shown(self, token: str, language: str) -> dict[str, Any]:
        """What a player gets of it."""
        place = {"x": self.x, "y": self.y, "width": self.width, "height": self.height}
        return {"id": token, "text": self.text.in_(language), **place}

    def overlaps(self, other: Spot) -> bool:
        """Whether some point lies in both."""
        beside = self.x + self.width <= other.x or other.x + other.width <= self.x
        above = self.y + self.height <= other.y or other.y + other.height <= self.y
        return not beside and not above


class Hotspot(Question):
    """Choose the one right spot of a picture: all or nothing."""

    NAME: ClassVar[str] = "hotspot"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-hotspot",
        "kind": "hotspot",
        "prompt": {
            "en": "Where does the robot arm bend like an elbow?",
            "zh-Hant": "機械臂的哪個位置像手肘般彎曲？",
            "zh-Hans": "机械臂的哪个位置像手肘一样弯曲？",
        },
        "picture": {
            "file": "arm.svg",
            "alt": {
                "en": "A robot arm on a base, drawn from the side",
                "zh-Hant": "裝在底座上的機械臂側面圖",
                "zh-Hans": "装在底座上的机械臂侧面图",
            },
        },
        "spots": [
            {
                "id": "base",
                "text": {"en": "Joint at the floor", "zh-Hant": "貼近地面的關節", "zh-Hans": "贴近地面的关节"},
                "x": 10,
                "y": 75,
                "width": 20,
                "height": 20,
            },
            {
                "id": "elbow",
                "text": {"en": "Joint at the top", "zh-Hant": "最高處的關節", "zh-Hans": "最高处的关节"},
                "x": 40,
                "y": 10,
                "width": 20,
                "height": 20,
                "correct": True,
            },
            {
                "id": "wrist",
                "text": {"en": "Joint at the far end", "zh-Hant": "末端的關節", "zh-Hans": "末端的关节"},
                "x": 75,
                "y": 40,
                "width": 20,
                "height": 20,
            },
        ],
        "explanation": {
            "en": "The joint between upper arm and forearm is called the elbow on robots too.",
            "zh-Hant": "在機械人身上，連接上臂與前臂的關節同樣稱為肘關節。",
            "zh-Hans": "在机器人身上，连接大臂与小臂的关节同样叫肘关节。",
        },
    }

    kind: Literal["hotspot"]
    picture: Picture
    spots: tuple[Spot, ...] = Field(min_length=3, max_length=8)

    def flaws(self) -> Iterator[Flaw]:
        for place in repeats(spot.id for spot in self.spots):
            yield Flaw("an earlier spot has this id", "Give each spot its own", ("spots", place, "id"))
        for place in look_alikes(lambda language: [spot.text.in_(language) for spot in self.spots]):
            yield Flaw("an earlier spot reads the same", "Make them differ in every language", ("spots", place, "text"))
        for (_, one), (place, other) in combinations(enumerate(self.spots), 2):
            if one.overlaps(other):
                yield Flaw(f"the spot overlaps {one.id!r}", "Move it, or make it smaller", ("spots", place))
        if len(self._right) != 1:
            yield Flaw(f"{len(self._right)} spots are marked `correct: true`", "Mark exactly one", ("spots",))

    @property
    def _right(self) -> list[Spot]:
        return [spot for spot in self.spots if spot.correct]

    def _by_token(self, seed: int) -> dict[str, Spot]:
        return {self.token(seed, spot.id): spot for spot in self.spots}

    def present(self, seed: int, language: str) -> dict[str, Any]:
        spots = self.shuffled(list(self._by_token(seed).items()), seed)
        return {
            "picture": self.picture.shown(language),
            "spots": [spot.shown(token, language) for token, spot in spots],
        }

    def grade(self, answer: Any, seed: int) -> Verdict:
        known = self._by_token(seed)
        if not isinstance(answer, str) or answer not in known:
            return UNREADABLE
        right = known[answer].correct
        return Verdict(float(right), int(right))

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        (right,) = self._right
        token = self.token(seed, right.id)
        return {
            "answer": token,
            "text": [right.text.in_(language)],
            "picture": self.picture.shown(language),
            "spot": right.shown(token, language),
        }

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        return first_field(fields, "answer")

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        return [self._by_token(seed)[answer].text.in_(language)]

    def tally(self, answer: Any, seed: int) -> list[str]:
        return [self._by_token(seed)[answer].id]

    def tally_names(self, language: str) -> dict[str, str]:
        return {spot.id: spot.text.in_(language) for spot in self.spots}
