"""What clients may say: watch and unwatch, and an answer to a live round. Everything else comes over HTTP."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import orjson
from flask import request
from flask_socketio import SocketIO

from quest.domain.errors import NoSuchRound, QuestError, SignInRequired
from quest.domain.rounds import Sent
from quest.domain.standings import NoSuchBoard, parse_board
from quest.leaderboard.base import LeaderboardUnavailable
from quest.realtime import hub, rooms
from quest.realtime.gather import Gatherer
from quest.realtime.pushes import Pushes
from quest.realtime.rounds import LiveRounds, Watcher

MAX_ROOM_NAME = 100
MAX_ROOMS = 8
MAX_KEY = 64
MAX_FIELDS = 100
LARGEST_ID = 2**31
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
        stage_snapshot: what the stage of the hall shows; none when there is no campaign.
        live_sign_ins: those of the sign-ins that still hold.
        admit: how a visitor may watch a round, given the key of a projector if the client sent one; the socket's id
            goes along. NoSuchRound for whoever may not.
        seat_of: the seat of a visitor in a round, if there is one. NoSuchRound for whoever may not watch it.
    """

    visitor_of: Callable[[Mapping[str, Any]], Visitor | None]
    board_snapshot: Callable[[str], Mapping[str, Any] | None]
    me_snapshot: Callable[[int], Mapping[str, Any]]
    stage_snapshot: Callable[[], Mapping[str, Any] | None]
    live_sign_ins: Callable[[Collection[int]], Collection[int]]
    admit: Callable[[str, Visitor | None, int, Mapping[str, Any]], Watcher]
    seat_of: Callable[[Visitor | None, int], int | None]


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


@dataclass(slots=True)
class Client:
    """What is known of a socket: how much it may still say, and what it watches.

    The server could tell its rooms, but looks through those of everybody for that.
    """

    allowance: Allowance = field(default_factory=Allowance)
    watched: set[str] = field(default_factory=set)


class NoSuchRoom(QuestError):
    """Nothing can be watched under this name."""

    code = "no_such_room"


class TooManyRooms(QuestError):
    """The socket watches as much as one may."""

    code = "too_many_rooms"


class BadRequest(QuestError):
    """The payload has not the shape that the event asks for."""

    code = "bad_request"


class TooManyEvents(QuestError):
    """The socket says more than one may."""

    code = "too_many"


