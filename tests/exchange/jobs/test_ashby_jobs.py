"""An Ashby board becomes jobs; what is not listed or not to be shown stays away."""

import json
from datetime import date
from typing import Any

import pytest

from quest.domain.work import PayPeriod, Workplace, WorkType
from quest.exchange.jobs.detect import read_jobs
from quest.exchange.jobs.records import JobRecord, Reading, UnreadableSource

SALARY = {"compensationType": "Salary", "interval": "1 YEAR", "currencyCode": "GBP", "minValue": 50_000}


def read(*jobs: Any) -> Reading:
    return read_jobs(json.dumps({"apiVersion": "1", "jobs": list(jobs)}).encode())


def posting(**properties: Any) -> dict[str, Any]:
    return {
        "id": "0f1c7a52-6a5e-4f57-9d3b-2f7c5b0a9e11",
        "title": "Wave Analyst",
        "employmentType": "FullTime",
        "location": "London - Hybrid",
        "secondaryLocations": [{"location": "", "address": {"postalAddress": {"addressLocality": "Leeds"}}}],
        "isRemote": True,
        "workplaceType": "Hybrid",
        "publishedAt": "2026-10-01T09:00:00.000+00:00",
        "isListed": True,
        "jobUrl": "https://jobs.example.org/wave/0f1c",
        "descriptionHtml": "<p>Watch waves.</p><ul><li>SQL</li></ul>",
        **properties,
    }


def the_job(**properties: Any) -> JobRecord:
    (job,) = read(posting(**properties)).jobs
    return job


def paid(*components: dict[str, Any], **more: Any) -> JobRecord:
    return the_job(compensation={"summaryComponents": list(components)}, **more)


def test_a_board_with_a_job():
    reading = read(posting())
    (job,) = reading.jobs
    assert (reading.format, reading.rejected) == ("ashby", [])
    assert (job.title, job.description) == ({"en": "Wave Analyst"}, {"en": "Watch waves.\n\n• SQL"})
    assert job.location == "London - Hybrid / Leeds"
    assert (job.work_type, job.workplace) == (WorkType.FULL_TIME, Workplace.HYBRID)
    assert job.posted_on == date(2026, 10, 1)


def test_a_job_that_is_not_listed_is_left_out_and_said():
    reading = read(posting(), posting(id="2", isListed=False))
    assert len(reading.jobs) == 1
    assert [(part.where, part.code) for part in reading.left_out] == [("jobs[1]", "unlisted")]


def test_remote_alone_may_be_hybrid_and_is_not_guessed():
    reading = read(posting(workplaceType=None, location="London"))
    assert reading.jobs[0].workplace is None
    assert [part.field for part in reading.remarks] == ["workplace"]


def test_pay_has_the_widest_bounds_of_its_ranges():
    job = paid({**SALARY, "maxValue": 60_000}, {**SALARY, "minValue": 45_000, "maxValue": 55_000})
    assert (job.pay_min, job.pay_max, job.pay_currency, job.pay_period) == (45_000, 60_000, "GBP", PayPeriod.YEAR)


def test_equity_is_no_pay():
    assert paid({"compensationType": "EquityPercentage", "interval": "NONE", "minValue": 1}).pay_min is None


def test_pay_that_is_not_to_be_shown_is_not_taken():
    assert paid(SALARY, shouldDisplayCompensationOnJobPostings=False).pay_min is None


def test_an_empty_board_has_no_jobs_and_is_no_fault():
    assert read().jobs == []


def test_another_answer_is_no_ashby_board():
    with pytest.raises(UnreadableSource, match="posting-api"):
        read_jobs(b"[]", format="ashby")
