"""One door for every job format: says which it is, or is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from quest.exchange.jobs import ashby, csv_jobs, greenhouse, jobtech, jsonld, lever, xlsx_jobs, xml_jobs
from quest.exchange.jobs.encoding import decode
from quest.exchange.jobs.json_source import MAX_BYTES, bounded, parse_json
from quest.exchange.jobs.records import Reading, UnreadableSource


class Reader(Protocol):
    """What each format's `read` is."""

    def __call__(
        self, data: bytes, *, language: str = "en", base_url: str | None = None, max_bytes: int = MAX_BYTES
    ) -> Reading: ...


class TableReader(Protocol):
    """What `read` of a table is: the columns may be chosen."""

    def __call__(
        self,
        data: bytes,
        *,
        language: str = "en",
        base_url: str | None = None,
        max_bytes: int = MAX_BYTES,
        columns: Mapping[str, str] | None = None,
    ) -> Reading: ...


TABLES: dict[str, TableReader] = {csv_jobs.FORMAT: csv_jobs.read, xlsx_jobs.FORMAT: xlsx_jobs.read}
BOARDS: dict[str, Callable[[object], bool]] = {
    lever.FORMAT: lever.fits,
    ashby.FORMAT: ashby.fits,
    greenhouse.FORMAT: greenhouse.fits,
    jobtech.FORMAT: jobtech.fits,
}
READERS: dict[str, Reader] = {
    **TABLES,
    jsonld.FORMAT: jsonld.read,
    xml_jobs.FORMAT: xml_jobs.read,
    greenhouse.FORMAT: greenhouse.read,
    lever.FORMAT: lever.read,
    ashby.FORMAT: ashby.read,
    jobtech.FORMAT: jobtech.read,
}
OTHER_KINDS = {
    b"PK\x03\x04": "an archive, and no Excel workbook: unpack it first",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file: save the sheet as .xlsx or as CSV (UTF-8)",
    b"%PDF": "a PDF: ask for the jobs as CSV",
    b"\x1f\x8b": "compressed: unpack it first",
}
JSON_NAMES = (".json", ".jsonld", ".json-ld")
PAGE_NAMES = (".html", ".htm", ".xhtml")


def read_jobs(
    data: bytes,
    *,
    name: str = "",
    format: str = "auto",  # noqa: A002 - the word of the command line
    language: str = "en",
    base_url: str | None = None,
    max_bytes: int = MAX_BYTES,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """The jobs in a file of any supported format.

    Args:
        data: the file's bytes.
        name: its name, a hint where the content leaves doubt.
        format: a name in `READERS`, or `auto` to tell from the content.
        language: tag of the words where the source names no language.
        base_url: what relative addresses stand on.
        max_bytes: refuse more than this.
        columns: for a table, the field of each heading that is not to be guessed; an empty one leaves a column aside.

    Raises:
        UnreadableSource: `unknown_format`, or whatever the format's reader raises.
    """
    bounded(data, max_bytes)
    chosen = detect(data, name) if format == "auto" else format
    if chosen not in READERS:
        raise UnreadableSource(
            "unknown_format", f"“{chosen[:40]}” is no format: use one of auto, {', '.join(READERS)}."
        )
    if chosen in TABLES:
        return TABLES[chosen](data, language=language, base_url=base_url, max_bytes=max_bytes, columns=columns)
    return READERS[chosen](data, language=language, base_url=base_url, max_bytes=max_bytes)


def detect(data: bytes, name: str = "") -> str:
    """The name of the format that the content has.

    Raises:
        UnreadableSource: it has none that we read (`unknown_format`), or is JSON that cannot be parsed.
    """
    if data.startswith(xlsx_jobs.BEGINNING) and xlsx_jobs.fits(data):
        return xlsx_jobs.FORMAT
    for beginning, kind in OTHER_KINDS.items():
        if data.startswith(beginning):
            raise UnreadableSource("unknown_format", f"The file is {kind}.")
    text = decode(data).strip("\ufeff\x00")
    start = text.lstrip()[:1]
    if start in ("{", "[") or name.lower().endswith(JSON_NAMES):
        return _detect_json(text)
    if xml_jobs.fits(text):
        return xml_jobs.FORMAT
    if start == "<" or "application/ld+json" in text or name.lower().endswith(PAGE_NAMES):
        return jsonld.FORMAT
    return csv_jobs.FORMAT


def _detect_json(text: str) -> str:
    value = parse_json(text)
    if '"JobPosting"' in text or "schema.org/JobPosting" in text or "schema:JobPosting" in text:
        return jsonld.FORMAT
    for board, fits in BOARDS.items():
        if fits(value):
            return board
    remedy = "This JSON is neither a known job board nor schema.org JobPostings: convert the jobs to CSV."
    raise UnreadableSource("unknown_format", remedy)
