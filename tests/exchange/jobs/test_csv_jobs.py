"""An organiser's table becomes jobs, and what does not is named by its row."""

from datetime import date

import pytest

from quest.domain.work import Education, PayPeriod, Seniority, Workplace, WorkType
from quest.exchange.jobs import csv_jobs
from quest.exchange.jobs.detect import read_jobs
from quest.exchange.jobs.records import Reading, UnreadableSource


def read(table: str, **options: str) -> Reading:
    return csv_jobs.read(table.encode(), **options)


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(part.where, part.code) for part in reading.rejected]


def test_a_plain_table():
    reading = read(
        "Reference,Job title,Company,Description,Location,URL,Education,Level,Employment type,Remote,"
        "Salary (HKD per month),Skills,Posted,Closes,Sector,Open to\n"
        'SL-7,Data Engineer,Saltwater Labs,"Build pipelines.\n\nMend them.",Kwun Tong,https://example.org/7,'
        "Bachelor's degree,Senior,Full time,Hybrid,40k-55k,Python; k8s,2026-11-01,31 December 2026,AI & Data,"
        "Overseas and GBA\n"
    )
    (job,) = reading.jobs
    assert reading.rejected == []
    assert (job.reference, job.title, job.company) == ("SL-7", {"en": "Data Engineer"}, "Saltwater Labs")
    assert job.description == {"en": "Build pipelines.\n\nMend them.\n\nPython; k8s"}
    assert (job.location, job.url, job.sector) == ("Kwun Tong", "https://example.org/7", "ai-data")
    assert (job.education, job.seniority) == (Education.BACHELOR, Seniority.SENIOR)
    assert (job.work_type, job.workplace) == (WorkType.FULL_TIME, Workplace.HYBRID)
    assert (job.pay_min, job.pay_max, job.pay_currency) == (40_000, 55_000, "HKD")
    assert job.pay_period == PayPeriod.MONTH
    assert job.skills == ("python", "kubernetes")
    assert (job.posted_on, job.closes_on) == (date(2026, 11, 1), date(2026, 12, 31))
    assert job.open_to == {"overseas", "gba"}


def test_what_a_table_does_not_say_stays_unknown():
    (job,) = read("title,company,description\nChemist,Junk Bay Bio,Mix things\n").jobs
    assert (job.education, job.seniority, job.work_type, job.workplace) == (None, None, None, None)
    assert (job.pay_min, job.pay_currency, job.pay_period, job.closes_on) == (None, None, None, None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str):
    table = "title,company,location\nChemist,Junk Bay Bio,Tai Po\n".replace(",", delimiter)
    assert [(job.company, job.location) for job in read(table).jobs] == [("Junk Bay Bio", "Tai Po")]


def test_excel_says_its_delimiter_in_the_first_line():
    assert read('sep=;\r\ntitle;company\r\n"Chemist";"A, B"\r\n').jobs[0].company == "A, B"


def test_headings_may_stand_below_a_caption():
    reading = read("Jobs of our fair 2026,,\n,,\nTitle,Company,Place\nChemist,Junk Bay Bio,Tai Po\n,Nobody,\n")
    assert [job.location for job in reading.jobs] == ["Tai Po"]
    assert codes(reading)[0] == ("row 5", "no_title")


def test_chinese_headings_and_two_languages():
    table = "職位,公司,地點,職位描述,title (en)\n化學師,將軍澳生物,大埔,調配試劑,Chemist\n"
    (job,) = read(table, language="zh-Hant").jobs
    assert job.title == {"zh-Hant": "化學師", "en": "Chemist"}
    assert job.description == {"zh-Hant": "調配試劑"}


def test_repeated_headings_lose_nothing_and_are_said():
    reading = read("title,location,description,description,location\nChemist,,Mix,Pour,Tai Po\n")
    assert reading.jobs[0].description == {"en": "Mix\n\nPour"}
    assert reading.jobs[0].location == "Tai Po"
    assert codes(reading) == [("row 1", "duplicate_heading"), ("row 1", "duplicate_heading")]
    assert reading.left_out == []


def test_the_posting_for_everybody_wins_over_the_internal_one():
    reading = read(
        "Job ID,Agency,Posting Type,Business Title,Job Description\n"
        "7,PARKS,Internal,Gardener,For colleagues\n"
        "7,PARKS,External,Gardener,For everybody\n"
        "8,PARKS,External,Ranger,Walk\n"
        "8,PARKS,Internal,Ranger,Walk\n"
    )
    assert [job.description["en"] for job in reading.jobs] == ["For everybody", "Walk"]
    assert codes(reading) == [("row 2", "duplicate_reference"), ("row 5", "duplicate_reference")]


def test_two_jobs_with_one_reference_are_told_apart_from_two_postings():
    reading = read("id,title,description\n7,Gardener,Dig\n7,Ranger,Walk\n")
    assert [job.title["en"] for job in reading.jobs] == ["Gardener"]
    assert codes(reading) == [("row 3", "conflicting_reference")]


def test_the_same_number_at_another_company_is_another_job():
    assert len(read("id,company,title\n7,Saltwater Labs,Analyst\n7,Junk Bay Bio,Analyst\n").jobs) == 2


