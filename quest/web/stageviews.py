"""What the stage shows, as its page, its socket and the API have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quest.levels.base import Text
from quest.levels.level import Campaign
from quest.services import campaigns, stages, ticker
from quest.services.stages import Chosen
from quest.services.ticker import Told
from quest.web import assets
from quest.web.context import Parts
from quest.web.questions import moment


def snapshot(parts: Parts) -> dict[str, Any]:
    """What whoever watches the stage is sent: the host's choice, the turn of scenes, and the ticker.

    `build` is another one as soon as the page on the screen should be loaded anew.

    Raises:
        NotFound: no campaign has been loaded.
    """
    with parts.database.reading() as session:
        content = campaigns.current(session)
        choice, told = stages.chosen(session, content), ticker.latest(session, content)
    now = parts.now()
    return choice_view(content, choice, now=now) | {
        "build": build(content, now=now),
        "told": [
            {"nickname": each.nickname, "what": each.what, "names": _names(content, each), "at": moment(each.at)}
            for each in told
        ],
    }


def choice_view(content: Campaign, choice: Chosen, *, now: datetime) -> dict[str, Any]:
    """What the host chose, and the scenes that take turns."""
    return {
        "scene": choice.scene,
        "counts_to": moment(choice.counts_to),
        "turn": stages.turn(content, now=now),
        "now": moment(now),
    }


def choice_mark(choice: Chosen) -> str:
    """What tells one choice of the host from the next."""
    return f"{choice.scene or ''} {moment(choice.counts_to) or ''}"


def build(content: Campaign, *, now: datetime) -> str:
    """What tells the pages of this version, campaign and time from others."""
    return f"{assets.version()}-{content.digest[:12]}-{'over' if content.is_over(now) else 'open'}"


def told_views(content: Campaign, told: Sequence[Told], language: str) -> list[dict[str, str]]:
    """The ticker in one language."""
    return [
        {"nickname": each.nickname, "what": each.what, "thing": text.in_(language)}
        for each in told
        if (text := _name(content, each))
    ]


def _names(content: Campaign, told: Told) -> dict[str, str]:
    text = _name(content, told)
    return {tag: words for tag, words in text.model_dump(by_alias=True).items() if words} if text else {}


def _name(content: Campaign, told: Told) -> Text | None:
    """What the thing is called that is told of."""
    if told.what == "line" and (line := content.line(told.thing)):
        return line.name
    if told.what == "talk" and (talk := content.talk(told.thing)):
        return talk.title
    level = content.level(told.thing)
    return level.name if level else None
