"""The shapes of stations, check-ins and what their staff do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from quest.services.staff import LONGEST_NOTE
from quest.web.api.schemas import Key
from quest.web.forms import Body

VisitState = Literal["none", "pending", "done"]


class NewCheckIn(Body):
    """A code as it was read or typed; `ago_s` for how many seconds it waited on the phone for a network."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    key: Key
    ago_s: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class CheckInReceipt(BaseModel):
    """What a check-in came to; `pending` until the staff have confirmed it, `late` when it waited on the phone."""

    station: str
    points: int
    total: int
    pending: bool
    late: bool
    opened: list[str]
    badges: list[str]


class StationView(BaseModel):
    """A station, and how far this player's visit has come."""

    station: str
    name: str
    booth: str
    company: str
    points: int
    way: str
    printed: bool
    is_open: bool
    opens_at: str | None
    state: VisitState


class StationList(BaseModel):
    """Every station in walking order."""

    rows: list[StationView]


class QueueView(BaseModel):
    """How full a station is; `place` is the player's own, 1 for the next, `held_until` set once a place is kept."""

    here: int
    capacity: int | None
    waiting: int
    place: int | None
    held_until: str | None
    has_room: bool


class VisitorRow(BaseModel):
    """A visitor as the staff see them: by nickname."""

    player_id: int
    nickname: str
    at: str
    state: VisitState
    late: bool
    here: bool
    note: str
    extras: list[str]


class QueueRow(BaseModel):
    """Somebody who waits."""

    player_id: int
    nickname: str
    since: str
    called_at: str | None


class StationDesk(BaseModel):
    """What the staff of a station see."""

    visitors: list[VisitorRow]
    queue: list[QueueRow]


class Note(Body):
    """A note about a visitor, for the staff; an empty one takes it away."""

    note: Annotated[str, StringConstraints(max_length=LONGEST_NOTE)]


class ExtraAward(Body):
    """One of the extra awards that the pack has for the station."""

    extra: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Called(BaseModel):
    """Who was called; null when nobody waits."""

    nickname: str | None
