"""A Lever site becomes jobs, requirements and all."""

import json
from datetime import date
from typing import Any

import pytest

from quest.domain.work import Education, PayPeriod, Seniority, Workplace, WorkType
from quest.exchange.jobs.detect import read_jobs
from quest.exchange.jobs.records import JobRecord, Reading, UnreadableSource


def read(value: Any, format_name: str = "auto") -> Reading:
    return read_jobs(json.dumps(value).encode(), format=format_name)


def posting(**properties: Any) -> dict[str, Any]:
    return {
        "id": "5ac2-11",
        "text": " Senior Tide Modeller ",
        "categories": {"location": "Tai Po", "commitment": "Fulltime", "allLocations": ["Tai Po", "Macao"]},
        "country": "HK",
        "description": "<div>Model the tides &amp; currents.</div>",
        "lists": [{"text": "What you need", "content": "<li>Master's degree in physics</li><li>Python</li>"}],
        "additional": "<p>Bring boots.</p>",
        "hostedUrl": "https://jobs.example.org/tide/5ac2-11",
        "workplaceType": "onsite",
        "createdAt": 1_761_955_200_000,
        **properties,
    }


def the_job(**properties: Any) -> JobRecord:
    (job,) = read([posting(**properties)]).jobs
    return job


def test_a_posting_with_its_lists():
    reading = read([posting()])
    (job,) = reading.jobs
    assert (reading.format, reading.rejected) == ("lever", [])
    assert (job.reference, job.title, job.company) == ("5ac2-11", {"en": "Senior Tide Modeller"}, None)
    assert job.location == "Tai Po / Macao"
    assert job.description["en"] == (
        "Model the tides & currents.\n\nWhat you need\n• Master's degree in physics\n• Python\n\nBring boots."
    )
    assert (job.education, job.seniority) == (Education.MASTER, Seniority.SENIOR)
    assert (job.work_type, job.workplace) == (WorkType.FULL_TIME, Workplace.ON_SITE)
    assert "python" in job.skills
    assert job.posted_on == date(2025, 11, 1)


@pytest.mark.parametrize(("stated", "meant"), [("on-site", Workplace.ON_SITE), ("unspecified", None), (None, None)])
def test_both_spellings_of_the_workplace_are_read_and_silence_stays_open(stated: str | None, meant: Workplace | None):
    assert the_job(workplaceType=stated).workplace == meant


def test_a_commitment_of_their_own_is_said_and_not_guessed():
    reading = read([posting(categories={"commitment": "Harbour Accelerator Program"})])
    assert reading.jobs[0].work_type is None
    assert [(part.field, part.code) for part in reading.rejected] == [("work_type", "unknown_value")]


def test_pay_comes_with_its_interval():
    job = the_job(salaryRange={"currency": "HKD", "interval": "per-month-salary", "min": 30_000, "max": 42_000})
    assert (job.pay_min, job.pay_max, job.pay_currency, job.pay_period) == (30_000, 42_000, "HKD", PayPeriod.MONTH)


def test_a_posting_without_html_keeps_its_plain_words():
    job = the_job(description="", lists=[], additional="", descriptionPlain="Model the tides.")
    assert job.description == {"en": "Model the tides."}


def test_the_country_stands_in_for_a_place():
    assert the_job(categories={}).location == "HK"


def test_a_posting_without_title_is_left_out_and_said():
    reading = read([posting(), posting(text=" ")])
    assert [(part.where, part.code) for part in reading.left_out] == [("postings[1]", "no_title")]


def test_another_board_is_no_lever_site():
    with pytest.raises(UnreadableSource, match="mode=json"):
        read({"jobs": []}, "lever")


def test_numbers_that_no_computer_holds_are_said():
    huge = 10**400
    reading = read([posting(createdAt=huge, salaryRange={"currency": "HKD", "min": huge})])
    assert (reading.jobs[0].posted_on, reading.jobs[0].pay_min) == (None, None)
    assert sorted(part.code for part in reading.remarks) == ["bad_date", "bad_pay"]


def test_half_a_sign_is_left_out():
    job = read_jobs(
        json.dumps([posting(id="a\ud800b", text="Sea\ud800man", description="<p>a\ud800b</p>")]).encode()
    ).jobs[0]
    assert (job.reference, job.title["en"], job.description["en"][:2]) == ("ab", "Seaman", "ab")
