"""Whoever is signed in: what they earned, how they want the quest, and everything of theirs to take or to erase."""

from __future__ import annotations

import orjson
from flask import Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain import errors
from quest.models import Account, Jobseeker, Player
from quest.services import badges, groups, jobseekers, ledger, players, progress, takeout
from quest.web import identity, preferences
from quest.web.account.blueprint import blueprint
from quest.web.account.profile import own_jobseeker
from quest.web.account.signing import DESKS
from quest.web.badges import ahead_view, earned_view, tier_view
from quest.web.context import campaign, parts, require, visitor
from quest.web.errors import sentence
from quest.web.groupboards import group_name
from quest.web.language import language
from quest.web.onward import onward
from quest.web.qr import qr


@blueprint.get("/me")
def me() -> ResponseReturnValue:
    """What this device knows of its visitor."""
    return _me_page()


def _me_page(nickname: str | None = None, fault: str | None = None) -> str:
    who, content = visitor(), campaign()
    with parts().database.reading() as session:
        account = session.get(Account, who.account_id) if who and who.account_id else None
        player = session.get(Player, who.player_id) if who and who.player_id else None
        jobseeker = jobseekers.of_player(session, player.id) if player else None
        points = ledger.points_of(session, player.id) if player else 0
        stands = progress.of_player(session, content, player.id if player else None, now=parts().now())
        mine = groups.of_player(session, player.id) if player else []
        shown = badges.all_of(session, content, player.id if player else None, now=parts().now())
    resume = _resume_address(player) if player else ""
    return render_template(
        "account/me.html",
        account=account,
        desk=DESKS.get(account.role) if account else None,
        player=player,
        jobseeker=jobseeker,
        points=points,
        tier=tier_view(content, points),
        earned=[earned_view(each) for each in shown.earned],
        ahead=[ahead_view(content, each, shown.facts) for each in shown.ahead],
        stops=len(stands.passed),
        own_groups=[group_name(content, group) for group in mine],
        lines_done=[content.line(line) for line in stands.lines_done],
        resume=resume,
        resume_code=qr(resume, _("QR code of your link")) if resume else None,
        resume_days=parts().config.resume_link_days,
        nickname=nickname if nickname is not None else player.nickname if player else "",
        errors={"nickname": fault} if fault else {},
    )


def _resume_address(player: Player) -> str:
    token = players.resume_token(player, secret=str(current_app.config["SECRET_KEY"]))
    return parts().config.address + url_for("account.resume", token=token)


@blueprint.post("/me/nickname")
def rename() -> ResponseReturnValue:
    """Another nickname."""
    who, nickname = require("player"), request.form.get("nickname", "")
    assert who.player_id is not None  # noqa: S101 - the role says so
    try:
        with parts().database.unit_of_work() as session:
            players.rename(session, who.player_id, nickname)
    except errors.BadNickname as error:
        return _me_page(nickname[:80], sentence(error)), 422
    flash(_("Saved."), "good")
    return redirect(url_for("account.me"), 303)


@blueprint.post("/me/ranking")
def set_ranking() -> ResponseReturnValue:
    """Takes the player off all boards, or puts the player back."""
    who, ranked = require("player"), request.form.get("ranked") == "yes"
    assert who.player_id is not None  # noqa: S101 - the role says so
    with parts().database.unit_of_work() as session:
        players.set_ranked(session, who.player_id, ranked=ranked)
    flash(_("You are on the boards again.") if ranked else _("You are on no board now. Your points stay."), "good")
    return redirect(onward(url_for("account.me")), 303)


@blueprint.post("/<any(theme, sound, calm, keys):name>")
def set_preference(name: str) -> ResponseReturnValue:
    """How this device wants the quest: light or dark, with sound, calm, without keys of one letter."""
    response = make_response(redirect(onward(url_for("account.me")), 303))
    preferences.keep(response, name, request.form.get(name, ""))
    return response


@blueprint.get("/me/data")
def download() -> ResponseReturnValue:
    """Everything that is kept about the player, and the jobseeker that the player became, as a file."""
    player_id, _jobseeker = _whoever_it_is()
    with parts().database.reading() as session:
        kept = takeout.everything(session, player_id, language())
    response = Response(orjson.dumps(kept, option=orjson.OPT_INDENT_2), content_type="application/json")
    response.headers["Content-Disposition"] = "attachment; filename=talent-quest.json"
    return response


@blueprint.get("/me/erase")
def ask_erase() -> ResponseReturnValue:
    """Says what will be gone, and asks once."""
    player_id, jobseeker = _whoever_it_is()
    with parts().database.reading() as session:
        player = session.get_one(Player, player_id)
        points = ledger.points_of(session, player_id)
    return render_template("account/erase.html", player=player, jobseeker=jobseeker, points=points)


@blueprint.post("/me/erase")
def erase() -> ResponseReturnValue:
    """Removes the person with everything of theirs."""
    player_id, _jobseeker = _whoever_it_is()
    identity.forget()
    with parts().database.unit_of_work() as session:
        jobseekers.erase(session, player_id)
    flash(_("You and everything of yours are erased."), "good")
    return redirect(url_for("play.landing"), 303)


def _whoever_it_is() -> tuple[int, Jobseeker | None]:
    """Whose data this device may take or erase: a player's, and a jobseeker's only where the account is signed in."""
    who = require("player")
    assert who.player_id is not None  # noqa: S101 - the role says so
    try:
        return who.player_id, own_jobseeker()
    except errors.NotRegistered:
        return who.player_id, None
