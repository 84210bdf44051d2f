"""Dates as people and programs write them; a date that could be two days is refused, not guessed."""

from __future__ import annotations

import re
from datetime import date

LONGEST = 60
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4})"
TIME = r"(?:[T\s].*)?"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){TIME}",
        rf"{YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}}){TIME}",
        rf"{YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日.*",
        rf"(?:[a-z]+,?\s+)?{DAY}[\s-]+{MONTH}[,\s-]+{YEAR}{TIME}",
        rf"(?:[a-z]+,?\s+)?{MONTH}\s+{DAY},?\s+{YEAR}{TIME}",
    )
)
NUMBERS = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}){TIME}")


class AmbiguousDate(ValueError):
    """Day and month could change places."""


def read_date(text: str) -> date:
    """The day that the text names; a time of day and its zone are left aside.

    Raises:
        AmbiguousDate: such as "05/06/2025".
        ValueError: no date that we know.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise ValueError("too long for a date")
    for form in FORMS:
        if match := form.fullmatch(text):
            return date(int(match["year"]), _month(match["month"]), int(match["day"]))
    if match := NUMBERS.fullmatch(text):
        first, second, year = map(int, match.groups())
        if first <= 12 and second <= 12 and first != second:
            raise AmbiguousDate(text)
        return date(year, min(first, second), max(first, second))
    raise ValueError(f"no date: {text[:40]!r}")


def _month(name: str) -> int:
    return int(name) if name.isdigit() else MONTHS.index(name[:3].lower()) + 1
