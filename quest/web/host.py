"""The host's desk: what can be put on the projector."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quest.models import Account
from quest.web.context import parts, require
from quest.web.live import all_boards

blueprint = Blueprint("host", __name__)


@blueprint.get("/host")
def index() -> ResponseReturnValue:
    """The boards with their links for the projector."""
    who = require("host", "organiser")
    with parts().database.reading() as session:
        account = session.get_one(Account, who.account_id)
    return render_template("host/index.html", boards=all_boards(), account=account, address=parts().config.address)
