"""Jobs to look through, the ones that fit, and applying with one tap."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain import errors
from quest.domain.progress import campaign_day
from quest.exchange.jobs.publishing import posting, script
from quest.models import Application, Player
from quest.services import applications as applying
from quest.services import companies, jobs, matches, progress, wishes
from quest.web import reasons
from quest.web.account.profile import jobseeker_here, own_jobseeker
from quest.web.context import campaign, parts, player_id, visitor
from quest.web.errors import sentence
from quest.web.jobfilters import choices, chosen_filters, offset, search_of
from quest.web.jobviews import apply_view, is_strong, job_view, match_view, published, standing_view, text_view
from quest.web.language import lang_of, language, t
from quest.web.onward import onward
from quest.web.stops import stop_view

PAGE = 20
BEST = 12
IN_FULL = 5
blueprint = Blueprint("jobs", __name__)


def today() -> date:
    """The calendar day at the campaign's place, on which jobs open and close."""
    return date.fromisoformat(campaign_day(parts().now(), campaign().timezone))


@blueprint.errorhandler(errors.NotRegistered)
def register_first(_error: errors.NotRegistered) -> ResponseReturnValue:
    """Takes somebody who has not registered to the form, and afterwards to where they were going."""
    job_id = (request.view_args or {}).get("job_id")
    there = url_for("jobs.show", job_id=job_id) if job_id else request.path
    return redirect(url_for("account.register", next=there), 303)


@blueprint.get("/jobs")
def index() -> ResponseReturnValue:
    """All open jobs, narrowed by words and choices; a plain form, so that every view has an address."""
    content, chosen, start = campaign(), chosen_filters(), offset()
    with parts().database.reading() as session:
        found = jobs.search(session, search_of(content, chosen), today=today(), limit=PAGE, offset=start)
        names = companies.names(session, found.facets["company"].keys() | {chosen.get("company", "")})
    return render_template(
        "jobs/index.html",
        jobs=[job_view(content, job) for job in found.jobs],
        saved=_saved_among(job.id for job in found.jobs),
        total=found.total,
        is_near=found.is_near,
        chosen=chosen,
        choices=choices(content, found, chosen, {slug: t(name) for slug, name in names.items()}),
        first=start + 1,
        before=url_for("jobs.index", **chosen, offset=max(0, start - PAGE) or None) if start else None,
        after=url_for("jobs.index", **chosen, offset=found.next_offset) if found.next_offset else None,
    )


@blueprint.get("/jobs/<int:job_id>")
def show(job_id: int) -> ResponseReturnValue:
    """One job in full, with what speaks for it when a player asks."""
    content, who, mine = campaign(), visitor(), _applications().get(job_id)
    with parts().database.reading() as session:
        job = jobs.one(session, job_id)
        fits = matches.of_job(session, content, who.player_id, job) if who and who.player_id else None
    return render_template(
        "jobs/show.html",
        job=job_view(content, job),
        saved=_saved_among([job_id]),
        about=text_view(job),
        match=match_view(content, fits) if fits and fits.reasons else None,
        limit=reasons.limit_sentence(fits.limit) if fits and fits.limit else None,
        is_open=jobs.takes_applications(job, today=today()),
        posting=script(posting(published(job, language()))),
        **_applying({job_id: mine} if mine else {}),
    )


@blueprint.get("/matches", endpoint="matches")
def matches_page() -> ResponseReturnValue:
    """The jobs that fit how somebody played, each with its reasons and what is missing."""
    content, who = campaign(), visitor()
    me = who.player_id if who else None
    if me is None:
        return render_template("jobs/no_route.html", total=_count_open())
    with parts().database.reading() as session:
        player = session.get_one(Player, me)
        stands = progress.of_player(session, content, me, now=parts().now())
        found = matches.for_player(session, content, me, today=today(), limit=BEST)
    coming = progress.next_level(content, stands)
    strong = [row for row in found.rows if is_strong(row.match)]
    in_full = strong[:IN_FULL]
    return render_template(
        "jobs/matches.html",
        player=player,
        line=content.line(stands.lines_done[-1]) if stands.lines_done else None,
        strong=[{"job": job_view(content, row.job), **match_view(content, row.match)} for row in in_full],
        is_cut=len(strong) > IN_FULL,
        more=[job_view(content, row.job) for row in found.rows if row not in in_full],
        ineligible=[
            {"job": job_view(content, row.job), "reason": reasons.limit_sentence(row.limit)} for row in found.ineligible
        ],
        saved=_saved_among(row.job.id for row in found.rows),
        unwanted=[{"id": kind.id, "title": t(kind.title), "lang": lang_of(kind.title)} for kind in found.unwanted],
        total=_count_open(),
        next_stop=stop_view(content, coming) if coming else None,
        is_through=len(stands.passed) == len(content.levels),
        **_applying(_applications()),
    )


def _saved_among(job_ids: Iterable[int]) -> set[int] | None:
    """Which of these jobs the player put aside; None where nobody plays who could."""
    who = visitor()
    if who is None or who.player_id is None:
        return None
    with parts().database.reading() as session:
        return wishes.saved_among(session, who.player_id, list(job_ids))


