"""The host's rounds: making one, and its console, which also serves as a remote on a phone."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest

from quest.domain import errors
from quest.domain.rounds import NoSuchStep
from quest.levels.level import Campaign
from quest.services import rounds, seats
from quest.services.rounds import Step
from quest.web import labels
from quest.web.api.round_schemas import NewRound
from quest.web.context import campaign, parts, require
from quest.web.errors import sentence
from quest.web.forms import by_field, read
from quest.web.host import blueprint
from quest.web.organise.desk import desk_page
from quest.web.roundacts import host_round, projector_address, round_view, seat_rows
from quest.web.stops import stop_view

ROLES = ("host", "organiser")
STEPS: dict[str, Step] = {
    "next": "next",
    "skip": "skip",
    "board": "board",
    "pause": "pause",
    "resume": "resume",
    "end": "end",
}
USUAL: dict[str, Any] = {
    "levels": (),
    "limit_s": "30",
    "reading_s": "5",
    "speed": "0",
    "board": "question",
    "names": "shown",
    "late": "zero",
    "teams": "0",
    "hold": False,
    "survey": False,
}
LIMITS = (15, 20, 30, 45, 60, 90, 120)
READINGS = (0, 3, 5, 10, 15)


@blueprint.get("/host/rounds")
def round_list() -> ResponseReturnValue:
    """The latest rounds, and a form for the next one."""
    return _list_page(USUAL, {})


def _list_page(typed: dict[str, Any], faults: dict[str, str]) -> str:
    require(*ROLES)
    content = campaign()
    with parts().database.reading() as session:
        latest = [
            {
                "id": row.id,
                "pin": row.pin,
                "phase": row.phase,
                "questions": len(row.questions),
                "players": seats.count(session, row),
                "made": labels.moment(row.created_at),
                "revealed": len(row.revealed),
            }
            for row in rounds.newest(session, content)
        ]
    stops = [
        {**stop_view(content, level.id), "count": len(rounds.suited(level)[: level.draw])}
        for level in content.levels
        if rounds.suited(level)
    ]
    return desk_page(
        "host/rounds.html",
        *ROLES,
        desk="rounds",
        rounds=latest,
        stops=stops,
        typed=typed,
        errors=faults,
        **_choices(content),
    )


def _choices(content: Campaign) -> dict[str, list[tuple[str, str]]]:
    """What a host may choose from, in words."""
    return {
        "limits": [
            *((str(s), ngettext("%(num)s second", "%(num)s seconds", s)) for s in LIMITS),
            ("", _("Until I close it")),
        ],
        "readings": [(str(s), ngettext("%(num)s second", "%(num)s seconds", s) if s else _("None")) for s in READINGS],
        "speeds": [] if content.prizes else [("0", _("None")), ("10", _("up to 10%")), ("20", _("up to 20%"))],
        "boards": [
            ("question", _("After each question")),
            ("level", _("After each stop")),
            ("end", _("Only at the end")),
            ("never", _("Never")),
        ],
        "names": [
            ("shown", _("Shown at once")),
            ("reviewed", _("Shown when I have looked at them")),
            ("hidden", _("Hidden: everybody is a number")),
        ],
        "lates": [
            ("zero", _("Begins with nothing")),
            ("catch-up", _("Begins with the points of the middle")),
            ("off", _("Cannot come in")),
        ],
        "teams": [("0", _("None")), *((str(n), ngettext("%(num)s team", "%(num)s teams", n)) for n in range(2, 7))],
    }


@blueprint.post("/host/rounds")
def make_round() -> ResponseReturnValue:
    """Opens the lobby of a new round."""
    who = require(*ROLES)
    typed = {name: request.form.get(name, USUAL[name]) for name in USUAL} | {
        "levels": request.form.getlist("levels"),
        "hold": "hold" in request.form,
        "survey": "survey" in request.form,
    }
    try:
        row = host_round(read(NewRound, {**typed, "limit_s": typed["limit_s"] or None}), who.account_id)
    except errors.BadInput as error:
        return _list_page(typed, by_field(error)), 422
    except errors.NothingToAsk:
        return _list_page(typed, {"levels": _("Choose at least one stop.")}), 422
    return redirect(url_for("host.round_page", round_id=row.id), 303)


@blueprint.get("/host/rounds/<int:round_id>")
def round_page(round_id: int) -> ResponseReturnValue:
    """The console of a round; any host may take it over from any device."""
    require(*ROLES)
    there = seat_rows(round_id)
    with parts().database.reading() as session:
        projector = projector_address(rounds.by_id(session, round_id))
    return desk_page(
        "host/round.html",
        *ROLES,
        desk="rounds",
        round=round_view(round_id, {"as": "host"}),
        projector=projector,
        seats=there,
        waiting=sum(not seat["approved"] for seat in there),
    )


@blueprint.post("/host/rounds/<int:round_id>/step")
def round_step(round_id: int) -> ResponseReturnValue:
    """One step, from the version that the host saw; somebody else's step in between is told and stands."""
    require(*ROLES)
    step, version = STEPS.get(request.form.get("to", "")), request.form.get("version", "")[:9]
    if step is None or not version.isdecimal():
        raise BadRequest
    try:
        with parts().database.unit_of_work() as session:
            rounds.step(session, campaign(), round_id, step, version=int(version), now=parts().now())
    except (errors.StaleVersion, NoSuchStep) as error:
        flash(sentence(error), "warn")
    return redirect(url_for("host.round_page", round_id=round_id), 303)


@blueprint.post("/host/rounds/<int:round_id>/lock")
def round_lock(round_id: int) -> ResponseReturnValue:
    """Closes the door, or opens it."""
    require(*ROLES)
    with parts().database.unit_of_work() as session:
        rounds.set_locked(session, round_id, locked=bool(request.form.get("locked")))
    return redirect(url_for("host.round_page", round_id=round_id), 303)


@blueprint.post("/host/rounds/<int:round_id>/approve")
def round_approve(round_id: int) -> ResponseReturnValue:
    """Lets every name that waits onto the projector."""
    require(*ROLES)
    with parts().database.unit_of_work() as session:
        row = rounds.by_id(session, round_id)
        seats.approve(session, row, [seat.id for seat, _name in seats.of_round(session, row)])
    return redirect(url_for("host.round_page", round_id=round_id), 303)


@blueprint.post("/host/rounds/<int:round_id>/seats/<int:seat_id>")
def round_seat(round_id: int, seat_id: int) -> ResponseReturnValue:
    """What a host does about one seat: show or replace its name, take it out, or ban it."""
    require(*ROLES)
    act = request.form.get("act", "")
    with parts().database.unit_of_work() as session:
        row = rounds.by_id(session, round_id)
        if act == "approve":
            seats.approve(session, row, [seat_id])
        elif act == "rename":
            flash(_("The name is now %(name)s.", name=seats.rename(session, row, seat_id, None)), "good")
        elif act in ("kick", "ban"):
            seats.remove(session, row, seat_id, "banned" if act == "ban" else "kicked")
        else:
            raise BadRequest
    return redirect(url_for("host.round_page", round_id=round_id), 303)
