"""What an import says: fields, formats, and why a part of a source became no job, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quest.exchange.jobs.records import UnreadableSource
from quest.web.language import DEFAULT, language

FIELDS = {
    "reference": _l("Reference"),
    "title": _l("Job title"),
    "company": _l("Company"),
    "description": _l("Description"),
    "requirements": _l("Requirements"),
    "skills": _l("Skills"),
    "location": _l("Place"),
    "url": _l("Web address"),
    "education": _l("Education"),
    "seniority": _l("Level"),
    "experience": _l("Experience"),
    "work_type": _l("Kind of contract"),
    "workplace": _l("Where the work is done"),
    "pay": _l("Pay"),
    "pay_min": _l("Lowest pay"),
    "pay_max": _l("Highest pay"),
    "pay_currency": _l("Currency of the pay"),
    "pay_period": _l("Period of the pay"),
    "posted_on": _l("Posted"),
    "closes_on": _l("Apply by"),
    "sector": _l("Sector"),
    "occupation": _l("Occupation"),
    "open_to": _l("Open to people in"),
    "audience": _l("Internal or for everybody"),
    "language": _l("Language"),
    "closed_at": _l("Closing missing jobs"),
}
LANGUAGE_FIELDS = tuple(f"{name}:{tag}" for name in ("title", "description") for tag in ("en", "zh-Hant", "zh-Hans"))
FORMATS = {
    "auto": _l("Find out"),
    "csv": _l("Table (CSV, TSV)"),
    "xlsx": _l("Excel workbook (.xlsx)"),
    "jsonld": _l("schema.org JobPosting (JSON-LD, web page)"),
    "xml": _l("XML feed (Indeed’s form)"),
    "greenhouse": "Greenhouse",
    "lever": "Lever",
    "ashby": "Ashby",
    "jobtech": "JobTech",
}
REASONS = {
    "ambiguous_date": _l("This date could be two days. Write it as 2026-11-22."),
    "bad_address": _l("This is no web address. Write it with https://."),
    "bad_csv": _l("A quotation mark opens in this table and never closes."),
    "bad_date": _l("This is no date. Write it as 2026-11-22."),
    "bad_encoding": _l("The text is broken. Save the file again as UTF-8."),
    "bad_json": _l("This is no JSON. Export it again."),
    "bad_pay": _l("This gives no pay. Write it as 18000 - 22000."),
    "bad_url": _l("This is no full web address. Write it with https://."),
    "bad_xlsx": _l("This workbook cannot be read. Save it again as .xlsx, without a password."),
    "bad_xml": _l("The XML breaks off or is not well formed. Export it again."),
    "broken_row": _l("The row was torn, and what stands under later headings was not used. Export it again."),
    "conflicting_reference": _l("Another job has this reference too. Give each its own."),
    "duplicate_heading": _l("Several columns have this heading. Give each its own."),
    "duplicate_reference": _l("This is a second posting of a job. There is nothing to do."),
    "empty": _l("There is nothing in it. Export it again."),
    "experience_instead": _l("Experience may stand in for the education, so nobody is shut out for want of it."),
    "forbidden_address": _l("This address is not asked: it is private, has another port, or holds a password."),
    "forbidden_xml": _l("The XML declares a document type, which is not read. Export it without."),
    "http_status": _l("The server answers with an error. Open the address in a browser and check it."),
    "most_missing": _l("Most jobs are missing in it. Look at it, then import it or throw it away."),
    "no_columns": _l("No column has a known heading. Say below what the columns hold."),
    "no_company": _l("The job names no employer. Give one for all jobs."),
    "no_description": _l("The job has no description. Add one, so that people know what the work is."),
    "no_jobs": _l("There are no jobs in it."),
    "no_object": _l("This entry is no job. Remove it."),
    "no_such_field": _l("A column was given a field that does not exist. Choose again."),
    "no_title": _l("The job has no title. Give it one."),
    "partial_list": _l("Not all of the list could be read, so no job is closed. Correct it and import it again."),
    "prospect_post": _l("This post collects names for later and offers no job."),
    "removed": _l("This advertisement was removed from its source."),
    "several_values": _l("Several values are named. The first, or the widest, was taken."),
    "too_big": _l("It is too large to be read at once. Split it."),
    "too_deep": _l("The data is nested too deeply. Export plain jobs."),
    "too_many_cells": _l("The row has more cells than there are headings. Put texts with a delimiter in quotes."),
    "too_many_redirects": _l("The address leads on too many times."),
    "too_slow": _l("The server took too long. Try again later, or save the file and upload it."),
    "unclosed_quote": _l("A quotation mark opens in this row and never closes, so the rows after it were lost."),
    "unknown_format": _l("This is no format that is read here. Ask for the jobs as CSV."),
    "unknown_value": _l("This value is not known, so the field stays open."),
    "unlisted": _l("This job is not listed on its board."),
    "unreachable": _l("The server gives no answer. Check the address."),
}
PLACE = re.compile(r"(row|job|line) (\d+)")
PLACES = {"row": _l("row %(number)s"), "job": _l("job %(number)s"), "line": _l("line %(number)s")}


def reason(part: Mapping[str, Any]) -> str:
    """Why a part of a source is no job, or what a job lacks: exact in English, the kind of fault in other languages."""
    if language() == DEFAULT or part["code"] not in REASONS:
        return str(part["reason"])
    return str(REASONS[part["code"]])


def place(where: str) -> str:
    """Where in a source something stands: “row 3” in the reader's language, a path in JSON as it is."""
    found = PLACE.fullmatch(where)
    return str(PLACES[found[1]]) % {"number": found[2]} if found else where


def fault(error: UnreadableSource) -> str:
    """Why a whole source is of no use."""
    words = reason({"code": error.code, "reason": error.remedy})
    return _("%(place)s: %(what)s", place=place(error.place), what=words) if error.place else words


def field_name(name: str | None) -> str:
    """A field of a job, as people call it: `title:zh-Hant` with its language."""
    field, _colon, tag = (name or "").partition(":")
    words = str(FIELDS.get(field, field))
    return f"{words} ({tag})" if tag else words


def field_choices() -> list[tuple[str, str]]:
    """Every field that a column may hold, with its name."""
    return [(name, field_name(name)) for name in (*FIELDS, *LANGUAGE_FIELDS) if name != "closed_at"]
