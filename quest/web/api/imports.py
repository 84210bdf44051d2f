"""API calls of imports of jobs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.exchange.jobs.records import Reading, UnreadableSource
from quest.models import JobImport
from quest.services import acts, import_drafts, job_imports
from quest.services.import_drafts import Offer
from quest.services.job_imports import Plan
from quest.web import importwords
from quest.web.api.import_schemas import ImportBody, ImportList, ImportResult, ImportView, RevertView
from quest.web.api.operations import operation
from quest.web.context import campaign, parts, require
from quest.web.importing import MOST_PARTS, checked_sector, fetched, reading_of

ORGANISER = ("organiser",)
SHOWN = 50
COUNTS = ("created", "changed", "unchanged", "closed", "rejected")
blueprint = Blueprint("api_imports", __name__)


@operation(
    blueprint,
    "POST",
    "/job-imports",
    roles=ORGANISER,
    body=ImportBody,
    result=ImportResult,
    statuses={200: "What it would do", 201: "Imported"},
    errors=(errors.UnreadableJobs,),
)
def import_jobs(body: ImportBody) -> ResponseReturnValue:
    """Brings jobs in, all or nothing; the same again changes nothing."""
    who = require(*ORGANISER)
    try:
        offer = _offer(body)
        reading = reading_of(offer)
    except UnreadableSource as error:
        raise errors.UnreadableJobs(why=error.code, sentence=importwords.fault(error)) from error
    if body.dry_run:
        with parts().database.reading() as session:
            return _result(None, offer, reading, import_drafts.plan(session, offer, reading))
    with parts().database.unit_of_work() as session:
        run, made = import_drafts.bring_offer(session, offer, reading, now=parts().now())
        _log(session, "jobs_imported", run.id, who.account_id)
    return _result(run.id, offer, reading, made), 201


@operation(blueprint, "GET", "/job-imports", roles=ORGANISER, result=ImportList)
def list_imports() -> ResponseReturnValue:
    """The latest imports, the newest first."""
    with parts().database.reading() as session:
        return {"imports": [_view(run) for run in job_imports.newest(session, SHOWN)]}


@operation(blueprint, "GET", "/job-imports/{import_id}", roles=ORGANISER, result=ImportView, errors=(errors.NotFound,))
def get_import(import_id: int) -> ResponseReturnValue:
    """What an import did, and what it left out and why."""
    with parts().database.reading() as session:
        return _view(job_imports.one(session, import_id))


@operation(
    blueprint,
    "POST",
    "/job-imports/{import_id}/revert",
    roles=ORGANISER,
    result=RevertView,
    errors=(errors.NotFound, errors.NotRevertible),
)
def revert_import(import_id: int) -> ResponseReturnValue:
    """Makes every job what it was before an import."""
    who = require(*ORGANISER)
    with parts().database.unit_of_work() as session:
        done = job_imports.revert(session, import_id, now=parts().now())
        _log(session, "jobs_reverted", import_id, who.account_id)
    return {"removed": done.removed, "restored": done.restored, "kept_closed": done.kept_closed}


def _offer(body: ImportBody) -> Offer:
    if body.address is not None:
        data, base_url = fetched(body.address)
        source = body.address
    else:
        data, base_url = body.data if body.data is not None else (body.content or "").encode(), None
        source = body.name
    return Offer(
        source=source,
        data=data,
        format=body.format,
        company=body.company,
        sector=checked_sector(body.sector),
        close_missing=body.close_missing,
        columns=body.columns,
        base_url=base_url,
    )


def _log(session: Any, what: acts.What, import_id: int, account_id: int | None) -> None:
    acts.keep(session, campaign(), what, f"import:{import_id}", account_id=account_id, now=parts().now())


def _result(import_id: int | None, offer: Offer, reading: Reading, made: Plan) -> dict[str, Any]:
    return {
        "id": import_id,
        "source": offer.source,
        "format": made.format,
        "counts": made.counts,
        "rejected": [_said(asdict(part)) for part in made.rejected[:MOST_PARTS]],
        "remarks": [_said(asdict(part)) for part in made.remarks[:MOST_PARTS]],
        "columns": [{"heading": heading, "field": field} for heading, field in reading.columns],
    }


def _said(part: dict[str, Any]) -> dict[str, Any]:
    return {**part, "reason": importwords.reason(part)}


def _view(run: JobImport) -> dict[str, Any]:
    return {
        "id": run.id,
        "source": run.source,
        "format": run.format,
        "at": run.at,
        "reverted_at": run.reverted_at,
        "counts": {name: run.counts[name] for name in COUNTS},
        "rejected": [_said(part) for part in run.rejected[:MOST_PARTS]],
    }
