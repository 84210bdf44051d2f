"""Jobs of an Ashby board: the answer of its posting API."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from quest.domain.work import Workplace
from quest.exchange.jobs.boards import Entry, amount, answer_of, gather, listed, numbered, part_of, text_of
from quest.exchange.jobs.gathering import Gathering, Part, PayRange, reference_of
from quest.exchange.jobs.json_source import MAX_BYTES
from quest.exchange.jobs.markup import line, words_of_html, words_of_text
from quest.exchange.jobs.pay import Pay, read_currency, read_period
from quest.exchange.jobs.records import JobRecord, Reading
from quest.exchange.jobs.stated import education_demanded, open_to_stated, seniority_in, workplace_in
from quest.exchange.skills import vocabulary

FORMAT = "ashby"
SIGNS = {"isListed", "jobUrl", "employmentType", "descriptionHtml", "secondaryLocations"}
REMEDY = "This is no answer of an Ashby board: fetch …/posting-api/job-board/NAME?includeCompensation=true."
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def fits(value: Any) -> bool:
    """Whether the JSON value looks like an answer of Ashby's posting API."""
    jobs = listed(value, "jobs")
    signs = any(isinstance(job, dict) and len(SIGNS & set(job)) > 1 for job in jobs)
    return signs or (isinstance(value, dict) and value.get("jobs") == [] and "apiVersion" in value)


def read(data: bytes, *, language: str = "en", base_url: str | None = None, max_bytes: int = MAX_BYTES) -> Reading:
    """The jobs of a board's answer; see `fits`.

    Jobs that are not listed are left out, and pay that is not to be shown is not taken. `workplaceType` says where the
    work is done; `isRemote` alone does not, for hybrid jobs have it too. Ashby names no employer: give one for the
    whole source.

    Args:
        language: tag of the words.
        base_url: what relative addresses stand on.
        max_bytes: refuse more than this.

    Raises:
        UnreadableSource: `empty`, `too_big`, `bad_encoding`, `bad_json`, `too_deep` or `no_jobs`.
    """
    value = answer_of(data, fits, REMEDY, max_bytes)
    gathering = Gathering(FORMAT)
    job = partial(_job, language=language, base_url=base_url)
    gather(numbered(listed(value, "jobs"), "jobs"), gathering, title="title", hidden=_hidden, job=job)
    return gathering.reading()


def _hidden(entry: Entry, title: str) -> tuple[str, str] | None:
    if entry.get("isListed") is False:
        return "unlisted", f"“{title[:60]}” is not listed on the board: list it there to have it here."
    return None


def _job(entry: Entry, title: str, part: Part, *, language: str, base_url: str | None) -> JobRecord:
    location = _location(entry)
    url = part.url(text_of(entry, "jobUrl") or text_of(entry, "applyUrl"), base_url)
    description = words_of_html(text_of(entry, "descriptionHtml")) or words_of_text(text_of(entry, "descriptionPlain"))
    pay = _pay(entry, part)
    return JobRecord(
        reference=reference_of(text_of(entry, "id"), url, title, None, location),
        title={language: title},
        description={language: description} if description else {},
        url=url,
        location=location,
        seniority=seniority_in(title),
        education=education_demanded(description),
        work_type=part.work_type([CAMEL.sub(" ", text_of(entry, "employmentType"))]),
        workplace=_workplace(entry, location, part),
        open_to=open_to_stated(description),
        skills=vocabulary().find(f"{title}\n{description}"),
        pay_min=pay.low,
        pay_max=pay.high,
        pay_currency=pay.currency,
        pay_period=pay.period,
        posted_on=part.date("posted_on", text_of(entry, "publishedAt")),
    )


def _location(entry: Entry) -> str | None:
    places = [entry, *(place for place in listed(entry, "secondaryLocations") if isinstance(place, dict))]
    return " / ".join(dict.fromkeys(filter(None, map(_place, places)))) or None


def _place(entry: Entry) -> str:
    if name := line(text_of(entry, "location")):
        return name
    address = part_of(part_of(entry, "address"), "postalAddress")
    names = (line(text_of(address, name)) for name in ("addressLocality", "addressRegion", "addressCountry"))
    return ", ".join(dict.fromkeys(filter(None, names)))


def _workplace(entry: Entry, location: str | None, part: Part) -> Workplace | None:
    stated = workplace_in(CAMEL.sub(" ", text_of(entry, "workplaceType"))) or workplace_in(location or "")
    if stated is None and entry.get("isRemote") is True:
        reason = "“isRemote” may mean remote or hybrid: set the workplace type on the board."
        part.remark("workplace", "unknown_value", reason)
    return stated


def _pay(entry: Entry, part: Part) -> Pay:
    if entry.get("shouldDisplayCompensationOnJobPostings") is False:
        return Pay()
    stated = part_of(entry, "compensation")
    ranges = [_range(each) for each in listed(stated, "summaryComponents") if _is_salary(each)]
    if ranges:
        return part.widest_pay(ranges)
    text = text_of(stated, "scrapeableCompensationSalarySummary")
    return part.pay(text) if text else Pay()


def _is_salary(component: Any) -> bool:
    return isinstance(component, dict) and text_of(component, "compensationType").casefold() == "salary"


def _range(component: Entry) -> PayRange:
    return PayRange(
        amount(component.get("minValue")),
        amount(component.get("maxValue")),
        read_currency(text_of(component, "currencyCode")),
        read_period(text_of(component, "interval")),
    )
