"""API calls of recruiters: the people who applied to their company or agreed that it sees them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.exchange.tables import CSV_TYPE, as_csv
from quest.services import desk, recruiting
from quest.services.recruiting import Candidate, Filters
from quest.web import deskacts
from quest.web.api.job_schemas import (
    CandidateList,
    CandidateQuery,
    CandidateView,
    ExportQuery,
    NoteBody,
    NoteList,
    StageBody,
)
from quest.web.api.job_views import candidate_view, next_cursor, today
from quest.web.api.operations import operation
from quest.web.context import campaign, parts, require
from quest.web.questions import moment

RECRUITER = ("recruiter",)
blueprint = Blueprint("api_recruiting", __name__)


@operation(blueprint, "GET", "/candidates", roles=RECRUITER, query=CandidateQuery, result=CandidateList)
def list_candidates(query: CandidateQuery) -> ResponseReturnValue:
    """The candidates of the recruiter's own company, the newest applicants first."""
    content = campaign()
    if query.line is not None and content.line(query.line) is None:
        choices = ", ".join(line.id for line in content.lines)
        raise errors.BadInput(fields={"line": ("not_a_choice", {"choices": choices})})
    day, company_id = today(), own_company()
    with parts().database.reading() as session:
        found = recruiting.candidates(
            session,
            content,
            company_id,
            today=day,
            filters=Filters(job_id=query.job_id, line=query.line, education=query.education),
            limit=query.limit,
            offset=query.offset,
        )
    return {
        "rows": [candidate_view(person) for person in found.rows],
        "total": found.total,
        "next_cursor": next_cursor(found.next_offset),
    }


@operation(
    blueprint, "GET", "/candidates/{candidate_id}", roles=RECRUITER, result=CandidateView, errors=(errors.NotFound,)
)
def get_candidate(candidate_id: int) -> ResponseReturnValue:
    """One candidate of the recruiter's own company; anybody else is not found."""
    return candidate_view(_candidate(candidate_id))


@operation(
    blueprint,
    "POST",
    "/candidates/{candidate_id}/stage",
    roles=RECRUITER,
    body=StageBody,
    result=CandidateView,
    errors=(errors.NotFound,),
)
def move_candidate(candidate_id: int, body: StageBody) -> ResponseReturnValue:
    """Moves the candidate's application for a job to a stage, which the person sees; `passed` needs a reason."""
    deskacts.move(candidate_id, body.job_id, body.stage, body.reason)
    return candidate_view(_candidate(candidate_id))


@operation(
    blueprint,
    "POST",
    "/candidates/{candidate_id}/notes",
    roles=RECRUITER,
    body=NoteBody,
    result=NoteList,
    statuses={201: "Kept"},
    errors=(errors.NotFound,),
)
def write_candidate_note(candidate_id: int, body: NoteBody) -> ResponseReturnValue:
    """Keeps a note for the people of the company; all notes on this candidate, the newest first."""
    deskacts.write_note(candidate_id, body.words)
    return _notes(candidate_id), 201


@operation(
    blueprint, "GET", "/candidates/{candidate_id}/notes", roles=RECRUITER, result=NoteList, errors=(errors.NotFound,)
)
def list_candidate_notes(candidate_id: int) -> ResponseReturnValue:
    """What the people of the company wrote about this candidate, the newest first."""
    _candidate(candidate_id)
    return _notes(candidate_id)


@operation(blueprint, "GET", "/candidates.csv", roles=RECRUITER, query=ExportQuery)
def export_candidates(query: ExportQuery) -> ResponseReturnValue:
    """The candidates as CSV, formulas defused; that it was taken is logged with its purpose."""
    table = deskacts.exported(Filters(job_id=query.job_id, line=query.line, education=query.education), query.purpose)
    response = Response(as_csv(table), content_type=CSV_TYPE)
    response.headers["Content-Disposition"] = "attachment; filename=candidates.csv"
    response.headers["Cache-Control"] = "no-store"
    return response


def _candidate(candidate_id: int) -> Candidate:
    with parts().database.reading() as session:
        return recruiting.candidate(session, campaign(), own_company(), candidate_id, today=today())


def _notes(candidate_id: int) -> dict[str, Any]:
    with parts().database.reading() as session:
        rows = desk.notes(session, own_company(), candidate_id)
    return {"rows": [{"id": row.id, "words": row.words, "by": row.by, "at": moment(row.at)} for row in rows]}


def own_company() -> int:
    """The company of the recruiter who sent this request.

    Raises:
        SignInRequired, Forbidden: nobody is signed in, or nobody who recruits for a company.
    """
    company_id = require(*RECRUITER).company_id
    if company_id is None:
        raise errors.Forbidden
    return company_id
