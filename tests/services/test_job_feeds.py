"""Feeds and drafts over either database: who makes a visit, what waits for a human, and what is thrown away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from quest.domain.errors import FeedThere, NotFound
from quest.exchange.jobs.records import Reading, UnreadableSource
from quest.models import ImportDraft, Job, JobFeed
from quest.services import import_drafts, job_feeds
from quest.services.import_drafts import Offer
from quest.services.job_feeds import Terms
from tests.services.town import NOW, Town, a_job

ADDRESS = "https://jobs.example.org/board.json"
OFFER = Offer(source=ADDRESS, data=b"title,company\nCook,Wing\n", close_missing=True)


def keep(town: Town, **more: Any) -> int:
    with town.database.unit_of_work() as session:
        return job_feeds.add(session, Terms(**{"address": ADDRESS, "every_hours": 6, **more}), now=NOW).id


def bring(town: Town, feed_id: int, jobs: Mapping[str, str], most_missing: int = 50) -> bool:
    """Brings in what a visit found, employers by reference; whether it was imported."""
    reading = Reading("csv", [a_job(reference, company=company) for reference, company in jobs.items()])
    with town.database.unit_of_work() as session:
        run = job_feeds.bring(session, feed_id, OFFER, reading, most_missing=most_missing, now=NOW)
        return run is not None


def still_open(town: Town) -> set[str]:
    with town.database.reading() as session:
        return set(session.scalars(select(Job.reference).where(Job.closed_at.is_(None))))


def feed(town: Town, feed_id: int) -> JobFeed:
    with town.database.reading() as session:
        return job_feeds.one(session, feed_id)


def drafts(town: Town) -> int:
    with town.database.reading() as session:
        return session.scalar(select(func.count()).select_from(ImportDraft)) or 0


def test_one_of_several_gets_the_visit(town: Town):
    feed_id, got = keep(town), []
    for _ in range(2):
        with town.database.unit_of_work() as session:
            got.append(job_feeds.claim(session, feed_id, now=NOW) is not None)
    assert got == [True, False]
    assert feed(town, feed_id).next_at == NOW + timedelta(hours=6)


def test_a_company_that_is_gone_from_a_list_of_several_has_its_jobs_closed(town: Town):
    feed_id = keep(town)
    bring(town, feed_id, {"1": "Wing", "2": "Wing", "3": "Starpier Pay"})
    bring(town, feed_id, {"1": "Wing", "2": "Wing"})
    assert still_open(town) == {"1", "2"}


def test_a_list_that_lacks_too_much_waits_and_closes_nothing(town: Town):
    feed_id = keep(town)
    bring(town, feed_id, {"1": "Wing", "2": "Wing", "3": "Wing"})
    assert not bring(town, feed_id, {"1": "Wing"})
    assert still_open(town) == {"1", "2", "3"}
    assert (feed(town, feed_id).problem or {})["code"] == "most_missing"
    assert bring(town, feed_id, {"1": "Wing"}, most_missing=100)
    assert (still_open(town), drafts(town), feed(town, feed_id).problem) == ({"1"}, 0, None)


def test_a_human_who_imports_what_waits_closes_the_jobs_of_whom_it_names_no_more(town: Town):
    feed_id, now_only_wing = keep(town), {"1": "Wing"}
    bring(town, feed_id, {"1": "Wing", "2": "Starpier Pay", "3": "Starpier Pay"})
    assert not bring(town, feed_id, now_only_wing)
    reading = Reading("csv", [a_job("1", company="Wing")])
    with town.database.reading() as session:
        draft = import_drafts.one(session, feed(town, feed_id).draft_id or 0)
        assert len(import_drafts.plan(session, draft, reading).closed) == 2
    with town.database.unit_of_work() as session:
        job_feeds.settle(session, draft.id)
        import_drafts.bring(session, draft, reading, now=NOW)
    assert still_open(town) == {"1"}
    bring(town, feed_id, now_only_wing)
    assert (feed(town, feed_id).problem, drafts(town)) == (None, 0)


def test_what_waits_for_a_human_outlives_what_a_human_left_lying(town: Town):
    feed_id = keep(town)
    bring(town, feed_id, {"1": "Wing", "2": "Wing", "3": "Wing"})
    with town.database.unit_of_work() as session:
        import_drafts.keep(session, replace(OFFER, source="left.csv"), account_id=None, now=NOW)
    bring(town, feed_id, {"1": "Wing"})
    with town.database.unit_of_work() as session:
        import_drafts.keep(session, replace(OFFER, source="new.csv"), account_id=None, now=NOW + timedelta(days=2))
    with town.database.reading() as session:
        assert set(session.scalars(select(ImportDraft.source))) == {ADDRESS, "new.csv"}


def test_a_draft_has_not_the_number_of_one_that_is_gone(town: Town):
    numbers = []
    for _ in range(3):
        with town.database.unit_of_work() as session:
            numbers.append(import_drafts.keep(session, OFFER, account_id=None, now=NOW).id)
            import_drafts.discard(session, numbers[-1])
    assert len(set(numbers)) == 3


def test_a_draft_that_is_gone_leaves_its_feed(town: Town):
    feed_id = keep(town)
    bring(town, feed_id, {"1": "Wing", "2": "Wing", "3": "Wing"})
    bring(town, feed_id, {"1": "Wing"})
    waiting = feed(town, feed_id).draft_id
    assert waiting
    with town.database.unit_of_work() as session:
        job_feeds.settle(session, waiting)
        import_drafts.discard(session, waiting)
    assert (feed(town, feed_id).draft_id, feed(town, feed_id).problem) == (None, None)
    with pytest.raises(NotFound), town.database.unit_of_work() as session:
        import_drafts.discard(session, waiting)


def test_a_failure_is_kept_and_tried_again_within_the_hour(town: Town):
    feed_id = keep(town, every_hours=168)
    with town.database.unit_of_work() as session:
        job_feeds.claim(session, feed_id, now=NOW)
        job_feeds.fail(session, feed_id, UnreadableSource("too_slow", "The server took too long."), now=NOW)
    assert feed(town, feed_id).problem == {"code": "too_slow", "reason": "The server took too long.", "place": ""}
    with town.database.reading() as session:
        assert job_feeds.due(session, now=NOW + timedelta(minutes=59)) == []
        assert job_feeds.due(session, now=NOW + timedelta(hours=1)) == [feed_id]


def test_an_empty_list_is_a_failure(town: Town):
    feed_id = keep(town)
    bring(town, feed_id, {"1": "Wing"})
    with pytest.raises(UnreadableSource, match="empty"):
        bring(town, feed_id, {})
    assert still_open(town) == {"1"}


def test_an_address_is_kept_once_and_may_be_removed(town: Town):
    feed_id = keep(town)
    with pytest.raises(FeedThere):
        keep(town)
    bring(town, feed_id, {"1": "Wing"})
    with town.database.unit_of_work() as session:
        job_feeds.remove(session, feed_id)
    assert still_open(town) == {"1"}
    with pytest.raises(NotFound):
        feed(town, feed_id)
