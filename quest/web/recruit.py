"""The recruiter's desk: the people who applied to the company or agreed to be seen by it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain.errors import BadInput
from quest.domain.hiring import MOVES
from quest.domain.progress import campaign_day
from quest.exchange.tables import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from quest.models import Account, Company
from quest.services import companies, desk, recruiting
from quest.services.recruiting import Candidate, Candidates, Filters
from quest.web import deskacts, labels
from quest.web.candidateviews import candidate_view, note_view, row_view, step_view
from quest.web.context import campaign, parts, require, visitor
from quest.web.jobfilters import offset
from quest.web.language import t

PAGE = 20
FILTERS = ("q", "job", "line", "stage", "order")
blueprint = Blueprint("recruit", __name__)


@blueprint.get("/recruit")
def candidates() -> ResponseReturnValue:
    """The candidates, and beside them the first of the page."""
    who = visitor()
    if who is None or who.account_id is None:
        return render_template("recruit/door.html")
    return _desk(None)


@blueprint.get("/recruit/<int:candidate_id>")
def candidate(candidate_id: int) -> ResponseReturnValue:
    """One candidate, with the list beside it."""
    return _desk(candidate_id)


@blueprint.post("/recruit/<int:candidate_id>/stage")
def move(candidate_id: int) -> ResponseReturnValue:
    """Moves the application of a candidate for one job on, or passes it over with a reason."""
    stage = next((each for each in MOVES if each == request.form.get("stage")), None)
    job = request.form.get("job", "")
    if stage is None or not (job.isascii() and job.isdecimal() and len(job) < 10):
        return _back_to(candidate_id)
    try:
        deskacts.move(candidate_id, int(job), stage, request.form.get("reason", ""))
    except BadInput:
        flash(_("Say why you pass somebody over; only your company and the person can read it."), "bad")
    return _back_to(candidate_id)


@blueprint.post("/recruit/<int:candidate_id>/notes")
def write_note(candidate_id: int) -> ResponseReturnValue:
    """Keeps a note about a candidate."""
    try:
        deskacts.write_note(candidate_id, request.form.get("words", ""))
    except BadInput:
        flash(_("A note needs words."), "bad")
    return _back_to(candidate_id)


@blueprint.post("/recruit/export")
def export() -> ResponseReturnValue:
    """The candidates as a file, as the filters of the list leave them; that it was taken is logged with its purpose."""
    purpose = request.form.get("purpose", "").strip()[:200]
    if not purpose:
        flash(_("Say what the list is for. It is kept in the log."), "bad")
        return redirect(url_for("recruit.candidates"), 303)
    table = deskacts.exported(_filters(_chosen(request.form)), purpose)
    if request.form.get("format") == "xlsx":
        return _file(as_xlsx([table]), XLSX_TYPE, "candidates.xlsx")
    return _file(as_csv(table), CSV_TYPE, "candidates.csv")


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "no-store"
    return response


def _back_to(candidate_id: int) -> ResponseReturnValue:
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name in (*FILTERS, "offset")}
    return redirect(url_for("recruit.candidate", candidate_id=candidate_id, **kept), 303)


def _desk(candidate_id: int | None) -> str:
    content, company_id, chosen, start = campaign(), _company_id(), _chosen(), offset()
    today = date.fromisoformat(campaign_day(parts().now(), content.timezone))
    with parts().database.reading() as session:
        account = session.get_one(Account, require("recruiter").account_id)
        company = session.get_one(Company, company_id)
        job_titles = companies.applied_jobs(session, company_id)
        page = recruiting.candidates(
            session,
            content,
            company_id,
            today=today,
            filters=_filters(chosen),
            order="name" if chosen.get("order") == "name" else "newest",
            limit=PAGE,
            offset=start,
        )
        shown = _shown(page, candidate_id)
        if candidate_id is not None and shown is None:
            shown = recruiting.candidate(session, content, company_id, candidate_id, today=today)
        steps = desk.steps(session, company_id, shown.id) if shown else []
        notes = desk.notes(session, company_id, shown.id) if shown else []
    kept = {**chosen, "offset": start or None}
    return render_template(
        "recruit/candidates.html",
        account=account,
        company=company,
        rows=[row_view(content, row) for row in page.rows],
        total=page.total,
        shown=candidate_view(content, shown) if shown else None,
        is_alone=candidate_id is not None,
        chosen=chosen,
        kept=kept,
        jobs=[(job_id, t(title)) for job_id, title in job_titles],
        lines=[(line.id, t(line.name)) for line in content.lines],
        stages=labels.STAGE.items(),
        moves=[(stage, labels.STAGE[stage]) for stage in MOVES],
        steps=[step_view(step) for step in steps],
        notes=[note_view(note) for note in notes],
        longest_note=desk.LONGEST,
        narrowed=bool(chosen.keys() - {"order"}),
        before=url_for("recruit.candidates", **chosen, offset=max(0, start - PAGE) or None) if start else None,
        after=url_for("recruit.candidates", **chosen, offset=page.next_offset) if page.next_offset else None,
        around=_around(page, shown),
    )


def _company_id() -> int:
    who = require("recruiter")
    assert who.company_id is not None  # noqa: S101 - every recruiter has a company
    return who.company_id


def _chosen(sent: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The filters of the address, or those that a form carries along."""
    sent = request.args if sent is None else sent
    asked = {name: sent.get(name, "").strip()[:64] for name in FILTERS}
    return {name: value for name, value in asked.items() if value}


def _filters(chosen: dict[str, str]) -> Filters:
    job = chosen.get("job", "")
    return Filters(
        name=chosen.get("q"),
        stage=chosen.get("stage"),
        job_id=int(job) if job.isascii() and job.isdecimal() and len(job) < 10 else None,
        line=chosen.get("line"),
    )


def _shown(page: Candidates, candidate_id: int | None) -> Candidate | None:
    """The candidate in the preview: the one asked for, else the first of the page."""
    if candidate_id is None:
        return page.rows[0] if page.rows else None
    return next((row for row in page.rows if row.id == candidate_id), None)


def _around(page: Candidates, shown: Candidate | None) -> tuple[int | None, int | None]:
    """The neighbours of the candidate in the preview, for the keys J and K."""
    ids = [row.id for row in page.rows]
    if shown is None or shown.id not in ids:
        return None, None
    place = ids.index(shown.id)
    return ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None
