"""Advertisements of the Swedish public employment service (JobTech): a search's answer, or one advertisement."""

from __future__ import annotations

from functools import partial
from typing import Any

from quest.domain.work import Seniority, WorkType
from quest.exchange.jobs.boards import Entry, answer_of, gather, listed, numbered, part_of, text_of
from quest.exchange.jobs.gathering import Gathering, Part, reference_of
from quest.exchange.jobs.json_source import MAX_BYTES
from quest.exchange.jobs.jsonld_nodes import words
from quest.exchange.jobs.markup import line, words_of_field, words_of_html
from quest.exchange.jobs.records import JobRecord, Reading
from quest.exchange.jobs.stated import education_required, open_to_stated, seniority_in, workplace_in
from quest.exchange.skills import vocabulary

FORMAT = "jobtech"
LANGUAGE = "sv"
REMEDY = "This is no answer of JobTech's search: it should hold “hits” with a “headline” each."
HOURS = {"heltid": WorkType.FULL_TIME, "deltid": WorkType.PART_TIME}
TEXTS = ("needs", "requirements", "conditions")
WISHES = (("must_have", "Krav"), ("nice_to_have", "Meriterande"))
"""What an applicant must and should bring, under the headings that such advertisements give it."""


def fits(value: Any) -> bool:
    """Whether the JSON value looks like an answer of JobTech's search, as it comes or as its index keeps it."""
    return any(isinstance(entry, dict) and "headline" in entry for _, entry in _advertisements(value))


def read(
    data: bytes,
    *,
    language: str = LANGUAGE,  # noqa: ARG001 - the signature of every reader
    base_url: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Reading:
    """The jobs of an answer; see `fits`.

    Words count as Swedish, whatever `language` says, for no advertisement names its language. What an applicant must
    and should bring stands at the end of the description. Removed advertisements are left out.

    Args:
        language: not used.
        base_url: what relative addresses stand on.
        max_bytes: refuse more than this.

    Raises:
        UnreadableSource: `empty`, `too_big`, `bad_encoding`, `bad_json`, `too_deep` or `no_jobs`.
    """
    value = answer_of(data, fits, REMEDY, max_bytes)
    gathering = Gathering(FORMAT)
    gather(_advertisements(value), gathering, title="headline", hidden=_hidden, job=partial(_job, base_url=base_url))
    return gathering.reading()


def _advertisements(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict) and "headline" in value:
        return [("the file", value)]
    hits = listed(value, "hits") or listed(value, "hits", "hits")
    return [(where, hit.get("_source", hit) if isinstance(hit, dict) else hit) for where, hit in numbered(hits, "hits")]


def _hidden(entry: Entry, title: str) -> tuple[str, str] | None:
    return ("removed", f"“{title[:60]}” was removed from its source.") if entry.get("removed") is True else None


def _job(entry: Entry, title: str, part: Part, *, base_url: str | None) -> JobRecord:
    stated = part_of(entry, "description")
    company = line(text_of(part_of(entry, "employer"), "name")) or None
    location = _location(part_of(entry, "workplace_address"))
    url = part.url(text_of(entry, "webpage_url") or text_of(part_of(entry, "application_details"), "url"), base_url)
    description = "\n\n".join(filter(None, (_text(stated), *(_wishes(entry, *each) for each in WISHES))))
    return JobRecord(
        reference=reference_of(text_of(entry, "id"), url, title, company, location),
        title={LANGUAGE: title},
        description={LANGUAGE: description} if description else {},
        company=company,
        url=url,
        location=location,
        seniority=seniority_in(title) or (Seniority.ENTRY if entry.get("experience_required") is False else None),
        education=education_required("\n".join(words(part_of(entry, "must_have").get("education_level")))),
        work_type=HOURS.get(text_of(part_of(entry, "working_hours_type"), "label").casefold()),
        workplace=workplace_in(location or ""),
        open_to=open_to_stated(description),
        skills=vocabulary().find(f"{title}\n{description}"),
        posted_on=part.date("posted_on", text_of(entry, "publication_date")),
        closes_on=part.date("closes_on", text_of(entry, "application_deadline")),
    )


def _text(stated: Entry) -> str:
    opening = words_of_html(text_of(stated, "text_formatted")) or words_of_field(text_of(stated, "text"))
    return "\n\n".join(filter(None, (opening, *(words_of_field(text_of(stated, name)) for name in TEXTS))))


def _location(address: Entry) -> str | None:
    town = text_of(address, "city") or text_of(address, "municipality")
    names = map(line, (town, text_of(address, "region"), text_of(address, "country")))
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _wishes(entry: Entry, name: str, heading: str) -> str:
    named = [label for kind in part_of(entry, name).values() for label in _labels(kind)]
    return f"{heading}: {', '.join(dict.fromkeys(named))}" if named else ""


def _labels(value: Any) -> list[str]:
    entries = value if isinstance(value, list) else []
    return [label for each in entries if isinstance(each, dict) and (label := line(text_of(each, "label")))]
