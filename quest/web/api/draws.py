"""API calls of prize draws."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.domain.standings import NoSuchBoard
from quest.services import draws
from quest.web.api.draw_schemas import DrawBody, DrawList, DrawValue, DrawView, Withdrawal
from quest.web.api.operations import ANYONE, operation
from quest.web.context import campaign, parts, require
from quest.web.drawing import terms_of

ORGANISER = ("organiser",)
blueprint = Blueprint("api_draws", __name__)


@operation(blueprint, "GET", "/draws", roles=ANYONE, result=DrawList)
def list_draws() -> ResponseReturnValue:
    """Every draw of the campaign, the newest first, without its tickets."""
    with parts().database.reading() as session:
        return {"draws": [draws.announced(each) for each in draws.of_campaign(session, campaign())]}


@operation(blueprint, "GET", "/draws/{draw_id}", roles=ANYONE, result=DrawView, errors=(errors.NotFound,))
def get_draw(draw_id: int) -> ResponseReturnValue:
    """Everything that anybody may know of a draw now; `quest draw verify` reads it."""
    return _published(draw_id)


@operation(
    blueprint,
    "POST",
    "/draws",
    roles=ORGANISER,
    body=DrawBody,
    result=DrawView,
    statuses={201: "Announced, its seed sealed"},
    errors=(errors.PrizesOff, NoSuchBoard),
)
def announce_draw(body: DrawBody) -> ResponseReturnValue:
    """Announces a draw; the SHA-256 of its secret seed is public from now on."""
    with parts().database.unit_of_work() as session:
        made = draws.announce(
            session, campaign(), terms_of(body), account_id=require(*ORGANISER).account_id, now=parts().now()
        )
    return _published(made.id), 201


@operation(
    blueprint,
    "POST",
    "/draws/{draw_id}/close",
    roles=ORGANISER,
    result=DrawView,
    errors=(errors.NotFound, errors.DrawNotReady),
)
def close_draw(draw_id: int) -> ResponseReturnValue:
    """Gives everybody who takes part a ticket, once the closing time has come."""
    with parts().database.unit_of_work() as session:
        draws.close(session, campaign(), draw_id, account_id=require(*ORGANISER).account_id, now=parts().now())
    return _published(draw_id)


@operation(
    blueprint,
    "POST",
    "/draws/{draw_id}/winners",
    roles=ORGANISER,
    body=DrawValue,
    result=DrawView,
    errors=(errors.NotFound, errors.DrawNotReady),
)
def draw_winners(draw_id: int, body: DrawValue) -> ResponseReturnValue:
    """Opens the seed of a closed draw and puts its tickets in order."""
    with parts().database.unit_of_work() as session:
        draws.draw_winners(
            session,
            campaign(),
            draw_id,
            public_value=body.public_value or "",
            account_id=require(*ORGANISER).account_id,
            now=parts().now(),
        )
    return _published(draw_id)


@operation(
    blueprint,
    "POST",
    "/draws/{draw_id}/withdrawal",
    roles=ORGANISER,
    body=Withdrawal,
    result=DrawView,
    errors=(errors.NotFound, errors.DrawNotReady),
)
def withdraw_draw(draw_id: int, body: Withdrawal) -> ResponseReturnValue:
    """Calls a draw off before its closing; what was announced stays to be read."""
    with parts().database.unit_of_work() as session:
        draws.withdraw(
            session,
            campaign(),
            draw_id,
            note=body.note,
            account_id=require(*ORGANISER).account_id,
            now=parts().now(),
        )
    return _published(draw_id)


def _published(draw_id: int) -> dict[str, Any]:
    with parts().database.reading() as session:
        return draws.published(session, draws.by_id(session, campaign(), draw_id))
