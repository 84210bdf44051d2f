"""Prize draws as they are shown: their rule in words, where they stand, and how to check them."""

from __future__ import annotations

import shlex
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from quest.levels.level import Campaign
from quest.models import Draw
from quest.services import draws
from quest.services.draws import Terms
from quest.web import labels
from quest.web.api.draw_schemas import DrawBody
from quest.web.boards import board_title
from quest.web.context import parts
from quest.web.forms import read_form
from quest.web.language import t

STATES = {
    "announced": _l("Announced"),
    "due": _l("Closing"),
    "closed": _l("Closed"),
    "drawn": _l("Drawn"),
    "withdrawn": _l("Withdrawn"),
}
SHOWN_TICKETS = 100


def draw_view(content: Campaign, draw: Draw) -> dict[str, Any]:
    """A draw in the reader's words."""
    state = state_of(draw, parts().now())
    return {
        "id": draw.id,
        "prize": draw.prize,
        "places": draw.places,
        "who": rule_words(content, draw.eligible),
        "by_board": draw.eligible["who"] == "board",
        "state": state,
        "state_words": str(STATES[state]),
        "closes": labels.moment(draw.closes_at),
        "public_source": draw.public_source,
        "note": draw.note,
    }


def state_of(draw: Draw, now: datetime) -> str:
    """Where a draw stands: a key of `STATES`."""
    if draw.withdrawn_at is not None:
        return "withdrawn"
    if draw.drawn_at is not None:
        return "drawn"
    if draw.closed_at is not None:
        return "closed"
    return "due" if now >= draw.closes_at else "announced"


def rule_words(content: Campaign, eligible: dict[str, Any]) -> str:
    """Who takes part, in a sentence."""
    if eligible["who"] == "levels":
        stops: int = eligible["levels"]
        return str(ngettext("Everybody who has passed %(num)s stop", "Everybody who has passed %(num)s stops", stops))
    if eligible["who"] == "board":
        title, top = board_title(content, eligible["board"]), eligible["top"]
        words = ngettext(
            "Number %(num)s on the board “%(board)s”", "The first %(num)s on the board “%(board)s”", top, board=title
        )
        return str(words)
    line = content.line(eligible.get("line", ""))
    if line is None:
        return str(_("Everybody who has finished a line"))
    return str(_("Everybody who has finished the line “%(line)s”", line=t(line.name)))


def checking(published: dict[str, Any]) -> dict[str, Any]:
    """What somebody types into a shell to check a draw by hand, and the tickets to show."""
    tickets, seed = published["tickets"] or [], published["seed"]
    first = (published["winners"] or [""])[0]
    value = published["public_value"]
    # Quoted, for whoever draws could otherwise have those who check run a command.
    message = f"'%s\\n%s' {shlex.quote(value)} {first}" if value else f"%s {first}"
    return {
        "seed_line": f"printf %s {seed} | sha256sum" if seed else "",
        "ticket_line": f"printf {message} | openssl dgst -sha256 -hmac {seed}" if seed and first else "",
        "command": f"quest draw verify draw-{published['id']}.json",
        "tickets": tickets[:SHOWN_TICKETS],
        "more_tickets": max(0, len(tickets) - SHOWN_TICKETS),
        "count": len(tickets),
    }


def terms_of(body: DrawBody) -> Terms:
    """The terms that a body announces."""
    return Terms(**body.model_dump())


def terms_from_form(closes_at: str, content: Campaign) -> Terms:
    """The terms that the organiser's form announces; its closing time is one of the campaign's place.

    Raises:
        BadInput: fields cannot be used.
    """
    return terms_of(read_form(DrawBody, closes_at=_at_the_place(closes_at, content)))


def _at_the_place(written: str, content: Campaign) -> str:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(content.timezone)).isoformat()
    except ValueError:
        return written


def all_draws(content: Campaign) -> list[dict[str, Any]]:
    """Every draw of the campaign, the newest first."""
    with parts().database.reading() as session:
        return [draw_view(content, draw) for draw in draws.of_campaign(session, content)]
