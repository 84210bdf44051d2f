"""Importing jobs: first what it would do, then doing it, and taking it back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from quest.db import record, take_turns
from quest.domain.errors import NotFound, NotRevertible
from quest.domain.events import JobsChanged
from quest.exchange.jobs.records import JobRecord, Reading, Rejected
from quest.models import Account, Application, Company, Consent, Job, JobChange, JobImport
from quest.services.job_records import differs, fields_of, restore, snapshot

NO_COMPANY = "The job names no employer: give one for all jobs of the file (--company), or add a column “company”."
SECOND_POSTING = "Another job of this employer has the reference “%s”: give each its own."
PARTIAL = "Not all jobs of the list could be read, so none is closed: correct it and import it again."
READ_AND_LEFT_OUT = frozenset({"duplicate_reference", "prospect_post", "removed", "unlisted"})
"""Why a part is no job although it was understood: it cannot be one of the jobs that seem to be missing."""


@dataclass
class Plan:
    """What an import would do; nothing is written yet.

    Attributes:
        created: fields of each new job, with its employer. changed: rows with the fields that they should have.
        closed: jobs of the file's employers that the file does not name any more.
        rejected: what became no job, and why. remarks: what kept jobs lack.
        employers: the companies of the source. new_employers: those of them that it would add.
        open_before: how many jobs of theirs are open now.
    """

    format: str
    created: list[tuple[Company, dict[str, Any]]] = field(default_factory=list)
    changed: list[tuple[Job, dict[str, Any]]] = field(default_factory=list)
    unchanged: int = 0
    closed: list[Job] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    remarks: list[Rejected] = field(default_factory=list)
    new_employers: list[Company] = field(default_factory=list)
    employers: list[Company] = field(default_factory=list)
    open_before: int = 0

    @property
    def writes(self) -> bool:
        """Whether there is anything to change."""
        return bool(self.created or self.changed or self.closed)

    @property
    def counts(self) -> dict[str, int]:
        """How many jobs of the source go where; the first three and the last add up to what the source holds."""
        return {
            "created": len(self.created),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "rejected": len(self.rejected),
            "closed": len(self.closed),
        }


@dataclass(frozen=True, slots=True)
class Reverted:
    """What taking an import back did; `kept_closed` jobs have applications and were closed instead of removed."""

    removed: int
    restored: int
    kept_closed: int


def plan(
    session: Session,
    reading: Reading,
    *,
    company: str | None = None,
    sector: str | None = None,
    close_missing: bool = False,
    employers: Sequence[int] = (),
) -> Plan:
    """What importing these jobs would do. The same file a second time changes nothing.

    Args:
        company: the name or short name of the employer of every job; without it, each job's own.
        sector: of employers that are new or have none, and of their jobs.
        close_missing: the file is all that its employers offer: their other jobs are over. Not while parts of the
            file were left out, for they may be just those.
        employers: ids of companies whose list it is, whether it names jobs of theirs or not.
    """
    made = Plan(reading.format, rejected=list(reading.left_out), remarks=list(reading.remarks))
    found = _Employers(session, sector, employers)
    for job in reading.jobs:
        name = company or job.company
        if name:
            _sort_in(made, found.find(name), job)
        else:
            made.rejected.append(Rejected(f"reference {job.reference}", "no_company", NO_COMPANY))
    made.employers = [employer.company for employer in found.met]
    made.open_before = sum(job.closed_at is None for employer in found.met for job in employer.jobs.values())
    made.new_employers = [company for company in made.employers if company.id is None]
    if close_missing:
        _close_missing(made, found.met)
    return made


def bring(
    session: Session,
    reading: Reading,
    *,
    source: str,
    now: datetime,
    company: str | None = None,
    sector: str | None = None,
    close_missing: bool = False,
    employers: Sequence[int] = (),
) -> tuple[JobImport, Plan]:
    """Plans and carries out in one, after whoever else imports at the moment; see `plan`."""
    take_turns(session)
    made = plan(session, reading, company=company, sector=sector, close_missing=close_missing, employers=employers)
    return carry_out(session, made, source=source, now=now), made


def newest(session: Session, limit: int) -> list[JobImport]:
    """The latest imports, the newest first."""
    return list(session.scalars(select(JobImport).order_by(JobImport.id.desc()).limit(limit)))


def one(session: Session, import_id: int) -> JobImport:
    """An import.

    Raises:
        NotFound: there is none.
    """
    if (run := session.get(JobImport, import_id)) is None:
        raise NotFound(what="import")
    return run


def carry_out(session: Session, made: Plan, *, source: str, now: datetime) -> JobImport:
    """Writes a plan, and keeps how each job was so that `revert` can take all of it back."""
    session.add_all(made.new_employers)
    run = JobImport(source=source, format=made.format, counts={}, rejected=[], at=now)
    session.add(run)
    session.flush()
    run.rejected = [asdict(part) for part in (*made.rejected, *made.remarks)]
    run.counts = {**made.counts, "employers": [company.id for company in made.new_employers]}
    before: list[tuple[int, dict[str, Any] | None]] = [(job_id, None) for job_id in _create(session, made, now)]
    for job, fields in (*made.changed, *((job, {"closed_at": now}) for job in made.closed)):
        before.append((job.id, snapshot(job)))
        for name, value in {"closed_at": None, **fields, "changed_at": now}.items():
            setattr(job, name, value)
    if before:
        changes = [{"import_id": run.id, "job_id": job_id, "before": was} for job_id, was in before]
        session.execute(insert(JobChange), changes)
        record(session, JobsChanged())
    session.flush()
    return run


def revert(session: Session, import_id: int, *, now: datetime) -> Reverted:
    """Makes every job what it was before an import; new jobs go, except that one with applications is closed.

    Raises:
        NotFound: there is no such import.
        NotRevertible: it was reverted, or a later import changed the same jobs: revert that one first.
    """
    take_turns(session)
    run = one(session, import_id)
    if run.reverted_at is not None:
        raise NotRevertible(why="reverted", imports=[])
    _refuse_if_changed_since(session, import_id)
    changed = select(JobChange.job_id).where(JobChange.import_id == import_id)
    applied_for = set(session.scalars(select(Application.job_id).where(Application.job_id.in_(changed)).distinct()))
    rows = session.execute(
        select(JobChange.before, Job).join(Job, Job.id == JobChange.job_id).where(JobChange.import_id == import_id)
    )
    removed = restored = kept_closed = 0
    for before, job in rows.all():
        if before is not None:
            restore(job, before)
            restored += 1
        elif job.id in applied_for:
            job.closed_at = job.changed_at = now
            kept_closed += 1
        else:
            session.delete(job)
            removed += 1
    run.reverted_at = now
    session.flush()
    _remove_empty(session, run.counts.get("employers", []))
    record(session, JobsChanged())
    return Reverted(removed=removed, restored=restored, kept_closed=kept_closed)


@dataclass
class _Employer:
    """A company of the file, its jobs that are here by reference, and the references that the file has named so far."""

    company: Company
    sector: str | None
    jobs: dict[str, Job]
    named: set[str] = field(default_factory=set)


class _Employers:
    """Finds a file's employers by name or short name, and makes those that are new."""

    def __init__(self, session: Session, sector: str | None, known: Sequence[int]) -> None:
        companies = session.scalars(select(Company)).all()
        self._session, self._sector = session, sector
        self._slugs = {company.slug for company in companies}
        self._companies = {_folded(name): company for company in companies for name in company.name.values()}
        self._companies |= {company.slug: company for company in companies}
        self._met: dict[str, _Employer] = {}
        for company in companies:
            if company.id in known:
                self._meet(company)

    @property
    def met(self) -> list[_Employer]:
        """Those whom the file has named so far."""
        return list(self._met.values())

    def find(self, name: str) -> _Employer:
        """The employer of that name."""
        company = self._companies.get(_folded(name)) or self._new(name)
        return self._met.get(company.slug) or self._meet(company)

    def _meet(self, company: Company) -> _Employer:
        mine = select(Job).where(Job.company_id == company.id)
        jobs = {job.reference: job for job in self._session.scalars(mine)} if company.id else {}
        self._met[company.slug] = _Employer(company, company.sector or self._sector, jobs)
        return self._met[company.slug]

    def _new(self, name: str) -> Company:
        slug = next(slug for slug in _slugs(_folded(name)) if slug not in self._slugs)
        self._slugs.add(slug)
        self._companies[_folded(name)] = company = Company(
            slug=slug, name={"en": name}, sector=self._sector, story={}, group="other", place=None
        )
        return company


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _slugs(folded: str) -> Iterator[str]:
    """Short names for an address, in the order of preference; Chinese characters stay, for addresses can hold them."""
    base = "-".join(re.findall(r"\w+", folded))[:60] or "company"
    yield base
    yield from (f"{base}-{number}" for number in count(2))


