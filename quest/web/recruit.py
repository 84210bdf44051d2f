"""The recruiter's desk: the people who applied to the company or agreed to be seen by it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quest.domain.progress import campaign_day
from quest.models import Account, Company
from quest.services import companies, recruiting
from quest.services.recruiting import Candidate, Candidates, Filters
from quest.web import labels
from quest.web.candidateviews import candidate_view, row_view
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
        narrowed=bool(chosen.keys() - {"order"}),
        before=url_for("recruit.candidates", **chosen, offset=max(0, start - PAGE) or None) if start else None,
        after=url_for("recruit.candidates", **chosen, offset=page.next_offset) if page.next_offset else None,
        around=_around(page, shown),
    )


def _company_id() -> int:
    who = require("recruiter")
    assert who.company_id is not None  # noqa: S101 - every recruiter has a company
    return who.company_id


def _chosen() -> dict[str, Any]:
    asked = {name: request.args.get(name, "").strip()[:64] for name in FILTERS}
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
