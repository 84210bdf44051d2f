"""Candidates as a recruiter reads them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from quest.exchange.skills import vocabulary
from quest.levels.level import Campaign
from quest.services.desk import Note, Step
from quest.services.recruiting import Candidate
from quest.web import labels, reasons
from quest.web.jobviews import reason_views
from quest.web.language import language, t
from quest.web.maps import ridden_map

MOST_LINES = 3


def row_view(content: Campaign, person: Candidate) -> dict[str, Any]:
    """A row of the list."""
    newest = person.applications[0] if person.applications else None
    return {
        "id": person.id,
        "name": person.name,
        "background": _background(person),
        "ridden": _ridden(content, person),
        "reason": reasons.sentence(person.reasons[0], content, voice="they") if person.reasons else "",
        "stage": newest.stage if newest else None,
        "stage_words": labels.named(labels.STAGE, newest.stage) if newest else _("Open to offers"),
        "day": labels.day(newest.at) if newest else "",
    }


def candidate_view(content: Campaign, person: Candidate) -> dict[str, Any]:
    """A candidate in full: everything that was shared, and nothing else."""
    lines = [content.line(line) for line in person.lines_done]
    return row_view(content, person) | {
        "map": ridden_map(
            content,
            [stop.level_id for stop in person.route],
            ngettext("Route: %(num)s stop passed", "Route: %(num)s stops passed", len(person.route)),
        ),
        "lines_done": [line for line in lines if line],
        "job": t(person.job.title) if person.job else "",
        "reasons": reason_views(content, person.reasons, voice="they"),
        "gap": reasons.sentence(person.gaps[0], content, voice="they") if person.gaps else None,
        "applications": [
            {
                "job_id": each.job.id,
                "title": t(each.job.title),
                "stage": each.stage,
                "stage_words": labels.named(labels.STAGE, each.stage),
                "day": labels.day(each.at),
            }
            for each in person.applications
        ],
        "email": person.email,
        "skills": [vocabulary().name(skill, language()) for skill in person.skills],
        "starts_on": labels.day(person.starts_on, year=True) if person.starts_on else None,
        "has_applied": person.has_applied,
        "points": person.points,
    }


def step_view(step: Step) -> dict[str, str]:
    """A step of an application, as the history tells it."""
    return {
        "job": t(step.job.title),
        "stage": step.stage,
        "stage_words": labels.named(labels.STAGE, step.stage),
        "reason": step.reason,
        "by": step.by or _("an account that is gone"),
        "when": labels.moment(step.at),
    }


def note_view(note: Note) -> dict[str, str]:
    """A note, with who wrote it and when."""
    return {"words": note.words, "by": note.by or _("an account that is gone"), "when": labels.moment(note.at)}


def _background(person: Candidate) -> str:
    education = labels.named(labels.EDUCATION, person.education)
    if not person.experience:
        return education
    years = ngettext("%(num)s year of work", "%(num)s years of work", person.experience)
    return f"{education}{_(', ')}{years}"


def _ridden(content: Campaign, person: Candidate) -> list[dict[str, Any]]:
    """The lines that the person rode furthest, each with how many of its stops were passed."""
    counts = Counter(line.id for stop in person.route for line in content.lines_of(stop.level_id))
    lines = sorted(content.lines, key=lambda line: -counts[line.id])
    return [{"line": line, "stops": counts[line.id]} for line in lines if counts[line.id]][:MOST_LINES]
