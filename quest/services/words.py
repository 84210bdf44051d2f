"""Which texts are about the same: BM25 over English and Chinese words."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Mapping
from itertools import pairwise

import bm25s
import numpy as np

# It sets itself to DEBUG, whatever the quest's own level is.
logging.getLogger("bm25s").setLevel(logging.WARNING)

STOP_WORDS = frozenset("a an and are as at be by for from in is of on or our the to we will with you your".split())  # noqa: SIM905
PART = re.compile(r"[a-z0-9\u00c0-\u024f]+(?:\+\+|#)?|[\u3400-\u9fff]+")


def tokens(text: str) -> list[str]:
    """The words of a text as they are compared: Latin ones in the singular, Chinese ones as pairs of characters."""
    found = []
    for part in PART.findall(text.casefold()):
        if "\u3400" <= part[0] <= "\u9fff":
            found += ["".join(pair) for pair in pairwise(part)] or [part]
        elif part not in STOP_WORDS:
            found.append(_singular(part))
    return found


def _singular(word: str) -> str:
    """The word without a plural's ending (Harman, "How effective is suffixing?", 1991: the S stemmer)."""
    if len(word) > 4 and word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("us", "ss", "aes", "ees", "oes")):
        return word[:-1]
    return word


class WordIndex:
    """Texts by id, to be asked which of them are about some words; built once and only read afterwards."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._ids = np.fromiter(texts, dtype=np.int64, count=len(texts))
        self._numbers: dict[str, int] = {}
        words = [self._learn(text) for text in texts.values()]
        self._index = bm25s.BM25() if any(words) else None
        if self._index is not None:
            self._index.index((words, self._numbers), show_progress=False)

    def closeness(self, words: Iterable[str]) -> dict[int, float]:
        """How much each text is about these words, from above 0 to 1 for the closest; texts with none are left out."""
        known = self._known(words)
        if self._index is None or not known:
            return {}
        scores = self._index.get_scores_from_ids(known)
        found = np.flatnonzero(scores > 0)
        return dict(zip(self._ids[found].tolist(), (scores[found] / scores.max()).tolist(), strict=True))

    def holding(self, text: str) -> set[int]:
        """The ids of the texts that hold every word of this one; none for a text without words."""
        words = set(tokens(text))
        known = self._known(words)
        if self._index is None or not words or len(known) < len(words):
            return set()
        starts, rows = self._index.scores["indptr"], self._index.scores["indices"]
        holders = [set(rows[starts[word] : starts[word + 1]].tolist()) for word in known]
        return set(self._ids[list(set.intersection(*holders))].tolist())

    def _learn(self, text: str) -> list[int]:
        time.sleep(0)  # a server of greenlets goes on serving meanwhile
        return [self._numbers.setdefault(word, len(self._numbers)) for word in tokens(text)]

    def _known(self, words: Iterable[str]) -> list[int]:
        return [self._numbers[word] for word in dict.fromkeys(words) if word in self._numbers]
