"""What a request can reach: the parts that the app was made of, the visitor, the campaign, the language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask import current_app, g
from flask_login import current_user

from quest.db import Database
from quest.domain.errors import Forbidden, OtherCampaign, SignInRequired
from quest.leaderboard.base import Leaderboard
from quest.levels.level import Campaign
from quest.services import campaigns
from quest.services.accounts import Visitor
from quest.settings import Config
from quest.web.throttle import Throttle

EXTENSION = "quest"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the app factory put together.

    Attributes:
        now: the one clock of the quest, always UTC.
        aside: calls a function that keeps a core busy without stopping everybody else, and gives its result.
    """

    config: Config
    database: Database
    leaderboard: Leaderboard
    throttle: Throttle
    now: Callable[[], datetime]
    aside: Callable[..., Any]


def parts() -> Parts:
    """The parts of the running app."""
    return cast("Parts", current_app.extensions[EXTENSION])


def visitor() -> Visitor | None:
    """Who sent this request, or None for a stranger."""
    found = current_user._get_current_object()  # each look through the proxy would cost another search for it
    return cast("Visitor", found) if found.is_authenticated else None


def require(*roles: str) -> Visitor:
    """The visitor, who must have one of these roles.

    Raises:
        SignInRequired: a stranger. Forbidden: somebody without the role.
    """
    who = visitor()
    if who is None:
        raise SignInRequired
    if not who.roles.intersection(roles):
        raise SignInRequired if roles == ("player",) else Forbidden
    return who


def player_id() -> int:
    """The id of the player who sent this request.

    Raises:
        SignInRequired: nobody plays here yet.
    """
    found = require("player").player_id
    assert found is not None  # noqa: S101 - the role says so
    return found


def rider_id() -> int:
    """The id of the player who sent this request and rides in the campaign that is played here.

    Raises:
        SignInRequired: nobody plays here yet. OtherCampaign: the player joined another campaign.
    """
    found = player_id()
    if require("player").campaign_id != campaign().id:
        raise OtherCampaign
    return found


def own_rider() -> int | None:
    """The id of the player who sent this request, if there is one who rides in the campaign that is played here."""
    who = visitor()
    return who.player_id if who and who.campaign_id == campaign().id else None


def campaign() -> Campaign:
    """The campaign that is played here, read once for each request."""
    if "campaign" not in g:
        with parts().database.looking() as reader:
            g.campaign = campaigns.current(reader)
    return cast("Campaign", g.campaign)
