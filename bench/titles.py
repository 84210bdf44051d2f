"""How well job titles find what they mean, on three public sources that `docs/benchmarks.md` names."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from quest.services.names import NameIndex, Scores

HELD_OUT = 0.2
"""The part of the titles of a source that ask; the others are what is known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A title, and the rows of all that is right for it."""

    title: str
    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class Trial:
    """One source: what ranks, who asks, how often each row is right among what is known, and the target."""

    name: str
    rank: Callable[[str], Scores]
    asked: Sequence[Asked]
    popular: Scores
    target: float
    stretch: float


def trials(shared: Path) -> Iterator[Trial]:
    """The trials that the folder of shared data has files for."""
    yield occupations(shared / "data" / "onet")
    yield series(shared / "data" / "jobs")
    yield labels(shared / "data" / "ranking")


def occupations(folder: Path) -> Trial:
    """Titles that people report for their occupation: each fifth asks, and stands nowhere in what is known."""
    rows = [(row["reported_title"], row["onet_soc"]) for row in _rows(folder / "reported_titles.csv")]
    right: defaultdict[str, set[str]] = defaultdict(set)
    for title, code in rows:
        right[title.casefold()].add(code)
    asking = _held_out(sorted(right))
    known: dict[str, dict[str, str]] = {
        row["onet_soc"]: {row["title"].casefold(): row["title"]} for row in _rows(folder / "occupation_data.csv")
    }
    alternate = [
        (row[column], row["onet_soc"])
        for row in _rows(folder / "alternate_titles.csv")
        for column in ("alternate_title", "short_title")
    ]
    for title, code in [*rows, *alternate]:
        if title and title.casefold() not in asking:
            known[code].setdefault(title.casefold(), title)
    index = NameIndex({code: list(titles.values()) for code, titles in known.items()})
    row_of = {code: row for row, code in enumerate(index.things)}
    return Trial(
        "reported title → occupation (O*NET 29)",
        index.thing_scores,
        [Asked(title, frozenset(row_of[code] for code in right[title])) for title in sorted(asking)],
        np.array([len(known[code]) for code in index.things], dtype=float),
        target=0.73,
        stretch=0.80,
    )


def series(folder: Path) -> Trial:
    """Titles of federal posts and the series that they were filed under: each fifth asks."""
    rows = [(row["position_title"], row["occupation_series"]) for row in _rows(folder / "usajobs_title_to_series.csv")]
    asking = _held_out(sorted({title for title, _ in rows}))
    known: defaultdict[str, list[str]] = defaultdict(list)
    right: defaultdict[str, set[str]] = defaultdict(set)
    for title, name in rows:
        if title in asking:
            right[title].add(name)
        else:
            known[name].append(title)
    index = NameIndex(known)
    row_of = {name: row for row, name in enumerate(index.things)}
    return Trial(
        "job title → series (USAJOBS)",
        index.thing_scores,
        [Asked(title, frozenset(row_of[name] for name in right[title] if name in row_of)) for title in sorted(asking)],
        np.array([len(known[name]) for name in index.things], dtype=float),
        target=0.70,
        stretch=0.75,
    )


def labels(folder: Path) -> Trial:
    """Titles of one classification and the labels of another that mean the same (MELO, O*NET to ESCO)."""
    corpus = list(_tabs(folder / "melo_usa_en_corpus.tsv"))
    row_of = {label_id: row for row, (label_id, _) in enumerate(corpus)}
    right: defaultdict[str, set[int]] = defaultdict(set)
    for query_id, _, label_id, grade in _tabs(folder / "melo_usa_en_qrels.tsv"):
        if int(grade):
            right[query_id].add(row_of[label_id])
    concepts: defaultdict[str, list[str]] = defaultdict(list)
    for label_id, label in corpus:
        concepts[label_id.partition("_")[0]].append(label)
    index = NameIndex(concepts)
    queries = list(_tabs(folder / "melo_usa_en_queries.tsv"))
    return Trial(
        "title → label of another classification (MELO, USA, English)",
        index.name_scores,
        [Asked(title, frozenset(right[query_id])) for query_id, title in queries],
        np.array([len(concepts[label_id.partition("_")[0]]) for label_id, _ in corpus], dtype=float),
        target=0.60,
        stretch=0.674,
    )


def reciprocal_rank(scores: Scores, right: Iterable[int]) -> float:
    """1 / the place of the first right row (Voorhees, 1999), where rows with one score stand in an order of chance.

    0 where nothing right was found at all.
    """
    rows = list(right)
    best = scores[rows].max() if rows else 0.0
    if best <= 0:
        return 0.0
    above, level = int((scores > best).sum()), int((scores == best).sum())
    right_level = int((scores[rows] == best).sum())
    return 1 / (1 + above + (level - right_level) / (right_level + 1))


def mean_reciprocal_rank(trial: Trial, rank: Callable[[str], Scores]) -> float:
    """The mean over everything that was asked."""
    return sum(reciprocal_rank(rank(each.title), each.right) for each in trial.asked) / len(trial.asked)


def row(trial: Trial) -> Mapping[str, str]:
    """What a trial came to, beside chance and beside always giving what is most frequent."""
    generator = np.random.default_rng(0)
    size = len(trial.popular)
    found = mean_reciprocal_rank(trial, trial.rank)
    return {
        "ranking": trial.name,
        "asked": f"{len(trial.asked):,}",
        "among": f"{size:,}",
        "random": f"{mean_reciprocal_rank(trial, lambda _: generator.permutation(size) + 1.0):.3f}",
        "most frequent": f"{mean_reciprocal_rank(trial, lambda _: trial.popular):.3f}",
        "MRR": f"{found:.3f}{'' if found >= trial.target else ' !'}",
        "target": f"{trial.target:.2f}",
        "stretch": f"{trial.stretch:.3g}{' met' if found >= trial.stretch else ''}",
    }


def _held_out(titles: Sequence[str]) -> set[str]:
    return set(random.Random(29).sample(titles, round(len(titles) * HELD_OUT)))


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _tabs(file: Path) -> Iterator[list[str]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")
