"""Jobs of an XML feed as job sites exchange them (Indeed's form): `source`, and a `job` for each."""

from __future__ import annotations

import html
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from quest.domain.work import Workplace
from quest.exchange.jobs.csv_headings import language_tag
from quest.exchange.jobs.encoding import decode, decode_declared
from quest.exchange.jobs.gathering import Gathering, Part, reference_of
from quest.exchange.jobs.json_source import MAX_BYTES, bounded
from quest.exchange.jobs.markup import line, words_of_field
from quest.exchange.jobs.pay import Pay
from quest.exchange.jobs.records import JobRecord, Reading, UnreadableSource
from quest.exchange.jobs.stated import (
    education_demanded,
    open_to_stated,
    seniority_in,
    seniority_of_experience,
    workplace_in,
)
from quest.exchange.skills import vocabulary

FORMAT = "xml"
ENTRY = "job"
MAX_DEPTH = 32
NAMES = {
    "reference": "referencenumber reference id jobid requisitionid guid",
    "title": "title jobtitle position",
    "company": "company employer companyname",
    "description": "description body jobdescription",
    "url": "url link applyurl",
    "city": "city",
    "state": "state region province",
    "country": "country",
    "place": "location place",
    "education": "education",
    "experience": "experience",
    "work_type": "jobtype employmenttype schedule",
    "workplace": "remotetype workplacetype remote",
    "pay": "salary pay",
    "posted_on": "date pubdate dateposted published",
    "closes_on": "expirationdate expires closingdate validthrough",
    "language": "language",
}
FIELD_OF = {tag: field for field, tags in NAMES.items() for tag in tags.split()}
BEGINS_XML = re.compile(r"\s*<(?:\?xml\b|source\b|jobs\b|job\b)", re.IGNORECASE)
DECLARATION = re.compile(r"""^\s*<\?xml\b[^>]{0,200}?(?:encoding\s*=\s*["']([\w.-]{1,40})["'][^>]{0,100}?)?\?>""")
OPENING = re.compile(r"^\s*<\?xml\b.*?\?>", re.DOTALL)
OPENS, CLOSES = "<![CDATA[", "]]>"
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
BARE = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Values = dict[str, list[str]]


def fits(text: str) -> bool:
    """Whether a text begins like such a feed."""
    return bool(BEGINS_XML.match(text[:2_000].lstrip("\ufeff"))) and "<html" not in text[:2_000].lower()


def read(data: bytes, *, language: str = "en", base_url: str | None = None, max_bytes: int = MAX_BYTES) -> Reading:
    """The jobs of a feed; see `NAMES` for the elements understood.

    The document is read from front to back and never held as a tree. A document type is refused, so that there are
    neither external nor growing entities; HTML's names for signs ("&nbsp;") and bare ampersands, which such feeds
    hold although XML forbids them, are read as meant. A declared encoding that is not true gives way to the one that
    the bytes have. A feed that breaks off keeps the jobs before the break, and says where it broke.

    Args:
        language: tag of the words of jobs that name no language.
        base_url: what relative addresses stand on.
        max_bytes: refuse more than this.

    Raises:
        UnreadableSource: `empty`, `too_big`, `bad_encoding`, `bad_xml`, `forbidden_xml`, `too_deep` or `no_jobs`.
    """
    gathering, count = Gathering(FORMAT), 0
    try:
        for count, values in enumerate(_entries(_text(bounded(data, max_bytes))), 1):
            _gather(values, f"job {count}", gathering, language, base_url)
    except ParseError as error:
        at, column = error.position
        broken = UnreadableSource(
            "bad_xml", "The XML breaks off or is not well formed: export it again.", place=f"line {at}, column {column}"
        )
        if not count:
            raise broken from error
        gathering.leave_out(broken.place, broken.code, broken.remedy)
    except DefusedXmlException as error:
        remedy = "The XML declares a document type or entities, which are not read: export it without <!DOCTYPE …>."
        raise UnreadableSource("forbidden_xml", remedy) from error
    if not count:
        raise UnreadableSource("no_jobs", "The XML holds no element “job”: ask for an Indeed-style feed.")
    return gathering.reading()


