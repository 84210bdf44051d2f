"""The boards on which groups stand against each other: made from what the boards of the groups add up to.

Their standings have a group's id below zero where others have a player's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from quest.domain.groups import group_standings
from quest.domain.standings import GROUP, Standing
from quest.leaderboard.base import Page
from quest.levels.level import Campaign
from quest.models import Group
from quest.services import groups
from quest.web.context import Parts
from quest.web.language import t


def page(parts: Parts, campaign: Campaign, kind: str, limit: int, offset: int = 0) -> Page:
    """Part of the board of a kind of groups."""
    held = parts.leaderboard.page(f"groups:{kind}", limit, offset)
    version, standings = _standings(parts, campaign, kind)
    if held.frozen_at is not None:
        return replace(held, version=held.version + version)
    return Page(held.version + version, len(standings), standings[offset : offset + limit])


def around(parts: Parts, campaign: Campaign, kind: str, player_id: int, reach: int) -> list[Standing]:
    """The group of this kind that a player rides for, with its neighbours; nothing while it is not ranked."""
    group_id = own_group(parts, player_id, kind)
    if parts.leaderboard.page(f"groups:{kind}", 0).frozen_at is not None:
        return parts.leaderboard.around(f"groups:{kind}", -(group_id or 0), reach, reach)
    _, standings = _standings(parts, campaign, kind)
    place = next((place for place, each in enumerate(standings) if each.player_id == -(group_id or 0)), None)
    return [] if place is None else standings[max(0, place - reach) : place + reach + 1]


def own_group(parts: Parts, player_id: int, kind: str) -> int | None:
    """The group of this kind that a player rides for."""
    with parts.database.reading() as session:
        return next((group.id for group in groups.of_player(session, player_id) if group.kind == kind), None)


def _standings(parts: Parts, campaign: Campaign, kind: str) -> tuple[int, list[Standing]]:
    rules = campaign.groups
    if rules is None:
        return 0, []
    with parts.database.reading() as session:
        group_ids = groups.ids_of_kind(session, campaign, kind)
    best_of = rules.best_of if rules.score == "best" else 0
    version, tallies = parts.leaderboard.tallies([f"{GROUP}{group_id}" for group_id in group_ids], best_of)
    return version, group_standings(rules, dict(zip(group_ids, tallies, strict=True)))


def rows(parts: Parts, campaign: Campaign, standings: Sequence[Standing]) -> list[dict[str, Any]]:
    """Standings of groups with their names, and how many of their members have points."""
    group_ids = [-each.player_id for each in standings]
    with parts.database.reading() as session:
        found = {group.id: group for group in groups.by_ids(session, group_ids)}
    _, tallies = parts.leaderboard.tallies([f"{GROUP}{group_id}" for group_id in group_ids], best_of=0)
    return [
        {
            "rank": each.rank,
            "player_id": None,
            "group_id": group_id,
            "nickname": found[group_id].name,
            "names": names(campaign, found[group_id]),
            "points": each.points,
            "members": tallied.size,
            "line": None,
        }
        for each, group_id, tallied in zip(standings, group_ids, tallies, strict=True)
        if group_id in found
    ]


def names(campaign: Campaign, group: Group) -> dict[str, str] | None:
    """What a preset group is called in each language; None for one that its founder named."""
    preset = campaign.groups.named(group.preset) if campaign.groups else None
    return preset.model_dump(by_alias=True, exclude_none=True) if preset else None


def group_name(campaign: Campaign, group: Group) -> str:
    """What a group is called in the reader's language."""
    return t(names(campaign, group) or {"": group.name})
