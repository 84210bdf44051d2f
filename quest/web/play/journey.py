"""The way of a player: the front door, the nickname, the map, the terminus."""

from __future__ import annotations

import random
import secrets

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quest.domain import errors, nicknames
from quest.models import Player
from quest.services import badges, cards, ledger, progress, stations
from quest.web.badges import badge_views, tier_view
from quest.web.cards import own_card
from quest.web.context import campaign, parts, rider_id, visitor
from quest.web.errors import sentence
from quest.web.joining import join
from quest.web.language import language
from quest.web.maps import route_map, solid_map
from quest.web.onward import onward, wanted
from quest.web.play.blueprint import blueprint
from quest.web.stops import line_view, stop_view


@blueprint.get("/")
def landing() -> ResponseReturnValue:
    """The front door."""
    content, who = campaign(), visitor()
    with parts().database.reading() as session:
        stands = progress.of_player(session, content, who.player_id if who else None, now=parts().now())
    coming = progress.next_level(content, stands) if who and who.player_id else None
    return render_template(
        "play/landing.html",
        map=solid_map(content),
        player=who if who and who.player_id else None,
        continue_level=stop_view(content, coming) if coming else None,
        is_open=content.is_open(parts().now()),
    )


@blueprint.get("/start")
def start() -> ResponseReturnValue:
    """Asks a newcomer for a nickname, and nothing else."""
    who = visitor()
    if who and who.player_id:
        return redirect(onward(url_for("play.route")))
    return _start_page("", None)


@blueprint.post("/start")
def board_train() -> ResponseReturnValue:
    """Joins under a nickname."""
    nickname = request.form.get("nickname", "")
    who = visitor()
    if who and who.player_id:
        return redirect(onward(url_for("play.route")))
    try:
        join(nickname, language())
    except errors.BadNickname as error:
        return _start_page(nickname, sentence(error)), 422
    return redirect(onward(url_for("play.route")), 303)


def _start_page(nickname: str, fault: str | None) -> str:
    dice = random.Random(secrets.randbits(64))  # noqa: S311 - friendly names, no secret
    return render_template(
        "play/start.html",
        nickname=nickname[:80],
        next=wanted(),
        errors={"nickname": fault} if fault else {},
        suggestions=nicknames.suggest(language(), dice),
    )


@blueprint.get("/route")
def route() -> ResponseReturnValue:
    """The map with the player's train on it."""
    return _route("play/map.html")


@blueprint.get("/route/list")
def route_list() -> ResponseReturnValue:
    """The same as a list."""
    return _route("play/list.html")


def _route(template: str) -> ResponseReturnValue:
    content = campaign()
    with parts().database.reading() as session:
        player = session.get_one(Player, rider_id())
        points = ledger.points_of(session, player.id)
        stands = progress.of_player(session, content, player.id, now=parts().now())
        earned = ledger.points_by_level(session, player.id)
        visited = stations.visits(session, player.id) if content.stations else {}
    checked_in = {level_id for level_id, row in visited.items() if not row.pending}
    coming, later = progress.next_level(content, stands), progress.level_to_come(content, stands)
    return render_template(
        template,
        player=player,
        points=points,
        streak=player.streak,
        tier=tier_view(content, points),
        map=route_map(content, stands, coming, visited=checked_in),
        mini=route_map(content, stands, coming, mini=True),
        progress=stands,
        earned=earned,
        done=len(stands.passed),
        to_go=progress.stops_to_go(content, stands.passed),
        booths=len(content.stations),
        visits=checked_in,
        next_level=stop_view(content, coming) if coming else None,
        is_open=content.is_open(parts().now()),
        choice=[stop_view(content, level_id) for level_id in progress.choice(content, stands)],
        level_to_come=stop_view(content, later) if later and not coming else None,
        lines=[line_view(content, line.id, stands, earned) for line in content.lines],
    )


@blueprint.get("/finish/<line_id>")
def finish(line_id: str) -> ResponseReturnValue:
    """The terminus of a line that is done."""
    content = campaign()
    line = content.line(line_id)
    if line is None:
        raise errors.NotFound(what="line")
    with parts().database.reading() as session:
        player = session.get_one(Player, rider_id())
        stands = progress.of_player(session, content, player.id, now=parts().now())
        points = ledger.points_of(session, player.id)
        earned = badges.of_player(session, content, player.id)
        card = cards.of_player(session, player_id=player.id, line_id=line_id)
    if line_id not in stands.lines_done:
        return redirect(url_for("play.route"))
    return render_template(
        "play/finish.html",
        line=line,
        player=player,
        points=points,
        badges=badge_views(content, earned),
        stops=[stop_view(content, level_id) for level_id in line.levels],
        card=own_card(card) if card else None,
    )
