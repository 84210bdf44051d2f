"""Companies by what others know of them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from quest.models import Application, Company, Job


def names(session: Session, slugs: Collection[str]) -> dict[str, dict[str, str]]:
    """The names of these companies, by language tag."""
    rows = session.execute(select(Company.slug, Company.name).where(Company.slug.in_(slugs)))
    return {slug: name for slug, name in rows}


def applied_jobs(session: Session, company_id: int) -> list[tuple[int, dict[str, str]]]:
    """The jobs of a company that somebody's standing application names: id and title, the newest first."""
    rows = session.execute(
        select(Job.id, Job.title)
        .where(Job.company_id == company_id, Job.id.in_(select(Application.job_id).where(Application.withdrawn_at.is_(None))))
        .order_by(Job.id.desc())
    )
    return [(job_id, title) for job_id, title in rows]
