"""Reasons, gaps and limits as sentences: to the person they are about, and to a recruiter about that person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from quest.domain.facts import Finding
from quest.domain.work import Education, WorkType
from quest.exchange.skills import vocabulary
from quest.levels.level import Campaign
from quest.web import labels
from quest.web.language import language, spaced, t
from quest.web.templating import listed, number

Voice = Literal["you", "they"]

# By code: what the person reads, and what a recruiter reads; limits are never shown to a recruiter.
SENTENCES: Mapping[str, tuple[Any, Any]] = {
    "skill_shown": (
        _l("You got %(right)s of %(of)s right at “%(level)s”, which shows %(skills)s."),
        _l("Got %(right)s of %(of)s right at “%(level)s”, which shows %(skills)s."),
    ),
    "skill_stated": (_l("Your profile lists %(skill)s."), _l("Lists %(skill)s in the profile.")),
    "mention": (
        _l("Their text speaks of “%(words)s”, which your profile lists."),
        _l("Lists “%(words)s” in the profile, which the job’s text speaks of."),
    ),
    # Nobody but the person reads this one.
    "interest": (_l("You would like %(types)s, and this job is like that."), ""),
    "line_best": (
        _l("%(line)s is your best line: %(points)s points."),
        _l("%(line)s is the best line of this person: %(points)s points."),
    ),
    "line": (
        _l("You earned %(points)s points on the %(line)s line."),
        _l("Earned %(points)s points on the %(line)s line."),
    ),
    "experience": (
        _l("They look for at least %(asks)s years of experience. Your profile says %(years)s."),
        _l("The job asks for at least %(asks)s years of experience. The profile says %(years)s."),
    ),
    "skill_missing": (
        _l("They ask for %(skill)s. Your route has not shown that yet."),
        _l("The job asks for %(skill)s. The route has not shown that yet."),
    ),
    "right_to_work_unstated_gba": (
        _l("They do not say whether people from elsewhere in the Greater Bay Area may apply. Ask them first."),
        _l("Based elsewhere in the Greater Bay Area. The job does not say whether that is possible."),
    ),
    "right_to_work_unstated_overseas": (
        _l("They do not say whether people from overseas may apply. Ask them first."),
        _l("Based overseas. The job does not say whether that is possible."),
    ),
    "place_unclear": (
        _l("The job is at “%(asks)s”. Check that this is where you would work."),
        _l("The job is at “%(asks)s”. Ask whether this person would work there."),
    ),
    "place_unclear_nowhere": (
        _l("They do not say where the job is. Ask them first."),
        _l("The job does not say where it is. Ask whether the place fits."),
    ),
    "education_unstated": (
        _l("Education asked for: %(asks)s. You have not said yours yet."),
        _l("Education asked for: %(asks)s. This person has not said."),
    ),
    "experience_unstated": (
        _l("They look for at least %(asks)s years of experience. You have not said how many you have."),
        _l("The job asks for at least %(asks)s years of experience. This person has not said."),
    ),
    "experience_short": (
        _l("They look for at least %(asks)s years of experience. Your profile says %(years)s."),
        _l("The job asks for at least %(asks)s years of experience. The profile says %(years)s."),
    ),
    "late_start": (
        _l("They take applications until %(closes)s and you can start on %(has)s. Ask whether they can wait."),
        _l("Can start on %(has)s. The job takes applications until %(closes)s."),
    ),
    "work_type_unstated": (
        _l("They do not say what kind of contract it is. Ask them first."),
        _l("The job does not say what kind of contract it is."),
    ),
    "skills_unstated": (
        _l("They name no skill, so we cannot tell what may be missing."),
        _l("The job names no skill, so we cannot tell what may be missing."),
    ),
    "nothing_missing": (
        _l("Nothing that the job states is missing."),
        _l("Nothing that the job states is missing."),
    ),
    "limit_right_to_work_gba": (_l("It is not open to people from elsewhere in the Greater Bay Area."), ""),
    "limit_right_to_work_overseas": (_l("It is not open to people from overseas."), ""),
    "limit_education": (_l("Education asked for: %(asks)s. Yours: %(has)s."), ""),
    "limit_place": (_l("The job is at “%(asks)s”. You would work at: %(has)s."), ""),
    "limit_work_type": (_l("Kind of contract: %(asks)s. You look for: %(has)s."), ""),
}


def finding_view(finding: Finding, content: Campaign, *, voice: Voice = "you") -> dict[str, Any]:
    """A reason or gap as it leaves the server: its code, its sentence, and the fact that it points at."""
    return {"code": finding.code, "text": sentence(finding, content, voice=voice), "evidence": dict(finding.evidence)}


def limit_view(finding: Finding) -> dict[str, Any]:
    """A limit as it leaves the server, for the person whom it keeps from a job."""
    return {"code": finding.code, "text": limit_sentence(finding), "evidence": dict(finding.evidence)}


def sentence(finding: Finding, content: Campaign, *, voice: Voice = "you") -> str:
    """A reason or gap in the reader's language."""
    to_person, to_recruiter = SENTENCES[_which(finding)]
    words = str(to_person if voice == "you" else to_recruiter)
    return words % _values(finding, content)


