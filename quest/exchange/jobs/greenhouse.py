"""Jobs of a Greenhouse job board: the list with or without content, or a single job."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from quest.exchange.jobs.csv_headings import field_of, language_tag
from quest.exchange.jobs.encoding import decode
from quest.exchange.jobs.gathering import Gathering, Part, reference_of
from quest.exchange.jobs.json_source import MAX_BYTES, bounded, parse_json
from quest.exchange.jobs.jsonld_nodes import first_words, words
from quest.exchange.jobs.markup import line, words_of_html
from quest.exchange.jobs.pay import Pay, read_currency, read_period
from quest.exchange.jobs.records import JobRecord, Reading, UnreadableSource
from quest.exchange.jobs.stated import education_demanded, seniority_in, seniority_of_experience, workplace_in
from quest.exchange.skills import vocabulary

FORMAT = "greenhouse"
SIGNS = {"absolute_url", "internal_job_id", "requisition_id"}


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
    value = parse_json(decode(bounded(data, max_bytes)).strip("\ufeff\x00"))
    if not fits(value):
        remedy = "This is no answer of a Greenhouse job board: fetch …/v1/boards/NAME/jobs?content=true."
        raise UnreadableSource("no_jobs", remedy)
    gathering = Gathering(FORMAT)
    jobs = _jobs(value)
    for at, job in enumerate(jobs):
        _gather(job, f"jobs[{at}]", gathering, language, base_url)
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


def _gather(job: Any, where: str, gathering: Gathering, language: str, base_url: str | None) -> None:
    part = Part(where)
    if not isinstance(job, dict):
        gathering.leave_out(where, "no_object", "This entry is no job: remove it.")
        return
    title = line(first_words(job.get("title")))
    if not title:
        gathering.leave_out(where, "no_title", "The job has no title: give it one.")
    elif "internal_job_id" in job and job["internal_job_id"] is None:
        reason = f"“{title[:60]}” is a prospect post, which collects names for later and offers no job."
        gathering.leave_out(where, "prospect_post", reason)
    else:
        gathering.add(part, _job(job, title, language, part, base_url))


def _job(job: Mapping[str, Any], title: str, language: str, part: Part, base_url: str | None) -> JobRecord:
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
    currencies = {read_currency(first_words(entry.get("currency_type"))) for entry in entries}
    periods = {read_period(f"{first_words(entry.get('title'))} {first_words(entry.get('blurb'))}") for entry in entries}
    if len(currencies) > 1 or len(periods) > 1:
        part.remark("pay", "bad_pay", "The pay ranges have different currencies or periods: none was taken.")
        return Pay()
    if len(entries) > 1:
        part.remark("pay", "several_values", f"The job has {len(entries)} pay ranges: the widest bounds were taken.")
    lows = [low for entry in entries if (low := _units(entry.get("min_cents"))) is not None]
    highs = [high for entry in entries if (high := _units(entry.get("max_cents"))) is not None]
    said = Pay(currency=currencies.pop(), period=periods.pop())
    return part.pay_between(min(lows, default=None), max(highs, default=None), said)


def _units(cents: Any) -> float | None:
    return cents / 100 if isinstance(cents, int | float) and not isinstance(cents, bool) else None
