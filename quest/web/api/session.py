"""API calls of joining and signing in."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.models import Player
from quest.services import accounts, badges, jobseekers, ledger, progress
from quest.web import identity
from quest.web.account.profile import jobseeker_here
from quest.web.api.operations import ANYONE, operation
from quest.web.api.schemas import Credentials, Me, NewPlayer, PlayerView, SessionView
from quest.web.badges import badge_fields, tier_view
from quest.web.context import campaign, parts, require
from quest.web.identity import remember
from quest.web.joining import join
from quest.web.language import keep, language

blueprint = Blueprint("api_session", __name__)


@operation(
    blueprint,
    "POST",
    "/players",
    roles=ANYONE,
    body=NewPlayer,
    result=PlayerView,
    statuses={201: "Joined and signed in"},
    errors=(errors.BadNickname, errors.TooMany),
)
def create_player(body: NewPlayer) -> ResponseReturnValue:
    """Joins the campaign under a nickname; no account is asked for."""
    keep(body.language)
    player = join(body.nickname, body.language)
    return {"id": player.id, "nickname": player.nickname, "points": 0}, 201


@operation(blueprint, "GET", "/me", roles=("player", *accounts.ROLES, "jobseeker"), result=Me)
def get_me() -> ResponseReturnValue:
    """Who I am, what I have, and where I stand."""
    who = require("player", *accounts.ROLES, "jobseeker")
    content = campaign()
    with parts().database.reading() as session:
        player = session.get(Player, who.player_id) if who.player_id else None
        points = ledger.points_of(session, player.id) if player else 0
        stands = progress.of_player(session, content, who.player_id, now=parts().now())
        shown = badges.all_of(session, content, who.player_id, now=parts().now())
    jobseeker = jobseeker_here()
    standing = parts().leaderboard.rank("overall", player.id) if player else None
    return {
        "id": player.id if player else None,
        "nickname": player.nickname if player else None,
        "points": points,
        "rank": standing.rank if standing else None,
        "ranked": player.ranked if player else False,
        "streak": player.streak if player else 0,
        "tier": tier_view(content, points) if player else None,
        "badges": badge_fields(content, shown) if player else [],
        "language": language(),
        "roles": sorted(who.roles),
        "progress": {
            "passed": sorted(stands.passed),
            "lines_done": stands.lines_done,
            "stops_to_go": progress.stops_to_go(content, stands.passed),
            "next_level": progress.next_level(content, stands),
        },
        "jobseeker": jobseekers.view(jobseeker) if jobseeker else None,
    }


@operation(
    blueprint,
    "POST",
    "/session",
    roles=ANYONE,
    body=Credentials,
    result=SessionView,
    errors=(errors.WrongCredentials, errors.TooMany),
)
def sign_in(body: Credentials) -> ResponseReturnValue:
    """Signs in with e-mail and password."""
    account = identity.account_with_password(body.email, body.password)
    remember(None, account)
    return {
        "account_id": account.id,
        "role": account.role,
        "company_id": account.company_id,
        "player_id": account.player_id,
    }


@operation(blueprint, "DELETE", "/session", roles=ANYONE, statuses={204: "Signed out"})
def sign_out() -> ResponseReturnValue:
    """Signs this device out and cuts its sockets."""
    identity.forget()
    return "", 204
