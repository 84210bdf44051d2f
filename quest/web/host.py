"""The host's desk: what can be put on the projector."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.web.live import all_boards
from quest.web.organise.desk import desk_page

blueprint = Blueprint("host", __name__)


@blueprint.get("/host")
def index() -> ResponseReturnValue:
    """The boards with their links for the projector."""
    return desk_page("host/index.html", "host", "organiser", desk="boards", boards=all_boards())
