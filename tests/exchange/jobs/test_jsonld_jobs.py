"""A careers page, as badly made as they come, becomes jobs."""

import json
from datetime import date
from typing import Any

import pytest

from quest.domain.work import Education, PayPeriod, Seniority, Workplace, WorkType
from quest.exchange.jobs import jsonld
from quest.exchange.jobs.records import JobRecord, Reading, UnreadableSource


def read(value: Any, **options: str) -> Reading:
    return jsonld.read(json.dumps(value).encode(), **options)


def posting(**properties: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "JobPosting", "title": "Chemist", **properties}


def job_of(**properties: Any) -> JobRecord:
    (job,) = read(posting(**properties)).jobs
    return job


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(part.where, part.code) for part in reading.rejected]


def test_a_whole_posting():
    reading = read(
        posting(
            identifier={"@type": "PropertyValue", "name": "Junk Bay Bio", "value": 77},
            title="R&amp;D Chemist ",
            description="<p>You mix &amp; pour.</p><p>A bachelor's degree is required.</p>",
            hiringOrganization={"@type": "Organization", "name": "Junk Bay Bio"},
            jobLocation={
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "Tai Po",
                    "addressCountry": {"@type": "Country", "name": "HK"},
                },
            },
            baseSalary={
                "@type": "MonetaryAmount",
                "currency": "HKD",
                "value": {"@type": "QuantitativeValue", "minValue": 20000, "maxValue": "26,000", "unitText": "Month"},
            },
            employmentType="FULL_TIME",
            datePosted="2026-11-01T09:00:00+08:00",
            validThrough="May 29, 2027",
            url="https://example.org/77",
        )
    )
    (job,) = reading.jobs
    assert reading.rejected == []
    assert (job.reference, job.title, job.company) == ("77", {"en": "R&D Chemist"}, "Junk Bay Bio")
    assert job.description == {"en": "You mix & pour.\n\nA bachelor's degree is required."}
    assert (job.location, job.url, job.work_type) == ("Tai Po, HK", "https://example.org/77", WorkType.FULL_TIME)
    assert (job.pay_min, job.pay_max, job.pay_currency) == (20_000, 26_000, "HKD")
    assert job.pay_period == PayPeriod.MONTH
    assert job.education == Education.BACHELOR
    assert (job.posted_on, job.closes_on) == (date(2026, 11, 1), date(2027, 5, 29))


def test_a_page_with_several_scripts_one_of_them_broken_and_one_commented_out():
    page = """<html><head><base href="https://fair.example.org/">
<script>var x = "</scr" + "ipt>";</script>
<script type='application/ld+json'>
{"@context": "http://schema.org", "@type": "JobPosting", "title": "Chemist", "url": "jobs/1", "description": "Mix
and pour"}
</script>
<!-- <script type="application/ld+json">{"@type": "JobPosting", "title": "Ghost"}</script> -->
<script type="application/ld+json">
{"@type": "JobPosting", "title": }
</script>
<SCRIPT TYPE="application/ld+json; charset=utf-8">//<![CDATA[
[{"@type": ["Thing", "JobPosting"], "title": "Analyst", "description": "Count", "url": "/jobs/2"}];
//]]></SCRIPT>"""
    reading = jsonld.read(page.encode())
    assert [job.title["en"] for job in reading.jobs] == ["Chemist", "Analyst"]
    assert [job.url for job in reading.jobs] == ["https://fair.example.org/jobs/1", "https://fair.example.org/jobs/2"]
    assert reading.jobs[0].description == {"en": "Mix\nand pour"}
    assert codes(reading) == [("line 9, column 34", "bad_json")]


def test_postings_in_a_graph_refer_to_their_company():
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@id": "#us", "@type": "Organization", "name": "Starpier Pay"},
            {"@type": "JobPosting", "title": "Analyst", "hiringOrganization": {"@id": "#us"}},
            {
                "@type": "ItemList",
                "itemListElement": [{"item": {"@type": "schema:JobPosting", "schema:name": "Clerk"}}],
            },
        ],
    }
    reading = read(graph)
    assert [(job.title["en"], job.company) for job in reading.jobs] == [("Analyst", "Starpier Pay"), ("Clerk", None)]
    assert reading.remarks[0].where == "@graph[1]"


def test_a_posting_without_title_is_left_out_and_its_neighbour_stays():
    reading = read([posting(title=" "), posting(title="Analyst")])
    assert [job.title["en"] for job in reading.jobs] == ["Analyst"]
    assert codes(reading)[0] == ("[0]", "no_title")


def test_a_posting_without_description_is_taken_with_a_remark():
    reading = read(posting())
    assert reading.jobs[0].description == {}
    assert [(part.code, part.field) for part in reading.remarks] == [("no_description", "description")]


