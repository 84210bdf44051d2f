"""What many ask for within some milliseconds is done for all of them at once, and each hears what came of it.

So the answers of a hall are committed together and acknowledged after that commit, and whoever comes in together is
shown a round that was read once.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask_socketio import SocketIO

MOST_AT_ONCE = 200
PATIENCE_S = 20.0

log = logging.getLogger("quest.realtime")

Asked = TypeVar("Asked")
Given = TypeVar("Given")


@dataclass(slots=True)
class _Waiting(Generic[Asked, Given]):
    asked: Asked
    done: Any
    outcome: Given | Exception | None = None


class Gatherer(Generic[Asked, Given]):
    """Hands what is asked about one round to `do`, a handful at a time.

    Args:
        do: gives for each thing that was asked its outcome, or why there is none.
        within: seconds in which things are gathered.
        patience: seconds that anybody waits for an outcome.
        after: called with the round and what was asked with success, once everybody has been told.
    """

    def __init__(
        self,
        socketio: SocketIO,
        do: Callable[[int, Sequence[Asked]], Sequence[Given | Exception]],
        *,
        within: float,
        patience: float = PATIENCE_S,
        after: Callable[[int, Sequence[Asked]], None] = lambda _round_id, _asked: None,
    ) -> None:
        self._socketio = socketio
        self._do = do
        self._within = within
        self._patience = patience
        self._after = after
        self._queue: dict[int, list[_Waiting[Asked, Given]]] = defaultdict(list)
        self._wake = socketio.server.eio.create_event()
        self._running = False

    def submit(self, round_id: int, asked: Asked) -> Given:
        """Waits until it is done.

        Raises:
            QuestError: why there is no outcome. TimeoutError: nothing came of it in time; asking again is safe.
        """
        waiting: _Waiting[Asked, Given] = _Waiting(asked, self._socketio.server.eio.create_event())
        self._queue[round_id].append(waiting)
        self._start()
        self._wake.set()
        waiting.done.wait(self._patience)
        if waiting.outcome is None or isinstance(waiting.outcome, Exception):
            raise waiting.outcome or TimeoutError
        return waiting.outcome

    def flush(self) -> None:
        """Does what is waiting."""
        queue, self._queue = self._queue, defaultdict(list)
        for round_id, waiting in queue.items():
            for start in range(0, len(waiting), MOST_AT_ONCE):
                self._do_some(round_id, waiting[start : start + MOST_AT_ONCE])

    def _do_some(self, round_id: int, some: Sequence[_Waiting[Asked, Given]]) -> None:
        outcomes: Sequence[Given | Exception]
        try:
            outcomes = self._do(round_id, [each.asked for each in some])
        except Exception as error:
            outcomes = [error] * len(some)
        for each, outcome in zip(some, outcomes, strict=True):
            each.outcome = outcome
            each.done.set()
        done = [each.asked for each in some if not isinstance(each.outcome, Exception)]
        try:
            self._after(round_id, done)
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
            self._socketio.sleep(self._within)
            self.flush()
