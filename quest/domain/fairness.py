"""How improbable a run looks, for a human to judge. Nothing here punishes anybody.

Everything is counted in bits: ten bits are as improbable as ten tosses of a coin that all show heads, one in about a
thousand. For each player they add up from first attempts alone:

- *too fast*: a right answer in less time than its prompt can be read in. `least_ms` takes 10 words or 15 Chinese
  characters a second, twice the pace of a fast reader, and half a second to tap. Each counts 2 bits, as a guess among
  four that came true.
- *unseen*: a right answer to a question that was never opened on a page, as a script gives it: 1 bit each.
- *too even*: the times of `STEADY_FROM` answers or more that hardly differ. People's times differ by more than half of
  their mean; where the standard deviation is below a fifth of it, each two answers count 1 bit, 20 at the most.
- *twin*: wrong answers that were the same as one other player's. Of an answer that a share p of all players gave,
  -log2(p) bits; what a quarter or more got wrong in the same way says nothing. The most alike other player counts.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

WORDS_A_SECOND = 10
HAN_A_SECOND = 15
TAP_MS = 500
BITS_FAST = 2.0
BITS_UNSEEN = 1.0
STEADY_FROM = 10
STEADY_BELOW = 0.2
STEADY_MOST = 20.0
TWIN_SHARE = 0.25
TWIN_CROWD = 30
"""Of wrong answers that more players than this gave, no pairs are made: they would be too many to count."""
TWIN_FROM = 3
TWIN_SAMPLE = 8
"""With fewer answers to a question nobody knows how rare one is."""
IMPROBABLE = 10.0
"""From so many bits on a run is shown."""

_WORD = re.compile(r"[^\W\d_\u3400-\u9fff][^\W_\u3400-\u9fff]*|\d+")
_HAN = re.compile(r"[\u3400-\u9fff]")


def least_ms(text: str) -> int:
    """In how many milliseconds, at the very least, somebody reads a text and taps an answer."""
    seconds = len(_WORD.findall(text)) / WORDS_A_SECOND + len(_HAN.findall(text)) / HAN_A_SECOND
    return TAP_MS + round(seconds * 1000)


def steady_bits(answers: int, mean: float, mean_square: float) -> float:
    """The bits of how even times are, from their number, their mean and the mean of their squares."""
    if answers < STEADY_FROM or mean <= 0:
        return 0.0
    deviation = math.sqrt(max(0.0, mean_square - mean * mean))
    return min(STEADY_MOST, answers / 2) if deviation < STEADY_BELOW * mean else 0.0


@dataclass(frozen=True, slots=True)
class Shared:
    """A wrong answer that several players gave to one question, and the share of all players who did."""

    question_id: str
    answer: str
    share: float

    @property
    def bits(self) -> float:
        """How improbable it is that somebody gives just this one."""
        return -math.log2(self.share)


def shared_answers(
    question_id: str, given: Iterable[tuple[int, str]], answers: int
) -> Iterator[tuple[Shared, list[int]]]:
    """The wrong answers to a question that are rare and yet not one player's alone, each with its players.

    Args:
        given: players and the wrong answers that they gave.
        answers: how many players answered the question at all.
    """
    by_answer: dict[str, list[int]] = defaultdict(list)
    for player_id, answer in given:
        by_answer[answer].append(player_id)
    if answers < TWIN_SAMPLE:
        return
    for answer, players in by_answer.items():
        share = len(players) / answers
        if 2 <= len(players) <= TWIN_CROWD and share < TWIN_SHARE:
            yield Shared(question_id, answer, share), players


def twins(found: Iterable[tuple[Shared, Collection[int]]]) -> dict[int, dict[int, list[Shared]]]:
    """For each player the others who gave the same rare wrong answers, at least `TWIN_FROM` of them."""
    alike: dict[tuple[int, int], list[Shared]] = defaultdict(list)
    for shared, players in found:
        for pair in combinations(sorted(set(players)), 2):
            alike[pair].append(shared)
    pairs: dict[int, dict[int, list[Shared]]] = defaultdict(dict)
    for (one, other), all_shared in alike.items():
        if len(all_shared) >= TWIN_FROM:
            pairs[one][other] = pairs[other][one] = all_shared
    return pairs


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks against a player.

    Attributes:
        fast, unseen: how many right answers were too fast, and how many unseen.
        steady: the bits of times that are too even.
        twin: the bits of the most alike other player.
    """

    fast: int = 0
    unseen: int = 0
    steady: float = 0.0
    twin: float = 0.0

    @property
    def bits(self) -> float:
        """How improbable all of it is together."""
        return self.fast * BITS_FAST + self.unseen * BITS_UNSEEN + self.steady + self.twin

    @property
    def is_improbable(self) -> bool:
        """Whether a human should look at it."""
        return self.bits >= IMPROBABLE


def most_alike(others: Mapping[int, Iterable[Shared]]) -> tuple[int, float] | None:
    """The other player with whom somebody shares most, and the bits of that; None for nobody."""
    if not others:
        return None
    bits = {other: sum(shared.bits for shared in alike) for other, alike in others.items()}
    most = max(bits, key=lambda other: (bits[other], -other))
    return most, bits[most]
