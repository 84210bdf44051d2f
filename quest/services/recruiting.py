"""What a recruiter may see: the people who applied to the company or agreed to be seen by it, and nothing else.

Whose rows these are is asked of `quest.services.agreed` each time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, contains_eager

from quest.domain.errors import NotFound
from quest.domain.facts import Finding, Opening, Seeker
from quest.domain.matching import Match
from quest.levels.level import Campaign
from quest.models import Application, Attempt, Company, Job, Jobseeker
from quest.services import facts, job_index, matches, seekers
from quest.services.agreed import agreed, live, newest_application, passed_on
from quest.services.jobs import still_open


@dataclass(frozen=True, slots=True)
class Filters:
    """Which candidates; None means any.

    Attributes:
        name: part of it, in any case. stage: of an application that stands.
        job_id: who applied for this job. line: who passed a level of this line. education: exactly this one.
    """

    name: str | None = None
    stage: str | None = None
    job_id: int | None = None
    line: str | None = None
    education: str | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """An application to the company: its job, stage and day, and what the match said when it was made."""

    job: Job
    stage: str
    at: datetime
    reasons: list[Finding]
    gaps: list[Finding]


@dataclass(frozen=True, slots=True)
class Passed:
    """A level that the person passed, its code on the map, and what they earned there."""

    level_id: str
    code: str
    points: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person as one company may see them.

    Attributes:
        has_applied: else the person agreed to be seen. Only an applicant shares `email`, `starts_on` and `skills`.
        applications: to jobs of this company that stand, the newest first.
        route: levels passed, in the order of the campaign; `lines_done` is complete lines.
        job, reasons, gaps: what speaks for the person and what is missing, at the newest application, else at the
            company's open job that fits best; empty where none does.
    """

    id: int
    name: str
    has_applied: bool
    email: str | None
    education: str
    experience: int
    starts_on: date | None
    skills: list[str]
    applications: list[Applied]
    route: list[Passed]
    lines_done: list[str]
    points: int
    job: Job | None
    reasons: list[Finding]
    gaps: list[Finding]


@dataclass(frozen=True, slots=True)
class Candidates:
    """A page of candidates; `total` counts those on all pages, who all agreed."""

    rows: list[Candidate]
    total: int
    next_offset: int | None


NO_FILTERS = Filters()
Order = Literal["newest", "name"]


def candidates(
    session: Session,
    campaign: Campaign,
    company_id: int,
    *,
    today: date,
    filters: Filters = NO_FILTERS,
    order: Order = "newest",
    limit: int = 20,
    offset: int = 0,
) -> Candidates:
    """The candidates of a company: by name, or the newest applicants first and then those who agreed to be seen."""
    found = agreed(session, campaign, company_id, today).where(*_narrowed(campaign, company_id, filters))
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    newest = newest_application(company_id)
    by = (func.lower(Jobseeker.name),) if order == "name" else (newest.is_(None), newest.desc())
    rows = session.execute(found.order_by(*by, Jobseeker.id.desc()).limit(limit).offset(offset)).all()
    return Candidates(
        rows=_views(session, campaign, company_id, [(row[0], row[1]) for row in rows], today=today),
        total=total,
        next_offset=offset + limit if offset + limit < total else None,
    )


def candidate(session: Session, campaign: Campaign, company_id: int, candidate_id: int, *, today: date) -> Candidate:
    """One candidate of a company.

    Raises:
        NotFound: there is nobody of this id, or the company may not know of them.
    """
    row = session.execute(
        agreed(session, campaign, company_id, today).where(Jobseeker.id == candidate_id)
    ).one_or_none()
    if row is None:
        raise NotFound(what="candidate")
    return _views(session, campaign, company_id, [(row[0], row[1])], today=today)[0]


