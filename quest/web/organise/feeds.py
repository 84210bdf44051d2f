"""Feeds of jobs: an address that is fetched again and again, at once on demand, or no more."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain import errors
from quest.refreshing import Visit, visit
from quest.services import import_drafts, job_feeds
from quest.services.job_feeds import Terms
from quest.web.context import parts, require
from quest.web.errors import sentence
from quest.web.feeds import EVERY
from quest.web.organise.blueprint import blueprint


@blueprint.post("/organise/jobs/drafts/<int:draft_id>/feed")
def keep_feed(draft_id: int) -> ResponseReturnValue:
    """Makes a feed of the address that a draft came from, and fetches it."""
    require("organiser")
    asked = request.form.get("every_hours", "")[:4]
    hours = int(asked) if asked.isdecimal() and int(asked) in EVERY else 24
    try:
        with parts().database.unit_of_work() as session:
            draft = import_drafts.one(session, draft_id)
            terms = Terms(draft.source, hours, draft.format, draft.company, draft.sector, draft.columns)
            feed = job_feeds.add(session, terms, now=parts().now())
            import_drafts.discard(session, draft_id)
    except errors.FeedThere as error:
        flash(sentence(error), "warn")
        return redirect(url_for("organise.import_draft", draft_id=draft_id), 303)
    return _fetch(feed.id)


@blueprint.post("/organise/jobs/feeds/<int:feed_id>/refresh")
def refresh_feed(feed_id: int) -> ResponseReturnValue:
    """Fetches a feed now."""
    require("organiser")
    with parts().database.unit_of_work() as session:
        job_feeds.make_due(session, feed_id, now=parts().now())
    return _fetch(feed_id)


def visit_now(feed_id: int) -> Visit | None:
    """Visits a feed that is due."""
    return visit(parts().database, parts().config, feed_id, parts().now, parts().aside)


def _fetch(feed_id: int) -> ResponseReturnValue:
    made = visit_now(feed_id)
    if made and made.problem:
        flash(_("Nothing was imported. The list below says why."), "warn")
    else:
        flash(_("Fetched."), "good")
    return redirect(url_for("organise.import_list") + "#feeds-title", 303)


@blueprint.post("/organise/jobs/feeds/<int:feed_id>/remove")
def remove_feed(feed_id: int) -> ResponseReturnValue:
    """Fetches an address no more; its jobs stay."""
    require("organiser")
    with parts().database.unit_of_work() as session:
        job_feeds.remove(session, feed_id)
    flash(_("It is fetched no more. Its jobs stay as they are."), "good")
    return redirect(url_for("organise.import_list"), 303)
