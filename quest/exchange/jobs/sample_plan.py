"""How the sample fair is cut up: exact numbers of companies and jobs by group, kind, level, education and openness."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from quest.domain.work import Education, Seniority
from quest.exchange.jobs.sample_words import SECTORS, Occupation, occupations

COMPANIES = 250
JOBS = 2_500
COMPANIES_OF_GROUP = {
    "science-park": 105,
    "research-institute": 40,
    "manufacturing-park": 15,
    "start-up": 65,
    "other": 25,
}
JOBS_OF_GROUP = {"research-institute": 542, "manufacturing-park": 131}
SECTOR_WEIGHTS = {"ai-data": 28, "biotech": 25, "fintech": 22, "robotics": 25}
PERCENT_TECHNOLOGY = 80
PERCENT_OPEN = 70
PERCENT_OFFICES = 55
PERCENT_OF_LEVEL = {Seniority.ENTRY: 60, Seniority.MIDDLE: 25, Seniority.SENIOR: 15}
PERCENT_OF_EDUCATION = {
    Education.DOCTORATE: 8,
    Education.MASTER: 9,
    Education.SECONDARY: 3,
    Education.DIPLOMA: 10,
    None: 5,
    Education.BACHELOR: 65,
}
NO_SENIORS = (Education.SECONDARY, Education.DIPLOMA)


@dataclass(eq=False)
class Slot:
    """A job to be written, for company number `company`; a `fixed` one is settled before chance deals."""

    company: int
    group: str
    occupation: Occupation
    fixed: bool = False
    seniority: Seniority = Seniority.ENTRY
    education: Education | None = Education.BACHELOR
    open: bool = False


@dataclass(frozen=True)
class Employer:
    """What the plan needs to know of a company; `jobs` and `first_job` are none where chance may decide."""

    sector: str
    group: str
    offices: bool
    jobs: int | None = None
    first_job: str | None = None


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares of the total in proportion to the weights, by largest remainder; ties go to the earlier."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda at: shares[at] - exact[at])
    for at in by_remainder[: total - sum(shares)]:
        shares[at] += 1
    return shares


def percent(total: int, share: int) -> int:
    """That share of the total, as `apportion` gives it."""
    return apportion(total, [share, 100 - share])[0]


def plan_jobs(employers: Sequence[Employer], rng: random.Random) -> list[Slot]:
    """The jobs of all employers in their order, with every share of this module kept exactly."""
    counts = _jobs_of(employers, rng)
    slots = _with_occupations(employers, counts, rng)
    _set_levels(slots, rng)
    _set_education(slots, rng)
    for slot in _draw(
        slots, percent(len(slots), PERCENT_OPEN), rng, likely=lambda slot: employers[slot.company].offices
    ):
        slot.open = True
    return slots


def _jobs_of(employers: Sequence[Employer], rng: random.Random) -> list[int]:
    """How many jobs each employer has: what is known, at least one, and the rest of its group's by chance."""
    rest = [group for group in COMPANIES_OF_GROUP if group not in JOBS_OF_GROUP]
    left = apportion(JOBS - sum(JOBS_OF_GROUP.values()), [COMPANIES_OF_GROUP[group] for group in rest])
    counts = [employer.jobs or 1 for employer in employers]
    for group, total in {**JOBS_OF_GROUP, **dict(zip(rest, left, strict=True))}.items():
        members = [at for at, employer in enumerate(employers) if employer.group == group]
        growing = [at for at in members if employers[at].jobs is None]
        spare = total - sum(counts[at] for at in members)
        shares = apportion(spare, [rng.uniform(0.4, 1.8) for _ in growing])
        for at, share in zip(growing, shares, strict=True):
            counts[at] += share
    return counts


