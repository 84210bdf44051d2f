"""The vocabulary of skills: one id for each, its names and the other ways to write it, and where a text says so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
LATIN_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+(?:\+\+|#)?|[,;:!?()\n]|\.(?=\s|$)")  # a pause ends a phrase


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill: `name` by language tag; `aliases` are other ways to write it.

    An alias with a capital letter counts only as written; names and other aliases count in any case. `like` is the
    O*NET code of an occupation that this skill stands for; a skill of every kind of work has none. A `proper` name
    keeps its capital letter wherever it stands.
    """

    id: str
    name: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    like: str | None = None
    proper: bool = False


class Vocabulary:
    """Skills by id, and a finder that meets them in text: Latin words whole, Chinese ones anywhere."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self.skills = {skill.id: skill for skill in skills}
        self._phrases: defaultdict[tuple[str, ...], dict[str, tuple[str, ...] | None]] = defaultdict(dict)
        self._han: defaultdict[str, set[str]] = defaultdict(set)
        for skill in self.skills.values():
            for name in skill.name.values():
                self._learn(name, skill.id, as_written=False)
            for alias in skill.aliases:
                self._learn(alias, skill.id, as_written=alias != alias.lower())
        self._longest: dict[str, int] = {}
        for words in self._phrases:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))
        terms = sorted(self._han, key=lambda term: (-len(term), term))
        self._han_terms = re.compile("|".join(map(re.escape, terms)) or r"(?!)")

    def __contains__(self, skill_id: object) -> bool:
        return skill_id in self.skills

    def __iter__(self) -> Iterator[Skill]:
        return iter(self.skills.values())

    def __len__(self) -> int:
        return len(self.skills)

    def name(self, skill_id: str, language: str) -> str:
        """The skill's name in `language`, else in English; the id itself for a skill that nobody entered."""
        skill = self.skills.get(skill_id)
        return (skill.name.get(language) or skill.name["en"]) if skill else skill_id

    def in_sentence(self, skill_id: str, language: str) -> str:
        """The name as it stands inside a sentence: “data analysis”, but “Python” and “API design”."""
        name, skill = self.name(skill_id, language), self.skills.get(skill_id)
        ordinary = skill is not None and not skill.proper and name.partition(" ")[0][1:].islower()
        return name[:1].lower() + name[1:] if ordinary else name

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of the skills that the text names, in the order of the vocabulary.

        The longest name wins where several fit: "machine learning operations" is no mention of machine learning.
        """
        found = self._find_words(text)
        if HAN.search(text):
            for match in self._han_terms.finditer(text.casefold()):
                found |= self._han[match[0]]
        return tuple(skill_id for skill_id in self.skills if skill_id in found)

    def _learn(self, term: str, skill_id: str, *, as_written: bool) -> None:
        if HAN.search(term):
            self._han[term.casefold()].add(skill_id)
            return
        words = tuple(LATIN_WORD.findall(term))
        key = tuple(word.lower() for word in words)
        if key not in self._phrases or skill_id not in self._phrases[key] or not as_written:
            self._phrases[key][skill_id] = words if as_written else None

    def _find_words(self, text: str) -> set[str]:
        words = LATIN_WORD.findall(text)
        lowered = [word.lower() for word in words]
        found: set[str] = set()
        at = 0
        while at < len(words):
            for length in range(self._longest.get(lowered[at], 0), 0, -1):
                spellings = self._phrases.get(tuple(lowered[at : at + length]), {})
                written = tuple(words[at : at + length])
                hits = {skill for skill, spelling in spellings.items() if spelling in (None, written)}
                if hits:
                    found |= hits
                    at += length
                    break
            else:
                at += 1
        return found


def read_vocabulary(text: str) -> Vocabulary:
    """The vocabulary in a YAML list of `id`, `name` by language and `aliases`.

    Raises:
        ValueError: an id is used twice, or a name lacks English.
    """
    skills = [
        Skill(
            id=entry["id"],
            name=entry["name"],
            aliases=tuple(str(alias) for alias in entry.get("aliases") or ()),
            like=entry.get("like"),
            proper=entry.get("proper", False),
        )
        for entry in _read(text)
    ]
    seen: set[str] = set()
    for skill in skills:
        if skill.id in seen:
            raise ValueError(f"the skill id {skill.id!r} is used twice")
        if "en" not in skill.name:
            raise ValueError(f"the skill {skill.id!r} needs an English name")
        seen.add(skill.id)
    return Vocabulary(skills)


def _read(text: str) -> Any:
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


@cache
def interests() -> Mapping[str, tuple[float, ...]]:
    """What work that needs a skill is like, by skill: Holland's six types as O*NET rates them, 1 to 7.

    The order is that of `quest.domain.interests.TYPES`. Skills of every kind of work are left out.
    """
    occupations = _read((files("quest.campaigns") / "occupations.yaml").read_text(encoding="utf-8"))
    return {skill.id: tuple(occupations[skill.like]["interests"]) for skill in vocabulary() if skill.like}


@cache
def vocabulary() -> Vocabulary:
    """The built-in vocabulary, `quest/campaigns/skills.yaml`."""
    return read_vocabulary((files("quest.campaigns") / "skills.yaml").read_text(encoding="utf-8"))
