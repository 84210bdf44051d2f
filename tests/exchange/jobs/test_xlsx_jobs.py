"""A workbook becomes jobs like any table; damage and bombs are refused."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from quest.exchange.jobs.detect import read_jobs
from quest.exchange.jobs.records import Reading, UnreadableSource


def book(*rows: list[Any], notes: list[Any] | None = None) -> bytes:
    made, out = Workbook(), io.BytesIO()
    if notes:
        made.active.append(notes)
        made.create_sheet("Jobs")
    sheet = made.worksheets[-1]
    for row in rows:
        sheet.append(row)
    made.save(out)
    return out.getvalue()


def read(data: bytes, **more: Any) -> Reading:
    return read_jobs(data, name="jobs.xlsx", **more)


def test_a_sheet_with_numbers_and_dates():
    reading = read(
        book(
            ["Vacancies of 2026"],
            ["Job ID", "職位", "Company", "Salary (HKD)", "Closing date", "Description"],
            [4711, "風險分析師", "Wing", 18000.0, date(2026, 12, 31), '"Quoted" to begin with'],
            [None, None, None, None, None, None],
        )
    )
    (job,) = reading.jobs
    assert reading.format == "xlsx"
    assert (job.reference, job.title, job.company) == ("4711", {"en": "風險分析師"}, "Wing")
    assert (job.pay_min, job.pay_currency, job.closes_on) == (18_000, "HKD", date(2026, 12, 31))
    assert job.description == {"en": '"Quoted" to begin with'}
    assert reading.columns[1] == ("職位", "title")


def test_the_sheet_with_the_headings_is_taken():
    assert len(read(book(["title", "company"], ["Cook", "Wing"], notes=["Read me first"])).jobs) == 1


def test_a_formula_counts_as_its_value_and_never_as_its_text():
    job = read(book(["title", "company", "location"], ["Cook", "Wing", '=HYPERLINK("https://evil.example")'])).jobs[0]
    assert job.location is None


def test_headings_of_their_own_are_chosen():
    data = book(["Wunschtitel", "Firma", "Ort"], ["Koch", "Wing", "Tai Po"])
    reading = read(data, columns={"wunschtitel": "title", "Firma": "company"})
    assert (reading.jobs[0].title, reading.jobs[0].company) == ({"en": "Koch"}, "Wing")
    assert reading.columns == (("Wunschtitel", "title"), ("Firma", "company"), ("Ort", None))


@pytest.mark.parametrize("cut", [30, 400, 2_000])
def test_a_damaged_workbook_is_refused(cut: int):
    with pytest.raises(UnreadableSource, match="save it again"):
        read_jobs(book(["title", "company"], ["Cook", "Wing"])[:-cut], format="xlsx")


def test_a_workbook_that_unpacks_without_end_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 2_000_000)
    with pytest.raises(UnreadableSource) as refusal:
        read(out.getvalue(), max_bytes=100_000)
    assert refusal.value.code == "too_big"


def test_an_archive_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("jobs.csv", "title")
    with pytest.raises(UnreadableSource, match="archive"):
        read(out.getvalue())
