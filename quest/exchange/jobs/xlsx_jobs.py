"""Jobs from an Excel workbook: the sheet whose first rows name its columns, read like any other table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from quest.exchange.jobs import csv_headings
from quest.exchange.jobs.csv_jobs import read_rows
from quest.exchange.jobs.csv_rows import MAX_COLUMNS, ROWS_BEFORE_HEADINGS, Row, Table
from quest.exchange.jobs.json_source import MAX_BYTES, bounded
from quest.exchange.jobs.records import Reading, UnreadableSource

FORMAT = "xlsx"
BEGINNING = b"PK\x03\x04"
MAX_CELLS = 2_000_000
UNPACKED = 12
"""How many times larger than `max_bytes` a workbook may be once it is unpacked."""


def fits(data: bytes) -> bool:
    """Whether the bytes are a workbook and no other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.lower().startswith("xl/") for name in archive.namelist())
    except Exception:  # a damaged archive fails in many ways, and none of them is a workbook
        return False


def read(
    data: bytes,
    *,
    language: str = "en",
    base_url: str | None = None,
    max_bytes: int = MAX_BYTES,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """The jobs of a workbook's sheet, the one with the most known headings; hidden sheets are not looked at.

    A formula counts as the value that the workbook keeps for it, a date as its day. See `csv_jobs.read` for the rest.

    Args:
        language: tag of the words in columns that name no language of their own.
        base_url: what relative addresses stand on.
        max_bytes: refuse more than this.
        columns: the field of each heading that is not to be guessed, see `csv_headings.chosen_columns`.

    Raises:
        UnreadableSource: `empty`, `too_big`, `bad_xlsx`, `no_columns`, `no_such_field` or `no_jobs`.
    """
    chosen = csv_headings.chosen_columns(columns or {})
    sheets = _sheets(bounded(data, max_bytes), max_bytes)
    tables = [_table(rows, chosen) for rows in sheets]
    known, table = max(tables, key=lambda found: found[0], default=(0, Table([], 1)))
    if not known:
        remedy = "No sheet has a row of known headings: name the columns in the first row, such as title and company."
        first = next((row for rows in sheets for row in rows if any(row)), [])
        raise UnreadableSource("no_columns", remedy, place="row 1", headings=first)
    return read_rows(FORMAT, table, chosen, language=language, base_url=base_url)


def _sheets(data: bytes, max_bytes: int) -> list[list[list[str]]]:
    _refuse_bomb(data, max_bytes)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return _bounded([sheet for sheet in book.worksheets if sheet.sheet_state == "visible"])
    except UnreadableSource:
        raise
    except Exception as error:  # a damaged workbook fails in whatever way its parts do
        remedy = "This workbook cannot be read: save it again as .xlsx, without a password."
        raise UnreadableSource("bad_xlsx", remedy) from error


def _refuse_bomb(data: bytes, max_bytes: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except Exception as error:
        remedy = "This is no Excel workbook, or a damaged one: save it again as .xlsx."
        raise UnreadableSource("bad_xlsx", remedy) from error
    if size > UNPACKED * max_bytes:
        raise UnreadableSource("too_big", f"The workbook unpacks to {size:,} bytes: split it.")


def _bounded(sheets: Iterable[Any]) -> list[list[list[str]]]:
    """The rows of each sheet; an empty row counts as one cell, for a sheet may hold a million of them."""
    found: list[list[list[str]]] = []
    cells = 0
    for sheet in sheets:
        found.append([])
        for row in _rows(sheet):
            cells += max(len(row), 1)
            if cells > MAX_CELLS:
                raise UnreadableSource("too_big", f"The workbook has more than {MAX_CELLS:,} cells: split it.")
            found[-1].append(row)
    return found


def _rows(sheet: Any) -> Iterator[list[str]]:
    """The rows up to their last cell that holds something."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS):
        width = 0
        if row.count(None) < len(row):
            width = next(at for at in range(len(row), 0, -1) if row[at - 1] is not None)
        yield [_text(value) for value in row[:width]]


def _text(value: Any) -> str:
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)


def _table(rows: list[list[str]], chosen: Mapping[str, str]) -> tuple[int, Table]:
    """How many headings of the sheet are known, and its table."""
    known, at = 0, 0
    for number, row in enumerate(islice(rows, ROWS_BEFORE_HEADINGS)):
        count = _known(row, chosen)
        if count > known:
            known, at = count, number
    if not known:
        return 0, Table([], 1)
    headings = [" ".join(cell.split()) for cell in rows[at]]
    while headings and not headings[-1]:
        headings.pop()
    body = enumerate(rows[at + 1 :], at + 2)
    return known, Table(headings, at + 1, [_row(number, row, len(headings)) for number, row in body if any(row)])


def _known(row: Iterable[str], chosen: Mapping[str, str]) -> int:
    return sum(csv_headings.field_of(cell, chosen) is not None for cell in row)


def _row(number: int, cells: list[str], width: int) -> Row:
    extra = sum(1 for cell in cells[width:] if cell.strip())
    return Row(number, [*cells[:width], *[""] * (width - len(cells))], width, extra)
