"""Tables that people open elsewhere."""

import csv
import io
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from quest.exchange.tables import LONGEST_CELL, Cell, Table, as_csv, as_xlsx

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def table(*cells: Cell) -> Table:
    return Table("Riders", ("Name", "Points"), [cells])


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheets(data: bytes) -> list[list[list[str | float]]]:
    """The cells of every sheet, as the format says them: a text by its place among the texts, a number in itself."""
    with ZipFile(io.BytesIO(data)) as book:
        texts = [
            "".join(part.text or "" for part in item.iter(f"{MAIN}t"))
            for item in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        roots = [ET.fromstring(book.read(name)) for name in names]
    assert not [cell for root in roots for cell in root.iter(f"{MAIN}f")], "a formula"
    return [
        [
            [
                texts[int(cell.findtext(f"{MAIN}v", ""))]
                if cell.get("t") == "s"
                else float(cell.findtext(f"{MAIN}v", "nan"))
                for cell in row
            ]
            for row in root.iter(f"{MAIN}row")
        ]
        for root in roots
    ]


def test_a_spreadsheet_sees_that_a_csv_file_is_in_utf_8() -> None:
    data = as_csv(table("陳小明", 3))

    assert data.startswith(b"\xef\xbb\xbf")
    assert read_csv(data) == [["Name", "Points"], ["陳小明", "3"]]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_that_begins_like_a_formula_is_a_text_in_csv(begin: str) -> None:
    name = f'{begin}HYPERLINK("http://elsewhere.example","win")'

    assert read_csv(as_csv(table(name, 1)))[1] == [f"'{name}", "1"]


def test_a_heading_that_begins_like_a_formula_is_a_text_too() -> None:
    assert read_csv(as_csv(Table("Riders", ("=1+1",), [])))[0] == ["'=1+1"]


def test_a_negative_number_stays_a_number() -> None:
    assert read_csv(as_csv(table("Ada", -5)))[1] == ["Ada", "-5"]
    assert sheets(as_xlsx([table("Ada", -5)]))[0][1] == ["Ada", -5.0]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://elsewhere.example", "007", "{=1}"])
def test_a_text_in_a_workbook_is_a_text_whatever_it_begins_with(name: str) -> None:
    assert sheets(as_xlsx([table(name, 1.5)]))[0][1] == [name, 1.5]


def test_what_is_not_known_is_an_empty_cell() -> None:
    assert read_csv(as_csv(table(None, 2)))[1] == ["", "2"]
    assert sheets(as_xlsx([table(None, 2)]))[0][1] == [2.0]


def test_each_table_has_a_sheet_of_its_own() -> None:
    questions = Table("Questions", ("Question",), [["Which?"]])

    assert sheets(as_xlsx([questions, table("Ada", 1)])) == [
        [["Question"], ["Which?"]],
        [["Name", "Points"], ["Ada", 1.0]],
    ]


def test_a_text_that_no_cell_can_hold_is_cut_rather_than_lost() -> None:
    assert sheets(as_xlsx([table("x" * (LONGEST_CELL + 1), 1)]))[0][1] == ["x" * LONGEST_CELL, 1.0]


def test_a_quotation_mark_a_comma_and_a_line_end_do_not_break_a_row() -> None:
    name = 'Ada "the\nfirst", Countess'

    assert read_csv(as_csv(table(name, 1)))[1] == [name, "1"]