def limit_sentence(finding: Finding) -> str:
    """A limit in the reader's language."""
    name = f"limit_{finding.code}"
    if finding.code == "right_to_work":
        name += f"_{finding.evidence['has']}"
    words = str(SENTENCES[name][0])
    return words % _LIMIT_VALUES[finding.code](finding.evidence)


def _which(finding: Finding) -> str:
    """The name of the sentence, where a code has several."""
    evidence = finding.evidence
    if finding.code == "line" and evidence["best"]:
        return "line_best"
    if finding.code == "right_to_work_unstated":
        return f"{finding.code}_{evidence['has']}"
    if finding.code == "place_unclear" and not evidence["asks"]:
        return "place_unclear_nowhere"
    return finding.code


def _values(finding: Finding, content: Campaign) -> dict[str, Any]:
    """The evidence in words."""
    evidence = dict(finding.evidence)
    values = evidence | {name: _WORDS[name](value, content) for name, value in evidence.items() if name in _WORDS}
    if finding.code == "education_unstated":
        values["asks"] = _education(evidence["asks"])
    if finding.code == "late_start":
        values |= {name: _day(evidence[name]) for name in ("has", "closes")}
    return values


def _level(level_id: Any, content: Campaign) -> str:
    level = content.level(level_id)
    return t(level.name) if level else str(level_id)


def _line(line_id: Any, content: Campaign) -> str:
    line = content.line(line_id)
    return t(line.name) if line else str(line_id)


def _skill(skill_id: Any) -> str:
    return vocabulary().in_sentence(skill_id, language())


_WORDS: Mapping[str, Callable[[Any, Campaign], str]] = {
    "level": _level,
    "line": _line,
    "skill": lambda skill, _: _skill(skill),
    "skills": lambda skills, _: listed([_skill(skill) for skill in skills]),
    "points": lambda points, _: number(points),
    "types": lambda types, _: listed([str(labels.INTERESTS[name]) for name in types]),
}


def _education(value: Any) -> str:
    return str(labels.EDUCATION[Education(value)])


def _work_type(value: Any) -> str:
    return str(labels.WORK_TYPE[WorkType(value)])


def _day(value: Any) -> str:
    return spaced(str(format_date(date.fromisoformat(value), "long")))


_LIMIT_VALUES: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "right_to_work": dict,
    "education": lambda found: {name: _education(found[name]) for name in ("asks", "has")},
    "place": lambda found: {"asks": found["asks"], "has": listed(list(found["has"]))},
    "work_type": lambda found: {
        "asks": _work_type(found["asks"]),
        "has": listed([_work_type(value) for value in found["has"]]),
    },
}
