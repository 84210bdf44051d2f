"""Jobs for other programs: schema.org JobPosting, RSS, an XML feed in Indeed's form, and a map of a site's pages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any

import orjson

from quest.domain.work import Education, Seniority, Workplace, WorkType
from quest.exchange.jobs.records import JobRecord
from quest.exchange.skills import vocabulary

EMPLOYMENT = {
    WorkType.FULL_TIME: "FULL_TIME",
    WorkType.PART_TIME: "PART_TIME",
    WorkType.CONTRACT: "CONTRACTOR",
    WorkType.TEMPORARY: "TEMPORARY",
    WorkType.INTERNSHIP: "INTERN",
}
CREDENTIAL = {
    Education.SECONDARY: "high school",
    Education.DIPLOMA: "associate degree",
    Education.BACHELOR: "bachelor degree",
    Education.MASTER: "postgraduate degree",
    Education.DOCTORATE: "postgraduate degree",
}
LEVEL = {Seniority.ENTRY: "Entry level", Seniority.MIDDLE: "Mid level", Seniority.SENIOR: "Senior level"}
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
IN_SCRIPTS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Published:
    """A job that anybody may know of.

    Attributes:
        job: what its source states. title, description: its words in `language`.
        number: unlike that of any other job here.
        company, slug: the employer's name, and its name in addresses. link: the job's page, absolute.
        note: what has to be said before its description; empty for a job that is what it seems.
    """

    job: JobRecord
    title: str
    description: str
    language: str
    number: str
    company: str
    slug: str
    link: str
    changed_at: datetime
    note: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The note and the description."""
        return [part.strip() for part in (self.note, *self.description.split("\n\n")) if part.strip()]

    @property
    def markup(self) -> str:
        """The same as HTML."""
        return "".join(f"<p>{html.escape(part).replace(chr(10), '<br>')}</p>" for part in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Channel:
    """Whose jobs they are: a title and a sentence in `language`; `home` and `own` are absolute addresses."""

    title: str
    about: str
    language: str
    home: str
    own: str
    built_at: datetime


def posting(of: Published) -> dict[str, Any]:
    """The job as a JobPosting; what its source does not state has no property."""
    job = of.job
    stated = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": of.title,
        "description": of.markup,
        "inLanguage": of.language,
        "identifier": {"@type": "PropertyValue", "name": of.company, "value": job.reference},
        "hiringOrganization": {"@type": "Organization", "name": of.company},
        "url": of.link,
        "directApply": True,
        "datePosted": job.posted_on and job.posted_on.isoformat(),
        "validThrough": job.closes_on and f"{job.closes_on.isoformat()}T23:59:59",
        "employmentType": job.work_type and EMPLOYMENT[job.work_type],
        "jobLocation": job.location and _place(job.location),
        "jobLocationType": "TELECOMMUTE" if job.workplace is Workplace.REMOTE else None,
        "educationRequirements": job.education and _credential(job.education),
        "skills": [vocabulary().name(skill, of.language) for skill in job.skills],
        "baseSalary": _salary(job),
    }
    return {name: value for name, value in stated.items() if value not in (None, "", [])}


def script(value: dict[str, Any]) -> str:
    """A value as JSON that may stand inside a script element: nothing in it can end the element."""
    return orjson.dumps(value).decode().translate(IN_SCRIPTS)


def rss(channel: Channel, jobs: Iterable[Published]) -> str:
    """The jobs as RSS 2.0."""
    items = "".join(
        f"<item><title>{_text(f'{of.title} · {of.company}')}</title><link>{_text(of.link)}</link>"
        f'<guid isPermaLink="true">{_text(of.link)}</guid><pubDate>{_moment(_since(of))}</pubDate>'
        f"<description>{_text(of.markup)}</description></item>\n"
        for of in jobs
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>{_text(channel.title)}</title><link>{_text(channel.home)}</link>"
        f'<atom:link href="{_text(channel.own)}" rel="self" type="application/rss+xml"/>'
        f"<description>{_text(channel.about)}</description><language>{channel.language}</language>"
        f"<lastBuildDate>{_moment(channel.built_at)}</lastBuildDate>\n{items}</channel></rss>\n"
    )


def xml_feed(channel: Channel, jobs: Iterable[Published]) -> str:
    """The jobs in Indeed's form, all of them: whoever reads it may take one that is missing for closed."""
    entries = "".join(_entry(of) for of in jobs)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<source><publisher>{_text(channel.title)}</publisher>'
        f"<publisherurl>{_text(channel.home)}</publisherurl>"
        f"<lastBuildDate>{_moment(channel.built_at)}</lastBuildDate>\n{entries}</source>\n"
    )


def sitemap(pages: Sequence[tuple[str, datetime | None]]) -> str:
    """Absolute addresses, each with the moment of its last change where that is known."""
    entries = "".join(
        f"<url><loc>{_text(address)}</loc>"
        + (f"<lastmod>{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else "")
        + "</url>\n"
        for address, changed in pages
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )


def _place(location: str) -> dict[str, Any]:
    return {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": location}}


def _credential(education: Education) -> dict[str, str]:
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": CREDENTIAL[education]}


def _salary(job: JobRecord) -> dict[str, Any] | None:
    """The pay, when amount, currency and period are stated; less than that says nothing that can be compared."""
    if not (job.pay_currency and job.pay_period and (job.pay_min or job.pay_max)):
        return None
    bounds = {"minValue": job.pay_min, "maxValue": job.pay_max}
    value = {"@type": "QuantitativeValue", "unitText": job.pay_period.upper()}
    value |= {name: bound for name, bound in bounds.items() if bound is not None}  # type: ignore[misc]
    return {"@type": "MonetaryAmount", "currency": job.pay_currency, "value": value}


def _entry(of: Published) -> str:
    job = of.job
    stated = {
        "title": of.title,
        "date": _moment(_since(of)),
        "referencenumber": of.number,
        "requisitionid": job.reference,
        "url": of.link,
        "company": of.company,
        "city": job.location,
        "description": of.markup,
        "salary": _salary_words(job),
        "education": job.education,
        "jobtype": job.work_type and job.work_type.replace("-", ""),
        "remotetype": job.workplace,
        "category": job.sector,
        "experience": job.seniority and LEVEL[job.seniority],
        "expirationdate": job.closes_on and job.closes_on.isoformat(),
        "language": of.language,
    }
    return (
        "<job>" + "".join(f"<{name}>{_cdata(value)}</{name}>" for name, value in stated.items() if value) + "</job>\n"
    )


def _salary_words(job: JobRecord) -> str:
    if not (job.pay_min or job.pay_max):
        return ""
    if job.pay_min is None:
        bounds = f"up to {job.pay_max}"
    else:
        bounds = f"from {job.pay_min}" if job.pay_max is None else f"{job.pay_min} - {job.pay_max}"
    return " ".join(filter(None, (job.pay_currency, bounds, job.pay_period and f"per {job.pay_period}")))


def _since(of: Published) -> datetime:
    return _midnight(of.job.posted_on) if of.job.posted_on else of.changed_at


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _moment(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)


def _text(words: str) -> str:
    return html.escape(NO_XML.sub("", words))


def _cdata(words: str) -> str:
    return f"<![CDATA[{NO_XML.sub('', words).replace(']]>', ']]]]><![CDATA[>')}]]>"
