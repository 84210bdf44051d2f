"""Jobs of a Lever site: the bare list that its postings API answers with `mode=json`, or one posting of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from quest.exchange.jobs.boards import Entry, amount, answer_of, gather, listed, numbered, part_of, text_of
from quest.exchange.jobs.gathering import Gathering, Part, excerpt, reference_of
from quest.exchange.jobs.json_source import MAX_BYTES
from quest.exchange.jobs.jsonld_nodes import words
from quest.exchange.jobs.markup import line, words_of_html, words_of_text
from quest.exchange.jobs.pay import Pay, read_currency, read_period
from quest.exchange.jobs.records import JobRecord, Reading
from quest.exchange.jobs.stated import (
    education_demanded,
    education_required,
    open_to_stated,
    seniority_in,
    workplace_in,
)
from quest.exchange.skills import vocabulary

FORMAT = "lever"
SIGNS = {"hostedUrl", "applyUrl", "categories"}
REMEDY = "This is no answer of a Lever site: fetch …/v0/postings/NAME?mode=json."


def fits(value: Any) -> bool:
    """Whether the JSON value looks like an answer of Lever's postings API."""
    return any(isinstance(job, dict) and "text" in job and SIGNS & set(job) for job in _postings(value))


def read(data: bytes, *, language: str = "en", base_url: str | None = None, max_bytes: int = MAX_BYTES) -> Reading:
    """The jobs of a site's answer; see `fits`.

    A description is the opening, then each list under its heading, then what comes after them, for the requirements
    stand in the lists alone. Lever names no employer: give one for the whole source. `createdAt` counts milliseconds.

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
    gather(numbered(_postings(value), "postings"), gathering, title="text", hidden=lambda *_: None, job=job)
    return gathering.reading()


def _postings(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _job(entry: Entry, title: str, part: Part, *, language: str, base_url: str | None) -> JobRecord:
    categories = part_of(entry, "categories")
    location = _location(entry, categories)
    url = part.url(text_of(entry, "hostedUrl") or text_of(entry, "applyUrl"), base_url)
    lists = [_list(each) for each in listed(entry, "lists")]
    description = "\n\n".join(filter(None, (_opening(entry), *lists, words_of_html(text_of(entry, "additional")))))
    pay = _pay(part_of(entry, "salaryRange"), part)
    return JobRecord(
        reference=reference_of(text_of(entry, "id"), url, title, None, location),
        title={language: title},
        description={language: description} if description else {},
        url=url,
        location=location,
        seniority=seniority_in(title),
        education=education_required("\n".join(lists)) or education_demanded(description),
        work_type=part.work_type([text_of(categories, "commitment")]),
        workplace=workplace_in(text_of(entry, "workplaceType")) or workplace_in(location or ""),
        open_to=open_to_stated(description),
        skills=vocabulary().find(f"{title}\n{description}"),
        pay_min=pay.low,
        pay_max=pay.high,
        pay_currency=pay.currency,
        pay_period=pay.period,
        posted_on=_day(entry.get("createdAt"), part),
    )


def _location(entry: Entry, categories: Entry) -> str | None:
    places = [line(place) for place in (text_of(categories, "location"), *words(categories.get("allLocations")))]
    return " / ".join(dict.fromkeys(filter(None, places))) or line(text_of(entry, "country")) or None


def _opening(entry: Entry) -> str:
    """The first part: `description` holds opening and body; some answers have only the parts, or only plain words."""
    whole = words_of_html(text_of(entry, "description"))
    parts = (words_of_html(text_of(entry, name)) for name in ("opening", "descriptionBody"))
    return whole or "\n\n".join(filter(None, parts)) or words_of_text(text_of(entry, "descriptionPlain"))


def _list(entry: Any) -> str:
    """A list under its heading; its content is bare items."""
    if not isinstance(entry, dict):
        return ""
    items = words_of_html(f"<ul>{text_of(entry, 'content')}</ul>")
    return "\n".join(filter(None, (line(text_of(entry, "text")), items)))


def _pay(stated: Entry, part: Part) -> Pay:
    if not stated:
        return Pay()
    said = Pay(currency=read_currency(text_of(stated, "currency")), period=read_period(text_of(stated, "interval")))
    return part.pay_between(amount(stated.get("min")), amount(stated.get("max")), said)


def _day(milliseconds: Any, part: Part) -> date | None:
    if (since := amount(milliseconds)) is None:
        return None
    try:
        return datetime.fromtimestamp(since / 1000, UTC).date()
    except (OverflowError, ValueError, OSError):
        part.remark("posted_on", "bad_date", f"{excerpt(str(milliseconds))} is no moment in milliseconds: correct it.")
        return None
