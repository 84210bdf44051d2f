"""Checking in: the one act behind the page and the API, and what both say of a station."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from quest.domain import codes
from quest.domain.errors import CodeExpired
from quest.domain.stations import HOLD, holds_place, is_open, opens_next, place
from quest.levels.level import Campaign
from quest.models import CheckIn
from quest.services import queues, stations
from quest.services.queues import Crowd
from quest.services.stations import Receipt, Sent
from quest.web import guesses, labels
from quest.web.context import campaign, parts, rider_id
from quest.web.language import t
from quest.web.questions import moment
from quest.web.stops import stop_codes

ARRIVAL = "arrival"
SCREEN = "station screen"
ARRIVED_FOR = timedelta(minutes=15)
"""How long somebody who stood before the screen may take to choose a nickname."""
CODE = "station code"
LONGEST_CODE = 40


def check_in(level_id: str, sent: Sent) -> Receipt:
    """Checks the visitor in.

    Raises:
        TooMany: the visitor was wrong too often. Others: see `stations.check_in`.
    """
    me, config = rider_id(), parts().config
    guesses.expect_room(CODE, me)
    try:
        with parts().database.unit_of_work() as session:
            return stations.check_in(
                session,
                campaign(),
                level_id,
                sent,
                player_id=me,
                secret=config.secret_key,
                most_late=timedelta(minutes=config.checkin_late_minutes),
                now=parts().now(),
            )
    except CodeExpired:
        guesses.count(CODE, me)
        raise


def station_of_code(sent: Sent) -> str:
    """The level whose station shows this code, or showed it when it was read.

    Raises:
        CodeExpired: none does. TooMany: the visitor was wrong too often.
    """
    me, code, at = rider_id(), codes.clean(sent.code), parts().now() - sent.ago
    guesses.expect_room(CODE, me)
    try:
        return stations.station_of_code(campaign(), code, secret=parts().config.secret_key, at=at)
    except CodeExpired:
        guesses.count(CODE, me)
        raise


def arrival(level_id: str, code: str) -> str | None:
    """What proves later that a stranger stood before the screen now; None when the code is not on it."""
    now, content = parts().now(), campaign()
    try:
        at = stations.station_of_code(
            content, codes.clean(code[:LONGEST_CODE]), secret=parts().config.secret_key, at=now
        )
    except CodeExpired:
        guesses.count_of_stranger(CODE)
        return None
    return _signer(ARRIVAL).dumps([level_id, code[:LONGEST_CODE], now.timestamp()]) if at == level_id else None


def sent_of_arrival(token: str, level_id: str, key: str) -> Sent:
    """The check-in of somebody who took a nickname meanwhile.

    Raises:
        CodeExpired: it is forged, or took too long.
    """
    try:
        named, code, at = _signer(ARRIVAL).loads(token)
        arrived = datetime.fromtimestamp(at, UTC)
    except (BadSignature, ValueError, TypeError, OverflowError) as error:
        raise CodeExpired from error
    if named != level_id or parts().now() - arrived > ARRIVED_FOR:
        raise CodeExpired
    return Sent(code, key, arrived=arrived)


def screen_address(level_id: str) -> str:
    """Where the screen of a station looks; whoever has the address sees its codes and can do nothing."""
    return f"{parts().config.address}/stage/stations/{_signer(SCREEN).dumps([campaign().id, level_id])}"


def station_of_screen(key: str) -> str:
    """The level whose station's screen has this key.

    Raises:
        NotFound: none has.
    """
    try:
        named, level_id = _signer(SCREEN).loads(key)
    except (BadSignature, ValueError, TypeError):
        named, level_id = None, ""
    stations.station_of(campaign(), level_id if named == campaign().id else "")
    return str(level_id)


def _signer(what: str) -> URLSafeSerializer:
    return URLSafeSerializer(parts().config.secret_key, salt=what)


def link(level_id: str, code: str) -> str:
    """Where the code on a screen or a sheet leads."""
    return f"{parts().config.address}/checkin/{level_id}?code={code}"


def station_view(content: Campaign, level_id: str, visit: CheckIn | None) -> dict[str, Any]:
    """A station as it is for everybody, and whether this player was there."""
    level, station, now = content.level(level_id), content.stations[level_id], parts().now()
    assert level is not None  # noqa: S101 - it is where the station came from
    hours = stations.hours_of(station)
    opens_at = opens_next(hours, now)
    return {
        "id": level_id,
        "name": t(level.name),
        "codes": stop_codes(content, level_id),
        "booth": station.booth,
        "company": station.company,
        "points": station.points,
        "way": t(station.way) if station.way else "",
        "printed": station.codes == "printed",
        "is_open": content.is_open(now) and is_open(hours, now),
        "opens_at": opens_at,
        "hours": [(labels.moment(opens), labels.clock(closes)) for opens, closes in hours],
        "state": state_of(visit),
    }


def state_of(visit: CheckIn | None) -> str:
    """How far a visit has come: `none`, `pending` or `done`."""
    return "none" if visit is None else "pending" if visit.pending else "done"


def walk(content: Campaign, visits: dict[str, CheckIn], after: str | None = None) -> list[dict[str, Any]]:
    """The stations in walking order, from the one after this on."""
    order = list(content.stations)
    start = order.index(after) + 1 if after in order else 0
    return [station_view(content, each, visits.get(each)) for each in [*order[start:], *order[:start]] if each != after]


def look(level_id: str, me: int | None) -> tuple[dict[str, CheckIn], Crowd]:
    """The player's visits, and how full a station is, after those were called whose turn it is."""
    content, now = campaign(), parts().now()
    stations.station_of(content, level_id)
    with parts().database.reading() as session:
        mine = dict(stations.visits(session, me)) if me else {}
        crowd = queues.crowd(session, content, level_id, now=now)
    if crowd.must_move(now):
        with parts().database.unit_of_work() as session:
            crowd = queues.settle(session, content, level_id, now=now)
    return mine, crowd


