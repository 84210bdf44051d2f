"""Joining, hosting and looking at rounds, for pages and the API alike."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from flask import request

from quest.domain.errors import BadInput, NoSuchRound
from quest.domain.rounds import Audience, Options
from quest.levels.level import Campaign
from quest.models import Player, Round, Seat
from quest.services import accounts, players, round_scenes, round_scores, rounds, seats
from quest.services.rounds import Asked
from quest.web import roundrooms
from quest.web.api.round_schemas import JoinRound, NewRound
from quest.web.context import campaign, parts, visitor
from quest.web.identity import keep_sign_in
from quest.web.language import keep, language
from quest.web.rounds import own_view, ranks_of, shared_view

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def digits_of(pin: str) -> str:
    """The digits of a PIN as somebody typed or pasted it."""
    return "".join(str(int(char)) for char in pin[:40] if char.isdecimal())


def host_round(wanted: NewRound, account_id: int | None) -> Round:
    """Makes a round.

    Raises:
        NothingToAsk: nothing of it can be asked on a stage. BadInput: see `rounds.create`.
    """
    content = campaign()
    chosen = {field.name: getattr(wanted, field.name) for field in fields(Options)}
    with parts().database.unit_of_work() as session:
        return rounds.create(
            session,
            content,
            account_id=account_id,
            asked=_asked(content, wanted),
            options=Options(**chosen),
            now=parts().now(),
        )


def _asked(content: Campaign, wanted: NewRound) -> list[Asked]:
    level_ids = [*([wanted.level_id] if wanted.level_id else []), *wanted.levels]
    single = [(each.level_id, each.question_id) for each in wanted.questions]
    return rounds.of_levels(content, level_ids, wanted.count) + single


def projector_address(row: Round) -> str:
    """Where the projector of a round looks."""
    return f"{parts().config.address}/stage/rounds/{row.projector_key}"


def take_seat(wanted: JoinRound) -> tuple[Seat, str]:
    """A seat for the visitor, and its player's nickname; whoever does not play yet joins the campaign with it.

    Raises:
        NoSuchRound, RoundLocked, RoundFull, RemovedFromRound: see `quest.services.seats.take`.
        BadNickname: the name cannot be shown. BadInput: neither a PIN nor a nickname where one is needed.
        TooMany: too many wrong PINs, or new players, from this address.
    """
    if wanted.language:
        keep(wanted.language)
    if wanted.seat:
        return _seat_again(wanted.seat)
    row_id, who = _round_of_pin(wanted.pin or ""), visitor()
    if who is not None and who.player_id is not None:
        with parts().database.unit_of_work() as session:
            seat = seats.take(session, rounds.by_id(session, row_id), player_id=who.player_id, now=parts().now())
            return seat, session.get_one(Player, who.player_id).nickname
    if not wanted.nickname:
        raise BadInput(fields={"nickname": ("missing", {})})
    return _new_player_with_seat(row_id, wanted.nickname)


def _round_of_pin(pin: str) -> int:
    try:
        with parts().database.looking() as reader:
            return rounds.id_of_pin(reader, digits_of(pin))
    except NoSuchRound:
        tries = f"{parts().config.code_tries_per_address} per 5 minute"
        parts().throttle.check("pin", request.remote_addr or "", tries)
        raise


def _new_player_with_seat(round_id: int, nickname: str) -> tuple[Seat, str]:
    """One commit for the player, the seat and the sign-in: a whole hall comes in at once."""
    limit = f"{parts().config.new_players_per_address} per hour"
    parts().throttle.check("join", request.remote_addr or "", limit)
    now, who = parts().now(), visitor()
    with parts().database.unit_of_work() as session:
        content = campaign()
        player = players.join(session, campaign_id=content.id, nickname=nickname, language=language(), now=now)
        seat = seats.take(session, rounds.by_id(session, round_id), player_id=player.id, now=now)
        made = accounts.sign_in(session, player_id=player.id, account_id=who.account_id if who else None, now=now)
        if who is not None:
            accounts.sign_out(session, who.sign_in_id, now=now)
    keep_sign_in(made.id, player.language)
    return seat, player.nickname


def _seat_again(token: str) -> tuple[Seat, str]:
    """The seat of a token; this device plays for it from now on."""
    who, now = visitor(), parts().now()
    with parts().database.unit_of_work() as session:
        seat = seats.of_token(session, token, secret=parts().config.secret_key)
        player = session.get_one(Player, seat.player_id)
        if who is not None and who.player_id == player.id:
            return seat, player.nickname
        made = accounts.sign_in(session, player_id=player.id, account_id=None, now=now)
        if who is not None:
            accounts.sign_out(session, who.sign_in_id, now=now)
    keep_sign_in(made.id, player.language)
    return seat, player.nickname


def seat_view(seat: Seat, nickname: str) -> dict[str, Any]:
    """A seat with the token that holds it."""
    held = seats.token(seat, secret=parts().config.secret_key)
    return {"round_id": seat.round_id, "seat": held, "seat_id": seat.id, "nickname": nickname, "team": seat.team}


def round_view(round_id: int, said: dict[str, Any]) -> dict[str, Any]:
    """A round as the visitor may see it; time goes first, for there may be no socket that watches the clock.

    Raises:
        NoSuchRound: there is none, or the visitor is not in it.
    """
    audience, seat_id = roundrooms.admit(parts(), visitor(), round_id, said)
    pulse = roundrooms.pulses(parts(), [round_id])[round_id]
    if pulse.due_at is not None and parts().now() >= pulse.due_at:
        roundrooms.settle(parts(), round_id)
    with parts().database.reading() as session:
        scene = round_scenes.read(session, campaign(), round_id, own=[seat_id] if seat_id else [])
    view = shared_view(scene, audience, language(), now=parts().now(), address=parts().config.address)
    if audience is Audience.PLAYER and seat_id is not None:
        view["me"] = own_view(scene, seat_id, ranks_of(scene), language())
    return view


def seat_rows(round_id: int) -> list[dict[str, Any]]:
    """Everybody in a round, for its host.

    Raises:
        NoSuchRound: there is none.
    """
    since = parts().now() - round_scores.SEEN_FOR
    with parts().database.reading() as session:
        return [
            {
                "seat": seat.id,
                "number": seat.number,
                "nickname": nickname,
                "team": seat.team,
                "approved": seat.approved,
                "connected": (seat.seen_at or LONG_AGO) > since,
            }
            for seat, nickname in seats.of_round(session, rounds.by_id(session, round_id))
        ]