def test_escaped_descriptions_and_texts_beside_them_are_read():
    job = job_of(
        description="&lt;p&gt;Mix&lt;/p&gt;", responsibilities="Pour", skills=["PCR", {"name": "Cell culture"}]
    )
    assert job.description == {"en": "Mix\n\nPour\n\nPCR\n\nCell culture"}
    assert job.skills == ("pcr", "cell-culture")


@pytest.mark.parametrize(
    ("place", "location"),
    [
        ("Kwun Tong", "Kwun Tong"),
        ({"address": "Kwun Tong"}, "Kwun Tong"),
        ({"@type": "Place", "name": "InnoPark", "address": {}}, "InnoPark"),
        ([{"address": {"addressLocality": "Kwun Tong"}}] * 2, "Kwun Tong"),
        ([{"address": "Kwun Tong"}, {"address": ["Tai Po"]}], "Kwun Tong / Tai Po"),
        ({"address": {"addressLocality": "Hong Kong", "addressCountry": "Hong Kong"}}, "Hong Kong"),
        ([], None),
        (7, None),
    ],
)
def test_places_in_many_shapes(place: Any, location: str | None):
    assert job_of(jobLocation=place).location == location


def test_work_from_home_names_where_people_must_live():
    job = job_of(jobLocationType="TELECOMMUTE", applicantLocationRequirements={"@type": "Country", "name": "USA"})
    assert (job.workplace, job.location) == (Workplace.REMOTE, "USA")


@pytest.mark.parametrize(
    ("salary", "pay"),
    [
        ("100000", (100_000, 100_000, None, None)),
        ("$100,000", (100_000, 100_000, None, None)),
        ("8k-15k", (8_000, 15_000, None, None)),
        (90000, (90_000, 90_000, None, None)),
        ({"currency": "hkd", "value": "8k-15k", "unitText": "MONTHLY"}, (8_000, 15_000, "HKD", PayPeriod.MONTH)),
        ({"currency": "USD", "value": {"value": 55.5, "unitText": "per hour"}}, (56, 56, "USD", PayPeriod.HOUR)),
        ({"currency": "USD", "minValue": 1234567.0, "unitText": "YEAR"}, (1_234_567, None, "USD", PayPeriod.YEAR)),
        ({"price": "500", "priceCurrency": "EUR", "unitCode": "DAY"}, (500, 500, "EUR", PayPeriod.DAY)),
        ({"value": {"minValue": 0, "maxValue": 0}}, (None, None, None, None)),
        ("competitive", (None, None, None, None)),
    ],
)
def test_pay_in_many_shapes(salary: Any, pay: tuple[Any, ...]):
    job = job_of(baseSalary=salary)
    assert (job.pay_min, job.pay_max, job.pay_currency, job.pay_period) == pay


def test_pay_that_makes_no_sense_is_said():
    reading = read(posting(description="Mix", baseSalary={"value": {"minValue": 9, "maxValue": 7}}))
    assert (reading.jobs[0].pay_min, codes(reading)) == (None, [("the file", "bad_pay")])


def test_of_several_work_types_the_first_is_taken_and_said():
    reading = read(posting(description="Mix", employmentType=["PART_TIME", "CONTRACTOR"]))
    assert (reading.jobs[0].work_type, codes(reading)) == (WorkType.PART_TIME, [("the file", "several_values")])


def test_experience_that_may_replace_a_degree_shuts_nobody_out():
    reading = read(
        posting(
            educationRequirements={
                "@type": "EducationalOccupationalCredential",
                "credentialCategory": "bachelor degree",
            },
            experienceRequirements={"@type": "OccupationalExperienceRequirements", "monthsOfExperience": "60"},
            experienceInPlaceOfEducation=True,
        )
    )
    assert (reading.jobs[0].education, reading.jobs[0].seniority) == (None, Seniority.MIDDLE)
    assert ("the file", "experience_instead") in codes(reading)


def test_chinese_postings_say_so():
    assert job_of(title="化學師", inLanguage="zh-HK").title == {"zh-Hant": "化學師"}


def test_a_relative_address_without_base_is_said():
    reading = read(posting(description="Mix", url="/jobs/7"))
    assert (reading.jobs[0].url, codes(reading)) == (None, [("the file", "bad_url")])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"  ", "empty"),
        (b'{"@type": "JobPosting", }', "bad_json"),
        (b'{"@type": "Organization"}', "no_jobs"),
        (b"<html><p>We are hiring</p></html>", "no_jobs"),
        (b"<script type=application/ld+json>{nope}</script>", "bad_json"),
        (b"[" * 100_000, "too_deep"),
        (b"[" * 100 + b"]" * 100, "too_deep"),
        (b"[" + b"9" * 5_000 + b"]", "bad_json"),
    ],
)
def test_a_source_of_no_use_is_refused(data: bytes, code: str):
    with pytest.raises(UnreadableSource) as refusal:
        jsonld.read(data)
    assert refusal.value.code == code