def queue_view(crowd: Crowd, me: int | None) -> dict[str, Any]:
    """How full a station is, and the player's own place."""
    now = parts().now()
    mine = next((each for each in crowd.queue if each.player_id == me), None)
    called = mine.called_at if mine and holds_place(mine.called_at, now) else None
    return {
        "here": crowd.here,
        "capacity": crowd.capacity,
        "waiting": sum(each.called_at is None for each in crowd.queue),
        "place": place(me, crowd.queue) if me else None,
        "held_until": called + HOLD if called else None,
        "has_room": crowd.has_room(me or 0, now),
    }


def queue_join(level_id: str) -> None:
    """Takes a place in the queue of a station.

    Raises:
        NotFound: there is none. AlreadyCheckedIn: the player was there. CampaignClosed, StationClosed: not now.
    """
    me, content, now = rider_id(), campaign(), parts().now()
    with parts().database.unit_of_work() as session:
        stations.expect_new(session, me, level_id)
        stations.ensure_open(content, level_id, now)
        queues.join(session, content, level_id, me, now=now)


def queue_leave(level_id: str) -> None:
    """Gives up the place in the queue; the next one moves up."""
    me, content = rider_id(), campaign()
    stations.station_of(content, level_id)
    with parts().database.unit_of_work() as session:
        queues.give_up(session, content, level_id, me, now=parts().now())


def receipt_view(receipt: Receipt) -> dict[str, Any]:
    """A receipt as programs read it."""
    return {
        "station": receipt.station,
        "points": receipt.points,
        "total": receipt.total,
        "pending": receipt.pending,
        "late": receipt.late,
        "opened": list(receipt.opened),
        "badges": list(receipt.badges),
    }


def shared_view(view: dict[str, Any]) -> dict[str, Any]:
    """A station as programs read it."""
    kept = ("name", "booth", "company", "points", "way", "printed", "is_open", "state")
    return {"station": view["id"], "opens_at": moment(view["opens_at"]), **{name: view[name] for name in kept}}
