"""The organiser's imports of jobs: a file or an address, a look at what it would do, doing it, and taking it back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain import errors
from quest.exchange.jobs.records import Reading, UnreadableSource
from quest.models import ImportDraft, JobImport
from quest.services import acts, import_drafts, job_feeds, job_imports
from quest.services.import_drafts import Offer
from quest.web import importwords, labels
from quest.web.context import campaign, parts, require, visitor
from quest.web.errors import sentence, status_of
from quest.web.feeds import feed_intervals, feed_view
from quest.web.forms import by_field
from quest.web.importing import FORMATS, MOST_PARTS, checked_sector, fetched, preview, reading_of
from quest.web.language import t
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page

SHOWN = 50
UPLOADS = {"organise.offer_jobs", "organise.check_draft"}
LONGEST = 200
FORM_BYTES = 100_000
"""What a form holds beside its file."""


@blueprint.url_value_preprocessor
def allow_upload(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Lets an organiser send a file that is larger than other people's forms may be."""
    if endpoint in UPLOADS and (who := visitor()) and "organiser" in who.roles:
        request.max_content_length = parts().config.max_import_bytes + FORM_BYTES


@blueprint.get("/organise/jobs")
def import_list() -> ResponseReturnValue:
    """The form that brings jobs in, and the imports so far."""
    return _list_page({})


def _list_page(faults: dict[str, str]) -> str:
    require("organiser")
    with parts().database.reading() as session:
        runs = job_imports.newest(session, SHOWN)
        feeds = job_feeds.every(session)
    return desk_page(
        "organise/imports.html",
        "organiser",
        desk="jobs",
        imports=[_import_view(run) for run in runs],
        feeds=[feed_view(feed) for feed in feeds],
        formats=[(name, str(importwords.FORMATS[name])) for name in FORMATS],
        sectors=_sectors(),
        errors=faults,
        typed=request.form,
    )


def _sectors() -> list[tuple[str, str]]:
    return [(line.sector, t(line.name)) for line in campaign().lines]


@blueprint.post("/organise/jobs")
def offer_jobs() -> ResponseReturnValue:
    """Keeps a file, or what stands at an address, to be looked at; nothing is imported yet."""
    who = require("organiser")
    try:
        offer = _offer()
    except UnreadableSource as error:
        return _list_page({"address": importwords.fault(error)}), 422
    except errors.BadInput as error:
        return _list_page(by_field(error)), 422
    with parts().database.unit_of_work() as session:
        draft = import_drafts.keep(session, offer, account_id=who.account_id, now=parts().now())
    return redirect(url_for("organise.import_draft", draft_id=draft.id), 303)


def _offer() -> Offer:
    """What the form brings.

    Raises:
        BadInput: there is neither a file nor an address, or a choice is unknown. UnreadableSource: see `fetch`.
    """
    form, file = request.form, request.files.get("file")
    address, format_name = form.get("address", "").strip(), form.get("format", "auto")
    if format_name not in FORMATS:
        raise errors.BadInput(fields={"format": ("not_a_choice", {"choices": ", ".join(FORMATS)})})
    more = {
        "format": format_name,
        "company": form.get("company", "").strip()[:LONGEST] or None,
        "sector": checked_sector(form.get("sector")),
        "close_missing": form.get("close_missing") == "yes",
    }
    if file is not None and file.filename:
        return Offer(source=file.filename[:LONGEST], data=file.read(), **more)  # type: ignore[arg-type]
    if not address:
        raise errors.BadInput(fields={"file": ("missing", {})})
    data, base_url = fetched(address)
    return Offer(source=address, data=data, base_url=base_url, **more)  # type: ignore[arg-type]


@blueprint.get("/organise/jobs/drafts/<int:draft_id>")
def import_draft(draft_id: int) -> ResponseReturnValue:
    """What importing a draft would do: counts, names, reasons, and what each column was taken for."""
    require("organiser")
    with parts().database.reading() as session:
        draft = import_drafts.one(session, draft_id)
    try:
        reading = reading_of(draft)
    except UnreadableSource as error:
        columns = [(heading, draft.columns.get(heading)) for heading in error.headings]
        return _draft_page(draft, None, columns, importwords.fault(error)), 422
    return _draft_page(draft, reading, list(reading.columns), "")


