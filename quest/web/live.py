"""The live side: the boards to watch, the room to join, and the stage for the projector."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain import errors
from quest.domain.standings import parse_board
from quest.levels.base import Text
from quest.levels.crowd import Bracket
from quest.levels.level import Level
from quest.levels.lines import Line
from quest.services import boards, rounds
from quest.web import labels
from quest.web.boards import board_size, board_title, board_view, frozen_time, is_final
from quest.web.context import campaign, parts
from quest.web.drawing import all_draws
from quest.web.errors import sentence, status_of
from quest.web.qr import qr
from quest.web.roundacts import digits_of
from quest.web.roundpages import join_page
from quest.web.stops import stop_codes
from quest.web.talkviews import agenda_view

SHOWN = 8
PIN_DIGITS = 6
blueprint = Blueprint("live", __name__)


@blueprint.get("/live")
def index() -> ResponseReturnValue:
    """Where to type the PIN of a room, and which boards there are to watch."""
    return _index_page("", None)


@blueprint.get("/live/join")
def join_by_code() -> ResponseReturnValue:
    """Where the code on the big screen leads."""
    try:
        return join_page(request.args.get("pin", ""), "")
    except errors.QuestError as error:
        return _index_page(digits_of(request.args.get("pin", "")), sentence(error)), status_of(error)


@blueprint.post("/live/join")
def join() -> ResponseReturnValue:
    """Looks for the room of a PIN, and asks for a nickname whoever has none."""
    typed = request.form.get("pin", "")[:40]
    if len(pin := digits_of(typed)) != PIN_DIGITS:
        return _index_page(typed, _("A PIN has six digits. They are on the big screen.")), 422
    try:
        return join_page(typed, request.form.get("nickname", ""))
    except errors.NoSuchRound as error:
        words = _("No room %(pin)s. Check the screen.", pin=f"{pin[:3]} {pin[3:]}")
        return _index_page(typed, words), status_of(error)
    except (errors.RoundLocked, errors.RoundFull, errors.RemovedFromRound) as error:
        return _index_page(typed, sentence(error)), status_of(error)


def _index_page(pin: str, fault: str | None) -> str:
    content = campaign()
    with parts().database.reading() as session:
        is_live = rounds.is_any_going_on(session, content)
    talks = [talk for talk in agenda_view(content, parts().now()) if talk["state"] in ("now", "next")]
    return render_template(
        "live/index.html",
        boards=all_boards(),
        draws=all_draws(content),
        talks=talks,
        pin=pin,
        fault=fault,
        is_live=is_live,
    )


def all_boards() -> list[dict[str, Any]]:
    """Every board with what it is called and how many are on it."""
    content, frozen = campaign(), parts().leaderboard.frozen()
    return [
        {
            "board": name,
            "kind": parse_board(name).kind,
            "title": board_title(content, name),
            "line": content.line(parse_board(name).key),
            "codes": stop_codes(content, parse_board(name).key) if parse_board(name).kind == "level" else [],
            "total": board_size(parts(), content, name),
            "frozen": labels.clock(datetime.fromtimestamp(frozen[name] / 1000, UTC)) if name in frozen else "",
        }
        for name in boards.names(content, parts().now())
    ]


@blueprint.get("/stage/<path:board>")
def stage(board: str) -> ResponseReturnValue:
    """The board as a hall sees it: eight trains, and how to get on."""
    return render_template("live/stage.html", **board_values(board))


def board_values(board: str) -> dict[str, Any]:
    """What a board on the stage is drawn from.

    Raises:
        NoSuchBoard: the campaign has no such board.
    """
    content = campaign()
    view = board_view(parts(), content, board, limit=SHOWN)
    for row in view["rows"]:
        row["line"] = None if row["group_id"] else content.line(row["line"] or "") or content.lines[0]
    return {
        "snapshot": view,
        "leader": max((row["points"] for row in view["rows"]), default=0),
        "frozen_time": frozen_time(view),
        "is_over": content.is_over(parts().now()),
        "is_final": is_final(content, view, parts().now()),
        "title": board_title(content, board),
        "second": _name_of(board),
        "named": parse_board(board).kind in ("day", "groups", "group"),
        **door_values(),
    }


def door_values() -> dict[str, Any]:
    """The address of the quest and its code, for the foot of the stage."""
    address = parts().config.address
    return {"address": urlsplit(address).netloc, "code": qr(address, _("QR code of %(address)s", address=address))}


def _name_of(board: str) -> Text | None:
    """What a line, a level or a bracket is called, for the second script; other boards have no name in several."""
    content, (kind, key) = campaign(), parse_board(board)
    with_names: dict[str, Callable[[str], Line | Level | Bracket | None]] = {
        "line": content.line,
        "level": content.level,
        "bracket": content.bracket,
    }
    named = with_names[kind](key) if kind in with_names else None
    return named.name if named else None
