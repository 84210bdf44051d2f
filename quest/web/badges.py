"""Badges and tiers as pages and programs see them, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quest.domain.rules import Facts
from quest.domain.tiers import tier_at
from quest.levels.badges import Badge
from quest.levels.level import Campaign
from quest.services.badges import Ahead, BadgesOfPlayer, Earned
from quest.web import labels, rules
from quest.web.language import t
from quest.web.questions import moment

# What a tier is called that the campaign gives no name, from the first on.
NAMES = (
    _l("Newcomer"),
    _l("Commuter"),
    _l("Season rider"),
    _l("Pathfinder"),
    _l("Platform guide"),
    _l("Train driver"),
    _l("Signaller"),
    _l("Stationmaster"),
    _l("Head of the network"),
)


def badge_view(badge: Badge) -> dict[str, Any]:
    """A badge and what it proves."""
    return {
        "id": badge.id,
        "name": t(badge.name),
        "proves": t(badge.proves),
        "icon": badge.icon,
        "colour": badge.colour,
    }


def badge_views(content: Campaign, badge_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Badges by their ids, as far as the campaign still has them."""
    return [badge_view(badge) for badge_id in badge_ids if (badge := content.badge(badge_id))]


def earned_view(earned: Earned) -> dict[str, Any]:
    """An earned badge with its day."""
    return badge_view(earned.badge) | {"on": labels.day(earned.at, year=True)}


def ahead_view(content: Campaign, ahead: Ahead, known: Facts) -> dict[str, Any]:
    """A badge still to be earned, with what is left to do."""
    return badge_view(ahead.badge) | {"to_do": rules.to_do(content, ahead.missing, known) if ahead.missing else []}


def badge_fields(content: Campaign, shown: BadgesOfPlayer) -> list[dict[str, Any]]:
    """A player's badges as the API has them, and those still to be earned with what is left to do."""
    return [
        *(badge_view(each.badge) | {"at": moment(each.at), "missing": []} for each in shown.earned),
        *(
            badge_view(each.badge)
            | {"at": None, "missing": rules.phrases(content, each.missing, shown.facts) if each.missing else []}
            for each in shown.ahead
        ),
    ]


def tier_view(content: Campaign, points: int) -> dict[str, Any]:
    """The tier of somebody with so many points; `to` is where the next one begins, null on the last."""
    tier = tier_at(points, content.tiers)
    return {
        "number": tier.number,
        "name": tier_name(content, tier.number),
        "from": tier.start,
        "to": tier.end,
    }


def tier_name(content: Campaign, number: int) -> str:
    """What a tier is called."""
    named = content.curve[number - 1].name if content.curve else None
    if named is not None:
        return t(named)
    return str(NAMES[number - 1]) if number <= len(NAMES) else str(_("Tier %(number)s", number=number))
