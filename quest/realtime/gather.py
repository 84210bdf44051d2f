"""Answers that arrive within some milliseconds are committed together, and each is acknowledged after that commit."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_socketio import SocketIO

from quest.domain.rounds import Sent

GATHER_S = 0.01
MOST_AT_ONCE = 200
PATIENCE_S = 20.0

log = logging.getLogger("quest.realtime")


Outcome = datetime | Exception
Accept = Callable[[int, Sequence[Sent]], Sequence[Outcome]]


@dataclass(slots=True)
class _Waiting:
    sent: Sent
    done: Any
    outcome: Outcome | None = None


class Gatherer:
    """Hands answers to `accept` a handful at a time; `kept` hears whose were kept.

    Args:
        accept: commits answers to one round; see `quest.services.round_answers.accept`.
        kept: called after a commit with the round and the seats whose answers count.
    """

    def __init__(self, socketio: SocketIO, accept: Accept, kept: Callable[[int, Sequence[int]], None]) -> None:
        self._socketio = socketio
        self._accept = accept
        self._kept = kept
        self._queue: dict[int, list[_Waiting]] = defaultdict(list)
        self._wake = socketio.server.eio.create_event()
        self._running = False

    def submit(self, round_id: int, sent: Sent) -> datetime:
        """Waits for the commit with the answer in it; when the one that counts arrived.

        Raises:
            QuestError: why it does not count. TimeoutError: nothing came of it in time; sending it again is safe.
        """
        waiting = _Waiting(sent, self._socketio.server.eio.create_event())
        self._queue[round_id].append(waiting)
        self._start()
        self._wake.set()
        waiting.done.wait(PATIENCE_S)
        if isinstance(waiting.outcome, datetime):
            return waiting.outcome
        raise waiting.outcome or TimeoutError

    def flush(self) -> None:
        """Commits what is waiting."""
        queue, self._queue = self._queue, defaultdict(list)
        for round_id, waiting in queue.items():
            for start in range(0, len(waiting), MOST_AT_ONCE):
                self._commit(round_id, waiting[start : start + MOST_AT_ONCE])

    def _commit(self, round_id: int, some: Sequence[_Waiting]) -> None:
        outcomes: Sequence[Outcome]
        try:
            outcomes = self._accept(round_id, [each.sent for each in some])
        except Exception as error:
            outcomes = [error] * len(some)
        for each, outcome in zip(some, outcomes, strict=True):
            each.outcome = outcome
            each.done.set()
        kept = [each.sent.seat_id for each in some if isinstance(each.outcome, datetime)]
        try:
            self._kept(round_id, kept)
        except Exception as error:
            log.warning("a round waits: %s: %s", type(error).__name__, error)

    def _start(self) -> None:
        if not self._running:
            self._running = True
            self._socketio.start_background_task(self._run)

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            self._socketio.sleep(GATHER_S)
            self.flush()
