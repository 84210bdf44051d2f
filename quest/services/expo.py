"""The fair as a whole: its companies with their booths, and the figures that an organiser publishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.domain.errors import NotFound
from quest.exchange.jobs.sample_words import kinds_of_work
from quest.levels.agenda import Talk
from quest.levels.level import Campaign, Level
from quest.models import Company, Job
from quest.services.jobs import still_open


@dataclass(frozen=True, slots=True)
class Booth:
    """A company with its number of open jobs."""

    company: Company
    jobs: int


UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Share:
    """How many have something, and of how many."""

    count: int
    of: int

    @property
    def share(self) -> float:
        """0 to 1; 0 while nothing is there."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a fair says of itself, computed from its open jobs and their companies.

    Shares are of all jobs; what a source does not say counts under `unstated`.

    Attributes:
        groups: jobs by the group of their company. sectors, levels, educations: jobs by what they are and ask for.
        open_abroad: jobs that say that people from the Greater Bay Area and from overseas may apply.
        offices_abroad: companies with offices in the Greater Bay Area or overseas.
        technology: jobs in technology, research and development, of those that are sorted under an occupation.
    """

    jobs: int
    companies: int
    groups: Mapping[str, Share]
    sectors: Mapping[str, Share]
    levels: Mapping[str, Share]
    educations: Mapping[str, Share]
    open_abroad: Share
    offices_abroad: Share
    technology: Share


def booths(session: Session, *, today: date, group: str | None = None) -> list[Booth]:
    """The companies that have open jobs, those with most first; of one group or all."""
    count = func.count(Job.id)
    query = (
        select(Company, count)
        .join(Job, Job.company_id == Company.id)
        .where(*still_open(today), *(() if group is None else (Company.group == group,)))
        .group_by(Company.id)
        .order_by(count.desc(), Company.slug)
    )
    return [Booth(company, jobs) for company, jobs in session.execute(query)]


def company(session: Session, slug: str) -> Company:
    """The company of that short name.

    Raises:
        NotFound: there is none.
    """
    found = session.scalar(select(Company).where(Company.slug == slug))
    if found is None:
        raise NotFound(what="company")
    return found


def stops_of(campaign: Campaign, found: Company) -> list[Level]:
    """The stops that a company stands behind."""
    return [level for level in campaign.levels if level.live and _is(found, level.live.company)]


def talks_of(campaign: Campaign, found: Company) -> list[Talk]:
    """What a company has on the agenda, in order."""
    return [talk for talk in campaign.agenda if talk.company and _is(found, talk.company)]


def figures(session: Session, *, today: date) -> Figures:
    """The figures of the fair as it is on this day."""
    rows = session.execute(
        select(
            Job.company_id,
            Company.group,
            Company.has_offices_abroad,
            Job.sector,
            Job.seniority,
            Job.education,
            Job.open_to,
            Job.occupation,
        )
        .join(Company, Company.id == Job.company_id)
        .where(*still_open(today))
    ).all()
    abroad = {row.company_id: row.has_offices_abroad for row in rows}
    kinds = [kinds_of_work()[row.occupation] for row in rows if row.occupation in kinds_of_work()]
    return Figures(
        jobs=len(rows),
        companies=len(abroad),
        groups=_shares(row.group for row in rows),
        sectors=_shares(row.sector for row in rows),
        levels=_shares(row.seniority for row in rows),
        educations=_shares(row.education for row in rows),
        open_abroad=Share(sum({"gba", "overseas"} <= set(row.open_to) for row in rows), len(rows)),
        offices_abroad=Share(sum(abroad.values()), len(abroad)),
        technology=Share(kinds.count("technology"), len(kinds)),
    )


def _shares(values: Iterable[str | None]) -> dict[str, Share]:
    counted = Counter(value or UNSTATED for value in values)
    return {value: Share(count, counted.total()) for value, count in counted.most_common()}


def _is(found: Company, name: str) -> bool:
    return name.casefold() in {words.casefold() for words in found.name.values()}
