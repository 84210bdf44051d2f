"""Talks of the agenda as pages and the API show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from flask_babel import lazy_gettext as _l

from quest.domain.agenda import LINGERING, outlook, standing, takes_attendance
from quest.levels.agenda import Talk
from quest.levels.level import Campaign
from quest.web import labels
from quest.web.language import t

SPOKEN = {"en": _l("In English"), "yue": _l("In Cantonese"), "cmn": _l("In Putonghua")}


def agenda_view(content: Campaign, now: datetime, attended: Collection[str] = ()) -> list[dict[str, Any]]:
    """Every item of the agenda in the order of time, as it stands at this moment; `attended` by one player."""
    agenda = sorted(content.agenda, key=lambda talk: (talk.starts, talk.ends))
    view = outlook(agenda, now)
    return [
        talk_view(talk, now) | {"state": standing(talk, view, now), "attended": talk.id in attended} for talk in agenda
    ]


def talk_view(talk: Talk, now: datetime) -> dict[str, Any]:
    """An item of the agenda in the reader's language, its times at the campaign's place."""
    return {
        "id": talk.id,
        "title": t(talk.title),
        "speaker": talk.speaker or "",
        "company": talk.company or "",
        "spoken": SPOKEN[talk.language] if talk.language else "",
        "place": t(talk.place),
        "at": talk.place.en,
        "day": labels.day(talk.starts),
        "starts": labels.clock(talk.starts),
        "ends": labels.clock(talk.ends),
        "starts_at": talk.starts.isoformat(),
        "ends_at": talk.ends.isoformat(),
        "blurb": t(talk.blurb) if talk.blurb else "",
        "points": talk.points,
        "open": talk.points is not None and takes_attendance(talk, now),
        "over": talk.ends + LINGERING <= now,
        "until": labels.clock(talk.ends + LINGERING),
    }


def by_day(agenda: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The items of each day."""
    return [(day, list(items)) for day, items in groupby(agenda, key=lambda talk: str(talk["day"]))]


def places(content: Campaign) -> list[tuple[str, str]]:
    """Every place of the agenda: how an address names it, and its name."""
    return list({talk.place.en: (talk.place.en, t(talk.place)) for talk in content.agenda}.values())