def _with_occupations(employers: Sequence[Employer], counts: Sequence[int], rng: random.Random) -> list[Slot]:
    """A slot for each job; neighbours within a company differ, as occupations are dealt like cards."""
    jobs_of_sector = [
        sum(count for employer, count in zip(employers, counts, strict=True) if employer.sector == sector)
        for sector in SECTORS
    ]
    technology = apportion(percent(sum(counts), PERCENT_TECHNOLOGY), jobs_of_sector)
    decks = {
        sector: _deal(sector, jobs, technical, rng)
        for sector, jobs, technical in zip(SECTORS, jobs_of_sector, technology, strict=True)
    }
    slots = [
        Slot(at, employer.group, next(decks[employer.sector]))
        for at, (employer, count) in enumerate(zip(employers, counts, strict=True))
        for _ in range(count)
    ]
    for at, employer in enumerate(employers):
        if employer.first_job:
            _fix_first(slots, at, employer.first_job)
    return slots


def _deal(sector: str, jobs: int, technical: int, rng: random.Random) -> Iterator[Occupation]:
    """Occupations for the sector's jobs, each about as often, with the technical ones spread evenly."""
    cards = {}
    for kind in ("technology", "business"):
        pack = [occupation for occupation in occupations(sector) if occupation.kind == kind]
        rng.shuffle(pack)
        cards[kind] = cycle(pack)
    for at in range(jobs):
        is_technical = (at + 1) * technical // jobs > at * technical // jobs
        yield next(cards["technology" if is_technical else "business"])


def _fix_first(slots: list[Slot], company: int, occupation_id: str) -> None:
    """Have the company's first job of the occupation's kind be one for beginners with a bachelor's degree."""
    own = [slot for slot in slots if slot.company == company]
    wanted = next(occupation for occupation in occupations(own[0].occupation.sector) if occupation.id == occupation_id)
    first = next(slot for slot in own if slot.occupation.kind == wanted.kind)
    first.occupation, first.fixed = wanted, True


def _set_levels(slots: list[Slot], rng: random.Random) -> None:
    counts = dict(zip(PERCENT_OF_LEVEL, apportion(len(slots), list(PERCENT_OF_LEVEL.values())), strict=True))
    undecided = [slot for slot in slots if not slot.fixed]
    for level in (Seniority.SENIOR, Seniority.MIDDLE):
        able = [slot for slot in undecided if level in slot.occupation.levels]
        for slot in _draw(able, counts[level], rng):
            slot.seniority = level
        undecided = [slot for slot in undecided if slot.seniority is Seniority.ENTRY]


def _set_education(slots: list[Slot], rng: random.Random) -> None:
    """Deal education from the rarest demand on; work that no bachelor does comes first, research leans to doctors."""
    counts = dict(zip(PERCENT_OF_EDUCATION, apportion(len(slots), list(PERCENT_OF_EDUCATION.values())), strict=True))
    undecided = [slot for slot in slots if not slot.fixed]
    for education, count in counts.items():
        if education is Education.BACHELOR:
            return
        able = [slot for slot in undecided if _may_ask(slot, education)]
        needy = [slot for slot in able if Education.BACHELOR not in slot.occupation.education]
        if education is Education.DOCTORATE:
            needy = needy[::2]
        chosen = set(needy)
        others = [slot for slot in able if slot not in chosen]
        chosen.update(_draw(others, count - len(needy), rng, likely=lambda slot: slot.group == "research-institute"))
        for slot in chosen:
            slot.education = education
        undecided = [slot for slot in undecided if slot not in chosen]


def _may_ask(slot: Slot, education: Education | None) -> bool:
    if slot.seniority is Seniority.SENIOR and education in NO_SENIORS:
        return False
    return education in slot.occupation.education


def _draw(
    slots: Sequence[Slot], count: int, rng: random.Random, likely: Callable[[Slot], bool] = lambda _: False
) -> list[Slot]:
    """So many of the slots by chance; a likely one is drawn more readily."""
    keyed = sorted((rng.random() * (0.5 if likely(slot) else 1), at) for at, slot in enumerate(slots))
    if len(keyed) < count:
        raise ValueError(f"only {len(keyed)} jobs can be one of {count}")
    return [slots[at] for _, at in keyed[:count]]
