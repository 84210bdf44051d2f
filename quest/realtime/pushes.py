"""Coalesced pushes of boards: however many answers arrive, a room gets one snapshot, and the last one is the truth."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from flask_socketio import SocketIO

from quest.realtime import hub
from quest.realtime.pace import WATCH_SECONDS, Pace
from quest.realtime.rooms import board_of, board_room

TICK_SECONDS = 0.1
RETRY_SECONDS = 1.0

log = logging.getLogger("quest.realtime")

Snapshot = Callable[[str], Mapping[str, Any] | None]


class BoardPushes:
    """Sends `standings` to the rooms of boards that are due.

    Args:
        socketio: who sends.
        snapshot: a board as `GET /boards/{board}` shows it, read when it is sent; none when there is no such board.
            It is called outside of any request.
        pace: who may send when.
    """

    def __init__(self, socketio: SocketIO, snapshot: Snapshot, pace: Pace) -> None:
        self._socketio = socketio
        self._snapshot = snapshot
        self._pace = pace
        self._due: set[str] = set()
        self._said: set[str] = set()
        self._repeat_at = 0.0
        self._wake = socketio.server.eio.create_event()
        self._running = False

    def mark_due(self, board: str) -> None:
        """Have a board pushed soon, to whoever watches it. Costs next to nothing and never fails."""
        if self._pace.shared or hub.is_open_here(self._socketio, board_room(board)):
            self._due.add(board)
            self._start()
            self._wake.set()

    def somebody_watches(self, board: str) -> None:
        """Let the other processes know at once that a board has a watcher here; later they are told again."""
        self._start()
        if board not in self._said:
            self._pace.watching([board])
            self._said.add(board)

    def push_due(self) -> None:
        """Push what is due, watched and allowed now; the rest stays due, except what nobody watches."""
        due = set(self._due)
        here = {board for board in due if hub.is_open_here(self._socketio, board_room(board))}
        watched = here | self._pace.watched(due - here)
        self._due -= due - watched
        for board in self._pace.granted(watched) if watched else ():
            self._push(board)

    def _push(self, board: str) -> None:
        # Taken off before the board is read: a change during the reading makes it due again.
        self._due.discard(board)
        try:
            payload = self._snapshot(board)
        except Exception:
            self._due.add(board)
            raise
        if payload is not None:
            self._socketio.emit("standings", payload, to=board_room(board))

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
            if self._due:
                self._socketio.sleep(TICK_SECONDS)
                self._wake.set()

    def _repeat_what_is_watched(self) -> None:
        if time.monotonic() < self._repeat_at:
            return
        here = {board for room in hub.local_rooms(self._socketio) if (board := board_of(room))}
        self._pace.watching(here)
        self._said = here
        self._repeat_at = time.monotonic() + WATCH_SECONDS / 3
