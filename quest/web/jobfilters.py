"""The filters of the job list: what an address asks for, and what each further choice would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _

from quest.levels.level import Campaign
from quest.services.jobs import Results, Search
from quest.web import labels
from quest.web.language import t

FILTERS = ("q", "line", "level", "education", "location", "work_type", "open_to", "group", "company")
LONGEST = 120
FURTHEST = 100_000


@dataclass(frozen=True, slots=True)
class Choices:
    """One filter: its name in the address, what it is called, and its values with their words and counts."""

    name: str
    label: str
    options: list[tuple[str, str, int]]


def chosen_filters() -> dict[str, Any]:
    """The filters that the address carries, without empty ones."""
    asked = {name: request.args.get(name, "").strip()[:LONGEST] for name in FILTERS}
    return {name: value for name, value in asked.items() if value}


def offset() -> int:
    """Where the asked page starts; anything that is no number starts at the first."""
    asked = request.args.get("offset", "")
    return min(int(asked), FURTHEST) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 0


def search_of(content: Campaign, chosen: Mapping[str, str]) -> Search:
    """The filters as the search takes them: a line stands for its sector."""
    line = content.line(chosen.get("line", ""))
    return Search(
        q=chosen.get("q"),
        sector=line.sector if line else chosen.get("line"),
        seniority=chosen.get("level"),
        education=chosen.get("education"),
        location=chosen.get("location"),
        work_type=chosen.get("work_type"),
        company=chosen.get("company"),
        open_to=chosen.get("open_to"),
        group=chosen.get("group"),
    )


def choices(
    content: Campaign, found: Results, chosen: Mapping[str, str], companies: Mapping[str, str]
) -> list[Choices]:
    """Every filter with its values; one that was chosen stays in sight even if it leaves nothing."""
    facets = found.facets
    lines = {line.id: facets["sector"][line.sector] for line in content.lines if line.sector in facets["sector"]}
    line_names = {line.id: t(line.name) for line in content.lines}
    return [
        _choices("line", _("Line"), lines, line_names, chosen),
        _choices("level", _("Level"), facets["seniority"], labels.SENIORITY, chosen),
        _choices("work_type", _("Kind of work"), facets["work_type"], labels.WORK_TYPE, chosen),
        _choices("education", _("Education"), facets["education"], labels.EDUCATION, chosen),
        _choices("location", _("Place"), facets["location"], labels.PLACES, chosen),
        _choices("open_to", _("Open to people in"), facets["open_to"], labels.BASED_IN, chosen),
        _choices("group", _("Kind of employer"), facets["group"], labels.GROUPS, chosen),
        _choices("company", _("Company"), facets["company"], companies, chosen),
    ]


def _choices(
    name: str, label: str, counts: Mapping[str, int], words: Mapping[Any, Any], chosen: Mapping[str, str]
) -> Choices:
    values = {value: counts.get(value, 0) for value in [*counts, *([chosen[name]] if name in chosen else [])]}
    ordered = [value for value in words if value in values] if name in ("level", "education") else list(values)
    return Choices(name, label, [(value, str(words.get(value, value)), values[value]) for value in ordered])
