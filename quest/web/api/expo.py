"""API calls of the fair: its companies and its figures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.models import Company
from quest.services import expo
from quest.services.expo import Booth, Share
from quest.web.api.expo_schemas import BoothList, BoothPage, FiguresView
from quest.web.api.job_views import today
from quest.web.api.operations import ANYONE, operation
from quest.web.context import campaign, parts
from quest.web.language import t

blueprint = Blueprint("api_expo", __name__)


@operation(blueprint, "GET", "/companies", roles=ANYONE, result=BoothList)
def list_companies() -> ResponseReturnValue:
    """The companies with open jobs, those with most first."""
    with parts().database.reading() as session:
        return {"rows": [_booth(booth) for booth in expo.booths(session, today=today())]}


@operation(blueprint, "GET", "/companies/{slug}", roles=ANYONE, result=BoothPage, errors=(errors.NotFound,))
def get_company(slug: str) -> ResponseReturnValue:
    """A company with its story, and the stops and talks that it stands behind."""
    content = campaign()
    with parts().database.reading() as session:
        found = expo.company(session, slug)
        jobs = next((each.jobs for each in expo.booths(session, today=today()) if each.company.id == found.id), 0)
    return {
        **_booth(Booth(found, jobs)),
        "story": t(found.story),
        "levels": [level.id for level in expo.stops_of(content, found)],
        "talks": [talk.id for talk in expo.talks_of(content, found)],
    }


@operation(blueprint, "GET", "/reports/figures", roles=("organiser",), result=FiguresView)
def report_figures() -> ResponseReturnValue:
    """The key figures of the fair, each with what it is of; the page `/figures` shows them to anybody."""
    with parts().database.reading() as session:
        found = expo.figures(session, today=today())
    divided = {"groups": found.groups, "sectors": found.sectors, "levels": found.levels, "educations": found.educations}
    return {
        "jobs": found.jobs,
        "companies": found.companies,
        **{name: {value: _share(share) for value, share in shares.items()} for name, shares in divided.items()},
        "open_abroad": _share(found.open_abroad),
        "offices_abroad": _share(found.offices_abroad),
        "technology": _share(found.technology),
    }


def _booth(booth: Booth) -> dict[str, Any]:
    found: Company = booth.company
    return {
        "id": found.id,
        "slug": found.slug,
        "name": t(found.name),
        "is_sample": found.is_sample,
        "group": found.group,
        "sector": found.sector,
        "place": found.place,
        "offices_abroad": found.has_offices_abroad,
        "jobs": booth.jobs,
    }


def _share(share: Share) -> dict[str, Any]:
    return {"count": share.count, "of": share.of, "share": round(share.share, 4)}
