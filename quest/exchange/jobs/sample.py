"""A fair to try the quest with: 250 invented companies and 2,500 jobs, in the proportions of a real talent drive."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quest.exchange.jobs.records import CompanyRecord, JobRecord, OccupationRecord
from quest.exchange.jobs.sample_companies import Company, invent_companies
from quest.exchange.jobs.sample_jobs import invent_job
from quest.exchange.jobs.sample_plan import Slot, plan_jobs
from quest.exchange.jobs.sample_words import SECTORS, Words, by_language, occupations


@dataclass(frozen=True)
class SampleFair:
    """An invented fair; a job's `company` is the slug of one of `companies`, its `occupation` an id of those here."""

    companies: list[CompanyRecord]
    jobs: list[JobRecord]
    occupations: list[OccupationRecord]


def sample_fair(seed: int = 2023, *, today: date | None = None) -> SampleFair:
    """The fair that belongs to a seed; the same seed gives the same fair.

    Proportions, exact by largest remainder: 542 jobs at research institutes and 131 in manufacturing parks, 70 % open
    to talent from overseas and the Greater Bay Area, 55 % of companies with offices there, 80 % of jobs in technology,
    research and development, 60 % for beginners and 25 % for the middle level, 65 % for bachelors and 8 % for doctors.

    Args:
        seed: any number.
        today: jobs were posted in the weeks before and close in the weeks after; without it they have no dates.
    """
    rng = random.Random(seed)  # noqa: S311 - samples hold no secret
    made = invent_companies(rng)
    slots = plan_jobs([company.employer for company in made], rng)
    return SampleFair(
        companies=[company.record for company in made],
        jobs=list(_jobs(made, slots, rng, today)),
        occupations=[
            OccupationRecord(occupation.id, by_language(occupation.name), sector, occupation.kind)
            for sector in SECTORS
            for occupation in occupations(sector)
        ],
    )


def _jobs(
    made: Sequence[Company], slots: Sequence[Slot], rng: random.Random, today: date | None
) -> Iterator[JobRecord]:
    titles: list[set[Words]] = [set() for _ in made]
    for slot in slots:
        taken = titles[slot.company]
        job, title = invent_job(made[slot.company], slot, rng, number=len(taken) + 1, taken=taken, today=today)
        taken.add(title)
        yield job
