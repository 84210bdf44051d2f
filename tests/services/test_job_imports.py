"""Imports that can be tried, repeated and taken back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from quest.domain.errors import NotFound, NotRevertible
from quest.domain.events import JobsChanged
from quest.exchange.jobs import csv_jobs
from quest.exchange.jobs.records import JobRecord, Reading, Rejected
from quest.levels.level import Campaign
from quest.models import Company, Job, JobChange, JobImport
from quest.services import applications, job_imports, jobs
from quest.services.job_records import snapshot
from tests.services.town import NOW, TODAY, Town, a_job

LATER = NOW + timedelta(days=1)


def bring(
    town: Town, *records: JobRecord, left_out: tuple[Rejected, ...] = (), now: datetime = NOW, **options: Any
) -> JobImport:
    with town.database.unit_of_work() as session:
        plan = job_imports.plan(session, Reading("csv", list(records), list(left_out)), **options)
        return job_imports.carry_out(session, plan, source="jobs.csv", now=now)


def take_back(town: Town, run: JobImport) -> job_imports.Reverted:
    with town.database.unit_of_work() as session:
        return job_imports.revert(session, run.id, now=LATER)


def everything(town: Town) -> list[tuple[int, int, Any]]:
    with town.database.reading() as session:
        rows = session.scalars(select(Job).order_by(Job.id))
        return [(job.id, job.company_id, snapshot(job)) for job in rows]


def test_every_part_of_the_file_is_counted_and_each_refusal_says_why(town: Town):
    faulty = Rejected("row 3", "no_title", "The job has no title: give it one.")
    run = bring(town, a_job("1"), a_job("2"), left_out=(faulty,), company="Starpier Pay")
    assert run.counts["created"] == 2
    assert run.counts["rejected"] == 1
    assert [part["where"] for part in run.rejected] == ["row 3"]


def test_the_same_file_again_changes_nothing(town: Town):
    bring(town, a_job("1"), a_job("2", closes_on=date(2026, 12, 1), open_to=frozenset({"gba"})), company="Starpier Pay")
    before = everything(town)
    again = bring(
        town,
        a_job("1"),
        a_job("2", closes_on=date(2026, 12, 1), open_to=frozenset({"gba"})),
        company="starpier-pay",
        now=LATER,
    )
    assert again.counts | {"employers": []} == {
        "created": 0,
        "changed": 0,
        "unchanged": 2,
        "rejected": 0,
        "closed": 0,
        "employers": [],
    }
    assert everything(town) == before


def test_a_changed_job_keeps_its_id(town: Town):
    [old] = town.hire("Starpier Pay", a_job("1"))
    run = bring(town, a_job("1", title="Fraud Analyst"), company="Starpier Pay", now=LATER)
    assert run.counts["changed"] == 1
    with town.database.reading() as session:
        job = session.get_one(Job, old)
        assert (job.title, job.changed_at) == ({"en": "Fraud Analyst"}, LATER)


def test_trying_an_import_writes_nothing(town: Town):
    with town.database.unit_of_work() as session:
        plan = job_imports.plan(session, Reading("csv", [a_job("1")]), company="Starpier Pay")
        assert plan.counts["created"] == 1
    with town.database.reading() as session:
        for model in (Job, Company, JobImport):
            assert session.scalar(select(func.count()).select_from(model)) == 0


def test_an_import_that_fails_half_way_leaves_nothing(town: Town):
    broken = replace(a_job("2"), title={"en": object()})  # type: ignore[dict-item]
    with pytest.raises(Exception, match="JSON"):
        bring(town, a_job("1"), broken, company="Starpier Pay")
    assert everything(town) == []


def test_one_file_may_hold_the_jobs_of_several_employers(town: Town):
    bring(town, a_job("1", company="Starpier Pay"), a_job("1", company="Junk Bay Bio"))
    with town.database.reading() as session:
        assert set(session.scalars(select(Company.slug))) == {"starpier-pay", "junk-bay-bio"}
        assert session.scalar(select(func.count()).select_from(Job)) == 2


def test_a_job_without_an_employer_is_left_out_and_said(town: Town):
    run = bring(town, a_job("1"))
    assert run.counts["rejected"] == 1
    assert run.rejected[0]["code"] == "no_company"


def test_two_employers_whose_names_shorten_alike_stay_two(town: Town):
    bring(town, a_job("1", company="Star Pay"), a_job("1", company="Star-Pay!"))
    with town.database.reading() as session:
        assert set(session.scalars(select(Company.slug))) == {"star-pay", "star-pay-2"}


def test_a_chinese_name_makes_an_address(town: Town):
    bring(town, a_job("1", company="星灣支付"))
    with town.database.reading() as session:
        assert session.scalars(select(Company.slug)).all() == ["星灣支付"]


def test_a_job_that_the_whole_list_misses_is_closed_and_comes_back_with_it(town: Town):
    first, second = town.hire("Starpier Pay", a_job("1"), a_job("2"))
    run = bring(town, a_job("1"), company="Starpier Pay", close_missing=True)
    assert (run.counts["closed"], run.counts["unchanged"]) == (1, 1)
    with town.database.reading() as session:
        assert session.get_one(Job, second).closed_at == NOW
    back = bring(town, a_job("1"), a_job("2"), company="Starpier Pay", now=LATER)
    assert back.counts["changed"] == 1
    with town.database.reading() as session:
        assert session.get_one(Job, second).closed_at is None
        assert session.get_one(Job, first).changed_at == NOW


def test_a_list_that_was_read_in_part_closes_nothing(town: Town):
    town.hire("Starpier Pay", a_job("1"), a_job("2"))
    faulty = Rejected("row 3", "no_title", "The job has no title: give it one.")
    run = bring(town, a_job("1"), left_out=(faulty,), company="Starpier Pay", close_missing=True)
    assert run.counts["closed"] == 0
    assert "partial_list" in {part["code"] for part in run.rejected}


def test_an_import_taken_back_leaves_every_job_as_it_was(town: Town):
    town.hire("Starpier Pay", a_job("1", closes_on=date(2026, 12, 1)), a_job("2"), a_job("3"))
    before = everything(town)
    run = bring(
        town, a_job("1", title="Changed"), a_job("3"), a_job("4"), company="Starpier Pay", close_missing=True, now=LATER
    )
    assert everything(town) != before
    done = take_back(town, run)
    assert (done.removed, done.restored, done.kept_closed) == (1, 2, 0)
    assert everything(town) == before


def test_an_employer_who_came_with_an_import_goes_with_it(town: Town):
    run = bring(town, a_job("1"), company="Starpier Pay")
    take_back(town, run)
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 0
        assert session.scalar(select(func.count()).select_from(JobChange)) == 0


def test_an_import_is_taken_back_once(town: Town):
    run = bring(town, a_job("1"), company="Starpier Pay")
    take_back(town, run)
    with pytest.raises(NotRevertible) as refused:
        take_back(town, run)
    assert refused.value.details["why"] == "reverted"


def test_of_two_who_take_an_import_back_at_once_one_does(town: Town):
    run = bring(town, a_job("1"), a_job("2"), company="Wing")
    with ThreadPoolExecutor(1) as other:
        with town.database.unit_of_work() as session:
            assert job_imports.revert(session, run.id, now=LATER).removed == 2
            second = other.submit(take_back, town, run)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.5)
        with pytest.raises(NotRevertible):
            second.result(timeout=20)
    assert everything(town) == []


def test_pay_beyond_all_measure_is_said_and_stops_no_import(town: Town):
    table = b"title,company,description,salary\nCook,Wing,Soups,3000000000\nChef,Wing,Menus,1999999999\n"
    reading = csv_jobs.read(table)
    run = bring(town, *reading.jobs)
    assert [remark.code for remark in reading.remarks] == ["bad_pay"]
    assert run.counts["created"] == 2


def test_an_import_under_a_later_one_waits_for_it(town: Town):
    first = bring(town, a_job("1"), company="Starpier Pay")
    second = bring(town, a_job("1", title="Changed"), company="Starpier Pay", now=LATER)
    with pytest.raises(NotRevertible) as refused:
        take_back(town, first)
    assert refused.value.details["imports"] == [second.id]
    take_back(town, second)
    assert take_back(town, first).removed == 1


def test_there_is_no_import_to_take_back_that_never_was(town: Town):
    with town.database.unit_of_work() as session, pytest.raises(NotFound):
        job_imports.revert(session, 99, now=LATER)


def test_wings_application_outlives_the_import_that_brought_the_job(town: Town, campaign: Campaign):
    run = bring(town, a_job("1"), a_job("2"), company="Starpier Pay")
    with town.database.reading() as session:
        job_id = session.scalars(select(Job.id).where(Job.reference == "1")).one()
    wing = town.player("Wing")
    town.register(wing, "Wing")
    with town.database.unit_of_work() as session:
        applications.apply(session, campaign, player_id=wing, job_id=job_id, key="k", language="en", now=NOW)
    done = take_back(town, run)
    assert (done.removed, done.kept_closed) == (1, 1)
    with town.database.reading() as session:
        assert not jobs.takes_applications(session.get_one(Job, job_id), today=TODAY)
        assert len(applications.of_player(session, wing)) == 1


def test_whoever_watches_the_jobs_is_told_after_a_change_and_not_otherwise(town: Town):
    told = []
    town.database.publish = told.append
    bring(town, a_job("1"), company="Starpier Pay")
    bring(town, a_job("1"), company="Starpier Pay")
    assert told == [JobsChanged()]
