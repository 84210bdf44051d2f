"""Jobs from a table (CSV, TSV): any usual encoding, delimiter and headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from quest.domain.work import Education, Seniority
from quest.exchange.jobs import csv_headings
from quest.exchange.jobs.csv_rows import Row, Table, read_table
from quest.exchange.jobs.encoding import decode
from quest.exchange.jobs.gathering import Gathering, Part, excerpt, reference_of
from quest.exchange.jobs.json_source import MAX_BYTES, bounded
from quest.exchange.jobs.markup import line, words_of_field
from quest.exchange.jobs.pay import Pay, read_currency, read_period
from quest.exchange.jobs.records import JobRecord, Reading, UnreadableSource
from quest.exchange.jobs.stated import (
    education_demanded,
    education_required,
    open_to_in,
    open_to_stated,
    seniority_in,
    seniority_of_experience,
    workplace_in,
)
from quest.exchange.skills import vocabulary

FORMAT = "csv"
TITLE_ALONE_IS_NO_JOB = {"reference", "company", "description", "requirements", "location", "url", "pay", "pay_min"}
DATES = ("posted_on", "closes_on")
TEXTS = ("description", "requirements", "skills")
PROSE = 4
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class _Columns:
    """The fields of a table and where they stand."""

    table: Table
    at: Mapping[str, list[int]]
    language: str
    base_url: str | None


def read(
    data: bytes,
    *,
    language: str = "en",
    base_url: str | None = None,
    max_bytes: int = MAX_BYTES,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """The jobs of a table whose first rows name its columns; see `csv_headings` for the names understood.

    Text columns (description, requirements, skills) become paragraphs of the description. A heading used twice gives
    its first value that is not empty, or, for text, all of them. A row with more cells than headings is left out;
    in a row that another program tore at its commas, only the cells before the tear count. The posting for everybody
    wins over an internal one with the same reference. Without a reference, the URL, or title, company and location,
    make one. A job without description is taken, with a remark.

    Args:
        language: tag of the words in columns that name no language of their own.
        base_url: what relative addresses stand on.
        max_bytes: refuse more than this.
        columns: the field of each heading that is not to be guessed, see `csv_headings.chosen_columns`.

    Raises:
        UnreadableSource: `empty`, `too_big`, `bad_encoding`, `bad_csv`, `no_columns`, `no_such_field` or `no_jobs`.
    """
    chosen = csv_headings.chosen_columns(columns or {})
    text = decode(bounded(data, max_bytes))
    table = read_table(text, lambda heading: csv_headings.field_of(heading, chosen) is not None)
    return read_rows(FORMAT, table, chosen, language=language, base_url=base_url)


def read_rows(
    format_name: str, table: Table, chosen: Mapping[str, str], *, language: str, base_url: str | None
) -> Reading:
    """The jobs of a table; `chosen` as `csv_headings.chosen_columns` gives it.

    Raises:
        UnreadableSource: `no_columns` or `no_jobs`.
    """
    at = csv_headings.columns(table.headings, chosen)
    _check(table, at)
    gathering = Gathering(format_name)
    _note_repeated_headings(table, gathering)
    columns = _Columns(table, at, language, base_url)
    for row in table.rows:
        _gather(row, columns, gathering)
    named = tuple((heading, csv_headings.field_of(heading, chosen)) for heading in table.headings if heading)
    return replace(gathering.reading(), columns=named)


def _check(table: Table, at: Mapping[str, list[int]]) -> None:
    place = f"row {table.heading_row}"
    if not any(name.split(":")[0] == "title" for name in at):
        remedy = "No column holds the job title: head one with “title”, “job title” or “position”."
        raise UnreadableSource("no_columns", remedy, place=place, headings=table.headings)
    if not TITLE_ALONE_IS_NO_JOB & {name.split(":")[0] for name in at}:
        remedy = "A title alone makes no job: add a column for the description, company, location or reference."
        raise UnreadableSource("no_columns", remedy, place=place, headings=table.headings)
    if not table.rows:
        raise UnreadableSource("no_jobs", "There are headings but no rows under them: add a row for each job.")


def _note_repeated_headings(table: Table, gathering: Gathering) -> None:
    headings = [csv_headings.plain(heading) for heading in table.headings]
    for heading in sorted({heading for heading in headings if heading and headings.count(heading) > 1}):
        reason = f"“{excerpt(heading)}” heads {headings.count(heading)} columns: give each a heading of its own."
        gathering.note(f"row {table.heading_row}", heading, "duplicate_heading", reason)


def _gather(row: Row, columns: _Columns, gathering: Gathering) -> None:
    part = Part(f"row {row.number}")
    if row.unclosed:
        reason = "A quotation mark opens in this row and never closes, so the rows after it were lost: close it."
        gathering.leave_out(part.where, "unclosed_quote", reason)
        return
    if row.extra:
        reason = f"The row has cells beyond the {len(row.cells)} headings: put texts that hold a delimiter in quotes."
        gathering.leave_out(part.where, "too_many_cells", reason)
        return
    cells = _shortened(row, columns, part)
    values = _Values(cells, columns, torn=bool(part.remarks))
    title = values.titles()
    if not title:
        gathering.leave_out(part.where, "no_title", "The row has no job title: fill it in, or delete the row.")
        return
    gathering.add(part, _job(values, title, part), outward=values.first("audience").casefold() != "internal")


def _shortened(row: Row, columns: _Columns, part: Part) -> list[str]:
    """The row's cells up to where it was torn; a torn cell keeps its text, what follows is emptied."""
    cells, end = row.cells, len(row.cells)
    if row.trusted < end:
        end = row.trusted + 1
    for name in DATES:
        end = min([end, *(at for at in columns.at.get(name, []) if len(WORD.findall(cells[at])) >= PROSE)])
    if end == len(cells):
        return cells
    heading = columns.table.headings[min(row.trusted, end)]
    reason = (
        f"The row was torn at “{excerpt(heading)}”, and what stands under later headings was not used: export it again."
    )
    part.remark("later columns", "broken_row", reason)
    return [*cells[:end], *[""] * (len(cells) - end)]


