"""The fair: its companies, what each of them has, and the figures of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.levels.level import Campaign
from quest.services import expo, jobs, wishes
from quest.services.expo import Booth, Figures, Share
from quest.web import labels
from quest.web.context import campaign, parts, visitor
from quest.web.jobs import today
from quest.web.jobviews import NO_LINE, initials, job_view, line_of
from quest.web.language import lang_of, t
from quest.web.stops import stop_view
from quest.web.talkviews import talk_view

FIRST_JOBS = 10
blueprint = Blueprint("expo", __name__)


@blueprint.get("/companies")
def companies() -> ResponseReturnValue:
    """Every company with open jobs; of one group, if the address names it."""
    content, group = campaign(), request.args.get("group", "")
    with parts().database.reading() as session:
        every = expo.booths(session, today=today())
    groups = [(value, words) for value, words in labels.GROUPS.items() if any(b.company.group == value for b in every)]
    shown = [booth for booth in every if group in ("", booth.company.group)]
    return render_template(
        "expo/companies.html",
        booths=[booth_view(content, booth) for booth in shown],
        groups=groups,
        group=group if group in dict(groups) else "",
    )


@blueprint.get("/companies/<slug>")
def company(slug: str) -> ResponseReturnValue:
    """A company: its story, the stops and talks it stands behind, and its jobs."""
    content, who = campaign(), visitor()
    with parts().database.reading() as session:
        found = expo.company(session, slug)
        open_jobs = jobs.search(session, jobs.Search(company=slug), today=today(), limit=FIRST_JOBS)
        me = who.player_id if who else None
        saved = wishes.saved_among(session, me, [job.id for job in open_jobs.jobs]) if me else None
    stops = expo.stops_of(content, found)
    return render_template(
        "expo/company.html",
        company=booth_view(content, Booth(found, open_jobs.total)),
        stops=[stop_view(content, level.id) | {"booth": level.live.booth} for level in stops if level.live],
        talks=[talk_view(talk, parts().now()) for talk in expo.talks_of(content, found)],
        jobs=[job_view(content, job) for job in open_jobs.jobs],
        saved=saved,
        total=open_jobs.total,
    )


@blueprint.get("/figures")
def figures() -> ResponseReturnValue:
    """The key figures of the fair, counted when they are asked for."""
    with parts().database.reading() as session:
        found = expo.figures(session, today=today())
    return render_template("expo/figures.html", figures=found, charts=_charts(campaign(), found), facts=_facts(found))


def booth_view(content: Campaign, booth: Booth) -> dict[str, Any]:
    """A company in the reader's language, with how many open jobs it has."""
    found = booth.company
    line = line_of(content, found.sector)
    return {
        "slug": found.slug,
        "name": t(found.name),
        "initials": initials(found.name),
        "colour": line.colour if line else NO_LINE,
        "line": t(line.name) if line else "",
        "group": labels.named(labels.GROUPS, found.group),
        "place": labels.place(found.place),
        "story": t(found.story),
        "story_lang": lang_of(found.story),
        "offices_abroad": found.has_offices_abroad,
        "is_sample": found.is_sample,
        "jobs": booth.jobs,
    }


def _charts(content: Campaign, found: Figures) -> list[tuple[str, list[dict[str, Any]]]]:
    """Each way of dividing the jobs, as bars."""
    lines = {line.sector: t(line.name) for line in content.lines}
    return [
        (_("By sector"), _bars(found.sectors, lines)),
        (_("By level"), _bars(found.levels, labels.SENIORITY)),
        (_("By education asked for"), _bars(found.educations, labels.EDUCATION)),
        (_("By kind of employer"), _bars(found.groups, labels.GROUPS)),
    ]


def _bars(shares: Mapping[str, Share], words: Mapping[Any, Any]) -> list[dict[str, Any]]:
    named = {**words, expo.UNSTATED: _("Not stated")}
    return [
        {"label": str(named.get(value, value)), "share": share.share, "figure": percent(share), "count": share.count}
        for value, share in shares.items()
    ]


def _facts(found: Figures) -> list[tuple[str, str]]:
    """The single figures, each with what it is of."""
    return [
        (percent(found.open_abroad), _("of the jobs are open to people from the Greater Bay Area and overseas")),
        (percent(found.offices_abroad), _("of the companies have offices in the Greater Bay Area or overseas")),
        (percent(found.technology), _("of the jobs are in technology, research and development")),
    ]


def percent(share: Share) -> str:
    """A share in whole per cent."""
    return f"{share.share * 100:.0f}%"