def _narrowed(campaign: Campaign, company_id: int, filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    applied = exists().where(Application.jobseeker_id == Jobseeker.id, *live(company_id))
    if filters.name is not None:
        conditions.append(Jobseeker.name.icontains(filters.name, autoescape=True))
    if filters.stage is not None:
        conditions.append(applied.where(Application.stage == filters.stage))
    if filters.job_id is not None:
        conditions.append(applied.where(Job.id == filters.job_id))
    if filters.line is not None:
        conditions.append(passed_on(campaign, [filters.line]))
    if filters.education is not None:
        conditions.append(Jobseeker.education == filters.education)
    return conditions


def _views(
    session: Session,
    campaign: Campaign,
    company_id: int,
    found: Sequence[tuple[Jobseeker, bool]],
    *,
    today: date,
) -> list[Candidate]:
    applicants = [person.id for person, has_applied in found if has_applied]
    applied = _applications(session, company_id, applicants)
    routes = _routes(session, campaign, [person.player_id for person, _ in found])
    fits = _best_fits(session, campaign, company_id, [person for person, applies in found if not applies], today=today)
    return [
        _view(campaign, person, applied.get(person.id, []), routes[person.player_id], fits.get(person.id))
        for person, _ in found
    ]


Fit = tuple[Job, list[Finding], list[Finding]]


def _view(
    campaign: Campaign, person: Jobseeker, applied: list[Applied], route: list[Passed], fit: Fit | None
) -> Candidate:
    if applied:
        fit = applied[0].job, applied[0].reasons, applied[0].gaps
    job, reasons, gaps = fit or (None, [], [])
    return Candidate(
        id=person.id,
        name=person.name,
        has_applied=bool(applied),
        email=person.email if applied else None,
        education=person.education,
        experience=person.experience,
        starts_on=person.starts_on if applied else None,
        skills=person.skills if applied else [],
        applications=applied,
        route=route,
        lines_done=facts.lines_done(campaign, {stop.level_id for stop in route}),
        points=sum(stop.points for stop in route),
        job=job,
        reasons=reasons,
        gaps=gaps,
    )


def _applications(session: Session, company_id: int, jobseeker_ids: Collection[int]) -> dict[int, list[Applied]]:
    rows = session.execute(
        select(Application, Job)
        .join(Job, Job.id == Application.job_id)
        .join(Company, Company.id == Job.company_id)
        .options(contains_eager(Job.company))
        .where(Application.jobseeker_id.in_(jobseeker_ids), *live(company_id))
        .order_by(Application.created_at.desc(), Application.id.desc())
    )
    found: dict[int, list[Applied]] = {}
    for application, job in rows:
        kept = application.reasons
        made = Applied(
            job=job,
            stage=application.stage,
            at=application.created_at,
            reasons=matches.findings(kept.get("reasons", [])),
            gaps=matches.findings(kept.get("gaps", [])),
        )
        found.setdefault(application.jobseeker_id, []).append(made)
    return found


def _routes(session: Session, campaign: Campaign, player_ids: Collection[int]) -> dict[int, list[Passed]]:
    points = seekers.level_points(session, player_ids)
    rows = session.execute(
        select(Attempt.player_id, Attempt.level_id).where(Attempt.player_id.in_(player_ids), Attempt.passed).distinct()
    )
    passed: dict[int, set[str]] = {player_id: set() for player_id in player_ids}
    for player_id, level_id in rows:
        passed[player_id].add(level_id)
    return {
        player_id: [
            Passed(level.id, "".join(map(str, campaign.codes(level.id)[0])), points.get(player_id, {}).get(level.id, 0))
            for level in campaign.levels
            if level.id in levels
        ]
        for player_id, levels in passed.items()
    }


def _best_fits(
    session: Session, campaign: Campaign, company_id: int, people: Sequence[Jobseeker], *, today: date
) -> dict[int, Fit]:
    """The company's open job that fits each person best, by what they agreed to show: the route, and experience."""
    if not people:
        return {}
    index = job_index.current(session)
    query = (
        select(Job)
        .join(Job.company)
        .options(contains_eager(Job.company))
        .where(Job.company_id == company_id, *still_open(today))
    )
    there = {job.id: job for job in session.scalars(query)}
    openings = [index.openings[job_id] for job_id in there if job_id in index.openings]
    seen = seekers.of_players(session, campaign, [person.player_id for person in people])
    found = {}
    for person in people:
        fit = _best_fit(_asagreed(seen[person.player_id]), openings, index, today)
        if fit is not None:
            found[person.id] = (there[fit.opening.id], list(fit.reasons), list(fit.gaps))
    return found


def _best_fit(seeker: Seeker, openings: list[Opening], index: job_index.JobIndex, today: date) -> Match | None:
    return matches.best_of(seeker, openings, matches.market_for(seeker, index), today=today)


def _asagreed(seeker: Seeker) -> Seeker:
    """The person without what only an application shares: skills of the profile, places, contracts, dates."""
    shared = Seeker(education=seeker.education, experience=seeker.experience)
    return replace(shared, shown=seeker.shown, likings=seeker.likings)
