"""A Greenhouse board becomes jobs; posts that offer none are named."""

import json
from datetime import date
from typing import Any

import pytest

from quest.domain.work import Education, PayPeriod, Workplace, WorkType
from quest.exchange.jobs import greenhouse
from quest.exchange.jobs.records import Reading, UnreadableSource


def read(value: Any) -> Reading:
    return greenhouse.read(json.dumps(value).encode())


def post(**properties: Any) -> dict[str, Any]:
    return {
        "id": 127817,
        "internal_job_id": 144381,
        "title": " Vault Designer ",
        "location": {"name": "Cape Town "},
        "absolute_url": "https://boards.example.org/jobs/127817",
        "content": "&lt;p&gt;Draw&amp;nbsp;vaults &amp;amp; doors.&lt;/p&gt;",
        **properties,
    }


def board(*posts: Any) -> dict[str, Any]:
    return {"jobs": list(posts), "meta": {"total": len(posts)}}


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(part.where, part.code) for part in reading.rejected]


def test_a_board_with_content():
    reading = read(
        board(
            post(
                first_published="2026-10-01T10:55:28-05:00",
                application_deadline="2026-12-24",
                company_name="Saltwater Labs",
                language="en",
                metadata=[
                    {"id": 1, "name": "Employment Type", "value_type": "single_select", "value": "Full-time"},
                    {"id": 2, "name": "Education", "value_type": "short_text", "value": "Master's degree"},
                    {"id": 3, "name": "Workplace Type", "value_type": "single_select", "value": "Hybrid"},
                ],
            )
        )
    )
    (job,) = reading.jobs
    assert reading.rejected == []
    assert (job.reference, job.title, job.company) == ("127817", {"en": "Vault Designer"}, "Saltwater Labs")
    assert (job.location, job.description) == ("Cape Town", {"en": "Draw vaults & doors."})
    assert (job.posted_on, job.closes_on) == (date(2026, 10, 1), date(2026, 12, 24))
    assert (job.work_type, job.education) == (WorkType.FULL_TIME, Education.MASTER)
    assert job.workplace == Workplace.HYBRID


def test_content_is_unescaped_once():
    (job,) = read(post(content="Hello &amp;lt;p&amp;gt;")).jobs
    assert job.description == {"en": "Hello <p>"}


def test_prospect_posts_are_no_jobs():
    reading = read(board(post(), post(id=2, internal_job_id=None, title="Join our talent pool")))
    assert len(reading.jobs) == 1
    assert codes(reading) == [("jobs[1]", "prospect_post")]


def test_a_board_fetched_without_content_says_so_for_each_job():
    bare = post()
    del bare["content"]
    assert codes(read(board(bare))) == [("jobs[0]", "no_description")]


def test_pay_comes_in_cents():
    ranges = [{"min_cents": 5_000_000, "max_cents": 7_500_000, "currency_type": "USD", "title": "Annual salary"}]
    (job,) = read(post(pay_input_ranges=ranges)).jobs
    assert (job.pay_min, job.pay_max, job.pay_currency, job.pay_period) == (50_000, 75_000, "USD", PayPeriod.YEAR)


def test_of_several_pay_ranges_the_widest_bounds_are_taken_and_said():
    ranges = [
        {"min_cents": 5_000_000, "max_cents": 7_500_000, "currency_type": "USD", "title": "New York"},
        {"min_cents": 4_000_000, "max_cents": 6_000_000, "currency_type": "USD", "title": "Denver"},
    ]
    reading = read(post(pay_input_ranges=ranges))
    assert (reading.jobs[0].pay_min, reading.jobs[0].pay_max) == (40_000, 75_000)
    assert codes(reading) == [("jobs[0]", "several_values")]


def test_pay_in_two_currencies_is_not_mixed():
    ranges = [{"min_cents": 1, "currency_type": "USD"}, {"min_cents": 1, "currency_type": "HKD"}]
    reading = read(post(pay_input_ranges=ranges))
    assert (reading.jobs[0].pay_min, codes(reading)) == (None, [("jobs[0]", "bad_pay")])


def test_two_posts_may_have_one_title():
    assert len(read(board(post(), post(id=2))).jobs) == 2


def test_a_list_shorter_than_the_board_is_said():
    reading = read({"jobs": [post()], "meta": {"total": 127}})
    assert codes(reading) == [("meta.total", "partial_list")]
    assert reading.left_out == []


def test_odd_entries_are_left_out():
    reading = read(board(post(), None, post(id=3, title=None)))
    assert codes(reading) == [("jobs[1]", "no_object"), ("jobs[2]", "no_title")]


def test_a_board_without_jobs_is_no_fault():
    assert read(board()).jobs == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b'{"jobs": [ // none\n]}', "bad_json"),
        (b'{"jobs": {}}', "no_jobs"),
        (b"[]", "no_jobs"),
        (b'"jobs"', "no_jobs"),
    ],
)
def test_what_is_no_board_is_refused(data: bytes, code: str):
    with pytest.raises(UnreadableSource) as refusal:
        greenhouse.read(data)
    assert refusal.value.code == code
