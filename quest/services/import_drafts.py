"""Jobs on their way in: kept until somebody has seen what importing them would do."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, undefer

from quest.domain.errors import NotFound
from quest.exchange.jobs.detect import read_jobs
from quest.exchange.jobs.records import Reading
from quest.models import ImportDraft, JobFeed, JobImport
from quest.services import job_imports
from quest.services.job_imports import Plan

KEPT = timedelta(days=1)
HIGHEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody brings, see `ImportDraft`."""

    source: str
    data: bytes
    format: str = "auto"
    company: str | None = None
    sector: str | None = None
    close_missing: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    base_url: str | None = None


def keep(session: Session, offer: Offer, *, account_id: int | None, now: datetime) -> ImportDraft:
    """Keeps an offer for a day, or for as long as a feed has it wait.

    Its number is not that of an earlier draft, for a page that still shows that one would import or discard this.
    """
    waiting = select(JobFeed.draft_id).where(JobFeed.draft_id.is_not(None))
    old = delete(ImportDraft).where(ImportDraft.created_at < now - KEPT, ImportDraft.id.not_in(waiting))
    session.execute(old.execution_options(synchronize_session=False))
    made = ImportDraft(
        id=secrets.randbelow(HIGHEST_ID) + 1,
        account_id=account_id,
        source=offer.source,
        format=offer.format,
        company=offer.company,
        sector=offer.sector,
        close_missing=offer.close_missing,
        columns=dict(offer.columns),
        base_url=offer.base_url,
        data=offer.data,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def one(session: Session, draft_id: int) -> ImportDraft:
    """A draft with its data.

    Raises:
        NotFound: there is none, or it was imported or thrown away.
    """
    found = session.get(ImportDraft, draft_id, options=[undefer(ImportDraft.data)])
    if found is None:
        raise NotFound(what="draft")
    return found


def read(draft: ImportDraft | Offer, *, max_bytes: int) -> Reading:
    """The jobs of a draft; needs no database.

    Raises:
        UnreadableSource: see `read_jobs`.
    """
    return read_jobs(
        draft.data,
        name=draft.source,
        format=draft.format,
        base_url=draft.base_url,
        max_bytes=max_bytes,
        columns=draft.columns,
    )


def plan(session: Session, draft: ImportDraft | Offer, reading: Reading) -> Plan:
    """What importing a draft would do."""
    return job_imports.plan(
        session,
        reading,
        company=draft.company,
        sector=draft.sector,
        close_missing=draft.close_missing,
        employers=_employers(session, draft),
    )


def bring(session: Session, draft: ImportDraft, reading: Reading, *, now: datetime) -> JobImport:
    """Imports a draft, which is then gone.

    Raises:
        NotFound: it is gone already: somebody else imported it or threw it away.
    """
    run, _ = bring_offer(session, draft, reading, now=now)
    discard(session, draft.id)
    return run


def bring_offer(
    session: Session, offer: ImportDraft | Offer, reading: Reading, *, now: datetime
) -> tuple[JobImport, Plan]:
    """Imports at once what was read of an offer."""
    return job_imports.bring(
        session,
        reading,
        source=offer.source,
        now=now,
        company=offer.company,
        sector=offer.sector,
        close_missing=offer.close_missing,
        employers=_employers(session, offer),
    )


def _employers(session: Session, draft: ImportDraft | Offer) -> Sequence[int]:
    """Whose list it is when a feed has it wait: also of those whom it names no more."""
    if isinstance(draft, Offer):
        return ()
    return session.scalar(select(JobFeed.employers).where(JobFeed.draft_id == draft.id)) or ()


def discard(session: Session, draft_id: int) -> None:
    """Throws a draft away.

    Raises:
        NotFound: it is gone already.
    """
    if not session.execute(delete(ImportDraft).where(ImportDraft.id == draft_id)).rowcount:  # type: ignore[attr-defined]
        raise NotFound(what="draft")
