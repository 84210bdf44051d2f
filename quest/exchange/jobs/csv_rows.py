"""A table of unknown make to rows: its delimiter, where its headings are, and the rows that another program broke."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from quest.exchange.jobs.records import UnreadableSource

DELIMITERS = ",;\t|"
ROWS_BEFORE_HEADINGS = 10
SAMPLE = 200_000
MAX_COLUMNS = 500
DELIMITER_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
QUOTED = re.compile(r'"(?:[^"]|"")*"')
OPENED = re.compile(r'"(?:[^"]|"")*')


@dataclass(frozen=True, slots=True)
class Row:
    """A row under the headings.

    Attributes:
        number: as a spreadsheet counts, 1 for the first row of the file.
        cells: as many as there are headings.
        trusted: how many of the cells, from the left, stand under their own heading.
        extra: how many cells came after the last heading.
        unclosed: a quotation mark opens here and swallows the rest of the file.
    """

    number: int
    cells: list[str]
    trusted: int
    extra: int = 0
    unclosed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The headings, and the rows that are not empty; `heading_row` counts as `Row.number`."""

    headings: list[str]
    heading_row: int
    rows: list[Row] = field(default_factory=list)


def read_table(text: str, is_heading: Callable[[str], bool]) -> Table:
    """The table in the text.

    The delimiter and the row of headings are the ones that make most headings known, within the first rows.

    Raises:
        UnreadableSource: a cell has no end (`bad_csv`), no row holds known headings (`no_columns`), or there are more
            than `MAX_COLUMNS` of them (`too_big`).
    """
    if match := DELIMITER_LINE.match(text):
        delimiters, text = match[1], text[match.end() :]
    else:
        delimiters = DELIMITERS
    guesses = [_headings(text, delimiter, is_heading) for delimiter in delimiters]
    known, delimiter, at = max(guesses, key=lambda guess: guess[0])
    if not known:
        remedy = "No column has a known heading: name the columns in the first row, such as title, company, location."
        first = [" ".join(cell.split()) for cell in next(_records(text, _likely(text)), [])]
        raise UnreadableSource("no_columns", remedy, place="row 1", headings=first[:MAX_COLUMNS])
    rows = list(_records(text, delimiter))
    headings = [" ".join(cell.split()) for cell in rows[at]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MAX_COLUMNS:
        raise UnreadableSource("too_big", f"The table has more than {MAX_COLUMNS} columns: leave some out.")
    body = [_row(number, cells, len(headings)) for number, cells in enumerate(rows[at + 1 :], at + 2) if any(cells)]
    if body and _swallowed(text, body[-1]):
        last = body[-1]
        body[-1] = Row(last.number, last.cells, last.trusted, last.extra, unclosed=True)
    return Table(headings, at + 1, body)


def _headings(text: str, delimiter: str, is_heading: Callable[[str], bool]) -> tuple[int, str, int]:
    """How many known headings the best of the first rows has with this delimiter; the delimiter; that row's index."""
    first_rows = islice(_records(text[:SAMPLE], delimiter), ROWS_BEFORE_HEADINGS)
    best = (0, delimiter, 0)
    try:
        for at, cells in enumerate(first_rows):
            known = sum(is_heading(cell) for cell in cells)
            if known > best[0]:
                best = (known, delimiter, at)
    except UnreadableSource:
        pass  # a delimiter that does not fit may run into anything; the rows before count
    return best


def _likely(text: str) -> str:
    """The delimiter that the first line holds most often."""
    return max(DELIMITERS, key=text.partition("\n")[0].count)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "A cell has no end here: look for a quotation mark that opens and does not close."
            raise UnreadableSource("bad_csv", remedy, place=f"line {reader.line_num}") from error


def _row(number: int, cells: list[str], width: int) -> Row:
    """The row with cells unwrapped that were quoted twice, padded to the headings.

    Some exports split a quoted text at its commas and quote the pieces anew. Such a row shows a cell that opens a
    quotation mark and does not close it; all that follows may stand under the wrong heading and is not trusted.
    """
    extra = sum(1 for cell in cells[width:] if cell.strip())
    cells = [*cells[:width], *[""] * (width - len(cells))]
    for at, cell in enumerate(cells):
        if not cell.startswith('"'):
            continue
        if QUOTED.fullmatch(cell) and len(cell) > 1:
            cells[at] = cell[1:-1].replace('""', '"')
        elif OPENED.fullmatch(cell):
            cells[at] = cell[1:].replace('""', '"')
            return Row(number, cells, at, extra)
    return Row(number, cells, width, extra)


def _swallowed(text: str, last: Row) -> bool:
    """Whether the last row holds line breaks only because a quotation mark before the end of the file never closed."""
    return text.count('"') % 2 == 1 and not text.rstrip().endswith('"') and any("\n" in cell for cell in last.cells)
