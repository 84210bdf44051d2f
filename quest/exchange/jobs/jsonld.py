"""Jobs as schema.org JobPosting in JSON-LD: files, or the scripts of a web page."""

from __future__ import annotations

from typing import Any

from quest.domain.work import Education, Seniority, Workplace, WorkType
from quest.exchange.jobs.csv_headings import language_tag
from quest.exchange.jobs.encoding import decode
from quest.exchange.jobs.gathering import Gathering, Part, reference_of
from quest.exchange.jobs.json_source import MAX_BYTES, bounded, parse_json
from quest.exchange.jobs.jsonld_nodes import (
    Block,
    Node,
    base_of_page,
    blocks_of_page,
    first_words,
    nodes,
    unwrapped,
    words,
)
from quest.exchange.jobs.jsonld_pay import pay_of
from quest.exchange.jobs.markup import line, words_of_field
from quest.exchange.jobs.records import JobRecord, Reading, UnreadableSource
from quest.exchange.jobs.stated import (
    education_demanded,
    education_required,
    open_to_stated,
    seniority_in,
    seniority_of_experience,
    seniority_of_years,
    workplace_in,
)
from quest.exchange.skills import vocabulary

FORMAT = "jsonld"
TEXTS = (
    "description",
    "responsibilities",
    "qualifications",
    "educationRequirements",
    "experienceRequirements",
    "skills",
)


def read(data: bytes, *, language: str = "en", base_url: str | None = None, max_bytes: int = MAX_BYTES) -> Reading:
    """The job postings of a JSON-LD file or of the linked-data scripts of a web page.

    A posting counts wherever it stands: alone, in a list, in `@graph`, inside another object. `name` stands in for
    `title`. Texts beside the description (responsibilities, qualifications, skills…) become paragraphs of it. Without
    `identifier`, the URL, or title, company and location, make the reference. A posting without description is taken,
    with a remark; one without title is left out. A script that is no JSON is left out, unless it is the only one.
    Microdata and RDFa are not read.

    Args:
        language: tag of the words of postings without `inLanguage`.
        base_url: what relative addresses stand on; a page's own `base` goes before it.
        max_bytes: refuse more than this.

    Raises:
        UnreadableSource: `empty`, `too_big`, `bad_encoding`, `bad_json`, `too_deep` or `no_jobs`.
    """
    text = decode(bounded(data, max_bytes)).strip("\ufeff\x00")
    if text.lstrip().startswith(("{", "[")):
        return _gathered([Block(text, 1)], "", language, base_url)
    return _gathered(
        [unwrapped(block) for block in blocks_of_page(text)], text, language, base_of_page(text) or base_url
    )


def _gathered(blocks: list[Block], page: str, language: str, base_url: str | None) -> Reading:
    gathering = Gathering(FORMAT)
    postings: list[Node] = []
    broken: list[UnreadableSource] = []
    for block in blocks:
        try:
            value = parse_json(block.text, first_line=block.line)
        except UnreadableSource as error:
            broken.append(error)
            gathering.leave_out(error.place or f"line {block.line}", error.code, error.remedy)
            continue
        postings += nodes(value, "JobPosting", f"line {block.line}" if page else "")
    if not postings:
        raise broken[0] if broken else UnreadableSource("no_jobs", _nothing_here(page, blocks))
    for posting in postings:
        _gather(posting, gathering, language, base_url)
    return gathering.reading()


def _nothing_here(page: str, blocks: list[Block]) -> str:
    if page and not blocks:
        return "The page has no script of type application/ld+json: give the address of a single job's page."
    return "Nothing here is a JobPosting of schema.org: export the postings themselves."


def _gather(posting: Node, gathering: Gathering, language: str, base_url: str | None) -> None:
    part = Part(posting.where)
    title = line(first_words(posting.get("title", "name")))
    if not title:
        gathering.leave_out(part.where, "no_title", "The posting has no title: give it one.")
        return
    tag = language_tag(first_words(posting.get("inLanguage"))) or language
    gathering.add(part, _job(posting, title, tag, part, base_url))


