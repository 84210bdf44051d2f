"""Holland's six types: what a person's answers about work they would like say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, mean, pstdev

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


def likeness(person: Sequence[float], job: Sequence[float]) -> float | None:
    """How alike two profiles are, -1 to 1: Pearson's correlation over the six types; None when one of them is flat.

    What counts is which types stand out, not how high they are: somebody who is curious about everything is like
    nothing in particular (Holland, Making Vocational Choices, 3rd ed., 1997, on differentiation and congruence).
    """
    try:
        return correlation(person, job)
    except StatisticsError:
        return None


def shared(person: Sequence[float], job: Sequence[float]) -> list[str]:
    """The types, at most two, that stand out in both profiles, the strongest first."""
    both = {name: min(_above(person, n), _above(job, n)) for n, name in enumerate(TYPES)}
    return [name for name in sorted(TYPES, key=lambda name: -both[name]) if both[name] > 0][:2]


def _above(profile: Sequence[float], place: int) -> float:
    """How far a type stands above the middle of its profile, in the profile's own spread."""
    return (profile[place] - mean(profile)) / (pstdev(profile) or 1.0)


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
