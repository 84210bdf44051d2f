"""Coalesced pushes: however many answers arrive, a room gets one snapshot, and the last one is the truth."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from flask_socketio import SocketIO

from quest.realtime import hub
from quest.realtime.pace import WATCH_SECONDS, Pace
from quest.realtime.rooms import STAGE, board_of, player_of

TICK_SECONDS = 0.1
RETRY_SECONDS = 1.0

log = logging.getLogger("quest.realtime")

BoardSnapshot = Callable[[str], Mapping[str, Any] | None]
MeSnapshot = Callable[[int], Mapping[str, Any]]
StageSnapshot = Callable[[], Mapping[str, Any] | None]


class Pushes:
    """Sends snapshots to the rooms that are due: `standings` to those of boards, `me` to those of players, and `stage`.

    The snapshots are read when they are sent, outside of any request, and only for rooms that somebody watches.

    Args:
        socketio: who sends.
        board_snapshot: a board as `GET /boards/{board}` shows it; none when there is no such board.
        me_snapshot: a player's points, rank, streak and badges.
        stage_snapshot: what the stage of the hall shows; none when there is no campaign.
        pace: who may send when.
    """

    def __init__(
        self,
        socketio: SocketIO,
        board_snapshot: BoardSnapshot,
        me_snapshot: MeSnapshot,
        stage_snapshot: StageSnapshot,
        pace: Pace,
    ) -> None:
        self._socketio = socketio
        self._board_snapshot = board_snapshot
        self._me_snapshot = me_snapshot
        self._stage_snapshot = stage_snapshot
        self._pace = pace
        self._due: set[str] = set()
        self._said: set[str] = set()
        self._repeat_at = 0.0
        self._wake = socketio.server.eio.create_event()
        self._running = False

    def mark_due(self, room: str) -> None:
        """Have a room pushed soon, to whoever is in it. Costs next to nothing and never fails."""
        if self._pace.shared or hub.is_open_here(self._socketio, room):
            self._due.add(room)
            self._start()
            self._wake.set()

    def somebody_watches(self, room: str) -> None:
        """Let the other processes know at once that a room has a watcher here; later they are told again."""
        self._start()
        if room not in self._said:
            self._pace.watching([room])
            self._said.add(room)

    def push_due(self) -> None:
        """Push what is due, watched and allowed now; the rest stays due, except what nobody watches."""
        due = set(self._due)
        here = {room for room in due if hub.is_open_here(self._socketio, room)}
        watched = here | self._pace.watched(due - here)
        self._due -= due - watched
        for room in self._pace.granted(watched) if watched else ():
            self._push(room)

    def _push(self, room: str) -> None:
        # Taken off before it is read: a change during the reading makes it due again.
        self._due.discard(room)
        try:
            event, payload = self._seen_in(room)
        except Exception:
            self._due.add(room)
            raise
        if payload is not None:
            self._socketio.emit(event, payload, to=room)

    def _seen_in(self, room: str) -> tuple[str, Mapping[str, Any] | None]:
        player_id = player_of(room)
        if player_id is not None:
            return "me", self._me_snapshot(player_id)
        if room == STAGE:
            return "stage", self._stage_snapshot()
        return "standings", self._board_snapshot(board_of(room) or "")

    def _start(self) -> None:
        if not self._running:
            self._running = True
            self._socketio.start_background_task(self._run)

    def _run(self) -> None:
        while True:
            self._wake.wait(WATCH_SECONDS / 3)
            self._wake.clear()
            try:
                self._repeat_what_is_watched()
                self.push_due()
            except Exception as error:
                log.warning("boards wait: %s: %s", type(error).__name__, error)
                self._socketio.sleep(RETRY_SECONDS)
            self._socketio.sleep(TICK_SECONDS)
            if self._due:
                self._wake.set()

    def _repeat_what_is_watched(self) -> None:
        if time.monotonic() < self._repeat_at:
            return
        rooms = hub.local_rooms(self._socketio)
        here = {room for room in rooms if room == STAGE or board_of(room) is not None or player_of(room) is not None}
        self._pace.watching(here)
        self._said = here
        self._repeat_at = time.monotonic() + WATCH_SECONDS / 3
