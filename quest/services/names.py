"""Which of many things a name means: an occupation by its titles, a series by the titles of its jobs."""

from __future__ import annotations

import math
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from quest.services.words import WordIndex, tokens

Scores = NDArray[np.float64]

SPELT = 1.0
OTHERS = 0.5
TOGETHER = 1.25
"""What the parts of a score weigh beside the words of a name: its spelling, the thing's other names, and all its words.

Chosen on the titles of three public sources, see docs/benchmarks.md; each of them is worse without any of the parts.
"""
MOST_OTHERS = 5
LETTERS = (2, 3, 4)
LEFT_OUT = re.compile(r",?\s*\b(?:except|including|all other)\b.*", re.IGNORECASE)
"""What a classification says that a title is not; none of it is what somebody calls a job."""


class NameIndex:
    """Things with all their names; built once and only read afterwards."""

    def __init__(self, things: Mapping[str, Sequence[str]]) -> None:
        self.things = tuple(things)
        self.names = [name for names in things.values() for name in names]
        sizes = [len(names) for names in things.values()]
        self.owners = np.repeat(np.arange(len(sizes)), sizes)
        self._words = WordIndex(dict(enumerate(self.names)))
        self._spelling = Spelling(self.names)
        self._together = WordIndex({row: "\n".join(names) for row, names in enumerate(things.values())})

    def closest(self, title: str, most: int = 5) -> list[tuple[str, float]]:
        """The things that the title may mean, the likeliest first, with a score above 0; only scores of one title
        compare."""
        scores = self.thing_scores(title)
        order = np.argsort(-scores, kind="stable")[:most]
        return [(self.things[row], float(scores[row])) for row in order if scores[row] > 0]

    def thing_scores(self, title: str) -> Scores:
        """A score for each thing, in their order."""
        best = np.zeros(len(self.things))
        names = self.name_scores(title)
        np.maximum.at(best, self.owners, names)
        return best

    def likeness(self, title: str) -> Scores:
        """How alike the best spelt name of each thing is, 0 to 1, in their order; this one compares between titles."""
        best = np.zeros(len(self.things))
        np.maximum.at(best, self.owners, self._spelling.likeness(title))
        return best

    def name_scores(self, title: str) -> Scores:
        """A score for each name, in their order: how close it is itself, and how close what it names is."""
        asked = LEFT_OUT.sub("", title) or title
        words = tokens(asked)
        own = _spread(self._words.closeness(words), len(self.names)) + SPELT * _against_best(
            self._spelling.likeness(asked)
        )
        together = _spread(self._together.closeness(words), len(self.things))
        return own + (OTHERS * self._mean_of_best(own) + TOGETHER * together)[self.owners]

    def _mean_of_best(self, scores: Scores) -> Scores:
        """For each thing, the mean of its best names; a name that it lacks counts as 0."""
        order = np.lexsort((-scores, self.owners))
        owners = self.owners[order]
        place = np.arange(len(order)) - np.searchsorted(owners, owners)
        first = place < MOST_OTHERS
        return np.bincount(owners[first], scores[order][first], minlength=len(self.things)) / MOST_OTHERS


class Spelling:
    """Names by the short runs of letters in their words: near to each other even where no word is the same.

    Cosine of the runs, each weighed by how often it comes and how rare it is (Salton & Buckley, 1988: tf-idf).
    """

    def __init__(self, names: Sequence[str]) -> None:
        counted = [Counter(_runs(name)) for name in names]
        holders = Counter(run for counts in counted for run in counts)
        self._count = len(names)
        self._rarity = {run: math.log((1 + self._count) / (1 + held)) + 1 for run, held in holders.items()}
        self._unknown = math.log(1 + self._count) + 1
        rows: defaultdict[str, list[int]] = defaultdict(list)
        weights: defaultdict[str, list[float]] = defaultdict(list)
        for row, counts in enumerate(counted):
            time.sleep(0)  # a server of greenlets goes on serving meanwhile
            weighed = self._weigh(counts)
            length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
            for run, weight in weighed.items():
                rows[run].append(row)
                weights[run].append(weight / length)
        self._found = {run: (np.array(rows[run]), np.array(weights[run])) for run in rows}

    def likeness(self, name: str) -> Scores:
        """How alike each name is spelt, 0 to 1, in their order."""
        weighed = self._weigh(Counter(_runs(name)))
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        found = np.zeros(self._count)
        for run, weight in weighed.items():
            if run in self._found:
                rows, weights = self._found[run]
                found[rows] += weights * (weight / length)
        return found

    def _weigh(self, counts: Mapping[str, int]) -> dict[str, float]:
        return {run: (1 + math.log(count)) * self._rarity.get(run, self._unknown) for run, count in counts.items()}


def _runs(name: str) -> Iterator[str]:
    for word in re.findall(r"\w+", name.casefold()):
        padded = f" {word} "
        for length in LETTERS:
            yield from (padded[at : at + length] for at in range(max(1, len(padded) - length + 1)))


def _spread(closeness: Mapping[int, float], size: int) -> Scores:
    scores = np.zeros(size)
    scores[list(closeness)] = list(closeness.values())
    return scores


def _against_best(scores: Scores) -> Scores:
    best = scores.max(initial=0.0)
    return scores / best if best > 0 else scores
