"""How psycopg waits for PostgreSQL in a process that serves: on gevent's loop itself.

Left to itself psycopg finds `select` patched and polls through gevent's copy of it. That makes a poll object, an event
and a timer for each of the ten waits of an answer, and looks twice a round trip: once whether a socket with an empty
buffer can be written to. `psycopg.waiting.wait` is a private hook, so the lock file pins the version and `tests/server`
holds what is promised here.
"""

from __future__ import annotations

from gevent.socket import wait_read, wait_readwrite, wait_write
from psycopg import waiting
from psycopg.abc import RV, PQGen
from psycopg.waiting import READY_R, READY_RW, READY_W, WAIT_R, WAIT_RW, WAIT_W, Ready, Wait

_poll = waiting.wait


def wait(gen: PQGen[RV], fileno: int, interval: float = 0.0, timeout: float | None = None) -> RV:
    """Runs one exchange with the server to its end while other greenlets run; the arguments are psycopg's."""
    if timeout is not None:
        return _poll(gen, fileno, interval=interval, timeout=timeout)
    try:
        wanted = next(gen)
        if wanted == WAIT_RW:
            # Something is to be sent. It nearly always can be; if not, the exchange asks again.
            wanted = gen.send(READY_W)
        while True:
            wanted = gen.send(_ready(fileno, wanted))
    except StopIteration as end:
        result: RV = end.value
        return result


def _ready(fileno: int, wanted: Wait) -> Ready:
    if wanted == WAIT_R:
        wait_read(fileno)
        return READY_R
    if wanted == WAIT_W:
        wait_write(fileno)
        return READY_W
    wait_readwrite(fileno)
    return READY_RW


def wait_on_the_hub() -> None:
    """Has every psycopg connection of this process wait so; at any time."""
    waiting.wait = wait
