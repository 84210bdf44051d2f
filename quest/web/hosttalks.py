"""The host's talks: who was counted, and the screen with the code of a talk."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain import codes, errors
from quest.services import talks
from quest.web.context import campaign, parts, require
from quest.web.organise.desk import desk_page
from quest.web.qr import qr
from quest.web.questions import moment
from quest.web.talkviews import agenda_view, by_day, talk_view

ROLES = ("host", "organiser")
blueprint = Blueprint("hosttalks", __name__)


@blueprint.get("/host/talks")
def talk_list() -> ResponseReturnValue:
    """The agenda with how many were counted at each talk."""
    require(*ROLES)
    content = campaign()
    with parts().database.reading() as session:
        there = talks.counts(session, content)
    days = by_day(agenda_view(content, parts().now()))
    return desk_page("host/talks.html", *ROLES, desk="talks", days=days, there=there)


@blueprint.get("/host/talks/<talk_id>")
def talk_code(talk_id: str) -> ResponseReturnValue:
    """What stands on the screen while people leave: the code of the talk, large, and a square to scan."""
    require(*ROLES)
    content, now = campaign(), parts().now()
    talk = talks.by_id(content, talk_id)
    if talk.points is None:
        raise errors.NotFound(what="talk")
    shown = talks.code(content, talk, secret=parts().config.secret_key, now=now)
    address = f"{parts().config.address}{url_for('agenda.show', talk_id=talk_id, code=shown)}"
    return render_template(
        "host/talk.html",
        talk=talk_view(talk, now),
        shown=shown,
        rotates_at=moment(codes.rotates_at(now)),
        picture=qr(address, _("QR code of %(address)s", address=address)),
        address=parts().config.address.partition("://")[2],
    )
