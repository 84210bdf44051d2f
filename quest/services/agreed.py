"""Whom a company may see: who applied to it, and who agreed that it sees them.

The newest decision of each person, purpose and company counts, asked each time; a withdrawal acts at once.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from quest.domain.consent import Purpose
from quest.levels.level import Campaign
from quest.models import Application, Attempt, Consent, Job, Jobseeker
from quest.services.jobs import still_open


def agreed(session: Session, campaign: Campaign, company_id: int, today: date) -> Select[Jobseeker, bool]:
    """The people whom a company may see, and whether each has applied: every view of people begins here."""
    newest = _newest_decisions(company_id)

    def decided(purpose: Purpose, company: ColumnElement[bool], *, granted: bool) -> ColumnElement[bool]:
        return exists().where(
            newest.c.jobseeker_id == Jobseeker.id,
            newest.c.purpose == purpose,
            company,
            newest.c.granted.is_(granted),
        )

    here, all_of_them = newest.c.company_id == company_id, newest.c.company_id.is_(None)
    has_applied = and_(_has_application(company_id), decided(Purpose.APPLICATION, here, granted=True))
    agreed_to_lines = and_(
        decided(Purpose.EMPLOYERS, all_of_them, granted=True),
        ~decided(Purpose.EMPLOYERS, here, granted=False),
        _rode_lines_of(session, campaign, company_id, today),
    )
    return select(Jobseeker, has_applied.label("has_applied")).where(
        or_(has_applied, decided(Purpose.EMPLOYERS, here, granted=True), agreed_to_lines)
    )


def _newest_decisions(company_id: int) -> Any:
    """The decision that counts of each person, purpose and company, as far as it concerns this company."""
    concerns = or_(Consent.company_id == company_id, Consent.company_id.is_(None))
    newest = (
        select(func.max(Consent.id)).where(concerns).group_by(Consent.jobseeker_id, Consent.purpose, Consent.company_id)
    )
    return (
        select(Consent.jobseeker_id, Consent.purpose, Consent.company_id, Consent.granted)
        .where(Consent.id.in_(newest))
        .subquery("newest")
    )


def live(company_id: int) -> tuple[ColumnElement[bool], ...]:
    """The conditions of an application to a job of this company that stands."""
    return Application.withdrawn_at.is_(None), Application.job_id == Job.id, Job.company_id == company_id


def _has_application(company_id: int) -> ColumnElement[bool]:
    return exists().where(Application.jobseeker_id == Jobseeker.id, *live(company_id))


def newest_application(company_id: int) -> Any:
    """When the person of the row applied to this company last; null for somebody who did not."""
    newest = select(func.max(Application.created_at)).where(Application.jobseeker_id == Jobseeker.id, *live(company_id))
    return newest.correlate(Jobseeker).scalar_subquery()


def _rode_lines_of(session: Session, campaign: Campaign, company_id: int, today: date) -> ColumnElement[bool]:
    """Who passed a level on a line on which the company has an open job: "employers on my lines"."""
    sectors = set(
        session.scalars(select(Job.sector).where(Job.company_id == company_id, *still_open(today)).distinct())
    )
    lines = [line.id for line in campaign.lines if line.sector in sectors]
    return passed_on(campaign, lines)


def passed_on(campaign: Campaign, lines: Collection[str]) -> ColumnElement[bool]:
    """Whether the person of the row passed a level on one of these lines."""
    levels = {level for line in campaign.lines if line.id in lines for level in line.stops}
    if not levels:
        return false()
    return exists().where(
        Attempt.player_id == Jobseeker.player_id, Attempt.passed, Attempt.level_id.in_(sorted(levels))
    )
