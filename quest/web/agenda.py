"""The agenda of the live event, a talk as a page and as a file for a calendar, and the code of who is there."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.exchange.calendar import Appointment, calendar
from quest.levels.level import Campaign
from quest.models import Attendance
from quest.services import ledger, progress, talks
from quest.web.badges import badge_views
from quest.web.context import campaign, own_rider, parts, rider_id, visitor
from quest.web.errors import sentence, status_of
from quest.web.language import t
from quest.web.stops import stop_view
from quest.web.talkacts import attend
from quest.web.talkviews import agenda_view, by_day, places, talk_view

blueprint = Blueprint("agenda", __name__)


@blueprint.get("/agenda")
def index() -> ResponseReturnValue:
    """What is on, what comes next, and everything else by time; of one place, if the address names one."""
    content, place = campaign(), request.args.get("place", "")
    every = agenda_view(content, parts().now(), _attended())
    shown = [talk for talk in every if place in ("", talk["at"])]
    return render_template(
        "agenda/index.html",
        now=[talk for talk in shown if talk["state"] == "now"],
        next=[talk for talk in shown if talk["state"] == "next"],
        days=by_day(shown),
        place=place,
        places=places(content),
    )


@blueprint.get("/agenda/<talk_id>")
def show(talk_id: str) -> ResponseReturnValue:
    """A talk, and where somebody who is there types the code; afterwards what it earned."""
    return _talk_page(talk_id, request.args.get("code", "")[:20], {})


@blueprint.post("/agenda/<talk_id>")
def be_there(talk_id: str) -> ResponseReturnValue:
    """Counts that the player is there."""
    typed, key = request.form.get("code", "")[:40], request.form.get("key", "")[:64]
    try:
        attend(talk_id, typed, key if key and key.isprintable() else secrets.token_urlsafe(12))
    except errors.CodeExpired as error:
        return _talk_page(talk_id, typed, {"code": sentence(error)}), status_of(error)
    except errors.AlreadyAttended:
        pass  # the page tells what it earned
    return redirect(url_for("agenda.show", talk_id=talk_id), 303)


@blueprint.get("/agenda/<talk_id>.ics")
def appointment(talk_id: str) -> ResponseReturnValue:
    """The talk for the reader's calendar."""
    talk = talks.by_id(campaign(), talk_id)
    address = f"{parts().config.address}{url_for('agenda.show', talk_id=talk_id)}"
    entry = Appointment(
        uid=f"{talk.id}.{campaign().id}@talent-quest",
        title=t(talk.title),
        place=t(talk.place),
        about="\n".join(filter(None, [talk.speaker, talk.company, t(talk.blurb) if talk.blurb else "", address])),
        starts=talk.starts,
        ends=talk.ends,
    )
    response = Response(calendar([entry], made_at=parts().now()), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{talk.id}.ics"'
    return response


def _attended() -> dict[str, Attendance]:
    me = own_rider()
    if me is None:
        return {}
    with parts().database.reading() as session:
        return talks.of_player(session, me)


def _talk_page(talk_id: str, typed: str, faults: dict[str, str]) -> str:
    content, who = campaign(), visitor()
    talk = talks.by_id(content, talk_id)
    attended = _attended().get(talk_id)
    return render_template(
        "agenda/show.html",
        talk=talk_view(talk, parts().now()),
        receipt=_receipt_view(content, attended, talk.level) if attended else None,
        is_player=who is not None and who.player_id is not None,
        typed=typed,
        errors=faults,
        key=secrets.token_urlsafe(12),
    )


def _receipt_view(content: Campaign, attended: Attendance, quiz: str | None) -> dict[str, Any]:
    """What being there earned, what else it brought, and the quiz after the talk."""
    told = talks.Receipt(**attended.receipt)
    with parts().database.reading() as session:
        stands = progress.of_player(session, content, rider_id(), now=parts().now())
        total = ledger.points_of(session, attended.player_id)
    opened = [level_id for level_id in told.opened if content.level(level_id) and level_id != quiz]
    return {
        "points": told.points,
        "total": total,
        "badges": badge_views(content, dict.fromkeys(told.badges, attended.at)),
        "opened": [stop_view(content, level_id) for level_id in opened],
        "quiz": stop_view(content, quiz) | {"state": stands.states[quiz]} if quiz in stands.states and quiz else None,
    }
