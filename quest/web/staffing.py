"""The staff of a station: who is here, who waits for a word, and what may be done for whom; and the host's list."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from quest.domain import codes, errors
from quest.models import Player
from quest.services import queues, staff, stations
from quest.services.accounts import Visitor as Staff
from quest.services.staff import Visitor
from quest.web import checkins, labels
from quest.web.context import campaign, parts, require
from quest.web.errors import sentence
from quest.web.host import blueprint
from quest.web.language import by_language, t
from quest.web.organise.desk import desk_page
from quest.web.qr import qr
from quest.web.questions import moment

ROLES = ("staff", "host", "organiser")
HOSTS = ("host", "organiser")


def staff_of(level_id: str) -> Staff:
    """The visitor, who must run this station: its own staff, or whoever runs the event.

    Raises:
        SignInRequired, Forbidden: somebody else, or the staff of another station. NotFound: there is no such station.
    """
    who = require(*ROLES)
    if "staff" in who.roles and who.station != level_id:
        raise errors.Forbidden
    stations.station_of(campaign(), level_id)
    return who


def act(level_id: str, player_id: int, what: str, *, words: str = "", extra: str = "") -> None:
    """Does something for one visitor: `confirm`, `refuse`, `leave`, `note` (with words) or `award` (an extra).

    Raises:
        NotAtStation, NotFound, AlreadyAwarded: see `quest.services.staff`. BadRequest: there is no such act.
    """
    who, content, now = staff_of(level_id), campaign(), parts().now()
    with parts().database.unit_of_work() as session:
        match what:
            case "confirm":
                staff.confirm(session, content, level_id, player_id, now=now)
            case "refuse":
                staff.refuse(session, content, level_id, player_id)
            case "leave":
                staff.mark_left(session, content, level_id, player_id, now=now)
                queues.settle(session, content, level_id, now=now)
            case "note":
                staff.note(session, content, level_id, player_id, words, account_id=who.account_id, now=now)
            case "award":
                staff.give_extra(session, content, level_id, player_id, extra, account_id=who.account_id, now=now)
            case _:
                raise BadRequest


def call_next(level_id: str) -> str | None:
    """Calls whoever is next in the queue, even where it is full; the nickname, or None when nobody waits."""
    staff_of(level_id)
    with parts().database.unit_of_work() as session:
        called = queues.call_next(session, campaign(), level_id, now=parts().now())
        return session.get_one(Player, called).nickname if called else None


def visitor_rows(level_id: str) -> list[dict[str, Any]]:
    """The visitors of a station by nickname, and nothing else that tells who they are."""
    content, now = campaign(), parts().now()
    staff_of(level_id)
    with parts().database.reading() as session:
        found = staff.visitors(session, content, level_id)
    return [_row(each, is_here=each.is_here(now)) for each in found]


def _row(visitor: Visitor, *, is_here: bool) -> dict[str, Any]:
    row = visitor.row
    return {
        "player_id": row.player_id,
        "nickname": visitor.nickname,
        "at": moment(row.at),
        "state": checkins.state_of(row),
        "late": row.late,
        "here": is_here,
        "note": visitor.note,
        "extras": list(visitor.extras),
        "time": labels.clock(row.at),
        "note_language": next((tag for tag, _part in by_language(visitor.note) if tag), None),
    }


def queue_rows(level_id: str) -> list[dict[str, Any]]:
    """Who waits at a station, the first first."""
    staff_of(level_id)
    _mine, crowd = checkins.look(level_id, None)
    with parts().database.reading() as session:
        names = {each.player_id: session.get_one(Player, each.player_id).nickname for each in crowd.queue}
    return [
        {
            "player_id": each.player_id,
            "nickname": names[each.player_id],
            "since": moment(each.joined_at),
            "called_at": moment(each.called_at),
            "time": labels.clock(each.joined_at),
        }
        for each in crowd.queue
    ]


@blueprint.get("/staff")
def station_desk() -> ResponseReturnValue:
    """The page of the station whose staff ask; hosts choose one."""
    who = require(*ROLES)
    if "staff" not in who.roles:
        return redirect(url_for("host.station_list"))
    return redirect(url_for("host.station_page", level_id=who.station))


@blueprint.get("/staff/<level_id>")
def station_page(level_id: str) -> ResponseReturnValue:
    """People here now, those who wait for a word, the queue, and everybody who was here."""
    staff_of(level_id)
    content, rows = campaign(), visitor_rows(level_id)
    _mine, crowd = checkins.look(level_id, None)
    return desk_page(
        "host/station.html",
        *ROLES,
        desk="stations",
        station=checkins.station_view(content, level_id, None),
        queue=checkins.queue_view(crowd, None),
        waiting=queue_rows(level_id),
        pending=[row for row in rows if row["state"] == "pending"],
        here=[row for row in rows if row["here"] and row["state"] == "done"],
        gone=[row for row in rows if not row["here"] and row["state"] == "done"],
        extras=[
            {"id": each.id, "name": t(each.name), "points": each.points} for each in content.stations[level_id].extras
        ],
        screen=checkins.screen_address(level_id),
    )


@blueprint.post("/staff/<level_id>/visitors/<int:player_id>")
def station_act(level_id: str, player_id: int) -> ResponseReturnValue:
    """What the staff do about one visitor."""
    form = request.form
    try:
        act(level_id, player_id, form.get("act", ""), words=form.get("note", ""), extra=form.get("extra", ""))
    except (errors.NotAtStation, errors.AlreadyAwarded) as error:
        flash(sentence(error), "warn")
    return redirect(url_for("host.station_page", level_id=level_id), 303)


@blueprint.post("/staff/<level_id>/next")
def station_next(level_id: str) -> ResponseReturnValue:
    """Calls whoever is next."""
    name = call_next(level_id)
    flash(_("%(name)s was called.", name=name) if name else _("Nobody waits."), "good" if name else "warn")
    return redirect(url_for("host.station_page", level_id=level_id), 303)


@blueprint.get("/host/stations")
def station_list() -> ResponseReturnValue:
    """Every station with its screen, its sheet and its staff's page."""
    require(*HOSTS)
    content = campaign()
    with parts().database.reading() as session:
        counts = stations.counts(session, content)
    rows = [
        {
            **checkins.station_view(content, level_id, None),
            "count": counts.get(level_id, 0),
            "screen": checkins.screen_address(level_id),
        }
        for level_id in content.stations
    ]
    return desk_page("host/stations.html", *HOSTS, desk="stations", stations=rows)


@blueprint.get("/host/stations/<level_id>/sheet")
def station_sheet(level_id: str) -> ResponseReturnValue:
    """The sheet of paper of a station with a printed code, to be printed."""
    require(*HOSTS)
    content = campaign()
    if stations.station_of(content, level_id).codes != "printed":
        raise errors.NotFound(what="sheet")
    code = codes.printed(parts().config.secret_key, stations.subject(content, level_id))
    view = checkins.station_view(content, level_id, None)
    drawn = qr(checkins.link(level_id, code), _("QR code for checking in at %(booth)s", booth=view["booth"]))
    return render_template("stations/sheet.html", station=view, code=code, drawn=drawn)
