"""API calls of feeds of jobs."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.exchange.fetching import checked
from quest.exchange.jobs.records import UnreadableSource
from quest.models import JobFeed
from quest.refreshing import bounds_of, visit
from quest.services import job_feeds
from quest.services.job_feeds import Terms
from quest.web import importwords
from quest.web.api.import_schemas import FeedBody, FeedList, FeedView
from quest.web.api.operations import operation
from quest.web.context import parts
from quest.web.importing import checked_sector

ORGANISER = ("organiser",)
blueprint = Blueprint("api_feeds", __name__)


@operation(
    blueprint,
    "POST",
    "/job-feeds",
    roles=ORGANISER,
    body=FeedBody,
    result=FeedView,
    statuses={201: "Kept; its first visit is due"},
    errors=(errors.FeedThere, errors.UnreadableJobs),
)
def add_feed(body: FeedBody) -> ResponseReturnValue:
    """Keeps an address that is fetched again and again: the whole list of its employers."""
    try:
        checked(body.address, bounds_of(parts().config))
    except UnreadableSource as error:
        raise errors.UnreadableJobs(why=error.code, sentence=importwords.fault(error)) from error
    terms = Terms(body.address, body.every_hours, body.format, body.company, checked_sector(body.sector), body.columns)
    with parts().database.unit_of_work() as session:
        return _view(job_feeds.add(session, terms, now=parts().now())), 201


@operation(blueprint, "GET", "/job-feeds", roles=ORGANISER, result=FeedList)
def list_feeds() -> ResponseReturnValue:
    """Every feed, and how its last visit ended."""
    with parts().database.reading() as session:
        return {"feeds": [_view(feed) for feed in job_feeds.every(session)]}


@operation(
    blueprint, "POST", "/job-feeds/{feed_id}/refresh", roles=ORGANISER, result=FeedView, errors=(errors.NotFound,)
)
def refresh_feed(feed_id: int) -> ResponseReturnValue:
    """Fetches a feed now; `problem` says why when it brought nothing."""
    with parts().database.unit_of_work() as session:
        job_feeds.make_due(session, feed_id, now=parts().now())
    visit(parts().database, parts().config, feed_id, parts().now, parts().aside)
    with parts().database.reading() as session:
        return _view(job_feeds.one(session, feed_id))


@operation(
    blueprint,
    "DELETE",
    "/job-feeds/{feed_id}",
    roles=ORGANISER,
    statuses={204: "Fetched no more"},
    errors=(errors.NotFound,),
)
def remove_feed(feed_id: int) -> ResponseReturnValue:
    """Fetches an address no more; its jobs stay."""
    with parts().database.unit_of_work() as session:
        job_feeds.remove(session, feed_id)
    return "", 204


def _view(feed: JobFeed) -> dict[str, Any]:
    problem = feed.problem and {"code": feed.problem["code"], "reason": importwords.reason(feed.problem)}
    return {
        "id": feed.id,
        "address": feed.address,
        "format": feed.format,
        "company": feed.company,
        "every_hours": feed.every_hours,
        "next_at": feed.next_at,
        "tried_at": feed.tried_at,
        "fetched_at": feed.fetched_at,
        "import_id": feed.import_id,
        "waits": feed.draft_id is not None,
        "problem": problem,
    }
