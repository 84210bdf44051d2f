"""Jobs, matches and candidates as they leave the server, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from quest.domain.facts import Finding
from quest.domain.matching import VERSION, WEIGHTS, Match
from quest.exchange.skills import vocabulary
from quest.models import Company, Job, UnwantedKind
from quest.services import jobs
from quest.services.applications import Applied
from quest.services.matches import Ineligible, Suggested, findings
from quest.services.recruiting import Applied as AppliedHere
from quest.services.recruiting import Candidate
from quest.web.context import campaign, parts
from quest.web.language import language, t
from quest.web.questions import moment
from quest.web.reasons import Voice, finding_view, limit_view


def today() -> date:
    """The calendar day at the campaign's place."""
    return jobs.day_at(campaign(), parts().now())


def job_view(job: Job, applied: Collection[int] = ()) -> dict[str, Any]:
    """A job with its company; `applied` are the jobs for which the reader has an application that stands."""
    lines = {line.sector: line.id for line in reversed(campaign().lines)}
    return {
        "id": job.id,
        "title": t(job.title),
        "company": company_view(job.company),
        "line": lines.get(job.sector or ""),
        "sector": job.sector,
        "location": job.location,
        "level": job.seniority,
        "education": job.education,
        "work_type": job.work_type,
        "workplace": job.workplace,
        "open_to": job.open_to,
        "skills": [{"id": skill, "name": vocabulary().name(skill, language())} for skill in job.skills],
        "pay": _pay(job),
        "url": job.url,
        "posted_on": job.posted_on,
        "closes_on": job.closes_on,
        "open": jobs.takes_applications(job, today=today()),
        "applied": job.id in applied,
    }


def company_view(company: Company) -> dict[str, Any]:
    """An employer."""
    return {"id": company.id, "slug": company.slug, "name": t(company.name), "is_sample": company.is_sample}


def unwanted_view(kind: UnwantedKind) -> dict[str, Any]:
    """A kind of jobs that the player does not want."""
    return {"id": kind.id, "title": t(kind.title)}


def match_view(suggested: Suggested, applied: Collection[int]) -> dict[str, Any]:
    """A job that fits, with reasons and gaps."""
    match = suggested.match
    return {"job": job_view(suggested.job, applied), "score": round(match.score, 4), **_why(match)}


def ineligible_view(row: Ineligible) -> dict[str, Any]:
    """A job that would fit but for one limit."""
    return {"job": job_view(row.job), "reason": limit_view(row.limit)}


def weights_view() -> dict[str, Any]:
    """What a score is made of."""
    return {"version": VERSION, **WEIGHTS}


def application_view(applied: Applied) -> dict[str, Any]:
    """An application for the person who sent it."""
    application, kept = applied.application, applied.application.reasons
    standing = [application.job_id] if application.withdrawn_at is None else []
    return {
        "id": application.id,
        "job": job_view(applied.job, standing),
        "stage": application.stage,
        "applied_at": moment(application.created_at),
        "withdrawn_at": moment(application.withdrawn_at),
        "reasons": _said(findings(kept["reasons"])),
        "gaps": _said(findings(kept["gaps"])),
    }


def candidate_view(person: Candidate) -> dict[str, Any]:
    """A person as one company may see them."""
    content = campaign()
    levels = {level.id: level for level in content.levels}
    return {
        "id": person.id,
        "name": person.name,
        "applied": person.has_applied,
        "email": person.email,
        "education": person.education,
        "experience": person.experience,
        "starts_on": person.starts_on,
        "skills": person.skills,
        "applications": [_application_here(applied) for applied in person.applications],
        "route": [
            {"level": stop.level_id, "code": stop.code, "title": t(levels[stop.level_id].name), "points": stop.points}
            for stop in person.route
        ],
        "lines_done": person.lines_done,
        "points": person.points,
        "job": job_view(person.job) if person.job else None,
        "reasons": _said(person.reasons, voice="they"),
        "gaps": _said(person.gaps, voice="they"),
    }


def next_cursor(offset: int | None) -> str | None:
    """The cursor of the part that starts there."""
    return None if offset is None else str(offset)


def _application_here(applied: AppliedHere) -> dict[str, Any]:
    return {
        "job": job_view(applied.job),
        "stage": applied.stage,
        "applied_at": moment(applied.at),
        "reasons": _said(applied.reasons, voice="they"),
        "gaps": _said(applied.gaps, voice="they"),
    }


def _why(match: Match) -> dict[str, Any]:
    return {"reasons": _said(match.reasons), "gaps": _said(match.gaps)}


def _said(found: Iterable[Finding], *, voice: Voice = "you") -> list[dict[str, Any]]:
    return [finding_view(finding, campaign(), voice=voice) for finding in found]


def _pay(job: Job) -> dict[str, Any] | None:
    if job.pay_min is None and job.pay_max is None:
        return None
    return {"min": job.pay_min, "max": job.pay_max, "currency": job.pay_currency, "period": job.pay_period}
