"""The organiser's side of prize draws: announcing, closing, drawing, and handing out."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from quest.domain import errors
from quest.models import Draw
from quest.services import boards, draws
from quest.web.boards import board_title
from quest.web.context import campaign, parts, require
from quest.web.drawing import all_draws, draw_view, terms_from_form
from quest.web.errors import sentence, status_of
from quest.web.forms import by_field
from quest.web.language import t
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page

RESERVES = 5
"""How many tickets behind the winners are shown, for prizes that nobody fetches."""


@blueprint.get("/organise/draws")
def draw_list() -> ResponseReturnValue:
    """Every draw, and the form that announces one."""
    return _list_page({})


def _list_page(faults: dict[str, str]) -> str:
    content = campaign()
    names = [name for name in boards.names(content, parts().now()) if not name.startswith("groups:")]
    return desk_page(
        "organise/draws.html",
        "organiser",
        desk="draws",
        draws=all_draws(content),
        prizes=content.prizes,
        lines=[(line.id, t(line.name)) for line in content.lines],
        boards=[(name, board_title(content, name)) for name in names],
        levels=len(content.levels),
        errors=faults,
        typed=request.form,
    )


@blueprint.post("/organise/draws")
def announce_draw() -> ResponseReturnValue:
    """Announces a draw, its seed sealed."""
    who, content = require("organiser"), campaign()
    try:
        terms = terms_from_form(request.form.get("closes_at", ""), content)
        with parts().database.unit_of_work() as session:
            draw = draws.announce(session, content, terms, account_id=who.account_id, now=parts().now())
    except errors.BadInput as error:
        return _list_page(by_field(error)), 422
    except errors.PrizesOff as error:
        return _list_page({"": sentence(error)}), status_of(error)
    flash(_("Announced. Everybody can see the draw now."), "good")
    return redirect(url_for("organise.draw", draw_id=draw.id), 303)


@blueprint.get("/organise/draws/<int:draw_id>")
def draw(draw_id: int) -> ResponseReturnValue:
    """One draw: what to do next, and who won."""
    return _draw_page(draw_id, {})


def _draw_page(draw_id: int, faults: dict[str, str]) -> str:
    require("organiser")
    content = campaign()
    with parts().database.reading() as session:
        found = draws.by_id(session, content, draw_id)
        order = draws.in_order(session, draw_id, found.places + RESERVES)
        tickets = draws.count(session, draw_id)
    return desk_page(
        "organise/draw.html",
        "organiser",
        desk="draws",
        draw=draw_view(content, found),
        order=[
            {"ticket": each.ticket, "nickname": name, "wins": (each.place or 0) <= found.places} for each, name in order
        ],
        tickets=tickets,
        address=parts().config.address + url_for("draws.show", draw_id=draw_id),
        errors=faults,
    )


@blueprint.post("/organise/draws/<int:draw_id>/close")
def close_draw(draw_id: int) -> ResponseReturnValue:
    """Gives everybody who takes part a ticket."""
    who = require("organiser")
    return _done(
        draw_id,
        lambda session: draws.close(session, campaign(), draw_id, account_id=who.account_id, now=parts().now()),
    )


@blueprint.post("/organise/draws/<int:draw_id>/draw")
def draw_winners(draw_id: int) -> ResponseReturnValue:
    """Opens the seed and draws the winners."""
    who, value = require("organiser"), request.form.get("public_value", "").strip()[:200]
    return _done(
        draw_id,
        lambda session: draws.draw_winners(
            session, campaign(), draw_id, public_value=value, account_id=who.account_id, now=parts().now()
        ),
    )


@blueprint.post("/organise/draws/<int:draw_id>/withdraw")
def withdraw_draw(draw_id: int) -> ResponseReturnValue:
    """Calls a draw off before its closing."""
    who, note = require("organiser"), request.form.get("note", "").strip()[:400]
    return _done(
        draw_id,
        lambda session: draws.withdraw(
            session, campaign(), draw_id, note=note, account_id=who.account_id, now=parts().now()
        ),
    )


def _done(draw_id: int, act: Callable[[Session], Draw]) -> ResponseReturnValue:
    try:
        with parts().database.unit_of_work() as session:
            act(session)
    except errors.BadInput as error:
        return _draw_page(draw_id, by_field(error)), 422
    except errors.DrawNotReady as error:
        return _draw_page(draw_id, {"": sentence(error)}), status_of(error)
    flash(_("Done."), "good")
    return redirect(url_for("organise.draw", draw_id=draw_id), 303)
