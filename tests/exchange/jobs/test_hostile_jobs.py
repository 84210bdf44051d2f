"""Sources made to keep a core busy for hours or to fill the memory: each is read in a moment, or refused.

None of these tests looks at a clock: without its rule, most of them would not come to an end.
"""

import io
import json

import pytest
from openpyxl import Workbook

from quest.domain.work import Seniority
from quest.exchange.jobs import csv_rows, xlsx_jobs
from quest.exchange.jobs.detect import read_jobs
from quest.exchange.jobs.records import UnreadableSource
from quest.exchange.jobs.stated import seniority_of_experience


def test_a_demand_for_experience_with_wide_gaps_is_read():
    gap = " \n" * 50_000
    assert seniority_of_experience(f"3{gap}+{gap}years") is Seniority.MIDDLE
    assert seniority_of_experience(f"1{gap}x") is None


def test_sections_of_xml_that_never_close_are_read_once():
    with pytest.raises(UnreadableSource) as refused:
        read_jobs(b"<source>" + b"<![CDATA[" * 500_000)
    assert refused.value.code == "bad_xml"


def test_a_table_has_no_more_columns_than_people_fill():
    headings = ",".join(["title", "company", *map(str, range(300_000))])
    with pytest.raises(UnreadableSource, match="columns") as refused:
        read_jobs(f"{headings}\n".encode() + b"Cook,Wing\n" * 100_000)
    assert refused.value.code == "too_big"


def test_a_page_that_asks_what_unknown_columns_hold_lists_only_so_many():
    with pytest.raises(UnreadableSource) as refused:
        read_jobs(",".join(f"Spalte {number}" for number in range(5_000)).encode(), format="csv")
    assert len(refused.value.headings) == csv_rows.MAX_COLUMNS


def test_markup_nested_without_end_is_cut_off():
    posting = {"@type": "JobPosting", "title": "<div>" * 500_000 + "Cook", "description": "<div>" * 500_000}
    reading = read_jobs(json.dumps([posting, {"@type": "JobPosting", "title": "Cook"}]).encode())
    assert [job.title for job in reading.jobs] == [{"en": "Cook"}]


def test_a_title_is_a_line_and_no_book():
    (job,) = read_jobs(b"title,company\n" + b"Cook " * 20_000 + b",Wing\n").jobs
    assert len(job.title["en"]) <= 2_000


def test_a_long_name_does_not_stand_before_every_part_below_it():
    value = {"n" * 5_000_000: [{}] * 200_000 + [{"@type": "JobPosting"}]}
    reading = read_jobs(json.dumps(value).encode())
    assert [part.where for part in reading.rejected] == ["n" * 39 + "…[200000]"]


def test_a_place_is_named_without_what_no_database_keeps():
    value = '{"a\\ud800\\u0000b": {"@type": "JobPosting"}}'
    assert [part.where for part in read_jobs(value.encode()).rejected] == ["ab"]


def test_many_scripts_of_one_page_are_counted_in_one_go():
    page = "<html>\n" + "\n<script type=application/ld+json></script>" * 30_000
    page += '\n<script type=application/ld+json>{"@type": "JobPosting"}</script>'
    assert read_jobs(page.encode()).rejected[-1].where == "line 30003"


def book(*sizes: int) -> bytes:
    """A workbook whose sheets have a row of headings and so many jobs."""
    made, out = Workbook(), io.BytesIO()
    made.remove(made.active)
    for size in sizes:
        sheet = made.create_sheet()
        sheet.append(["title", "company", "reference"])
        for number in range(size):
            sheet.append(["Cook", "Wing", number])
    made.save(out)
    return out.getvalue()


def test_a_workbook_of_many_jobs_is_read():
    assert len(read_jobs(book(5_000)).jobs) == 5_000


def test_the_sheets_of_a_workbook_share_one_bound(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx_jobs, "MAX_CELLS", 400)
    assert len(read_jobs(book(100)).jobs) == 100
    with pytest.raises(UnreadableSource, match="cells") as refused:
        read_jobs(book(100, 100))
    assert refused.value.code == "too_big"
