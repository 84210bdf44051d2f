"""Joining the campaign from a page or the API."""

from __future__ import annotations

from flask import request

from quest.models import Player
from quest.services import players
from quest.web.context import campaign, parts
from quest.web.identity import remember


def join(nickname: str, language: str) -> Player:
    """A new player, signed in on this device, within what one address may add in an hour.

    Raises:
        BadNickname: the name cannot be shown. TooMany: too many players joined from this address.
    """
    limit = f"{parts().config.new_players_per_address} per hour"
    parts().throttle.check("join", request.remote_addr or "", limit)
    content = campaign()
    with parts().database.unit_of_work() as session:
        player = players.join(session, campaign_id=content.id, nickname=nickname, language=language, now=parts().now())
    remember(player, None)
    return player