def _sort_in(made: Plan, employer: _Employer, job: JobRecord) -> None:
    if job.reference in employer.named:
        reason = SECOND_POSTING % job.reference
        made.rejected.append(Rejected(f"reference {job.reference}", "duplicate_reference", reason))
        return
    employer.named.add(job.reference)
    there, fields = employer.jobs.get(job.reference), fields_of(job, sector=employer.sector)
    if there is None:
        made.created.append((employer.company, fields))
    elif differs(there, fields):
        made.changed.append((there, fields))
    else:
        made.unchanged += 1


def _close_missing(made: Plan, employers: list[_Employer]) -> None:
    unread = any(part.code not in READ_AND_LEFT_OUT for part in made.rejected)
    if unread or any(remark.code == "partial_list" for remark in made.remarks):
        made.remarks.append(Rejected("the file", "partial_list", PARTIAL, "closed_at"))
        return
    for employer in employers:
        missing = (job for reference, job in employer.jobs.items() if reference not in employer.named)
        made.closed += [job for job in missing if job.closed_at is None]


def _create(session: Session, made: Plan, now: datetime) -> list[int]:
    rows = [
        {**fields, "company_id": company.id, "closed_at": None, "changed_at": now} for company, fields in made.created
    ]
    return list(session.scalars(insert(Job).returning(Job.id), rows)) if rows else []


def _refuse_if_changed_since(session: Session, import_id: int) -> None:
    mine = select(JobChange.job_id).where(JobChange.import_id == import_id)
    later = session.scalars(
        select(JobImport.id)
        .where(
            JobImport.id > import_id,
            JobImport.reverted_at.is_(None),
            JobImport.id.in_(select(JobChange.import_id).where(JobChange.job_id.in_(mine))),
        )
        .order_by(JobImport.id.desc())
    ).all()
    if later:
        raise NotRevertible(why="changed_since", imports=list(later))


def _remove_empty(session: Session, company_ids: list[int]) -> None:
    """Removes employers that an import added, unless by now something else hangs on them."""
    for model in (Job, Account, Consent):
        still = session.scalars(select(model.company_id).where(model.company_id.in_(company_ids)).distinct())
        company_ids = [company_id for company_id in company_ids if company_id not in set(still)]
    session.execute(delete(Company).where(Company.id.in_(company_ids)))
