"""Stations on a phone and on their own screen."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain import codes, errors
from quest.services import stations
from quest.services.stations import Sent
from quest.web import checkins, guesses, labels
from quest.web.badges import badge_views
from quest.web.checkins import LONGEST_CODE
from quest.web.context import campaign, own_rider, parts, rider_id, visitor
from quest.web.errors import sentence, status_of, wants_json
from quest.web.qr import qr
from quest.web.stops import stop_view

blueprint = Blueprint("stations", __name__)
REFUSED = (
    errors.CodeExpired,
    errors.StationClosed,
    errors.StationFull,
    errors.CampaignClosed,
    errors.TooMany,
)
LONGEST_AGO_S = 10_000_000


@blueprint.get("/checkin")
def index() -> ResponseReturnValue:
    """Every station in walking order, and a field for the code of whichever one stands before."""
    return _index_page("", None)


def _index_page(typed: str, fault: str | None) -> str:
    content, who, me = campaign(), visitor(), own_rider()
    with parts().database.reading() as session:
        mine = dict(stations.visits(session, me)) if me else {}
    booths = checkins.walk(content, mine)
    return render_template(
        "stations/index.html",
        stations=booths,
        done=sum(each["state"] == "done" for each in booths),
        key=secrets.token_urlsafe(12),
        code=typed,
        fault=fault,
        needs_player=who is None or who.player_id is None,
        is_open=content.is_open(parts().now()),
    )


@blueprint.post("/checkin")
def check_in_anywhere() -> ResponseReturnValue:
    """Checks in at whichever station shows the code."""
    sent = _sent()
    try:
        level_id = checkins.station_of_code(sent)
    except (errors.CodeExpired, errors.TooMany) as error:
        if wants_json():
            raise
        return _index_page(sent.code, sentence(error)), status_of(error)
    return _checked_in(level_id, sent)


@blueprint.get("/checkin/<level_id>")
def station(level_id: str) -> ResponseReturnValue:
    """A station; with the code of its screen it checks in, which is where a phone's own camera leads."""
    stations.station_of(campaign(), level_id)
    code, token = request.args.get("code", "")[:LONGEST_CODE], request.args.get("arrival", "")[:400]
    if not (code or token) or request.method != "GET":
        return _station_page(level_id, "", None)
    who, key = visitor(), secrets.token_urlsafe(12)
    if who is None or who.player_id is None:
        return _arrive(level_id, code, token)
    try:
        sent = checkins.sent_of_arrival(token, level_id, key) if token else Sent(code, key)
    except errors.CodeExpired as error:
        return _station_page(level_id, code, error), status_of(error)
    return _checked_in(level_id, sent)


def _arrive(level_id: str, code: str, token: str) -> ResponseReturnValue:
    """Sends somebody new for a nickname, with a proof that the code was on the screen just now.

    Where too many wrong codes came from the same address, nobody learns whether this one is right: it is looked at once
    there is a player, and whoever is quick enough loses nothing.
    """
    if not token and not guesses.has_room_for_strangers(checkins.CODE):
        back = url_for("stations.station", level_id=level_id, code=code)
    elif proof := token or checkins.arrival(level_id, code):
        back = url_for("stations.station", level_id=level_id, arrival=proof)
    else:
        error = errors.CodeExpired()
        return _station_page(level_id, "", error), status_of(error)
    return redirect(url_for("play.start", next=back), 303)


@blueprint.post("/checkin/<level_id>")
def check_in(level_id: str) -> ResponseReturnValue:
    """Takes the code of a form; the page's script sends the same form, later where there is no network."""
    return _checked_in(level_id, _sent())


def _sent() -> Sent:
    """The check-in that the form holds."""
    key, ago = request.form.get("key", "")[:64], request.form.get("ago_s", "")[:12]
    return Sent(
        request.form.get("code", "")[:LONGEST_CODE],
        key if key and key.isprintable() else secrets.token_urlsafe(12),
        timedelta(seconds=min(int(ago), LONGEST_AGO_S)) if ago.isdecimal() else timedelta(0),
    )