class _Values:
    """The cells of one row by field; `torn` rows hold texts that may be cut short."""

    def __init__(self, cells: list[str], columns: _Columns, *, torn: bool) -> None:
        self.cells = cells
        self.columns = columns
        self.torn = torn

    def all(self, name: str) -> list[str]:
        """The different values of a field, from the left, without empty ones."""
        cells = (self.cells[at].strip() for at in self.columns.at.get(name, []))
        return list(dict.fromkeys(cell for cell in cells if cell))

    def first(self, name: str) -> str:
        """The first value of a field that is not empty."""
        return next(iter(self.all(name)), "")

    def heading(self, name: str) -> str:
        """The headings of a field, which may say its currency or period."""
        return " ".join(self.columns.table.headings[at] for at in self.columns.at.get(name, []))

    def titles(self) -> dict[str, str]:
        """The title by language."""
        return self._by_language("title", line(self.first("title")), line)

    def descriptions(self) -> dict[str, str]:
        """The paragraphs of all text columns by language."""
        texts = [text for name in TEXTS for text in self.all(name)]
        return self._by_language("description", "\n\n".join(words_of_field(text) for text in texts), words_of_field)

    def _by_language(self, name: str, words: str, reader: Callable[[str], str]) -> dict[str, str]:
        language = csv_headings.language_tag(self.first("language")) or self.columns.language
        found = {language: words}
        for column in self.columns.at:
            if column.startswith(f"{name}:"):
                found[column.partition(":")[2]] = reader(self.first(column))
        return {language: words for language, words in found.items() if words}


def _job(values: _Values, title: dict[str, str], part: Part) -> JobRecord:
    company = line(values.first("company")) or None
    location = ", ".join(line(place) for place in values.all("location")) or None
    url = part.url(values.first("url"), values.columns.base_url)
    description = values.descriptions()
    pay = _pay(values, part)
    some_title = next(iter(title.values()))
    return JobRecord(
        reference=reference_of(line(values.first("reference")), url, some_title, company, location),
        title=title,
        description=description,
        company=company,
        url=url,
        location=location,
        sector=_slug(values.first("sector")),
        occupation=_slug(values.first("occupation")),
        seniority=_seniority(values, some_title, part),
        education=_education(values, part),
        work_type=part.work_type(values.all("work_type")),
        workplace=workplace_in(values.first("workplace")),
        open_to=_open_to(values),
        skills=vocabulary().find("\n".join([*title.values(), *description.values()])),
        pay_min=pay.low,
        pay_max=pay.high,
        pay_currency=pay.currency,
        pay_period=pay.period,
        posted_on=part.date("posted_on", values.first("posted_on")),
        closes_on=part.date("closes_on", values.first("closes_on")),
    )


def _pay(values: _Values, part: Part) -> Pay:
    column = "pay" if values.first("pay") else "pay_min"
    text = values.first(column)
    said = part.pay(text) if text else Pay()
    if column == "pay_min":
        top = values.first("pay_max")
        highest = part.pay(top) if top else Pay()
        said = part.pay_between(said.low, highest.high, said if text else highest)
    if said.low is None and said.high is None:
        return said
    currency = said.currency or read_currency(f"{values.first('pay_currency')} {values.heading(column)}")
    period = said.period or read_period(values.first("pay_period")) or read_period(values.heading(column))
    return replace(said, currency=currency, period=period)


def _seniority(values: _Values, title: str, part: Part) -> Seniority | None:
    text = values.first("seniority")
    level = seniority_in(text)
    if text and level is None and WORD.search(text):
        part.remark("seniority", "unknown_value", f"“{excerpt(text)}” is no level: write entry, middle or senior.")
    return level or seniority_of_experience(values.first("experience")) or seniority_in(title)


def _education(values: _Values, part: Part) -> Education | None:
    if text := values.first("education"):
        return part.education(text)
    if values.torn:
        return None
    requirements = education_required("\n".join(values.all("requirements")))
    return requirements or education_demanded("\n".join(values.all("description")))


def _open_to(values: _Values) -> frozenset[str]:
    """Who may apply: what the column says, else what the texts expressly do."""
    if text := values.first("open_to"):
        return open_to_in(text)
    return open_to_stated("\n".join(text for name in TEXTS for text in values.all(name)))


def _slug(text: str) -> str | None:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:64] or None
