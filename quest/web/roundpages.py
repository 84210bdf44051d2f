"""Hosted rounds on a phone and on the projector."""

from __future__ import annotations

import random
import secrets

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quest.domain import errors, nicknames
from quest.domain.rounds import Audience, Sent
from quest.services import rounds
from quest.web import roundrooms
from quest.web.api.round_schemas import JoinRound
from quest.web.context import parts, visitor
from quest.web.errors import sentence, wants_json
from quest.web.language import language
from quest.web.questions import moment
from quest.web.roundacts import digits_of, round_view, take_seat
from quest.web.rounds import door

blueprint = Blueprint("rounds", __name__)


def join_page(typed: str, nickname: str) -> ResponseReturnValue:
    """Where a typed PIN leads: into the room, to the question for a nickname, or back with what was wrong.

    Raises:
        NoSuchRound, RoundLocked, RoundFull, RemovedFromRound, TooMany: see `take_seat`.
    """
    pin = digits_of(typed)
    try:
        seat, _nickname = take_seat(JoinRound(pin=pin, nickname=nickname or None))
    except errors.BadInput:
        return _name_page(pin, "", None)
    except errors.BadNickname as error:
        return _name_page(pin, nickname, sentence(error)), 422
    return redirect(url_for("rounds.show", round_id=seat.round_id), 303)


def _name_page(pin: str, nickname: str, fault: str | None) -> str:
    dice = random.Random(secrets.randbits(64))  # noqa: S311 - friendly names, no secret
    return render_template(
        "rounds/name.html",
        pin=pin,
        nickname=nickname[:80],
        fault=fault,
        suggestions=nicknames.suggest(language(), dice),
    )


@blueprint.get("/rounds/<int:round_id>")
def show(round_id: int) -> ResponseReturnValue:
    """The round on the phone of somebody who is in it; a host is led to her console."""
    return _player_page(round_id, None)


def _player_page(round_id: int, fault: str | None) -> ResponseReturnValue:
    view = round_view(round_id, {})
    if view["audience"] == Audience.HOST:
        return redirect(url_for("host.round_page", round_id=round_id))
    return render_template("rounds/player.html", round=view, key=secrets.token_urlsafe(12), error=fault)


@blueprint.post("/rounds/<int:round_id>/answers")
def answer(round_id: int) -> ResponseReturnValue:
    """Keeps the answer of a form; the page's script sends the same form and asks for JSON."""
    now = parts().now()
    _audience, seat_id = roundrooms.admit(parts(), visitor(), round_id, {})
    if seat_id is None:
        raise errors.NoSuchRound(round_id=round_id)
    fields = {name: request.form.getlist(name) for name in request.form}
    key = request.form.get("key", "")[:64]
    key = key if key and key.isprintable() else secrets.token_urlsafe(12)
    sent = Sent(seat_id, request.form.get("question_id", "")[:64], None, key, now, fields)
    [outcome] = roundrooms.accept(parts(), round_id, [sent])
    if isinstance(outcome, errors.QuestError):
        if wants_json():
            raise outcome
        if isinstance(outcome, errors.BadAnswer):
            return _player_page(round_id, sentence(outcome))
    elif wants_json():
        return jsonify({"accepted": True, "at": moment(outcome)})
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@blueprint.get("/stage/rounds/<key>")
def stage(key: str) -> ResponseReturnValue:
    """The round as a hall sees it; whoever has the address sees it and can do nothing."""
    with parts().database.reading() as session:
        round_id = rounds.by_projector_key(session, key).id
    view = round_view(round_id, {"key": key})
    return render_template(
        "rounds/projector.html", round=view, key=key, **door(parts().config.address, view.get("pin"))
    )