def test_without_references_the_next_import_finds_the_same_jobs():
    first = read("title,company,location\nChemist,Junk Bay Bio,Tai Po\nAnalyst,Junk Bay Bio,Tai Po\n")
    second = read("company,location,title\nJunk Bay Bio,Tai Po,Analyst\nJUNK BAY BIO,tai po,chemist\n")
    assert {job.reference for job in first.jobs} == {job.reference for job in second.jobs}


def test_a_row_with_a_stray_comma_is_left_out():
    reading = read("title,company,location\nChemist,Junk Bay Bio,Tai Po, New Territories\nAnalyst,X,Tai Po\n")
    assert [job.title["en"] for job in reading.jobs] == ["Analyst"]
    assert codes(reading)[0] == ("row 2", "too_many_cells")


def test_a_row_torn_at_its_commas_keeps_what_stands_before_the_tear():
    reading = read(
        "id,title,description,requirements,location,post until\n"
        '7,Gardener,Dig,"""A degree"," or a spade",2026-12-31\n'
        '8,Ranger,Walk,"""Boots, good ones""",Tai Po,2026-12-31\n'
    )
    torn, whole = reading.jobs
    assert (torn.description["en"], torn.location, torn.closes_on) == ("Dig\n\nA degree", None, None)
    assert (whole.description["en"], whole.location, whole.closes_on) == (
        "Walk\n\nBoots, good ones",
        "Tai Po",
        date(2026, 12, 31),
    )
    assert [(part.where, part.code, part.field) for part in reading.rejected] == [
        ("row 2", "broken_row", "later columns")
    ]


def test_a_sentence_in_a_date_column_betrays_a_shifted_row():
    table = "id,title,location,posting date,post until\n7,Gardener,Tai Po,You must live in the city,2026-01-22\n"
    reading = read(table)
    assert reading.jobs[0].closes_on is None
    assert ("row 2", "broken_row") in codes(reading)


def test_a_quotation_mark_that_never_closes_costs_its_row_only():
    reading = read('title,company\nChemist,Junk Bay Bio\nAnalyst,"Saltwater\nRanger,Parks\n')
    assert [job.title["en"] for job in reading.jobs] == ["Chemist"]
    assert codes(reading)[0] == ("row 3", "unclosed_quote")


def test_bad_values_cost_their_field_only():
    reading = read(
        "title,company,description,education,employment type,salary,closes,url,level\n"
        "Chemist,Junk Bay Bio,Mix,wizardry,sometimes,9 to 5 or 7,someday,javascript:alert(1),guru\n"
    )
    assert len(reading.jobs) == 1
    assert {(part.code, part.field) for part in reading.rejected} == {
        ("unknown_value", "education"),
        ("unknown_value", "work_type"),
        ("unknown_value", "seniority"),
        ("bad_pay", "pay"),
        ("bad_date", "closes_on"),
        ("bad_url", "url"),
    }


def test_pay_in_two_columns():
    headings = "id,title,salary range from,salary range to,salary frequency\n"
    hourly, yearly = read(f"{headings}7,Cook,17.5,21.25,Hourly\n8,Cook,0,50000.0,Annual\n").jobs
    assert (hourly.pay_min, hourly.pay_max, hourly.pay_period) == (18, 21, PayPeriod.HOUR)
    assert (yearly.pay_min, yearly.pay_max, yearly.pay_period) == (None, 50_000, PayPeriod.YEAR)


def test_relative_addresses_stand_on_the_base():
    (job,) = read("title,url\nCook,/jobs/7\n", base_url="https://fair.example.org/list").jobs
    assert job.url == "https://fair.example.org/jobs/7"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"name of fish,weight\ncarp,7\n", "no_columns"),
        (b"company,location\nA,B\n", "no_columns"),
        (b"position_title,series,postings\nCook,7,8\n", "no_columns"),
        (b"title,company\n", "no_jobs"),
        (b'title,company\nCook,"' + b"x" * 140_000, "bad_csv"),
        (b"\xff\xfe\x00\xd8\x00", "bad_encoding"),
    ],
)
def test_a_table_of_no_use_is_refused(data: bytes, code: str):
    with pytest.raises(UnreadableSource) as refusal:
        csv_jobs.read(data)
    assert refusal.value.code == code
    assert refusal.value.remedy.endswith(".")


def test_a_table_beyond_the_limit_is_refused():
    with pytest.raises(UnreadableSource, match="split it") as refusal:
        csv_jobs.read(b"title,company\nCook,A\n", max_bytes=10)
    assert refusal.value.code == "too_big"


def test_a_chosen_column_goes_before_its_heading_and_an_empty_choice_leaves_it_aside():
    table = b"Title,What for,Company\nCook,Soup,Wing\n"
    reading = read_jobs(table, columns={"what for": "title", "Title": "reference", "Company": ""})
    (job,) = reading.jobs
    assert (job.reference, job.title, job.company) == ("Cook", {"en": "Soup"}, None)
    assert reading.columns == (("Title", "reference"), ("What for", "title"), ("Company", None))


def test_a_field_that_does_not_exist_cannot_be_chosen():
    with pytest.raises(UnreadableSource, match="no field") as refusal:
        read_jobs(b"Title,Company\nCook,Wing\n", columns={"Title": "name"})
    assert refusal.value.code == "no_such_field"


def test_a_table_of_two_bytes_a_letter_needs_no_mark():
    (job,) = read_jobs("title,company,description\nCook,Wing,煮湯\n".encode("utf-16-le")).jobs
    assert (job.title, job.description) == ({"en": "Cook"}, {"en": "煮湯"})