def _count_open() -> int:
    with parts().database.reading() as session:
        return jobs.count_open(session, today=today())


def _applications() -> dict[int, Application]:
    """The applications of whoever is signed in, by job, withdrawn ones too."""
    jobseeker = jobseeker_here()
    if jobseeker is None:
        return {}
    with parts().database.reading() as session:
        return {row.application.job_id: row.application for row in applying.of_player(session, jobseeker.player_id)}


def _applying(mine: dict[int, Application]) -> dict[str, Any]:
    """What the part of a card that applies needs: who applies, with what, and where it was done already."""
    who = visitor()
    with parts().database.reading() as session:
        stands = progress.of_player(session, campaign(), who.player_id if who else None, now=parts().now())
    return {
        "jobseeker": jobseeker_here(),
        "applied": {job_id: apply_view(application, parts().now()) for job_id, application in mine.items()},
        "passed": len(stands.passed),
        "key": secrets.token_urlsafe(12),
    }


@blueprint.post("/jobs/<int:job_id>/apply")
def apply(job_id: int) -> ResponseReturnValue:
    """Applies with one tap; somebody who has not registered does that first and then comes back to the job."""
    who, here = visitor(), url_for("jobs.show", job_id=job_id)
    if who is None or who.player_id is None:
        return redirect(url_for("account.register", next=here), 303)
    jobseeker = own_jobseeker()
    try:
        with parts().database.unit_of_work() as session:
            applying.apply(
                session,
                campaign(),
                player_id=jobseeker.player_id,
                job_id=job_id,
                key=request.form.get("key", "")[:64] or secrets.token_urlsafe(12),
                language=language(),
                now=parts().now(),
            )
    except errors.JobClosed as error:
        flash(sentence(error), "bad")
    return redirect(onward(here) + f"#job-{job_id}", 303)


@blueprint.post("/jobs/<int:job_id>/undo")
def undo(job_id: int) -> ResponseReturnValue:
    """Takes back what was tapped a moment ago."""
    return _take_back(job_id, _("Taken back."))


@blueprint.post("/jobs/<int:job_id>/withdraw")
def withdraw(job_id: int) -> ResponseReturnValue:
    """Withdraws an application; the employer no longer sees it."""
    return _take_back(job_id, _("Withdrawn. The employer no longer sees this application."))


def _take_back(job_id: int, words: str) -> ResponseReturnValue:
    me = own_jobseeker().player_id
    with parts().database.unit_of_work() as session:
        applying.withdraw(session, player_id=me, job_id=job_id, language=language(), now=parts().now())
    flash(words, "good")
    return redirect(onward(url_for("jobs.show", job_id=job_id)) + f"#job-{job_id}", 303)


@blueprint.post("/jobs/<int:job_id>/save")
def save(job_id: int) -> ResponseReturnValue:
    """Puts a job aside, or takes it away again."""
    with parts().database.unit_of_work() as session:
        if request.form.get("saved"):
            wishes.save(session, player_id=player_id(), job_id=job_id, now=parts().now())
        else:
            wishes.forget(session, player_id=player_id(), job_id=job_id)
    return redirect(onward(url_for("jobs.saved_jobs")) + f"#job-{job_id}", 303)


@blueprint.get("/jobs/saved")
def saved_jobs() -> ResponseReturnValue:
    """The jobs that the player put aside, those that closed since marked as such."""
    content = campaign()
    with parts().database.reading() as session:
        found = wishes.saved(session, player_id())
    return render_template(
        "jobs/saved.html",
        rows=[{"job": job_view(content, job), "is_open": jobs.takes_applications(job, today=today())} for job in found],
        saved={job.id for job in found},
    )


@blueprint.post("/jobs/<int:job_id>/not-this-kind")
def refuse_kind(job_id: int) -> ResponseReturnValue:
    """Shows no more jobs with titles like this one's among those that fit."""
    with parts().database.unit_of_work() as session:
        said = wishes.refuse_kind(session, player_id=player_id(), job_id=job_id, now=parts().now())
    flash(_("Jobs like “%(title)s” are left out from now on.", title=t(said.title)), "good")
    return redirect(url_for("jobs.matches"), 303)


@blueprint.post("/matches/kinds/<int:unwanted_id>")
def accept_kind(unwanted_id: int) -> ResponseReturnValue:
    """Shows jobs of a kind again."""
    with parts().database.unit_of_work() as session:
        wishes.accept_kind(session, player_id=player_id(), unwanted_id=unwanted_id)
    return redirect(url_for("jobs.matches"), 303)


@blueprint.get("/applications")
def applications() -> ResponseReturnValue:
    """Where a jobseeker applied, and how each application stands."""
    content, me = campaign(), own_jobseeker().player_id
    with parts().database.reading() as session:
        rows = applying.of_player(session, me)
    return render_template(
        "jobs/applications.html",
        rows=[
            {"job": job_view(content, row.job), "application": row.application, **standing_view(row.application)}
            for row in rows
        ],
    )
