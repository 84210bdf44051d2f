"""What play shows of a person: skills from answers, interests from points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quest.domain.facts import Liking, Shown

# What a skill is short of after one easy right answer: one is luck, several are a skill.
DOUBT = 1.0
# Below this, a skill was tried rather than shown.
LEAST_STRENGTH = 0.3


@dataclass(frozen=True, slots=True)
class Tried:
    """A player's best answer to a question: its fraction (0 to 1), the question's difficulty (1 to 3) and skills."""

    level_id: str
    skills: tuple[str, ...]
    difficulty: int
    fraction: float


@dataclass(frozen=True, slots=True)
class Stop:
    """A level as evidence names it: how many questions it has, and its codes on the map by sector."""

    questions: int
    codes: Mapping[str, str]


def skills_shown(tries: Iterable[Tried], stops: Mapping[str, Stop]) -> dict[str, Shown]:
    """The skills that answers show, each with its strength and the level that shows it best.

    The strength is the difficulty that was mastered over the difficulty that was tried, with a constant doubt:
    one easy right answer makes 0.5, three hard ones 0.9. A skill below `LEAST_STRENGTH` is left out.
    """
    tried: defaultdict[str, float] = defaultdict(float)
    mastered: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    right: defaultdict[str, int] = defaultdict(int)
    for answer in tries:
        right[answer.level_id] += answer.fraction >= 1
        for skill in answer.skills:
            tried[skill] += answer.difficulty
            mastered[skill][answer.level_id] += answer.difficulty * answer.fraction
    found = {}
    for skill, by_level in mastered.items():
        strength = sum(by_level.values()) / (tried[skill] + DOUBT)
        best = max(by_level, key=lambda level: (by_level[level], right[level], level))
        if strength >= LEAST_STRENGTH and right[best]:
            found[skill] = Shown(strength, best, right[best], stops[best].questions, stops[best].codes)
    return found


def likings(points: Mapping[str, int], sectors: Mapping[str, str]) -> dict[str, Liking]:
    """The interest in each sector, by the best of its lines.

    Args:
        points: by line. An interchange counts for both of its lines.
        sectors: the sector of each line.
    """
    most = max(points.values(), default=0)
    found: dict[str, Liking] = {}
    for line, earned in points.items():
        sector = sectors[line]
        if earned > 0 and (sector not in found or earned > found[sector].points):
            found[sector] = Liking(line, earned, earned / most)
    return found
