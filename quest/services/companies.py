"""Companies by what others know of them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from quest.models import Application, Company, Job


def names(session: Session, slugs: Collection[str]) -> dict[str, dict[str, str]]:
    """The names of these companies, by language tag."""
    rows = session.execute(select(Company.slug, Company.name).where(Company.slug.in_(slugs)))
    return {row.slug: row.name for row in rows}


def applied_jobs(session: Session, company_id: int) -> list[tuple[int, dict[str, str]]]:
    """The jobs of a company that somebody's standing application names: id and title, the newest first."""
    named = select(Application.job_id).where(Application.withdrawn_at.is_(None))
    rows = session.execute(
        select(Job.id, Job.title).where(Job.company_id == company_id, Job.id.in_(named)).order_by(Job.id.desc())
    )
    return [(row.id, row.title) for row in rows]
