"""What a recruiter does with a candidate: steps of an application, and notes. Only of whom the company may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.domain.errors import BadInput, NotFound
from quest.domain.hiring import PASSED, Stage
from quest.levels.level import Campaign
from quest.models import Account, Application, CandidateNote, Job, Jobseeker, StageChange
from quest.services.agreed import agreed, live

LONGEST = 2_000
LONGEST_REASON = 400


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an application, and who made it; None for an account that is gone."""

    job: Job
    stage: str
    reason: str
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A note, and who wrote it; None for an account that is gone."""

    id: int
    words: str
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Recruiter:
    """Who acts, and for which company."""

    company_id: int
    account_id: int


def move(
    session: Session,
    campaign: Campaign,
    recruiter: Recruiter,
    candidate_id: int,
    job_id: int,
    stage: Stage,
    *,
    reason: str = "",
    today: date,
    now: datetime,
) -> Application:
    """Moves the application of a candidate for a job to a stage; the person sees it at once. Said again, it stays.

    Raises:
        NotFound: the company may not know of the person, or there is no application for this job that stands.
        BadInput: somebody is passed over without a reason.
    """
    _visible(session, campaign, recruiter.company_id, candidate_id, today)
    reason = reason.strip()[:LONGEST_REASON]
    if stage == PASSED and not reason:
        raise BadInput(fields={"reason": ("missing", {})})
    application = session.scalar(
        select(Application)
        .join(Job, Job.id == Application.job_id)
        .where(Application.jobseeker_id == candidate_id, Application.job_id == job_id, *live(recruiter.company_id))
        .with_for_update(of=Application)
    )
    if application is None:
        raise NotFound(what="application")
    if application.stage != stage:
        application.stage = stage
        session.add(
            StageChange(
                application_id=application.id, account_id=recruiter.account_id, stage=stage, reason=reason, at=now
            )
        )
    return application


def write_note(
    session: Session,
    campaign: Campaign,
    recruiter: Recruiter,
    candidate_id: int,
    words: str,
    *,
    today: date,
    now: datetime,
) -> CandidateNote:
    """Keeps a note about a candidate for the people of the company.

    Raises:
        NotFound: the company may not know of the person. BadInput: there are no words.
    """
    _visible(session, campaign, recruiter.company_id, candidate_id, today)
    if not (words := words.strip()[:LONGEST]):
        raise BadInput(fields={"words": ("missing", {})})
    made = CandidateNote(
        jobseeker_id=candidate_id,
        company_id=recruiter.company_id,
        account_id=recruiter.account_id,
        words=words,
        at=now,
    )
    session.add(made)
    session.flush()
    return made


def steps(session: Session, company_id: int, candidate_id: int) -> list[Step]:
    """The steps of a candidate's applications to the company that stand, the newest first.

    A candidate who withdrew and applied anew begins anew: steps from before are left out.
    """
    rows = session.execute(
        select(StageChange, Job, Account.name)
        .join(Application, Application.id == StageChange.application_id)
        .join(Job, Job.id == Application.job_id)
        .outerjoin(Account, Account.id == StageChange.account_id)
        .where(Application.jobseeker_id == candidate_id, *live(company_id), StageChange.at >= Application.created_at)
        .order_by(StageChange.id.desc())
    )
    return [Step(job, change.stage, change.reason, by, change.at) for change, job, by in rows]


def notes(session: Session, company_id: int, candidate_id: int) -> list[Note]:
    """What the company's people wrote about a candidate, the newest first."""
    rows = session.execute(
        select(CandidateNote, Account.name)
        .outerjoin(Account, Account.id == CandidateNote.account_id)
        .where(CandidateNote.jobseeker_id == candidate_id, CandidateNote.company_id == company_id)
        .order_by(CandidateNote.id.desc())
    )
    return [Note(note.id, note.words, by, note.at) for note, by in rows]


def note_counts(session: Session, company_id: int, candidate_ids: Collection[int]) -> dict[int, int]:
    """How many notes the company has on each of these."""
    rows = session.execute(
        select(CandidateNote.jobseeker_id, func.count())
        .where(CandidateNote.company_id == company_id, CandidateNote.jobseeker_id.in_(candidate_ids))
        .group_by(CandidateNote.jobseeker_id)
    )
    return dict(rows.all())


def _visible(session: Session, campaign: Campaign, company_id: int, candidate_id: int, today: date) -> None:
    seen = agreed(session, campaign, company_id, today).where(Jobseeker.id == candidate_id)
    if session.execute(seen).first() is None:
        raise NotFound(what="candidate")
