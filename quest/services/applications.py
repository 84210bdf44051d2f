"""Applying for a job with one tap, taking it back, and the list of both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.domain.consent import TEXT_VERSION, Purpose
from quest.domain.errors import NotFound
from quest.domain.hiring import NEW
from quest.levels.level import Campaign
from quest.models import Application, Job, Jobseeker
from quest.services import jobs, matches
from quest.services.jobseekers import Agreement, decide, required


@dataclass(frozen=True, slots=True)
class Applied:
    """An application with its job and the job's company."""

    application: Application
    job: Job


def apply(
    session: Session, campaign: Campaign, *, player_id: int, job_id: int, key: str, language: str, now: datetime
) -> tuple[Application, bool]:
    """Applies for a job, and agrees that its company sees the person. Tells whether anything changed by it.

    A second application for the same job is the first one. After a withdrawal a new `key` applies anew; the key of
    the withdrawn application is an old message that arrived late, and changes nothing.

    Raises:
        NotRegistered: the player is no jobseeker. NotFound, JobClosed: there is no such job, or it is over.
    """
    jobseeker = _waiting_turn(session, required(session, player_id))
    there = _of_job(session, jobseeker.id, job_id)
    if there is not None and (there.withdrawn_at is None or there.key == key):
        return there, False
    job = jobs.open_one(session, job_id, today=jobs.day_at(campaign, now))
    application = there or Application(jobseeker_id=jobseeker.id, job_id=job_id)
    application.key, application.stage = key, NEW
    application.reasons = matches.kept(matches.to_share(session, campaign, player_id, job))
    application.created_at, application.withdrawn_at = now, None
    session.add(application)
    agreement = Agreement(Purpose.APPLICATION, job.company_id, TEXT_VERSION)
    decide(session, jobseeker, [agreement], granted=True, language=language, source="application", now=now)
    return application, True


def withdraw(session: Session, *, player_id: int, job_id: int, language: str, now: datetime) -> Application:
    """Takes an application back; with the last one at a company, the company's view of the person ends at once.

    Doing it again changes nothing.

    Raises:
        NotRegistered: the player is no jobseeker. NotFound: there is no application for this job.
    """
    jobseeker = _waiting_turn(session, required(session, player_id))
    application = _of_job(session, jobseeker.id, job_id)
    if application is None:
        raise NotFound(what="application")
    if application.withdrawn_at is not None:
        return application
    application.withdrawn_at = now
    session.flush()
    company_id = session.get_one(Job, job_id).company_id
    if not _live_at(session, jobseeker.id, company_id):
        agreement = Agreement(Purpose.APPLICATION, company_id, TEXT_VERSION)
        decide(session, jobseeker, [agreement], granted=False, language=language, source="withdrawal", now=now)
    return application


def of_player(session: Session, player_id: int) -> list[Applied]:
    """A person's applications, the newest first, withdrawn ones too; none for somebody who has not registered."""
    rows = session.scalars(
        select(Application)
        .join(Jobseeker, Jobseeker.id == Application.jobseeker_id)
        .where(Jobseeker.player_id == player_id)
        .order_by(Application.created_at.desc(), Application.id.desc())
    ).all()
    there = {job.id: job for job in jobs.by_ids(session, [application.job_id for application in rows])}
    return [Applied(application, there[application.job_id]) for application in rows]


def live_jobs(session: Session, player_id: int | None, job_ids: Collection[int]) -> set[int]:
    """Those of these jobs for which the player has an application that stands."""
    if player_id is None:
        return set()
    query = (
        select(Application.job_id)
        .join(Jobseeker, Jobseeker.id == Application.jobseeker_id)
        .where(Jobseeker.player_id == player_id, Application.withdrawn_at.is_(None), Application.job_id.in_(job_ids))
    )
    return set(session.scalars(query))


def _waiting_turn(session: Session, jobseeker: Jobseeker) -> Jobseeker:
    """Two taps of one person follow each other, so that the second sees what the first did."""
    return session.scalars(select(Jobseeker).where(Jobseeker.id == jobseeker.id).with_for_update()).one()


def _of_job(session: Session, jobseeker_id: int, job_id: int) -> Application | None:
    return session.scalar(
        select(Application).where(Application.jobseeker_id == jobseeker_id, Application.job_id == job_id)
    )


def _live_at(session: Session, jobseeker_id: int, company_id: int) -> int:
    live = (
        select(func.count())
        .select_from(Application)
        .join(Job, Job.id == Application.job_id)
        .where(
            Application.jobseeker_id == jobseeker_id,
            Application.withdrawn_at.is_(None),
            Job.company_id == company_id,
        )
    )
    return session.scalar(live) or 0
