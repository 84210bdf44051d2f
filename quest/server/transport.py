"""A WebSocket transport that a hall full of phones cannot break.

Engine.IO under gevent hands sockets to simple-websocket 1.1.0. As they come, the two

- call `send` once a frame and ignore short writes: a slow reader's stream is corrupt from then on;
- look at a message's size only when all of it has arrived: an unfinished one fills the memory;
- accept per-message deflate from every browser: more than twice the memory a socket;
- queue without bound for a client that never reads, and read without bound for one that never stops;
- wait forever for a peer that answers neither data nor close.

`harden` puts the classes below in their place. The driver's table of classes is a private hook, so the versions are
pinned and `tests/server` holds each point over real sockets.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import Any

import engineio.async_drivers.gevent as driver
import simple_websocket
from gevent import Timeout
from gevent.queue import Empty, JoinableQueue
from wsproto.utilities import ProtocolError

SEND_SECONDS = 20.0
"""How long a client may take nothing of a frame before it is cut."""
SEND_BUFFER = 128 * 1024
"""Bytes that the kernel keeps for a client that does not read; left alone it grows to megabytes a socket."""
MAX_QUEUED = 128
"""Packets that wait for one client; a whole snapshot is due again anyway when it comes back."""
MAX_UNREAD = 64
"""Messages of one client that wait for their handler."""
MAX_FRAMES_A_SECOND = 100
PACKET_TYPES = frozenset("0123456")


class WholeSends:
    """A socket that sends all it is given, one sender at a time, or cuts the connection."""

    def __init__(self, sock: Any) -> None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        self._sock = sock
        self._lock = threading.Lock()

    def send(self, data: bytes) -> int:
        """Send every byte.

        Raises:
            OSError: the connection is gone, or the client took too long and is cut.
        """
        with self._lock:
            try:
                with Timeout(SEND_SECONDS, TimeoutError("the client does not read")):
                    self._sock.sendall(data)
            except OSError:
                self.cut()
                raise
        return len(data)

    def recv(self, size: int) -> bytes:
        """At most `size` bytes; none when the connection is over."""
        received: bytes = self._sock.recv(size)
        return received

    def cut(self) -> None:
        """End the connection in both directions, also for those who wait on it; what was sent still arrives."""
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the connection and let the socket go: it is a copy, and the one it was made from would stay open."""
        self.cut()
        self._sock.close()


class Connection(simple_websocket.Server):  # type: ignore[misc]  # has no types
    """The server's end of one WebSocket."""

    sock: Any

    def handshake(self) -> None:
        self.sock = WholeSends(self.sock)
        super().handshake()

    def _handle_events(self) -> bool:
        going: bool = super()._handle_events() and len(self.input_buffer) <= MAX_UNREAD
        if not going:
            self.connected = False
            self.event.set()
        return going


class NoConnection:
    """Stands for a WebSocket whose handshake made no sense: it is over before it began."""

    connected = False

    def receive(self) -> str:
        """Nothing will come.

        Raises:
            ConnectionClosed: always.
        """
        raise simple_websocket.ConnectionClosed


class WebSocket(driver.WebSocketWSGI):  # type: ignore[misc]  # has no types
    """What Engine.IO talks to, once it has decided to upgrade a request."""

    ws: Connection | NoConnection

    def __init__(self, handler: Any, server: Any) -> None:
        super().__init__(handler, server)
        self._max_message_size = server.max_http_buffer_size
        self._second = 0
        self._frames = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        try:
            self.ws = Connection(environ, max_message_size=self._max_message_size, **self.server_args)
        except (ProtocolError, RuntimeError):
            start_response("400 Bad Request", [("Content-Type", "text/plain")])
            self.ws = NoConnection()
        try:
            return self.app(self)
        finally:
            self._cut()

    def wait(self) -> str | bytes | None:
        """The next message; none when the connection is over or the client does not keep to the protocol."""
        message: str | bytes | None = super().wait()
        if isinstance(message, str) and message[:1] not in PACKET_TYPES:
            return None
        return None if self._too_many_frames() else message

    def close(self) -> None:
        """Say goodbye and hang up: a client that ignores the one cannot ignore the other."""
        try:
            super().close()
        finally:
            self._cut()

    def _cut(self) -> None:
        if isinstance(self.ws, Connection):
            self.ws.sock.cut()

    def _too_many_frames(self) -> bool:
        second = int(time.monotonic())
        self._frames = self._frames + 1 if second == self._second else 1
        self._second = second
        return self._frames > MAX_FRAMES_A_SECOND


class SendQueue(JoinableQueue):  # type: ignore[misc]  # has no types
    """Packets on their way to one client. When too many wait, they are dropped and the client is told to go."""

    def __init__(self) -> None:
        super().__init__()
        self._full = False

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Queue a packet; `None` ends the connection after those before it."""
        if item is not None and (self._full or self.qsize() >= MAX_QUEUED):
            if self._full:
                return
            self._full = True
            self._drop()
            item = None
        super().put(item, block, timeout)

    def _drop(self) -> None:
        with suppress(Empty):
            while True:
                self.get_nowait()
                self.task_done()


def harden() -> None:
    """Have Engine.IO's gevent driver use the classes above; at any time before the first connection."""
    driver._async.update(websocket=WebSocket, queue=SendQueue)