def _draft_page(
    draft: ImportDraft, reading: Reading | None, columns: list[tuple[str, str | None]], problem: str
) -> str:
    return desk_page(
        "organise/import_draft.html",
        "organiser",
        desk="jobs",
        draft=draft,
        would=preview(draft, reading) if reading else None,
        format=importwords.FORMATS.get(reading.format) if reading else None,
        columns=columns,
        fields=importwords.field_choices(),
        sectors=_sectors(),
        problem=problem,
        says=importwords,
        can_repeat=draft.source.startswith(("http://", "https://")),
        intervals=feed_intervals(),
    )


@blueprint.post("/organise/jobs/drafts/<int:draft_id>")
def adjust_draft(draft_id: int) -> ResponseReturnValue:
    """Changes what a draft's columns hold, and whose its jobs are."""
    require("organiser")
    form = request.form
    chosen = dict(zip(form.getlist("heading"), form.getlist("field"), strict=False))
    with parts().database.unit_of_work() as session:
        draft = import_drafts.one(session, draft_id)
        draft.columns = chosen
        draft.company = form.get("company", "").strip()[:LONGEST] or None
        draft.sector = checked_sector(form.get("sector"))
        draft.close_missing = form.get("close_missing") == "yes"
    return redirect(url_for("organise.import_draft", draft_id=draft_id), 303)


@blueprint.post("/organise/jobs/drafts/<int:draft_id>/import")
def import_jobs(draft_id: int) -> ResponseReturnValue:
    """Imports a draft, all or nothing."""
    who = require("organiser")
    try:
        with parts().database.reading() as session:
            draft = import_drafts.one(session, draft_id)
        reading = reading_of(draft)
        with parts().database.unit_of_work() as session:
            job_feeds.settle(session, draft_id)
            run = import_drafts.bring(session, draft, reading, now=parts().now())
            _log(session, "jobs_imported", run.id, who.account_id)
    except errors.NotFound:
        flash(_("This was imported or thrown away already."), "warn")
        return redirect(url_for("organise.import_list"), 303)
    except UnreadableSource:
        return redirect(url_for("organise.import_draft", draft_id=draft_id), 303)
    flash(_("Imported."), "good")
    return redirect(url_for("organise.show_import", import_id=run.id), 303)


def _log(session: Any, what: acts.What, import_id: int, account_id: int | None) -> None:
    acts.keep(session, campaign(), what, f"import:{import_id}", account_id=account_id, now=parts().now())


@blueprint.post("/organise/jobs/drafts/<int:draft_id>/discard")
def discard_draft(draft_id: int) -> ResponseReturnValue:
    """Throws a draft away."""
    require("organiser")
    with parts().database.unit_of_work() as session:
        import_drafts.discard(session, draft_id)
    flash(_("Thrown away. Nothing was imported."), "good")
    return redirect(url_for("organise.import_list"), 303)


@blueprint.get("/organise/jobs/imports/<int:import_id>")
def show_import(import_id: int) -> ResponseReturnValue:
    """What an import did, and what it left out."""
    return _import_page(import_id, {})


def _import_page(import_id: int, faults: dict[str, str]) -> str:
    require("organiser")
    with parts().database.reading() as session:
        run = job_imports.one(session, import_id)
    return desk_page(
        "organise/import.html",
        "organiser",
        desk="jobs",
        run=_import_view(run),
        rejected=[part for part in run.rejected if not part["field"]][:MOST_PARTS],
        remarks=[part for part in run.rejected if part["field"]][:MOST_PARTS],
        says=importwords,
        errors=faults,
    )


def _import_view(run: JobImport) -> dict[str, Any]:
    return {
        "id": run.id,
        "source": run.source,
        "format": str(importwords.FORMATS.get(run.format, run.format)),
        "when": labels.moment(run.at),
        "counts": run.counts,
        "reverted": labels.moment(run.reverted_at) if run.reverted_at else None,
    }


@blueprint.post("/organise/jobs/imports/<int:import_id>/revert")
def revert_import(import_id: int) -> ResponseReturnValue:
    """Makes every job what it was before an import."""
    who = require("organiser")
    try:
        with parts().database.unit_of_work() as session:
            done = job_imports.revert(session, import_id, now=parts().now())
            _log(session, "jobs_reverted", import_id, who.account_id)
    except errors.NotRevertible as error:
        return _import_page(import_id, {"": sentence(error)}), status_of(error)
    flash(
        _(
            "Taken back: %(removed)s removed, %(restored)s as before, %(kept)s closed because they have applications.",
            removed=done.removed,
            restored=done.restored,
            kept=done.kept_closed,
        ),
        "good",
    )
    return redirect(url_for("organise.show_import", import_id=import_id), 303)
