"""Freezing and revealing boards from the desk."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.services import freezes
from quest.web.boards import board_title, known
from quest.web.context import campaign, parts, require
from quest.web.onward import onward
from quest.web.organise.blueprint import blueprint


@blueprint.post("/organise/boards/<path:board>/freeze")
def freeze(board: str) -> ResponseReturnValue:
    """Lets a board show this moment, on every screen, until it is revealed."""
    who, content = require("host", "organiser"), campaign()
    known(parts(), content, board)
    with parts().database.unit_of_work() as session:
        freezes.freeze(session, content, board, account_id=who.account_id, now=parts().now())
    flash(_("%(board)s is frozen.", board=board_title(content, board)), "good")
    return redirect(onward(url_for("host.index")), 303)


@blueprint.post("/organise/boards/<path:board>/reveal")
def reveal(board: str) -> ResponseReturnValue:
    """Lets a board show everything again."""
    who, content = require("host", "organiser"), campaign()
    known(parts(), content, board)
    with parts().database.unit_of_work() as session:
        freezes.reveal(session, content, board, account_id=who.account_id, now=parts().now())
    flash(_("%(board)s is revealed.", board=board_title(content, board)), "good")
    return redirect(onward(url_for("host.index")), 303)
