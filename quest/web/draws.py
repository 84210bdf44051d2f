"""The public pages of prize draws: what is to be won, and everything that is needed to check how it was drawn."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quest.models import Draw
from quest.services import draws
from quest.web.context import campaign, parts, visitor
from quest.web.drawing import all_draws, checking, draw_view

blueprint = Blueprint("draws", __name__)


@blueprint.get("/draws")
def index() -> ResponseReturnValue:
    """Everything that can be won."""
    return render_template("draws/index.html", draws=all_draws(campaign()))


@blueprint.get("/draws/<int:draw_id>")
def show(draw_id: int) -> ResponseReturnValue:
    """One draw: its terms, where it stands, the reader's own part in it, and how to check it."""
    content = campaign()
    with parts().database.reading() as session:
        draw = draws.by_id(session, content, draw_id)
        published = draws.published(session, draw)
    return render_template(
        "draws/show.html",
        draw=draw_view(content, draw),
        published=published,
        check=checking(published),
        own=_own_part(draw),
    )


def _own_part(draw: Draw) -> dict[str, Any] | None:
    """The reader's ticket, or whether there will be one; None for a stranger."""
    who = visitor()
    if who is None or who.player_id is None:
        return None
    with parts().database.reading() as session:
        ticket = draws.ticket_of(session, draw.id, who.player_id)
        takes_part = draws.takes_part(session, campaign(), draw, who.player_id) if draw.closed_at is None else None
    return {
        "takes_part": takes_part,
        "ticket": ticket.ticket if ticket else None,
        "place": ticket.place if ticket and ticket.place and ticket.place <= draw.places else None,
    }
