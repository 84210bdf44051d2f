"""Jobs of a Greenhouse job board: the list with or without content, or a single job."""

from __future__ import annotations

import html
from functools import partial
from typing import Any

from quest.exchange.jobs.boards import Entry, amount, answer_of, gather, numbered
from quest.exchange.jobs.csv_headings import field_of, language_tag
from quest.exchange.jobs.gathering import Gathering, Part, PayRange, reference_of
from quest.exchange.jobs.json_source import MAX_BYTES
from quest.exchange.jobs.jsonld_nodes import first_words, words
from quest.exchange.jobs.markup import line, words_of_html
from quest.exchange.jobs.pay import Pay, read_currency, read_period
from quest.exchange.jobs.records import JobRecord, Reading
from quest.exchange.jobs.stated import (
    education_demanded,
    open_to_stated,
    seniority_in,
    seniority_of_experience,
    workplace_in,
)
from quest.exchange.skills import vocabulary

FORMAT = "greenhouse"
SIGNS = {"absolute_url", "internal_job_id", "requisition_id"}
REMEDY = "This is no answer of a Greenhouse job board: fetch …/v1/boards/NAME/jobs?content=true."


def fits(value: Any) -> bool:
    """Whether the JSON value looks like an answer of Greenhouse's job board API."""
    return any(isinstance(job, dict) and SIGNS & set(job) for job in _jobs(value)) or _is_empty_board(value)


def read(data: bytes, *, language: str = "en", base_url: str | None = None, max_bytes: int = MAX_BYTES) -> Reading:
    """The jobs of a board's answer; see `fits`.

    The reference is the post's `id`, with which people apply. Content is unescaped once, then stripped of its markup;
    what is escaped further stays as the board shows it. Prospect posts (no `internal_job_id`) are left out. Pay comes
    in cents; of several ranges, the widest bounds are given, with a remark. A list fetched without `content=true` has
    jobs without description, each with a remark. Company fields ("Employment Type") are read like table headings.

    Args:
        language: tag of the words of jobs that name no language.
        base_url: what relative addresses stand on.
        max_bytes: refuse more than this.

    Raises:
        UnreadableSource: `empty`, `too_big`, `bad_encoding`, `bad_json`, `too_deep` or `no_jobs`.
    """
    value = answer_of(data, fits, REMEDY, max_bytes)
    gathering = Gathering(FORMAT)
    jobs = _jobs(value)
    job = partial(_job, language=language, base_url=base_url)
    gather(numbered(jobs, "jobs"), gathering, title="title", hidden=_prospect, job=job)
    _compare_total(value, len(jobs), gathering)
    return gathering.reading()


def _jobs(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = value.get("jobs", [value])
    return value if isinstance(value, list) else []


def _is_empty_board(value: Any) -> bool:
    return isinstance(value, dict) and value.get("jobs") == [] and "meta" in value


def _compare_total(value: Any, count: int, gathering: Gathering) -> None:
    meta = value.get("meta") if isinstance(value, dict) else None
    total = meta.get("total") if isinstance(meta, dict) else None
    if isinstance(total, int) and total > count:
        reason = f"The board counts {total} jobs and the list holds {count}: fetch the rest."
        gathering.note("meta.total", "jobs", "partial_list", reason)


def _prospect(job: Entry, title: str) -> tuple[str, str] | None:
    if "internal_job_id" in job and job["internal_job_id"] is None:
        return (
            "prospect_post",
            f"“{title[:60]}” is a prospect post, which collects names for later and offers no job.",
        )
    return None


def _job(job: Entry, title: str, part: Part, *, language: str, base_url: str | None) -> JobRecord:
    tag = language_tag(first_words(job.get("language"))) or language
    description = words_of_html(html.unescape(first_words(job.get("content"))))
    company = line(first_words(job.get("company_name"))) or None
    location = line(first_words(job.get("location"))) or None
    url = part.url(first_words(job.get("absolute_url")), base_url)
    extra = _company_fields(job.get("metadata"))
    pay = _pay(job.get("pay_input_ranges"), part)
    return JobRecord(
        reference=reference_of(first_words(job.get("id")), url, title, company, location),
        title={tag: title},
        description={tag: description} if description else {},
        company=company,
        url=url,
        location=location,
        seniority=seniority_in(extra.get("seniority", ""))
        or seniority_in(title)
        or seniority_of_experience(extra.get("experience", "")),
        education=part.education(extra["education"]) if "education" in extra else education_demanded(description),
        work_type=part.work_type([extra.get("work_type", "")]),
        workplace=workplace_in(extra.get("workplace", "")) or workplace_in(location or ""),
        open_to=open_to_stated(description),
        skills=vocabulary().find(f"{title}\n{description}"),
        pay_min=pay.low,
        pay_max=pay.high,
        pay_currency=pay.currency,
        pay_period=pay.period,
        posted_on=part.date("posted_on", first_words(job.get("first_published"))),
        closes_on=part.date("closes_on", first_words(job.get("application_deadline"))),
    )


def _company_fields(metadata: Any) -> dict[str, str]:
    """The fields that a company added and that we know by their names, as text."""
    found: dict[str, str] = {}
    for entry in metadata if isinstance(metadata, list) else []:
        if isinstance(entry, dict):
            name = field_of(first_words(entry.get("name")))
            value = "; ".join(words(entry.get("value")))
            if name and value:
                found.setdefault(name, value)
    return found


def _pay(ranges: Any, part: Part) -> Pay:
    entries = [entry for entry in ranges if isinstance(entry, dict)] if isinstance(ranges, list) else []
    if not entries:
        return Pay()
    return part.widest_pay([_range(entry) for entry in entries])


def _range(entry: Entry) -> PayRange:
    return PayRange(
        _units(entry.get("min_cents")),
        _units(entry.get("max_cents")),
        read_currency(first_words(entry.get("currency_type"))),
        read_period(f"{first_words(entry.get('title'))} {first_words(entry.get('blurb'))}"),
    )


def _units(cents: Any) -> float | None:
    stated = amount(cents)
    return None if stated is None else stated / 100
