"""Image choice: one right picture of several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

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


class PictureOption(Content):
    """A picture to choose; `text` is a caption below it."""

    id: Identifier
    picture: Picture
    text: Text | None = None
    correct: bool = False

    def words(self, language: str) -> str:
        """What it is called where pictures cannot be shown."""
        return (self.text or self.picture.alt).in_(language)


class ImageChoice(Question):
    """Choose the one right picture: all or nothing. The pictures are shuffled for each attempt."""

    NAME: ClassVar[str] = "image-choice"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-image-choice",
        "kind": "image-choice",
        "prompt": {
            "en": "Which sign warns of an electric shock?",
            "zh-Hant": "哪個標誌警告有觸電危險？",
            "zh-Hans": "哪个标志警告有触电危险？",
        },
        "options": [
            {
                "id": "bolt",
                "picture": {
                    "file": "bolt.svg",
                    "alt": {
                        "en": "A triangle with a bolt of lightning",
                        "zh-Hant": "三角形內有閃電圖案",
                        "zh-Hans": "三角形内有闪电图案",
                    },
                },
                "correct": True,
            },
            {
                "id": "flame",
                "picture": {
                    "file": "flame.svg",
                    "alt": {
                        "en": "A triangle with a flame",
                        "zh-Hant": "三角形內有火焰圖案",
                        "zh-Hans": "三角形内有火焰图案",
                    },
                },
            },
            {
                "id": "beam",
                "picture": {
                    "file": "beam.svg",
                    "alt": {
                        "en": "A triangle with a star of rays",
                        "zh-Hant": "三角形內有放射光線圖案",
                        "zh-Hans": "三角形内有放射光线图案",
                    },
                },
            },
        ],
        "explanation": {
            "en": "The bolt stands for electricity on warning signs all over the world.",
            "zh-Hant": "世界各地的警告標誌都以閃電代表電力。",
            "zh-Hans": "世界各地的警告标志都以闪电代表电。",
        },
    }

    kind: Literal["image-choice"]
    options: tuple[PictureOption, ...] = Field(min_length=2, max_length=6)

    def flaws(self) -> Iterator[Flaw]:
        for place in repeats(option.id for option in self.options):
            yield Flaw("an earlier option has this id", "Give each option its own", ("options", place, "id"))
        for place in repeats(option.picture.file for option in self.options):
            where = ("options", place, "picture", "file")
            yield Flaw("an earlier option shows this picture", "Give each option its own", where)
        for place in look_alikes(lambda language: [option.words(language) for option in self.options]):
            yield Flaw("an earlier option reads the same", "Make them differ in every language", ("options", place))
        if len({option.text is None for option in self.options}) > 1:
            yield Flaw("some options have a caption and some none", "Give all a `text`, or none", ("options",))
        if len(self._right) != 1:
            yield Flaw(f"{len(self._right)} options are marked `correct: true`", "Mark exactly one", ("options",))

    @property
    def _right(self) -> list[PictureOption]:
        return [option for option in self.options if option.correct]

    def _by_token(self, seed: int) -> dict[str, PictureOption]:
        return {self.token(seed, option.id): option for option in self.options}

    def present(self, seed: int, language: str) -> dict[str, Any]:
        return {
            "options": [
                {
                    "id": token,
                    "picture": option.picture.shown(language),
                    "text": option.text.in_(language) if option.text else None,
                }
                for token, option in self.shuffled(list(self._by_token(seed).items()), seed)
            ]
        }

    def grade(self, answer: Any, seed: int) -> Verdict:
        known = self._by_token(seed)
        if not isinstance(answer, str) or answer not in known:
            return UNREADABLE
        right = known[answer].correct
        return Verdict(float(right), int(right))

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        (right,) = self._right
        return {
            "answer": self.token(seed, right.id),
            "text": [right.words(language)],
            "picture": right.picture.shown(language),
        }

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        return first_field(fields, "answer")

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        return [self._by_token(seed)[answer].words(language)]

    def tally(self, answer: Any, seed: int) -> list[str]:
        return [self._by_token(seed)[answer].id]

    def tally_names(self, language: str) -> dict[str, str]:
        return {option.id: option.words(language) for option in self.options}
