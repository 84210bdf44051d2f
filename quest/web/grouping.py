"""Joining and leaving groups, from a page or the API."""

from __future__ import annotations

from typing import Any

from flask import request
from sqlalchemy.orm import Session

from quest.domain.errors import NoSuchGroup
from quest.domain.standings import GROUP
from quest.levels.level import Campaign
from quest.models import Group, Player
from quest.services import groups
from quest.web.context import campaign, parts, rider_id
from quest.web.groupboards import group_name
from quest.web.language import t


def found(kind: str, name: str) -> Group:
    """A new group with the player in it, within what one player may found in an hour.

    Raises:
        NotFound, BadNickname, GroupNameTaken, AlreadyInGroup, CampaignClosed: see `groups.found`. TooMany: see above.
        OtherCampaign: the player rides in another.
    """
    parts().throttle.check("found", str(rider_id()), "5 per hour")
    with parts().database.unit_of_work() as session:
        return groups.found(session, campaign(), player_id=rider_id(), kind=kind, name=name, now=parts().now())


def join(*, group_id: int | None, code: str | None) -> Group:
    """Puts the player into a preset group, or into the one of a code, within what one player may try.

    Raises:
        NoSuchGroup: there is none, or it cannot be joined without its code. AlreadyInGroup, CampaignClosed, TooMany.
        OtherCampaign: the player rides in another.
    """
    parts().throttle.check("group", str(rider_id()), "30 per 5 minute")
    content = campaign()
    with parts().database.unit_of_work() as session:
        group = of_code(session, content, code) if code else groups.by_id(session, content, group_id or 0)
        if not code and not groups.is_preset(content, group):
            raise NoSuchGroup
        groups.join(session, content, player_id=rider_id(), group=group, now=parts().now())
    return group


def of_code(session: Session, content: Campaign, code: str) -> Group:
    """The group of an invitation's code.

    Raises:
        NoSuchGroup: there is none. TooMany: this address tried too many that are none.
    """
    try:
        return groups.by_code(session, content, code)
    except NoSuchGroup:
        tries = f"{parts().config.code_tries_per_address} per 5 minute"
        parts().throttle.check("group code", request.remote_addr or "", tries)
        raise


def groups_view(content: Campaign, me: int | None) -> dict[str, Any]:
    """The groups and brackets that there are, and those of this player."""
    with parts().database.reading() as session:
        mine = groups.of_player(session, me) if me else []
        player = session.get(Player, me) if me else None
        preset = [each for kind in content.group_kinds for each in groups.to_choose(session, content, kind)]
        sizes = groups.sizes(session, {group.id for group in [*mine, *preset]})
    return {
        "kinds": list(content.group_kinds),
        "score": content.groups.score if content.groups else None,
        "preset": [group_view(content, group, sizes[group.id]) for group in preset],
        "mine": [group_view(content, group, sizes[group.id]) | {"code": group.code} for group in mine],
        "brackets": [{"id": bracket.id, "name": t(bracket.name)} for bracket in content.brackets],
        "bracket": player.bracket if player else None,
    }


def group_view(content: Campaign, group: Group, members: int) -> dict[str, Any]:
    """A group as anybody may see it."""
    return {
        "id": group.id,
        "kind": group.kind,
        "name": group_name(content, group),
        "members": members,
        "board": f"{GROUP}{group.id}",
        "code": None,
    }
