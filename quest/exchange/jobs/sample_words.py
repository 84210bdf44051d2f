"""The sentences of the sample fair: texts in three languages, filled in and joined in all of them at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from quest.domain.work import Education, Seniority
from quest.exchange.skills import vocabulary
from quest.levels.base import LANGUAGES

SECTORS = ("ai-data", "biotech", "fintech", "robotics")
HAN = r"[\u3400-\u9fff]"
BETWEEN_SCRIPTS = re.compile(rf"(?<={HAN})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9+])(?={HAN})")

Words = tuple[str, ...]
"""The same text in every language, in the order of `LANGUAGES`."""


@dataclass(frozen=True)
class Occupation:
    """A kind of work of the sample fair, as its sector's file describes it.

    Attributes:
        kind: `technology` or `business`.
        at: `office`, `lab`, `plant` or `field`.
        levels, education: what its jobs may ask for; no education stands for a job that states none.
        pay: a beginner's lowest and highest pay, thousands of HKD a month.
        core: skills that each of its jobs names; a job adds some of `skills`.
    """

    id: str
    name: Words
    sector: str
    kind: str
    at: str
    levels: frozenset[Seniority]
    education: frozenset[Education | None]
    pay: tuple[int, int]
    field: Words
    core: tuple[str, ...]
    skills: tuple[str, ...]
    focus: tuple[Words, ...]
    duties: tuple[Words, ...]


def _words(text: str) -> Words:
    """The parts of "English | 繁體 | 简体".

    Raises:
        ValueError: it has not one part for each language.
    """
    parts = tuple(part.strip() for part in text.split(" | "))
    if len(parts) != len(LANGUAGES):
        raise ValueError(f"a text needs {len(LANGUAGES)} languages: {text!r}")
    return parts


def same(text: str) -> Words:
    """A name that is written alike in every language."""
    return (text,) * len(LANGUAGES)


def fill(template: Words, **values: Words) -> Words:
    """The template with its names replaced, each language by its own."""
    return tuple(
        text.format_map({name: value[at] for name, value in values.items()}) for at, text in enumerate(template)
    )


def join(separator: str, texts: Sequence[Words]) -> Words:
    """The texts one after another."""
    return tuple(separator.join(parts) for parts in zip(*texts, strict=True))


def sentences(texts: Sequence[Words]) -> Words:
    """The sentences as one paragraph; only English puts spaces between them."""
    return (" ".join(text[0] for text in texts), *join("", texts)[1:])


def by_language(text: Words) -> dict[str, str]:
    """The text by language tag, with the space that Chinese typography wants between Han and Latin."""
    english, *chinese = text
    spaced = (BETWEEN_SCRIPTS.sub(" ", part) for part in chinese)
    return dict(zip(LANGUAGES, (english, *spaced), strict=True))


def as_subject(focus: Words) -> Words:
    """A focus as part of a title: its English words with capitals."""
    small = {"and", "for", "from", "in", "of", "the", "to", "with"}
    capitals = " ".join(word if word in small else word[0].upper() + word[1:] for word in focus[0].split())
    return (capitals, *focus[1:])


def shared() -> dict[str, Any]:
    """The sentences that jobs of all sectors draw on."""
    return _load("words")


def companies() -> dict[str, Any]:
    """Names, places and stories of companies."""
    return _load("companies")


def products(sector: str) -> tuple[Words, ...]:
    """What companies of the sector make."""
    return tuple(_load(sector)["products"])


@cache
def occupations(sector: str) -> tuple[Occupation, ...]:
    """The occupations of the sector."""
    return tuple(_occupation(sector, entry) for entry in _load(sector)["occupations"])


@cache
def kinds_of_work() -> Mapping[str, str]:
    """`technology` or `business` by the id of an occupation."""
    return {occupation.id: occupation.kind for sector in SECTORS for occupation in occupations(sector)}


@cache
def skill_list(skills: tuple[str, ...]) -> Words:
    """The skills' names as part of a sentence."""
    names = [_skill_name(skill) for skill in skills]
    text = names[-1]
    if len(names) > 1:
        text = fill(shared()["pair"], first=names[-2], last=names[-1])
    for name in reversed(names[:-2]):
        text = fill(shared()["list"], first=name, rest=text)
    return text


def _skill_name(skill: str) -> Words:
    english, *chinese = (vocabulary().name(skill, language) for language in LANGUAGES)
    if skill not in shared()["proper"]:
        english = english[0].lower() + english[1:]
    return (english, *chinese)


def _occupation(sector: str, entry: Mapping[str, Any]) -> Occupation:
    return Occupation(
        id=entry["id"],
        name=entry["name"],
        sector=sector,
        kind=entry["kind"],
        at=entry.get("at", "office"),
        levels=frozenset(Seniority(level) for level in entry.get("levels", Seniority)),
        education=frozenset(None if level == "unstated" else Education(level) for level in entry["education"]),
        pay=(entry["pay"][0], entry["pay"][1]),
        field=entry["field"],
        core=tuple(entry["core"]),
        skills=tuple(entry["skills"]),
        focus=tuple(entry["focus"]),
        duties=tuple(entry["duties"]),
    )


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _texts(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_texts(part) for part in value]
    return _words(value) if isinstance(value, str) and " | " in value else value


@cache
def _load(name: str) -> dict[str, Any]:
    """One of the files, with every text of three languages taken apart."""
    text = (files("quest.exchange.jobs") / "sample" / f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = _texts(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506 - both are safe
    return data