def _text(data: bytes) -> str:
    """The document without its declaration, with HTML's names and bare ampersands made what XML allows."""
    match = DECLARATION.match(data[:400].decode("latin-1").removeprefix("\xef\xbb\xbf"))
    text = decode_declared(data, match[1]) if match and match[1] else decode(data)
    text = OPENING.sub("", text.lstrip("\ufeff\x00"), count=1)
    return "".join(
        part if part.startswith(OPENS) and part.endswith(CLOSES) else BARE.sub("&amp;", NAMED.sub(_sign, part))
        for part in _sections(FORBIDDEN.sub(" ", text))
    )


def _sections(text: str) -> Iterator[str]:
    """The text in pieces, each CDATA section one of its own; every sign is looked at once, whatever never closes."""
    at = 0
    while (start := text.find(OPENS, at)) >= 0 and (end := text.find(CLOSES, start)) >= 0:
        yield text[at:start]
        at = end + len(CLOSES)
        yield text[start:at]
    yield text[at:]


def _sign(match: re.Match[str]) -> str:
    sign = html.unescape(match[0])
    return f"&amp;{match[1]};" if sign == match[0] else sign.replace("&", "&amp;").replace("<", "&lt;")


def _entries(text: str) -> Iterator[Values]:
    """The texts of each job by the names of its elements in small letters."""
    depth, entry = 0, 0
    root: Element | None = None
    for event, element in _events(text):
        if event == "start":
            depth += 1
            if depth > MAX_DEPTH:
                raise UnreadableSource("too_deep", f"The XML is nested more than {MAX_DEPTH} levels deep.")
            root = element if root is None else root
            if not entry and _name(element) == ENTRY:
                entry = depth
            continue
        if depth == entry:
            entry = 0
            yield _values(element)
            element.clear()
            if root is not None and root is not element:
                root.clear()
        depth -= 1


def _events(text: str) -> Iterator[tuple[str, Element]]:
    """The beginnings and ends of elements.

    Raises:
        UnreadableSource: it names an encoding, which it has no more, that the parser does not know (`bad_xml`).
    """
    try:
        yield from iterparse(io.BytesIO(text.encode()), events=("start", "end"), forbid_dtd=True)
    except DefusedXmlException:
        raise
    except (LookupError, ValueError) as error:
        raise UnreadableSource("bad_xml", "The XML declares an unknown encoding: save it as UTF-8.") from error


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _values(element: Element) -> Values:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for child in element:
        text = "".join(child.itertext()).strip()
        if (field := FIELD_OF.get(_name(child).replace("-", "").replace("_", ""))) and text:
            found[field].append(text)
    return dict(found)


def _gather(values: Values, where: str, gathering: Gathering, language: str, base_url: str | None) -> None:
    part, title = Part(where), line(_first(values, "title"))
    if not title:
        gathering.leave_out(where, "no_title", "The job has no title: give it one.")
        return
    tag = language_tag(_first(values, "language")) or language
    gathering.add(part, _job(values, title, tag, part, base_url))


def _job(values: Values, title: str, language: str, part: Part, base_url: str | None) -> JobRecord:
    company = line(_first(values, "company")) or None
    location = _location(values)
    url = part.url(_first(values, "url"), base_url)
    description = words_of_field(_first(values, "description"))
    education = _first(values, "education")
    pay = part.pay(_first(values, "pay")) if "pay" in values else Pay()
    return JobRecord(
        reference=reference_of(line(_first(values, "reference")), url, title, company, location),
        title={language: title},
        description={language: description} if description else {},
        company=company,
        url=url,
        location=location,
        seniority=seniority_in(title) or seniority_of_experience(_first(values, "experience")),
        education=part.education(education) if education else education_demanded(description),
        work_type=part.work_type(piece for text in values.get("work_type", []) for piece in text.split(",")),
        workplace=_workplace(values, location),
        open_to=open_to_stated(description),
        skills=vocabulary().find(f"{title}\n{description}"),
        pay_min=pay.low,
        pay_max=pay.high,
        pay_currency=pay.currency,
        pay_period=pay.period,
        posted_on=part.date("posted_on", _first(values, "posted_on")),
        closes_on=part.date("closes_on", _first(values, "closes_on")),
    )


def _first(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "")


def _location(values: Values) -> str | None:
    names = [line(_first(values, name)) for name in ("city", "state", "country")]
    if not any(names):
        names = [line(place) for place in values.get("place", ())]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _workplace(values: Values, location: str | None) -> Workplace | None:
    stated = _first(values, "workplace")
    if stated.casefold() in ("true", "yes", "1"):
        return Workplace.REMOTE
    return workplace_in(stated) or workplace_in(location or "")