def _checked_in(level_id: str, sent: Sent) -> ResponseReturnValue:
    there = url_for("stations.station", level_id=level_id)
    try:
        receipt = checkins.check_in(level_id, sent)
    except errors.AlreadyCheckedIn as error:
        if wants_json():
            raise
        flash(sentence(error), "warn")
        return redirect(there, 303)
    except REFUSED as error:
        if wants_json():
            raise
        return _station_page(level_id, sent.code, error), status_of(error)
    if wants_json():
        return jsonify({"location": there} | checkins.receipt_view(receipt))
    return redirect(there, 303)


def _station_page(level_id: str, typed: str, error: errors.QuestError | None) -> str:
    content, who = campaign(), visitor()
    me = who.player_id if who else None
    mine, crowd = checkins.look(level_id, own_rider())
    row = mine.get(level_id)
    view = checkins.station_view(content, level_id, row)
    queue = checkins.queue_view(crowd, me)
    receipt = stations.receipt_of(row) if row else None
    return render_template(
        "stations/station.html",
        station=view,
        queue=queue,
        step=_step(view, queue, needs_player=me is None),
        is_open=content.is_open(parts().now()),
        opens=labels.moment(view["opens_at"]) if view["opens_at"] else "",
        held=labels.clock(queue["held_until"]) if queue["held_until"] else "",
        receipt=receipt,
        at=labels.clock(row.at) if row else "",
        badges=badge_views(content, receipt.badges) if receipt else [],
        opened=[stop_view(content, each) for each in receipt.opened if content.level(each)] if receipt else [],
        onward=[each for each in checkins.walk(content, mine, level_id) if each["state"] == "none"],
        fault=sentence(error) if error and not isinstance(error, errors.StationFull | errors.StationClosed) else None,
        code=typed,
        key=secrets.token_urlsafe(12),
    )


def _step(view: dict[str, object], queue: dict[str, object], *, needs_player: bool) -> str:
    """What the page is about for this visitor now."""
    if view["state"] != "none":
        return str(view["state"])
    if not view["is_open"]:
        return "closed"
    if needs_player:
        return "stranger"
    if queue["place"] is not None:
        return "queue"
    return "form" if queue["has_room"] else "full"


@blueprint.post("/checkin/<level_id>/queue")
def wait(level_id: str) -> ResponseReturnValue:
    """Takes a place in the queue, or gives it up."""
    rider_id()
    try:
        if request.form.get("act") == "leave":
            checkins.queue_leave(level_id)
        else:
            checkins.queue_join(level_id)
    except (errors.AlreadyCheckedIn, errors.StationClosed, errors.CampaignClosed) as error:
        flash(sentence(error), "warn")
    return redirect(url_for("stations.station", level_id=level_id), 303)


@blueprint.get("/stage/stations/<key>")
def screen(key: str) -> ResponseReturnValue:
    """The station's own screen: its code, and how many were here. No controls, and nothing that names anybody."""
    level_id = checkins.station_of_screen(key)
    content, now = campaign(), parts().now()
    _mine, crowd = checkins.look(level_id, None)
    with parts().database.reading() as session:
        count = stations.counts(session, content).get(level_id, 0)
    view = checkins.station_view(content, level_id, None)
    name, secret = stations.subject(content, level_id), parts().config.secret_key
    printed = view["printed"]
    code = codes.printed(secret, name) if printed else codes.rotating(secret, name, now)
    return render_template(
        "stations/screen.html",
        station=view,
        level=content.level(level_id),
        code=code,
        left_s=round((codes.rotates_at(now) - now).total_seconds()),
        drawn=qr(checkins.link(level_id, code), _("QR code for checking in at %(booth)s", booth=view["booth"])),
        count=count,
        queue=checkins.queue_view(crowd, None),
        opens=labels.moment(view["opens_at"]) if view["opens_at"] else "",
        address=parts().config.address.partition("://")[2],
    )
