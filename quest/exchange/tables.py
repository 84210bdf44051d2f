"""Tables for people who go on working with them elsewhere: as CSV and as XLSX, harmless in any spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds."""
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | None
"""A text, a number, or nothing where it is not known."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their headings.

    Attributes:
        name: of the sheet, at most 31 characters and none of `[]:*?/\\`.
    """

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_csv(table: Table) -> bytes:
    """The table as CSV in UTF-8. It begins with a mark by which spreadsheets know the encoding.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; a number stays one.
    """
    written = io.StringIO(newline="")
    csv.writer(written).writerows([_defused(cell) for cell in row] for row in (table.heads, *table.rows))
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(tables: Iterable[Table]) -> bytes:
    """The tables as a workbook, each on a sheet of its own. A text stays a text, whatever it begins with."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            for column, head in enumerate(table.heads):
                sheet.write_string(0, column, head, bold)
            for number, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell)
            sheet.freeze_panes(1, 0)
            sheet.autofit()
    return written.getvalue()


def _defused(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_BEGINS_FORMULA) else cell


def _write(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:LONGEST_CELL])
    elif cell is not None:
        sheet.write_number(row, column, cell)
