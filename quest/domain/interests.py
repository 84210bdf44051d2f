"""Holland's six types: what a person's answers about work they would like say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TYPES = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
"""In the order of their letters, R I A S E C, which also decides between types that are equally strong."""

LETTERS = 3


@dataclass(frozen=True, slots=True)
class Holland:
    """How strongly each type is liked.

    Attributes:
        shares: by type, 0 (nothing of it) to 1 (everything of it); 0 for a type that nobody asked about.
        code: the letters of the three strongest, the strongest first; empty when nothing is liked at all.
    """

    shares: dict[str, float]
    code: str


def holland(answered: Iterable[Mapping[str, tuple[int, int]]]) -> Holland:
    """The profile of all questions that somebody answered; each gives by type the sum of its answers and their most."""
    sums, most = dict.fromkeys(TYPES, 0), dict.fromkeys(TYPES, 0)
    for leanings in answered:
        for name, (sum_, top) in leanings.items():
            sums[name] += sum_
            most[name] += top
    shares = {name: sums[name] / most[name] if most[name] else 0.0 for name in TYPES}
    strongest = sorted(TYPES, key=lambda name: -shares[name])[:LETTERS]  # sorting keeps the order of equal ones
    code = "".join(name[0].upper() for name in strongest)
    return Holland(shares, code if any(shares.values()) else "")
