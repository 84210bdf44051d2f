"""What clients may say: watch and unwatch. Everything else comes over HTTP; sockets carry snapshots outward."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import request
from flask_socketio import SocketIO

from quest.domain.errors import NoSuchRound, QuestError, SignInRequired
from quest.domain.standings import NoSuchBoard, parse_board
from quest.leaderboard.base import LeaderboardUnavailable
from quest.realtime import hub, rooms
from quest.realtime.pushes import Pushes

MAX_ROOM_NAME = 100
MAX_ROOMS = 8
EVENTS_AT_ONCE = 30
EVENTS_A_SECOND = 10
SWEEP_SECONDS = 30.0
SWEEP_CHUNK = 500

log = logging.getLogger("quest.realtime")

Ack = dict[str, Any]


class Visitor(Protocol):
    """Who is behind a socket."""

    @property
    def sign_in_id(self) -> int:
        """The sign-in that the socket hangs on."""

    @property
    def player_id(self) -> int | None:
        """The player, if this is one."""

    @property
    def roles(self) -> frozenset[str]:
        """What the visitor may do."""


@dataclass(frozen=True, slots=True)
class Doors:
    """What the sockets ask of the app. The first three are called in the context of the handshake request.

    Attributes:
        visitor_of: who the environment of a handshake stands for, read from the database at each call: the cookie in
            it is as old as the connection. None for a stranger and for a sign-in that is over.
        board_snapshot: a board as `GET /boards/{board}` shows it; none when there is no such board.
        me_snapshot: a player's points, rank, streak and badges.
        live_sign_ins: those of the sign-ins that still hold.
    """

    visitor_of: Callable[[Mapping[str, Any]], Visitor | None]
    board_snapshot: Callable[[str], Mapping[str, Any] | None]
    me_snapshot: Callable[[int], Mapping[str, Any]]
    live_sign_ins: Callable[[Collection[int]], Collection[int]]


@dataclass(slots=True)
class Allowance:
    """How much a socket may still say: so many events at once, then so many a second."""

    left: float = EVENTS_AT_ONCE
    at: float = field(default_factory=time.monotonic)

    def spend(self) -> bool:
        """Whether one more event is allowed."""
        now = time.monotonic()
        self.left = min(self.left + (now - self.at) * EVENTS_A_SECOND, EVENTS_AT_ONCE)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class NoSuchRoom(QuestError):
    """Nothing can be watched under this name."""

    code = "no_such_room"


class TooManyRooms(QuestError):
    """The socket watches as much as one may."""

    code = "too_many_rooms"


class BadRequest(QuestError):
    """The payload is not `{room: text}`."""

    code = "bad_request"


class TooManyEvents(QuestError):
    """The socket says more than one may."""

    code = "too_many"


class Sockets:
    """The handlers of one process. Each acks `{ok, …}`, whatever the client sent."""

    def __init__(self, socketio: SocketIO, doors: Doors, pushes: Pushes) -> None:
        self._socketio = socketio
        self._doors = doors
        self._pushes = pushes
        self._allowances: dict[str, Allowance] = {}
        self._sweeping = False

    def connect(self, *_: object) -> None:
        """Anybody may connect; boards are public."""
        self._allowances[_sid()] = Allowance()
        self._visitor()
        if not self._sweeping:
            self._sweeping = True
            self._socketio.start_background_task(self._sweep)

    def disconnect(self, *_: object) -> None:
        """Forget the socket; its rooms forget it by themselves."""
        self._allowances.pop(_sid(), None)

    def watch(self, *payload: object) -> Ack:
        """Put the socket into a room and give what is to be seen there now."""
        name = self._room_named(payload)
        visitor = self._visitor()
        room, snapshot = self._room(name, visitor)
        new = room not in self._watched()
        if new and len(self._watched()) >= MAX_ROOMS:
            raise TooManyRooms
        # Into the room first: a push between the two is newer than the snapshot, never missed.
        self._enter(room)
        try:
            return {"ok": True, "snapshot": snapshot()}
        except Exception:
            if new:
                self._leave(room)
            raise

    def unwatch(self, *payload: object) -> Ack:
        """Take the socket out of a room; being in none of that name is fine."""
        name = self._room_named(payload)
        for room in self._watched():
            if room == name or (name == rooms.ME and rooms.player_of(room) is not None):
                self._leave(room)
        return {"ok": True}

    def failed(self, error: Exception) -> Ack:
        """The ack of an event that came to nothing."""
        if isinstance(error, QuestError):
            return {"ok": False, "code": error.code}
        if isinstance(error, LeaderboardUnavailable):
            return {"ok": False, "code": "unavailable"}
        log.error("socket event failed", exc_info=error)
        return {"ok": False, "code": "unavailable"}

    def _room_named(self, payload: tuple[object, ...]) -> str:
        if not self._allowances.setdefault(_sid(), Allowance()).spend():
            raise TooManyEvents
        name = payload[0].get("room") if len(payload) == 1 and isinstance(payload[0], dict) else None
        if not isinstance(name, str) or len(name) > MAX_ROOM_NAME:
            raise BadRequest
        return name

    def _room(self, name: str, visitor: Visitor | None) -> tuple[str, Callable[[], Mapping[str, Any]]]:
        if name == rooms.ME:
            return self._own_room(visitor)
        if name.startswith(rooms.ROUND):
            raise NoSuchRound
        board = rooms.board_of(name)
        if board is None:
            raise NoSuchRoom
        parse_board(board)
        return name, lambda: self._board(board)

    def _own_room(self, visitor: Visitor | None) -> tuple[str, Callable[[], Mapping[str, Any]]]:
        player_id = visitor.player_id if visitor else None
        if player_id is None:
            raise SignInRequired
        return rooms.me_room(player_id), lambda: self._own_numbers(player_id)

    def _own_numbers(self, player_id: int) -> Mapping[str, Any]:
        self._pushes.somebody_watches(rooms.me_room(player_id))
        return self._doors.me_snapshot(player_id)

    def _board(self, board: str) -> Mapping[str, Any]:
        self._pushes.somebody_watches(rooms.board_room(board))
        snapshot = self._doors.board_snapshot(board)
        if snapshot is None:
            raise NoSuchBoard(board=board)
        return snapshot

    def _visitor(self) -> Visitor | None:
        visitor = self._doors.visitor_of(request.environ)
        if visitor is not None:
            self._enter(rooms.sign_in_room(visitor.sign_in_id))
        return visitor

    def _watched(self) -> list[str]:
        mine: list[str] = self._socketio.server.rooms(_sid(), namespace=hub.NAMESPACE)
        return [room for room in mine if room != _sid() and rooms.sign_in_of(room) is None]

    def _enter(self, room: str) -> None:
        self._socketio.server.enter_room(_sid(), room, namespace=hub.NAMESPACE)

    def _leave(self, room: str) -> None:
        self._socketio.server.leave_room(_sid(), room, namespace=hub.NAMESPACE)

    def _sweep(self) -> None:
        """A queue may lose the word that a sign-in is over, and time ends one without a word: so look, now and then."""
        while True:
            self._socketio.sleep(SWEEP_SECONDS)
            try:
                self.sweep()
            except Exception as error:
                log.warning("sign-ins not swept: %s: %s", type(error).__name__, error)

    def sweep(self) -> None:
        """Cut the sockets of this process whose sign-in is over."""
        open_here = [found for room in hub.local_rooms(self._socketio) if (found := rooms.sign_in_of(room)) is not None]
        for start in range(0, len(open_here), SWEEP_CHUNK):
            asked = open_here[start : start + SWEEP_CHUNK]
            for over in set(asked) - set(self._doors.live_sign_ins(asked)):
                hub.cut(self._socketio, over)


def register(socketio: SocketIO, doors: Doors, pushes: Pushes) -> Sockets:
    """Bind the handlers to a Socket.IO server."""
    sockets = Sockets(socketio, doors, pushes)
    for event in ("connect", "disconnect", "watch", "unwatch"):
        socketio.on_event(event, getattr(sockets, event))
    socketio.on_error_default(sockets.failed)
    return sockets


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
    return sid