def _job(posting: Node, title: str, language: str, part: Part, base_url: str | None) -> JobRecord:
    company = _company(posting)
    location = _location(posting)
    url = part.url(_address(posting.get("url", "mainEntityOfPage")), base_url)
    description = "\n\n".join(dict.fromkeys(words_of_field(text) for text in _texts(posting)))
    pay = pay_of(posting, part)
    return JobRecord(
        reference=reference_of(_identifier(posting), url, title, company, location),
        title={language: title},
        description={language: description} if description else {},
        company=company,
        url=url,
        location=location,
        seniority=_seniority(posting, title),
        education=_education(posting, description, part),
        work_type=_work_type(posting, part),
        workplace=_workplace(posting),
        open_to=open_to_stated(description),
        skills=vocabulary().find(f"{title}\n{description}"),
        pay_min=pay.low,
        pay_max=pay.high,
        pay_currency=pay.currency,
        pay_period=pay.period,
        posted_on=part.date("posted_on", first_words(posting.get("datePosted"))),
        closes_on=part.date("closes_on", first_words(posting.get("validThrough"))),
    )


def _company(posting: Node) -> str | None:
    organisation = posting.get("hiringOrganization")
    name = organisation if isinstance(organisation, str) else posting.within(organisation).get("name", "legalName")
    return line(first_words(name)) or None


def _texts(posting: Node) -> list[str]:
    return [text for name in TEXTS for text in words(posting.get(name))]


def _identifier(posting: Node) -> str:
    identifier = posting.get("identifier")
    return line(first_words(posting.within(identifier).get("value") or identifier))


def _address(url: Any) -> str:
    if isinstance(url, dict):
        url = url.get("@id") or url.get("url")
    return first_words(url)


def _location(posting: Node) -> str | None:
    """The places, each once; for work from home without a place, where the person must live."""
    places = posting.get("jobLocation") or posting.get("applicantLocationRequirements")
    found = (_place(posting, place) for place in (places if isinstance(places, list) else [places]))
    return " / ".join(dict.fromkeys(place for place in found if place)) or None


def _place(posting: Node, place: Any) -> str:
    if isinstance(place, str):
        return line(place)
    address = posting.within(place).get("address") or place
    if isinstance(address, list):
        address = next(iter(address), None)
    if isinstance(address, str):
        return line(address)
    node = posting.within(address)
    names = [line(first_words(node.get(name))) for name in ("addressLocality", "addressRegion", "addressCountry")]
    return ", ".join(dict.fromkeys(filter(None, names))) or line(first_words(posting.within(place).get("name")))


def _seniority(posting: Node, title: str) -> Seniority | None:
    if level := seniority_in(title):
        return level
    experience = posting.get("experienceRequirements")
    months = first_words(posting.within(experience).get("monthsOfExperience"))
    if months.isdecimal() and len(months) < 4:
        return seniority_of_years(int(months) / 12)
    return seniority_of_experience(" ".join(words(experience)))


def _education(posting: Node, description: str, part: Part) -> Education | None:
    stated = posting.get("educationRequirements")
    level = part.education("; ".join(words(stated))) if stated else None
    level = level or education_required("\n".join(words(posting.get("qualifications"))))
    if level and posting.get("experienceInPlaceOfEducation") is True:
        reason = f"Experience may stand in for the education ({level}), so nobody is shut out for want of it."
        part.remark("education", "experience_instead", reason)
        return None
    return level or (None if stated else education_demanded(description))


def _work_type(posting: Node, part: Part) -> WorkType | None:
    texts = words(posting.get("employmentType"))
    return part.work_type(piece for text in texts for piece in text.split(","))


def _workplace(posting: Node) -> Workplace | None:
    kinds = " ".join(words(posting.get("jobLocationType")))
    return workplace_in(kinds.replace("_", " "))
