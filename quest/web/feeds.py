"""Feeds of jobs as pages show them."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from quest.models import JobFeed
from quest.web import importwords, labels

EVERY = {1: _l("every hour"), 6: _l("every 6 hours"), 24: _l("every day"), 168: _l("every week")}


def feed_intervals() -> list[tuple[str, str]]:
    """How often a feed may be fetched, in hours, with the words for it."""
    return [(str(hours), str(words)) for hours, words in EVERY.items()]


def feed_view(feed: JobFeed) -> dict[str, Any]:
    """A feed and how its last visit ended."""
    return {
        "id": feed.id,
        "address": feed.address,
        "company": feed.company,
        "every": str(EVERY.get(feed.every_hours, feed.every_hours)),
        "fetched": labels.moment(feed.fetched_at) if feed.fetched_at else None,
        "problem": importwords.reason(feed.problem) if feed.problem else None,
        "draft_id": feed.draft_id,
    }
