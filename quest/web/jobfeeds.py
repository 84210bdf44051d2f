"""The open jobs for other programs: RSS, an XML feed in Indeed's form, the map of the site, where robots may go."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for

from quest.exchange.jobs import publishing
from quest.exchange.jobs.publishing import Channel, Published
from quest.levels.base import LANGUAGES
from quest.services import job_index, jobs
from quest.web.context import campaign, parts
from quest.web.jobviews import published
from quest.web.language import DEFAULT, speak, t

NEWEST = 100
"""How many jobs RSS tells of; the XML feed has all of them."""
MOST_KEPT = 8
FRESH_S = 300
PUBLIC = ("play.landing", "jobs.index", "expo.companies", "expo.figures", "draws.index")
PRIVATE = ("/api/", "/applications", "/host", "/matches", "/me", "/organise", "/profile", "/recruit", "/stage/")

blueprint = Blueprint("jobfeeds", __name__)
_turn = threading.Lock()
_kept: dict[tuple[Any, ...], str] = {}


@blueprint.get("/jobs.rss")
def rss() -> Response:
    """The newest open jobs as RSS, in `?language=`."""
    return _feed("application/rss+xml", lambda channel, found: publishing.rss(channel, found[:NEWEST]))


@blueprint.get("/jobs.xml")
def xml() -> Response:
    """All open jobs in Indeed's form, in `?language=`."""
    return _feed("application/xml", publishing.xml_feed)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """The pages that strangers may read, each open job among them."""
    address = parts().config.address
    fixed = [(address + url_for(name), None) for name in PUBLIC]
    return _feed(
        "application/xml",
        lambda _, found: publishing.sitemap([*fixed, *_booths(found), *((job.link, job.changed_at) for job in found)]),
    )


def _booths(found: list[Published]) -> list[tuple[str, None]]:
    """The pages of the companies that have open jobs."""
    address, slugs = parts().config.address, dict.fromkeys(job.slug for job in found)
    return [(address + url_for("expo.company", slug=slug), None) for slug in slugs]


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Where robots need not go, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines += ["", f"Sitemap: {parts().config.address}{url_for('jobfeeds.sitemap')}", ""]
    return _answer("\n".join(lines), "text/plain")


def _feed(mimetype: str, write: Callable[[Channel, list[Published]], str]) -> Response:
    """What `write` makes of the open jobs, kept until a job or the day changes."""
    asked = request.args.get("language", "")
    tag = asked if asked in LANGUAGES else DEFAULT
    speak(tag)
    today = jobs.day_at(campaign(), parts().now())
    with parts().database.reading() as session:
        state = job_index.fingerprint_of(session)
        place = str(session.get_bind().engine.url)
        key = (place, request.endpoint, tag, state, today, campaign().id)
        with _turn:
            body = _kept.get(key)
        if body is None:
            found = [published(job, tag) for job in jobs.all_open(session, today=today)]
            body = write(_channel(tag), found)
            _keep(key, body)
    return _answer(body, mimetype)


def _channel(tag: str) -> Channel:
    address = parts().config.address
    return Channel(
        title=t(campaign().title),
        about=t(campaign().tagline),
        language=tag,
        home=address + url_for("jobs.index"),
        own=address + request.path + f"?language={tag}",
        built_at=parts().now(),
    )


def _keep(key: tuple[Any, ...], body: str) -> None:
    """Keeps a feed in place of what it was before; `key` begins with whose it is, which feed, and its language."""
    with _turn:
        for old in [old for old in _kept if old[:3] == key[:3]]:
            del _kept[old]
        while len(_kept) >= MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = body


def _answer(body: str, mimetype: str) -> Response:
    response = Response(body, content_type=f"{mimetype}; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={FRESH_S}"
    response.add_etag()
    response.make_conditional(request)
    return response
