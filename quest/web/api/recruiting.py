"""API calls of recruiters: the people who applied to their company or agreed that it sees them."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.services import recruiting
from quest.services.recruiting import Filters
from quest.web.api.job_schemas import CandidateList, CandidateQuery, CandidateView
from quest.web.api.job_views import candidate_view, next_cursor, today
from quest.web.api.operations import operation
from quest.web.context import campaign, parts, require

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
    content, day, company_id = campaign(), today(), own_company()
    with parts().database.reading() as session:
        person = recruiting.candidate(session, content, company_id, candidate_id, today=day)
    return candidate_view(person)


def own_company() -> int:
    """The company of the recruiter who sent this request.

    Raises:
        SignInRequired, Forbidden: nobody is signed in, or nobody who recruits for a company.
    """
    company_id = require(*RECRUITER).company_id
    if company_id is None:
        raise errors.Forbidden
    return company_id
