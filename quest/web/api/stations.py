"""API calls of stations: checking in, waiting, and what the staff do."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.services import stations
from quest.services.stations import Sent
from quest.web import checkins, staffing
from quest.web.api.operations import ANYONE, operation
from quest.web.api.station_schemas import (
    Called,
    CheckInReceipt,
    ExtraAward,
    NewCheckIn,
    Note,
    QueueRow,
    QueueView,
    StationDesk,
    StationList,
    VisitorRow,
)
from quest.web.context import campaign, own_rider, parts, player_id
from quest.web.questions import moment

PLAYER = ("player",)
STAFF = staffing.ROLES
NOT_NOW = (errors.NotFound, errors.AlreadyCheckedIn, errors.StationClosed, errors.CampaignClosed, errors.OtherCampaign)
blueprint = Blueprint("api_stations", __name__)


@operation(blueprint, "GET", "/stations", roles=ANYONE, result=StationList)
def list_stations() -> ResponseReturnValue:
    """The stations of the live event in walking order, and where this player was."""
    content, me = campaign(), own_rider()
    with parts().database.reading() as session:
        mine = dict(stations.visits(session, me)) if me else {}
    return {"rows": [checkins.shared_view(each) for each in checkins.walk(content, mine)]}


@operation(
    blueprint,
    "POST",
    "/stations/{station_id}/checkins",
    roles=PLAYER,
    body=NewCheckIn,
    result=CheckInReceipt,
    statuses={201: "Checked in", 202: "Waits for a word of the staff"},
    errors=(*NOT_NOW, errors.CodeExpired, errors.StationFull, errors.TooMany),
)
def check_in(station_id: str, body: NewCheckIn) -> ResponseReturnValue:
    """Checks in at a station with the code that it shows; the same key gives the first receipt again."""
    receipt = checkins.check_in(station_id, Sent(body.code, body.key, timedelta(seconds=body.ago_s)))
    return checkins.receipt_view(receipt), 202 if receipt.pending else 201


@operation(blueprint, "GET", "/stations/{station_id}/queue", roles=PLAYER, result=QueueView, errors=(errors.NotFound,))
def get_queue(station_id: str) -> ResponseReturnValue:
    """How full a station is, and this player's place in its queue."""
    return _queue(station_id)


@operation(blueprint, "POST", "/stations/{station_id}/queue", roles=PLAYER, result=QueueView, errors=NOT_NOW)
def join_queue(station_id: str) -> ResponseReturnValue:
    """Waits for a place at a station that is full; who waits already keeps the place."""
    checkins.queue_join(station_id)
    return _queue(station_id)


@operation(
    blueprint,
    "DELETE",
    "/stations/{station_id}/queue",
    roles=PLAYER,
    statuses={204: "Waits no longer"},
    errors=(errors.NotFound, errors.OtherCampaign),
)
def leave_queue(station_id: str) -> ResponseReturnValue:
    """Gives the place in the queue to the next one."""
    checkins.queue_leave(station_id)
    return "", 204


def _queue(station_id: str) -> dict[str, object]:
    me = player_id()
    _mine, crowd = checkins.look(station_id, me)
    view = checkins.queue_view(crowd, me)
    return view | {"held_until": moment(view["held_until"])}


@operation(
    blueprint, "GET", "/stations/{station_id}/visitors", roles=STAFF, result=StationDesk, errors=(errors.NotFound,)
)
def list_visitors(station_id: str) -> ResponseReturnValue:
    """Who is at the station, who was, and who waits; by nickname."""
    visitors, queue = staffing.visitor_rows(station_id), staffing.queue_rows(station_id)
    return {
        "visitors": [{name: row[name] for name in VisitorRow.model_fields} for row in visitors],
        "queue": [{name: row[name] for name in QueueRow.model_fields} for row in queue],
    }


@operation(
    blueprint,
    "POST",
    "/stations/{station_id}/visitors/{player_id}/confirm",
    roles=STAFF,
    statuses={204: "Confirmed, with its points"},
    errors=(errors.NotFound, errors.NotAtStation),
)
def confirm_visit(station_id: str, player_id: int) -> ResponseReturnValue:
    """Says that somebody with a printed code was there."""
    staffing.act(station_id, player_id, "confirm")
    return "", 204


@operation(
    blueprint,
    "POST",
    "/stations/{station_id}/visitors/{player_id}/refuse",
    roles=STAFF,
    statuses={204: "Refused"},
    errors=(errors.NotFound, errors.NotAtStation),
)
def refuse_visit(station_id: str, player_id: int) -> ResponseReturnValue:
    """Says that somebody with a printed code was not there."""
    staffing.act(station_id, player_id, "refuse")
    return "", 204


@operation(
    blueprint,
    "POST",
    "/stations/{station_id}/visitors/{player_id}/leave",
    roles=STAFF,
    statuses={204: "Gone; the next one is called"},
    errors=(errors.NotFound, errors.NotAtStation),
)
def mark_left(station_id: str, player_id: int) -> ResponseReturnValue:
    """Says that somebody has gone, so that the next one may come."""
    staffing.act(station_id, player_id, "leave")
    return "", 204


@operation(
    blueprint,
    "PUT",
    "/stations/{station_id}/visitors/{player_id}/note",
    roles=STAFF,
    body=Note,
    statuses={204: "Kept"},
    errors=(errors.NotFound, errors.NotAtStation),
)
def note_visitor(station_id: str, player_id: int, body: Note) -> ResponseReturnValue:
    """Keeps a note about a visitor, which only the staff see."""
    staffing.act(station_id, player_id, "note", words=body.note)
    return "", 204


@operation(
    blueprint,
    "POST",
    "/stations/{station_id}/visitors/{player_id}/extras",
    roles=STAFF,
    body=ExtraAward,
    statuses={204: "Awarded"},
    errors=(errors.NotFound, errors.NotAtStation, errors.AlreadyAwarded),
)
def award_extra(station_id: str, player_id: int, body: ExtraAward) -> ResponseReturnValue:
    """Hands out an extra award of the station's, once for each visitor."""
    staffing.act(station_id, player_id, "award", extra=body.extra)
    return "", 204


@operation(
    blueprint,
    "POST",
    "/stations/{station_id}/queue/next",
    roles=STAFF,
    result=Called,
    errors=(errors.NotFound,),
)
def call_next(station_id: str) -> ResponseReturnValue:
    """Calls whoever is next in the queue, even where the station is full."""
    return {"nickname": staffing.call_next(station_id)}
