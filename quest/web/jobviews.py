"""Jobs, reasons and people's codes as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from quest.domain.facts import Finding
from quest.domain.matching import Match
from quest.exchange.jobs.publishing import Published
from quest.exchange.jobs.records import in_language
from quest.exchange.skills import vocabulary
from quest.levels.level import Campaign
from quest.levels.lines import Line
from quest.models import Application, Job
from quest.services.job_records import record_of
from quest.web import labels, reasons
from quest.web.context import parts
from quest.web.language import lang_of, language, t
from quest.web.reasons import Voice
from quest.web.stops import stop_codes
from quest.web.templating import listed

NO_LINE = "ink"
UNDO_S = 10
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class JobView:
    """A job in the reader's language.

    Attributes:
        lang: the language in which its words come, which may be another one.
        initials: two letters of the company. colour: of the line of its sector.
        terms: pay and contract in one line.
    """

    id: int
    title: str
    lang: str
    company: str
    place: str
    initials: str
    colour: str
    terms: str
    is_sample: bool


def job_view(content: Campaign, job: Job) -> JobView:
    """A job with its company, ready for a card."""
    line = line_of(content, job.sector)
    terms = (labels.pay(job), labels.named(labels.WORK_TYPE, job.work_type))
    return JobView(
        id=job.id,
        title=t(job.title),
        lang=lang_of(job.title),
        company=t(job.company.name),
        place=labels.place(job.location),
        initials=initials(job.company.name),
        colour=line.colour if line else NO_LINE,
        terms=" · ".join(term for term in terms if term),
        is_sample=job.company.is_sample,
    )


def published(job: Job, tag: str) -> Published:
    """A job as other programs get it, in the language `tag` where its source has it."""
    words = in_language(job.title, tag)
    return Published(
        job=record_of(job),
        title=words,
        description=in_language(job.description, tag),
        language=tag if tag in job.title else next(each for each, said in job.title.items() if said == words),
        number=str(job.id),
        company=in_language(job.company.name, tag),
        slug=job.company.slug,
        link=parts().config.address + url_for("jobs.show", job_id=job.id),
        changed_at=job.changed_at,
        note=_("Invented for the sample fair. Nobody works here.") if job.company.is_sample else "",
    )


def line_of(content: Campaign, sector: str | None) -> Line | None:
    """The line of a sector."""
    return next((line for line in content.lines if line.sector == sector), None)


def initials(name: dict[str, str]) -> str:
    """Two letters that stand for a company on its tile."""
    words = (name.get("en") or next(iter(name.values()), "")).split()
    return "".join(word[0] for word in words[:2]).upper()


def match_view(content: Campaign, found: Match) -> dict[str, Any]:
    """The reasons of a match with the evidence that each points at, and its first gap."""
    return {
        "reasons": reason_views(content, found.reasons[:MOST_REASONS]),
        "gap": reasons.sentence(found.gaps[0], content),
        "way": way_to(content, found.gaps[0]),
    }


def way_to(content: Campaign, gap: Finding) -> dict[str, str] | None:
    """The stop at which a missing skill can be shown, or the part of the profile that says nothing yet."""
    skill = gap.evidence.get("skill")
    stops = (level for level in content.levels if any(skill in (*level.skills, *q.skills) for q in level.questions))
    if skill and (stop := next(stops, None)):
        codes = "/".join(tile["text"] for tile in stop_codes(content, stop.id))
        return {
            "href": url_for("play.level", level_id=stop.id),
            "words": _("Show it at %(code)s %(stop)s", code=codes, stop=t(stop.name)),
        }
    if "profile" in gap.evidence and gap.code.endswith("_unstated"):
        return {
            "href": url_for("account.profile") + f"#{gap.evidence['profile']}",
            "words": _("Say it in your profile"),
        }
    return None


def reason_views(content: Campaign, found: Iterable[Finding], *, voice: Voice = "you") -> list[dict[str, Any]]:
    """Reasons as rows: the tile of the stop or line that shows each, its sentence, and for the person its evidence."""
    return [
        {
            "text": reasons.sentence(finding, content, voice=voice),
            "tile": _tile(content, finding),
            "href": _evidence(finding) if voice == "you" else None,
        }
        for finding in found
    ]


def _tile(content: Campaign, finding: Finding) -> dict[str, str] | None:
    evidence = finding.evidence
    if "level" in evidence:
        tiles = stop_codes(content, str(evidence["level"]))
        return next((tile for tile in tiles if tile["text"] == evidence.get("code")), tiles[0] if tiles else None)
    line = content.line(str(evidence.get("line", "")))
    return {"text": line.id, "colour": line.colour} if line else None


def _evidence(finding: Finding) -> str | None:
    evidence = finding.evidence
    if "level" in evidence:
        return url_for("play.level", level_id=evidence["level"])
    if "line" in evidence:
        return url_for("play.board", name=f"line:{evidence['line']}")
    return url_for("account.profile") + f"#{evidence['profile']}" if "profile" in evidence else None


def is_strong(found: Match) -> bool:
    """Whether a match is worth the first places: two reasons, and a stop that shows one of them."""
    return len(found.reasons) > 1 and any("level" in reason.evidence for reason in found.reasons)


def text_view(job: Job) -> dict[str, Any]:
    """What a job's own page says beside its card: its text, what it asks for, and who the employer is."""
    facts = [
        (_("Level"), labels.named(labels.SENIORITY, job.seniority)),
        (_("Education"), labels.named(labels.EDUCATION, job.education)),
        (_("Where"), labels.named(labels.WORKPLACE, job.workplace)),
        (_("Skills"), listed(vocabulary().name(skill, language()) for skill in job.skills)),
        (
            _("Open to people in"),
            listed(str(words) for place, words in labels.BASED_IN.items() if place in job.open_to),
        ),
        (_("Posted"), labels.day(job.posted_on, year=True) if job.posted_on else ""),
        (_("Apply by"), labels.day(job.closes_on, year=True) if job.closes_on else ""),
    ]
    return {
        "paragraphs": [part.strip() for part in t(job.description).split("\n\n") if part.strip()],
        "lang": lang_of(job.description),
        "facts": [(name, words) for name, words in facts if words],
        "url": job.url,
        "company": t(job.company.name),
        "story": t(job.company.story),
        "story_lang": lang_of(job.company.story),
        "slug": job.company.slug,
    }


def apply_view(application: Application, now: datetime) -> dict[str, Any]:
    """An application as its card shows it: whether it stands, and for how many seconds one tap undoes it."""
    since = (now - application.created_at).total_seconds()
    return {
        "stands": application.withdrawn_at is None,
        "stage": application.stage,
        "undo": max(0, round(UNDO_S - since)),
    }


def standing_view(application: Application) -> dict[str, str]:
    """How an application stands, as its jobseeker reads it."""
    withdrawn = application.withdrawn_at
    return {
        "stage": labels.named(labels.STANDING, application.stage),
        "day": labels.day(application.created_at),
        "withdrawn": labels.day(withdrawn) if withdrawn else "",
    }
