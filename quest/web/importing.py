"""Bringing jobs in, for the pages and the API alike: where they come from, and what importing them would do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from quest.domain.errors import BadInput
from quest.exchange.fetching import fetch
from quest.exchange.jobs.detect import READERS
from quest.exchange.jobs.records import Reading
from quest.models import ImportDraft, Job
from quest.refreshing import bounds_of, read_aside
from quest.services import import_drafts
from quest.services.import_drafts import Offer
from quest.services.job_imports import Plan
from quest.web.context import campaign, parts
from quest.web.language import t

FORMATS = ("auto", *READERS)
MOST_NAMED = 50
MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing would do, for a page or a program.

    Attributes:
        counts: new, changed, unchanged, closed and refused jobs.
        created, changed, closed: the titles of the first of each, with the employer.
        rejected, remarks: the first parts that became no job, and what jobs lack: `where`, `code`, `reason`, `field`.
        employers: names of companies that would be added.
        columns: of a table, its headings with their fields.
    """

    format: str
    counts: dict[str, int]
    created: list[tuple[str, str]]
    changed: list[tuple[str, str]]
    closed: list[tuple[str, str]]
    rejected: list[dict[str, Any]]
    remarks: list[dict[str, Any]]
    remark_count: int
    employers: list[str]
    columns: tuple[tuple[str, str | None], ...]


def fetched(address: str) -> tuple[bytes, str]:
    """What stands at an address, and the address that gave it.

    Raises:
        UnreadableSource: see `fetch`.
    """
    found = fetch(address, bounds_of(parts().config))
    return found.body, found.address


def reading_of(draft: ImportDraft | Offer) -> Reading:
    """The jobs of a draft, read beside everybody's requests.

    Raises:
        UnreadableSource: see `import_drafts.read`.
    """
    return read_aside(draft, parts().config, parts().aside)


def preview(draft: ImportDraft | Offer, reading: Reading) -> Preview:
    """What importing a draft would do now."""
    with parts().database.reading() as session:
        made = import_drafts.plan(session, draft, reading)
    return _preview(made, reading, {company.id: t(company.name) for company in made.employers})


def _preview(made: Plan, reading: Reading, names: dict[int, str]) -> Preview:
    def named(job: Job) -> tuple[str, str]:
        return t(job.title), names.get(job.company_id, "")

    return Preview(
        format=made.format,
        counts=made.counts,
        created=[(t(fields["title"]), t(company.name)) for company, fields in made.created[:MOST_NAMED]],
        changed=[named(job) for job, _ in made.changed[:MOST_NAMED]],
        closed=[named(job) for job in made.closed[:MOST_NAMED]],
        rejected=[asdict(part) for part in made.rejected[:MOST_PARTS]],
        remarks=[asdict(part) for part in made.remarks[:MOST_PARTS]],
        remark_count=len(made.remarks),
        employers=[t(company.name) for company in made.new_employers],
        columns=reading.columns,
    )


def checked_sector(sector: str | None) -> str | None:
    """The sector, which must be one of the campaign's lines.

    Raises:
        BadInput: it is none of them.
    """
    known = [line.sector for line in campaign().lines]
    if sector and sector not in known:
        raise BadInput(fields={"sector": ("not_a_choice", {"choices": ", ".join(known)})})
    return sector or None
