"""API calls of hosted rounds."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.domain.rounds import NoSuchStep, Sent
from quest.models import Round
from quest.services import rounds, seats
from quest.services.rounds import Step
from quest.web import roundrooms
from quest.web.api.operations import ANYONE, operation
from quest.web.api.round_schemas import (
    Accepted,
    Advance,
    Approval,
    JoinRound,
    Kick,
    Lock,
    NewRound,
    Rename,
    Renamed,
    ReportQuery,
    RoundAnswerBody,
    RoundList,
    RoundMade,
    RoundReport,
    RoundView,
    SeatList,
    SeatView,
    Seen,
)
from quest.web.context import campaign, parts, require, visitor
from quest.web.questions import moment
from quest.web.roundacts import host_round, projector_address, round_view, seat_rows, seat_view, take_seat
from quest.web.roundreports import read_report, report_view
from quest.web.roundrooms import HOSTS as HOST_ROLES

HOSTS = tuple(sorted(HOST_ROLES))
MOVED = (errors.NoSuchRound, errors.StaleVersion, NoSuchStep)
blueprint = Blueprint("api_rounds", __name__)


@operation(
    blueprint,
    "POST",
    "/rounds",
    roles=HOSTS,
    body=NewRound,
    result=RoundMade,
    statuses={201: "Made; its lobby is open"},
    errors=(errors.NothingToAsk,),
)
def create_round(body: NewRound) -> ResponseReturnValue:
    """Makes a round and opens its lobby."""
    row = host_round(body, require(*HOSTS).account_id)
    return {"id": row.id, "pin": row.pin, "version": row.version, "projector": projector_address(row)}, 201


@operation(blueprint, "GET", "/rounds", roles=HOSTS, result=RoundList)
def list_rounds() -> ResponseReturnValue:
    """The latest rounds of the campaign."""
    with parts().database.reading() as session:
        rows = [
            {
                "id": row.id,
                "pin": row.pin,
                "version": row.version,
                "phase": row.phase,
                "questions": len(row.questions),
                "players": seats.count(session, row),
                "created_at": moment(row.created_at),
                "ended_at": moment(row.ended_at),
            }
            for row in rounds.newest(session, campaign())
        ]
    return {"rows": rows}


@operation(
    blueprint,
    "POST",
    "/rounds/join",
    roles=ANYONE,
    body=JoinRound,
    result=SeatView,
    errors=(
        errors.NoSuchRound,
        errors.RoundLocked,
        errors.RoundFull,
        errors.RemovedFromRound,
        errors.BadNickname,
        errors.TooMany,
    ),
)
def join_round(body: JoinRound) -> ResponseReturnValue:
    """Takes a seat in the round of a PIN, or the one that a token holds."""
    return seat_view(*take_seat(body))


@operation(blueprint, "GET", "/rounds/{round_id}", roles=ANYONE, result=RoundView, errors=(errors.NoSuchRound,))
def get_round(round_id: int) -> ResponseReturnValue:
    """The round as this caller may see it: its host, somebody in it, or a projector with its `key`."""
    return round_view(round_id, request.args.to_dict())


@operation(
    blueprint,
    "POST",
    "/rounds/{round_id}/answers",
    roles=("player",),
    body=RoundAnswerBody,
    result=Accepted,
    errors=(errors.NoSuchRound, errors.NotOpen, errors.AlreadyAnswered, errors.BadAnswer),
)
def answer_round(round_id: int, body: RoundAnswerBody) -> ResponseReturnValue:
    """Keeps an answer to the open question."""
    now = parts().now()
    _audience, seat_id = roundrooms.admit(parts(), visitor(), round_id, {})
    if seat_id is None:
        raise errors.NoSuchRound(round_id=round_id)
    sent = Sent(seat_id, body.question_id, body.answer, body.key, now)
    [outcome] = roundrooms.accept(parts(), round_id, [sent])
    if isinstance(outcome, errors.QuestError):
        raise outcome
    return {"accepted": True, "at": moment(outcome)}


def _step(round_id: int, to: Step, version: int) -> dict[str, object]:
    with parts().database.unit_of_work() as session:
        rounds.step(session, campaign(), round_id, to, version=version, now=parts().now())
    return round_view(round_id, {"as": "host"})


@operation(blueprint, "POST", "/rounds/{round_id}/advance", roles=HOSTS, body=Advance, result=RoundView, errors=MOVED)
def advance_round(round_id: int, body: Advance) -> ResponseReturnValue:
    """One step on from the version that the host sees; a second press at the same version is refused."""
    steps: dict[str, Step] = {"next": "next", "skip": "skip", "standings": "board"}
    return _step(round_id, steps[body.to], body.version)


@operation(blueprint, "POST", "/rounds/{round_id}/pause", roles=HOSTS, body=Seen, result=RoundView, errors=MOVED)
def pause_round(round_id: int, body: Seen) -> ResponseReturnValue:
    """Stops the clock; nothing is accepted until it goes on."""
    return _step(round_id, "pause", body.version)


@operation(blueprint, "POST", "/rounds/{round_id}/resume", roles=HOSTS, body=Seen, result=RoundView, errors=MOVED)
def resume_round(round_id: int, body: Seen) -> ResponseReturnValue:
    """Lets the clock go on with the time that was left."""
    return _step(round_id, "resume", body.version)


@operation(blueprint, "POST", "/rounds/{round_id}/end", roles=HOSTS, body=Seen, result=RoundView, errors=MOVED)
def end_round(round_id: int, body: Seen) -> ResponseReturnValue:
    """Ends the round: to the podium if anything was played, from there for good."""
    return _step(round_id, "end", body.version)


@operation(
    blueprint,
    "POST",
    "/rounds/{round_id}/lock",
    roles=HOSTS,
    body=Lock,
    result=RoundView,
    errors=(errors.NoSuchRound,),
)
def lock_round(round_id: int, body: Lock) -> ResponseReturnValue:
    """Closes the door for whoever is not in yet, or opens it."""
    with parts().database.unit_of_work() as session:
        rounds.set_locked(session, round_id, locked=body.locked)
    return round_view(round_id, {"as": "host"})


@operation(blueprint, "GET", "/rounds/{round_id}/seats", roles=HOSTS, result=SeatList, errors=(errors.NoSuchRound,))
def list_seats(round_id: int) -> ResponseReturnValue:
    """Everybody in the round, with the names as they are."""
    return {"rows": seat_rows(round_id)}


@operation(
    blueprint,
    "GET",
    "/rounds/{round_id}/report",
    roles=HOSTS,
    query=ReportQuery,
    result=RoundReport,
    errors=(errors.NoSuchRound,),
)
def report_round(round_id: int, query: ReportQuery) -> ResponseReturnValue:
    """What the round came to, question by question and player by player; with `also`, together with others."""
    also = [int(number) for number in query.also.split(",")] if query.also else []
    return report_view(read_report(round_id, also))


@operation(
    blueprint,
    "POST",
    "/rounds/{round_id}/kick",
    roles=HOSTS,
    body=Kick,
    statuses={204: "Out"},
    errors=(errors.NoSuchRound,),
)
def kick_seat(round_id: int, body: Kick) -> ResponseReturnValue:
    """Takes somebody out of the round; with `ban`, for good."""
    with parts().database.unit_of_work() as session:
        seats.remove(session, rounds.by_id(session, round_id), body.seat, "banned" if body.ban else "kicked")
    return "", 204


@operation(
    blueprint,
    "POST",
    "/rounds/{round_id}/rename",
    roles=HOSTS,
    body=Rename,
    result=Renamed,
    errors=(errors.NoSuchRound, errors.BadNickname),
)
def rename_seat(round_id: int, body: Rename) -> ResponseReturnValue:
    """Gives somebody another name, everywhere at once."""
    with parts().database.unit_of_work() as session:
        name = seats.rename(session, rounds.by_id(session, round_id), body.seat, body.nickname)
    return {"seat": body.seat, "nickname": name}


@operation(
    blueprint,
    "POST",
    "/rounds/{round_id}/approve",
    roles=HOSTS,
    body=Approval,
    statuses={204: "They may be shown"},
    errors=(errors.NoSuchRound,),
)
def approve_names(round_id: int, body: Approval) -> ResponseReturnValue:
    """Lets names onto the projector that were waiting for a look."""
    with parts().database.unit_of_work() as session:
        row: Round = rounds.by_id(session, round_id)
        chosen = body.seats if body.seats is not None else [seat.id for seat, _name in seats.of_round(session, row)]
        seats.approve(session, row, chosen)
    return "", 204
