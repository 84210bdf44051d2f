"""Words on pictures, in three scripts: each character from the first font that has it, and none that no font has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Literal

from PIL import ImageDraw, ImageFont

from quest.paths import STATIC
from quest.web.metro.shapes import rows

FONTS = STATIC / "vendor" / "fonts"
Boldness = Literal["heavy", "plain"]
_LATIN: dict[Boldness, str] = {"heavy": "barlow-800.woff2", "plain": "barlow-600.woff2"}
_WEIGHT: dict[Boldness, int] = {"heavy": 800, "plain": 500}
_HAN = {"zh-Hans": ("noto-sans-sc", "noto-sans-hk")}
_HAN_ELSEWHERE = ("noto-sans-hk", "noto-sans-sc")


@dataclass(frozen=True)
class Hand:
    """How words are written: for readers of a language, in a size of pixels."""

    language: str
    size: int
    boldness: Boldness = "heavy"

    def width(self, words: str) -> float:
        """How wide they are."""
        return sum(font.getlength(run) for run, font in self._runs(words))

    def write(self, on: ImageDraw.ImageDraw, x: float, baseline: float, words: str, colour: str) -> None:
        """Writes one row, from `x` on."""
        for run, font in self._runs(words):
            on.text((x, baseline), run, font=font, fill=colour, anchor="ls")
            x += font.getlength(run)

    def rows(self, words: str, room: float, most: int) -> list[str]:
        """The words in at most so many rows of `room` pixels; what does not fit is cut with an ellipsis."""
        return rows(words, room, most, self.size, lambda row, _size: self.width(row))

    def _runs(self, words: str) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        held = _holders(self.language, self.boldness)
        drawn = ((held.get(ord(char)), char) for char in words)
        for name, chars in groupby(drawn, key=lambda each: each[0]):
            if name:
                yield "".join(char for _, char in chars), _font(name, self.size, self.boldness)


@cache
def _holders(language: str, boldness: Boldness) -> dict[int, str]:
    """Which font file draws each character."""
    held: dict[str, list[tuple[int, int]]] = json.loads((FONTS / "characters.json").read_text("utf-8"))
    families = (_LATIN[boldness], *_HAN.get(language, _HAN_ELSEWHERE))
    found: dict[int, str] = {}
    for family in reversed(families):
        for name, runs in held.items():
            if name.startswith(family):
                found |= {point: name for first, last in runs for point in range(first, last + 1)}
    return found


@lru_cache(maxsize=256)
def _font(name: str, size: int, boldness: Boldness) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / name, size)
    if not name.startswith("barlow"):
        font.set_variation_by_axes([_WEIGHT[boldness]])
    return font