class Sockets:
    """The handlers of one process. Each acks `{ok, …}`, whatever the client sent."""

    def __init__(
        self,
        socketio: SocketIO,
        doors: Doors,
        pushes: Pushes,
        live: LiveRounds,
        answers: Gatherer[Sent, datetime],
    ) -> None:
        self._socketio = socketio
        self._doors = doors
        self._pushes = pushes
        self._live = live
        self._answers = answers
        self._clients: dict[str, Client] = {}
        self._sweeping = False

    def connect(self, *_: object) -> None:
        """Anybody may connect; boards are public."""
        self._clients[_sid()] = Client()
        self._visitor()
        if not self._sweeping:
            self._sweeping = True
            self._socketio.start_background_task(self._sweep)

    def disconnect(self, *_: object) -> None:
        """Forget the socket; its rooms forget it by themselves."""
        self._clients.pop(_sid(), None)
        self._live.leave(_sid())

    def watch(self, *payload: object) -> Ack:
        """Put the socket into a room and give what is to be seen there now."""
        said = self._said(_sid(), payload)
        name = _room_named(said)
        visitor = self._visitor()
        round_id = rooms.round_of(name)
        if round_id is not None:
            room, snapshot = self._round_room(round_id, visitor, said)
        else:
            room, snapshot = self._room(name, visitor)
        watched = self._client(_sid()).watched
        new = room not in watched
        if new and len(watched) >= MAX_ROOMS:
            raise TooManyRooms
        # Into the room first: a push between the two is newer than the snapshot, never missed.
        self._enter(room)
        watched.add(room)
        try:
            return {"ok": True, "snapshot": snapshot()}
        except Exception:
            if new:
                self._leave(room)
            raise

    def unwatch(self, *payload: object) -> Ack:
        """Take the socket out of a room; being in none of that name is fine."""
        name = _room_named(self._said(_sid(), payload))
        for room in list(self._client(_sid()).watched):
            if room == name or (name == rooms.ME and rooms.player_of(room) is not None):
                self._leave(room)
        return {"ok": True}

    def answer(self, sid: str, *payload: object) -> Ack:
        """Keep an answer to a live round; the ack comes after its commit and tells nothing about right or wrong.

        It is called by the server itself, without Flask's context of a request: a hall answers in the same second.
        """
        try:
            return self._answer(sid, payload)
        except Exception as error:
            return self.failed(error)

    def _answer(self, sid: str, payload: tuple[object, ...]) -> Ack:
        at = self._live.now()
        said = self._said(sid, payload)
        round_id, sent = _answer_of(said)
        watcher = self._live.watcher(sid, round_id)
        seat_id = watcher.seat_id if watcher else self._seat_without_watching(sid, round_id)
        if seat_id is None:
            raise NoSuchRound(round_id=round_id)
        kept = self._answers.submit(round_id, Sent(seat_id, *sent, at, _fields_of(said)))
        return {"accepted": True, "at": kept.isoformat(timespec="milliseconds").replace("+00:00", "Z")}

    def _seat_without_watching(self, sid: str, round_id: int) -> int | None:
        environ = self._socketio.server.get_environ(sid, namespace=hub.NAMESPACE)
        return self._doors.seat_of(self._doors.visitor_of(environ), round_id)

    def failed(self, error: Exception) -> Ack:
        """The ack of an event that came to nothing."""
        if isinstance(error, QuestError):
            return {"ok": False, "code": error.code}
        if isinstance(error, LeaderboardUnavailable):
            return {"ok": False, "code": "unavailable"}
        log.error("socket event failed", exc_info=error)
        return {"ok": False, "code": "unavailable"}

    def _said(self, sid: str, payload: tuple[object, ...]) -> Mapping[str, Any]:
        """The one object that an event carries, within what a socket may say."""
        if not self._client(sid).allowance.spend():
            raise TooManyEvents
        if len(payload) != 1 or not isinstance(payload[0], dict):
            raise BadRequest
        return payload[0]

    def _room(self, name: str, visitor: Visitor | None) -> tuple[str, Callable[[], Mapping[str, Any]]]:
        if name == rooms.ME:
            return self._own_room(visitor)
        if name == rooms.STAGE:
            return name, self._stage
        board = rooms.board_of(name)
        if board is None:
            raise NoSuchRoom
        parse_board(board)
        return name, lambda: self._board(board)

    def _round_room(
        self, round_id: int, visitor: Visitor | None, said: Mapping[str, Any]
    ) -> tuple[str, Callable[[], Mapping[str, Any]]]:
        watcher = self._doors.admit(_sid(), visitor, round_id, said)
        return rooms.round_room(round_id), lambda: self._live.enter(round_id, watcher)

    def _own_room(self, visitor: Visitor | None) -> tuple[str, Callable[[], Mapping[str, Any]]]:
        player_id = visitor.player_id if visitor else None
        if player_id is None:
            raise SignInRequired
        return rooms.me_room(player_id), lambda: self._own_numbers(player_id)

    def _own_numbers(self, player_id: int) -> Mapping[str, Any]:
        self._pushes.somebody_watches(rooms.me_room(player_id))
        return self._doors.me_snapshot(player_id)

    def _stage(self) -> Mapping[str, Any]:
        self._pushes.somebody_watches(rooms.STAGE)
        snapshot = self._doors.stage_snapshot()
        if snapshot is None:
            raise NoSuchRoom
        return snapshot

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

    def _client(self, sid: str) -> Client:
        return self._clients.setdefault(sid, Client())

    def _enter(self, room: str) -> None:
        self._socketio.server.enter_room(_sid(), room, namespace=hub.NAMESPACE)

    def _leave(self, room: str) -> None:
        if (round_id := rooms.round_of(room)) is not None:
            self._live.leave(_sid(), round_id)
        self._client(_sid()).watched.discard(room)
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


def register(
    socketio: SocketIO, doors: Doors, pushes: Pushes, live: LiveRounds, answers: Gatherer[Sent, datetime]
) -> Sockets:
    """Bind the handlers to a Socket.IO server."""
    sockets = Sockets(socketio, doors, pushes, live, answers)
    for event in ("connect", "disconnect", "watch", "unwatch"):
        socketio.on_event(event, getattr(sockets, event))
    socketio.server.on("answer", sockets.answer, namespace=hub.NAMESPACE)
    socketio.on_error_default(sockets.failed)
    return sockets


def _room_named(said: Mapping[str, Any]) -> str:
    name = said.get("room")
    if not isinstance(name, str) or len(name) > MAX_ROOM_NAME:
        raise BadRequest
    return name


def _fields_of(said: Mapping[str, Any]) -> Mapping[str, Sequence[str]] | None:
    """The fields of a form, where a page sends those."""
    fields = said.get("fields")
    if fields is None:
        return None
    if not isinstance(fields, dict) or len(fields) > MAX_FIELDS:
        raise BadRequest
    if not all(isinstance(v, list) and all(isinstance(each, str) for each in v) for v in fields.values()):
        raise BadRequest
    return fields


def _answer_of(said: Mapping[str, Any]) -> tuple[int, tuple[str, Any, str]]:
    """The round, and the question, the answer and its key."""
    round_id, question_id, key = said.get("round_id"), said.get("question_id"), said.get("key")
    if not isinstance(round_id, int) or isinstance(round_id, bool) or not 0 < round_id < LARGEST_ID:
        raise BadRequest
    if not isinstance(question_id, str) or not isinstance(key, str) or not 0 < len(key) <= MAX_KEY:
        raise BadRequest
    if b"\\u0000" in orjson.dumps([key, said.get("answer"), said.get("fields")]):  # which PostgreSQL keeps in no text
        raise BadRequest
    return round_id, (question_id, said.get("answer"), key)


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
    return sid
