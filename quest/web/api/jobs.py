"""API calls of jobs, matches and applications."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.services import applications, jobs, matches, wishes
from quest.services.applications import Applied
from quest.services.jobs import Search
from quest.web.account.profile import jobseeker_here, own_jobseeker
from quest.web.api.job_schemas import (
    ApplicationBody,
    ApplicationList,
    ApplicationView,
    JobList,
    JobPage,
    JobQuery,
    MatchList,
    SavedList,
    UnwantedView,
)
from quest.web.api.job_views import (
    application_view,
    ineligible_view,
    job_view,
    match_view,
    next_cursor,
    today,
    unwanted_view,
    weights_view,
)
from quest.web.api.operations import ANYONE, operation
from quest.web.api.play import PLAYER
from quest.web.api.schemas import PageQuery
from quest.web.context import campaign, parts, player_id
from quest.web.language import language, t

blueprint = Blueprint("api_jobs", __name__)


@operation(blueprint, "GET", "/jobs", roles=ANYONE, query=JobQuery, result=JobList)
def list_jobs(query: JobQuery) -> ResponseReturnValue:
    """Open jobs by words and filters, with the counts that each further choice would leave."""
    lines = {line.id: line.sector for line in campaign().lines}
    if query.line is not None and query.line not in lines:
        raise errors.BadInput(fields={"line": ("not_a_choice", {"choices": ", ".join(lines)})})
    asked = Search(
        q=query.q or None,
        sector=lines[query.line] if query.line else None,
        seniority=query.level,
        education=query.education,
        location=query.location or None,
        work_type=query.work_type,
        company=query.company or None,
        open_to=query.open_to,
        group=query.group,
    )
    applicant = _jobseeking_player()
    with parts().database.reading() as session:
        found = jobs.search(session, asked, today=today(), limit=query.limit, offset=query.offset)
        applied = applications.live_jobs(session, applicant, [job.id for job in found.jobs])
    facets = {_FILTER.get(name, name): counts for name, counts in found.facets.items()}
    facets["line"] = {line: facets["line"].get(sector, 0) for line, sector in lines.items()}
    return {
        "rows": [job_view(job, applied) for job in found.jobs],
        "total": found.total,
        "near": found.is_near,
        "facets": {
            name: [{"value": value, "count": count} for value, count in counts.items()]
            for name, counts in facets.items()
        },
        "next_cursor": next_cursor(found.next_offset),
    }


_FILTER = {"sector": "line", "seniority": "level"}


@operation(blueprint, "GET", "/jobs/{job_id}", roles=ANYONE, result=JobPage, errors=(errors.NotFound,))
def get_job(job_id: int) -> ResponseReturnValue:
    """One job with its description, also when it takes no more applications."""
    applicant = _jobseeking_player()
    with parts().database.reading() as session:
        job = jobs.one(session, job_id)
        applied = applications.live_jobs(session, applicant, [job_id])
    return {**job_view(job, applied), "description": t(job.description)}


@operation(blueprint, "GET", "/matches", roles=PLAYER, query=PageQuery, result=MatchList)
def list_matches(query: PageQuery) -> ResponseReturnValue:
    """The jobs that fit this player with reasons and gaps, and those that one limit keeps away."""
    me, applicant, content, day = player_id(), _jobseeking_player(), campaign(), today()
    with parts().database.reading() as session:
        found = matches.for_player(session, content, me, today=day, limit=query.limit, offset=query.offset)
        applied = applications.live_jobs(session, applicant, [row.job.id for row in found.rows])
    return {
        "rows": [match_view(row, applied) for row in found.rows],
        "total": found.total,
        "ineligible": [ineligible_view(row) for row in found.ineligible],
        "ineligible_total": found.ineligible_total,
        "unwanted": [unwanted_view(kind) for kind in found.unwanted],
        "weights": weights_view(),
        "next_cursor": next_cursor(found.next_offset),
    }


@operation(
    blueprint,
    "POST",
    "/jobs/{job_id}/application",
    roles=PLAYER,
    body=ApplicationBody,
    result=ApplicationView,
    statuses={201: "Applied", 200: "Had applied before"},
    errors=(errors.NotRegistered, errors.NotFound, errors.JobClosed),
)
def apply_for_job(job_id: int, body: ApplicationBody) -> ResponseReturnValue:
    """Applies: the company sees name, e-mail, profile and route from now on, until the application is withdrawn."""
    jobseeker, content = own_jobseeker(), campaign()
    with parts().database.unit_of_work() as session:
        application, is_new = applications.apply(
            session,
            content,
            player_id=jobseeker.player_id,
            job_id=job_id,
            key=body.key,
            language=language(),
            now=parts().now(),
        )
        job = jobs.one(session, job_id)
    return application_view(Applied(application, job)), 201 if is_new else 200


@operation(
    blueprint,
    "DELETE",
    "/jobs/{job_id}/application",
    roles=PLAYER,
    statuses={204: "Withdrawn"},
    errors=(errors.NotRegistered, errors.NotFound),
)
def withdraw_application(job_id: int) -> ResponseReturnValue:
    """Withdraws an application; with the last one at a company, it sees the person no more."""
    jobseeker = own_jobseeker()
    with parts().database.unit_of_work() as session:
        applications.withdraw(
            session, player_id=jobseeker.player_id, job_id=job_id, language=language(), now=parts().now()
        )
    return "", 204


@operation(blueprint, "GET", "/applications", roles=PLAYER, result=ApplicationList, errors=(errors.NotRegistered,))
def list_applications() -> ResponseReturnValue:
    """Every application of this person, the newest first."""
    jobseeker = own_jobseeker()
    with parts().database.reading() as session:
        found = applications.of_player(session, jobseeker.player_id)
    return {"rows": [application_view(applied) for applied in found]}


@operation(
    blueprint,
    "POST",
    "/jobs/{job_id}/saved",
    roles=PLAYER,
    statuses={204: "Put aside, or it was already"},
    errors=(errors.NotFound,),
)
def save_job(job_id: int) -> ResponseReturnValue:
    """Puts a job aside for later."""
    with parts().database.unit_of_work() as session:
        wishes.save(session, player_id=player_id(), job_id=job_id, now=parts().now())
    return "", 204


@operation(blueprint, "DELETE", "/jobs/{job_id}/saved", roles=PLAYER, statuses={204: "No longer put aside"})
def forget_job(job_id: int) -> ResponseReturnValue:
    """Takes a job away from those put aside."""
    with parts().database.unit_of_work() as session:
        wishes.forget(session, player_id=player_id(), job_id=job_id)
    return "", 204


@operation(blueprint, "GET", "/saved-jobs", roles=PLAYER, result=SavedList)
def list_saved_jobs() -> ResponseReturnValue:
    """The jobs that this player put aside, also those that closed since."""
    applicant = _jobseeking_player()
    with parts().database.reading() as session:
        found = wishes.saved(session, player_id())
        applied = applications.live_jobs(session, applicant, [job.id for job in found])
    return {"rows": [job_view(job, applied) for job in found]}


@operation(
    blueprint,
    "POST",
    "/jobs/{job_id}/unwanted",
    roles=PLAYER,
    result=UnwantedView,
    errors=(errors.NotFound,),
)
def refuse_kind_of_job(job_id: int) -> ResponseReturnValue:
    """Leaves jobs with titles like this one's out of the matches, until it is taken back."""
    with parts().database.unit_of_work() as session:
        return unwanted_view(wishes.refuse_kind(session, player_id=player_id(), job_id=job_id, now=parts().now()))


@operation(
    blueprint,
    "DELETE",
    "/unwanted-kinds/{unwanted_id}",
    roles=PLAYER,
    statuses={204: "Shown again"},
    errors=(errors.NotFound,),
)
def accept_kind_of_job(unwanted_id: int) -> ResponseReturnValue:
    """Lets matches show jobs of a kind again."""
    with parts().database.unit_of_work() as session:
        wishes.accept_kind(session, player_id=player_id(), unwanted_id=unwanted_id)
    return "", 204


def _jobseeking_player() -> int | None:
    """Whose applications the caller may know of."""
    jobseeker = jobseeker_here()
    return jobseeker.player_id if jobseeker else None
