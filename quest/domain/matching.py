"""Matching: which jobs fit a person, by what facts, and what is missing.

A score is the weighted sum of five parts, each from 0 to 1. It orders jobs and is never shown as a percentage; what
people see are the findings, and every finding points at a fact that is stored.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from quest.domain.facts import Finding, Opening, Seeker
from quest.domain.interests import likeness, shared
from quest.domain.limits import NEEDS_AN_OPEN_JOB, is_open, limit, place_fits

VERSION = "2026-12"
WEIGHTS: Mapping[str, float] = {"skills": 0.45, "line": 0.18, "words": 0.12, "experience": 0.13, "interests": 0.12}
# From this correlation on, a job is said to be like what somebody would like to do.
ALIKE = 0.5

# A skill that somebody says they have counts half of one that they showed beyond doubt.
STATED = 0.5
# A job that asks for one common skill is met less surely than one that asks for five; in units of rarity.
CAUTION = 2.0
# Experience that one side does not state is neither for nor against.
UNSTATED = 0.5
TOO_MUCH_FOR_ENTRY = 7
LONG_WAIT = timedelta(days=90)
MOST_REASONS = 4
MOST_GAPS = 3
MOST_MISSING_SKILLS = 2


@dataclass(frozen=True, slots=True)
class Market:
    """What jobs are compared against, for one person.

    Attributes:
        rarity: of each skill over all open jobs, see `rarity`.
        closeness: by job, how much its words are those of the person's skills (0 to 1); a job that is not in it has 0.
        mentions: by job, the phrases of the profile that its text uses.
    """

    rarity: Mapping[str, float]
    closeness: Mapping[int, float] = field(default_factory=dict)
    mentions: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A job for a person with its score, the strongest reasons first, and at least one honest gap."""

    opening: Opening
    score: float
    reasons: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    limit: Finding | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Scored jobs, the best first: those to suggest, and those that a hard limit keeps from the person."""

    suggested: list[tuple[Opening, float]]
    excluded: list[tuple[Opening, float, Finding]]


def rarity(skills_of_jobs: Collection[Iterable[str]]) -> dict[str, float]:
    """How much a skill tells, from how few jobs ask for it: ln(1 + jobs / jobs that ask) (Spärck Jones, 1972)."""
    asked = Counter(skill for skills in skills_of_jobs for skill in set(skills))
    return {skill: math.log1p(len(skills_of_jobs) / count) for skill, count in asked.items()}


def rank(seeker: Seeker, openings: Iterable[Opening], market: Market, *, today: date) -> Ranking:
    """Every open job for which a fact about the person speaks, with what keeps the person from it set apart."""
    suggested, excluded = [], []
    held = _held(seeker, market)
    for opening in openings:
        if not is_open(opening.closes_on, today) or not _is_supported(seeker, opening, market):
            continue
        points = _score(seeker, opening, market, held)
        barrier = limit(seeker, opening)
        if barrier is None:
            suggested.append((opening, points))
        else:
            excluded.append((opening, points, barrier))
    return Ranking(sorted(suggested, key=_best_first), sorted(excluded, key=_best_first))


def match(seeker: Seeker, opening: Opening, market: Market) -> Match:
    """One job for one person, with reasons, gaps, and the limit if there is one."""
    return Match(
        opening,
        score(seeker, opening, market),
        reasons(seeker, opening, market),
        gaps(seeker, opening, market),
        limit(seeker, opening),
    )


def score(seeker: Seeker, opening: Opening, market: Market) -> float:
    """The weighted sum of the parts, 0 to 1."""
    return _score(seeker, opening, market, _held(seeker, market))


def reasons(seeker: Seeker, opening: Opening, market: Market) -> tuple[Finding, ...]:
    """What speaks for the job: what is particular to it, the strongest first, and then the line, which many share."""
    particular = [*_shown_reasons(seeker, opening, market), *_profile_reasons(seeker, opening, market)]
    particular.sort(key=lambda weighed: -weighed[0])
    found = tuple(finding for _, finding in particular[:MOST_REASONS])
    liking = seeker.likings.get(opening.sector or "")
    if liking is None:
        return found
    evidence = {"line": liking.line, "points": liking.points, "best": liking.strength == 1}
    return (*found[: MOST_REASONS - 1], Finding("line", evidence))


def gaps(seeker: Seeker, opening: Opening, market: Market) -> tuple[Finding, ...]:
    """What is missing or unknown, the weightiest first; never empty, even where all that the job states is there."""
    missing = _missing_skills(seeker, opening, market)
    found = [*_open_questions(seeker, opening), *missing[:1], *_years(seeker, opening), *_education(seeker, opening)]
    found += [*missing[1:], *_asides(seeker, opening)]
    return tuple(found[:MOST_GAPS]) or (Finding("nothing_missing"),)


def _best_first(scored: tuple[Opening, float] | tuple[Opening, float, Finding]) -> tuple[float, int]:
    return -scored[1], scored[0].id


def _is_supported(seeker: Seeker, opening: Opening, market: Market) -> bool:
    return (
        opening.sector in seeker.likings
        or any(skill in seeker.shown or skill in seeker.stated for skill in opening.skills)
        or opening.id in market.mentions
    )


def _score(seeker: Seeker, opening: Opening, market: Market, held: Mapping[str, float]) -> float:
    return (
        WEIGHTS["skills"] * sum(_skill_shares(opening, market, held).values())
        + WEIGHTS["line"] * _line(seeker, opening)
        + WEIGHTS["words"] * market.closeness.get(opening.id, 0.0)
        + WEIGHTS["experience"] * _experience(seeker, opening)
        + WEIGHTS["interests"] * max(0.0, _likeness(seeker, opening))
    )


def _held(seeker: Seeker, market: Market) -> dict[str, float]:
    """The rarity of each skill that the person has, times how sure that is: shown and stated are two witnesses."""
    found = {}
    for skill in seeker.stated.union(seeker.shown):
        shown = seeker.shown.get(skill)
        doubt = (1 - shown.strength if shown else 1.0) * (1 - STATED if skill in seeker.stated else 1.0)
        found[skill] = market.rarity.get(skill, 0.0) * (1 - doubt)
    return found


def _skill_shares(opening: Opening, market: Market, held: Mapping[str, float]) -> dict[str, float]:
    """What each asked skill that the person has adds to the part `skills`."""
    asked = CAUTION + sum([market.rarity.get(skill, 0.0) for skill in opening.skills])
    return {skill: held[skill] / asked for skill in opening.skills if skill in held}


def _line(seeker: Seeker, opening: Opening) -> float:
    liking = seeker.likings.get(opening.sector or "")
    return liking.strength if liking else 0.0


def _likeness(seeker: Seeker, opening: Opening) -> float:
    """How much the work is like what the person would like to do, -1 to 1; 0 while one side has not said."""
    if not (seeker.interests and opening.interests):
        return 0.0
    return likeness(seeker.interests, opening.interests) or 0.0


def _experience(seeker: Seeker, opening: Opening) -> float:
    asked = opening.seniority.years if opening.seniority is not None else None
    if asked == 0:
        return 1.0 if (seeker.experience or 0) < TOO_MUCH_FOR_ENTRY else UNSTATED
    if asked is None or seeker.experience is None:
        return UNSTATED
    return min(1.0, seeker.experience / asked)


def _shown_reasons(seeker: Seeker, opening: Opening, market: Market) -> list[tuple[float, Finding]]:
    """One reason for each stop that shows skills which the job asks for."""
    shares = _skill_shares(opening, market, _held(seeker, market))
    by_stop: dict[str, list[str]] = {}
    for skill in opening.skills:
        if skill in seeker.shown:
            by_stop.setdefault(seeker.shown[skill].level_id, []).append(skill)
    found = []
    for level_id, skills in by_stop.items():
        skills.sort(key=lambda skill: -shares[skill])
        best = seeker.shown[skills[0]]
        code = best.codes.get(opening.sector or "") or next(iter(best.codes.values()), "")
        evidence = {"level": level_id, "code": code, "right": best.right, "of": best.of, "skills": skills}
        found.append((WEIGHTS["skills"] * sum(map(shares.__getitem__, skills)), Finding("skill_shown", evidence)))
    return found


def _profile_reasons(seeker: Seeker, opening: Opening, market: Market) -> Iterator[tuple[float, Finding]]:
    shares = _skill_shares(opening, market, _held(seeker, market))
    for skill in opening.skills:
        if skill in seeker.stated and skill not in seeker.shown:
            yield WEIGHTS["skills"] * shares[skill], Finding("skill_stated", {"profile": "skills", "skill": skill})
    for phrase in market.mentions.get(opening.id, ()):
        weight = WEIGHTS["words"] * market.closeness.get(opening.id, 0.0)
        yield weight, Finding("mention", {"profile": "skills", "words": phrase})
    alike = _likeness(seeker, opening)
    if alike >= ALIKE:
        types = shared(seeker.interests, opening.interests)
        yield WEIGHTS["interests"] * alike, Finding("interest", {"types": types})
    seniority = opening.seniority
    if seniority is not None and seniority.years and (seeker.experience or 0) >= seniority.years:
        evidence = {"profile": "experience", "years": seeker.experience, "asks": seniority.years}
        yield WEIGHTS["experience"], Finding("experience", evidence)


def _open_questions(seeker: Seeker, opening: Opening) -> Iterator[Finding]:
    """What could still turn out to be a limit, because one side does not say."""
    if seeker.based_in in NEEDS_AN_OPEN_JOB and not opening.open_to:
        yield Finding("right_to_work_unstated", {"profile": "based_in", "has": seeker.based_in})
    if place_fits(seeker, opening) is None:
        yield Finding(
            "place_unclear", {"profile": "locations", "has": list(seeker.locations), "asks": opening.location}
        )


def _missing_skills(seeker: Seeker, opening: Opening, market: Market) -> list[Finding]:
    """Skills that neither play nor profile shows, those that tell most first."""
    missing = [skill for skill in opening.skills if skill not in seeker.shown and skill not in seeker.stated]
    missing.sort(key=lambda skill: -market.rarity.get(skill, 0.0))
    return [Finding("skill_missing", {"skill": skill}) for skill in missing[:MOST_MISSING_SKILLS]]


def _years(seeker: Seeker, opening: Opening) -> Iterator[Finding]:
    asked = opening.seniority.years if opening.seniority else 0
    if seeker.experience is None and asked:
        yield Finding("experience_unstated", {"profile": "experience", "asks": asked})
    elif asked > (seeker.experience or 0):
        yield Finding("experience_short", {"profile": "experience", "years": seeker.experience, "asks": asked})


def _education(seeker: Seeker, opening: Opening) -> Iterator[Finding]:
    if seeker.education is None and opening.education is not None and opening.education.rank:
        yield Finding("education_unstated", {"profile": "education", "asks": opening.education})


def _asides(seeker: Seeker, opening: Opening) -> Iterator[Finding]:
    if seeker.starts_on and opening.closes_on and seeker.starts_on > opening.closes_on + LONG_WAIT:
        yield Finding(
            "late_start",
            {"profile": "starts_on", "has": seeker.starts_on.isoformat(), "closes": opening.closes_on.isoformat()},
        )
    if seeker.work_types and opening.work_type is None:
        yield Finding("work_type_unstated", {"profile": "work_types", "has": sorted(seeker.work_types)})
    if not opening.skills:
        yield Finding("skills_unstated")
