"""The process that listens: gevent's WSGI server on a socket of our own, bounded against slow clients.

Left to itself pywsgi never sets `TCP_NODELAY` (44 ms a request on a kept connection), waits for ever on a client that
sends or reads nothing, and looks its own name up in DNS when it starts.
"""

from __future__ import annotations

import errno
import gc
import logging
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent
from gevent import Timeout, monkey
from gevent.pywsgi import Input, LoggingLogAdapter, WSGIHandler, WSGIServer

from quest.server import transport, waiting

BACKLOG = 2048
IDLE_SECONDS = 75
"""How long a kept connection may rest between requests; more than the 60 s of most balancers."""
HEAD_SECONDS = 20
"""How long a request line and its headers may take."""
BODY_SECONDS = 120
"""How long the whole body may take; how large it may be is Flask's to say."""
SEND_SECONDS = 60
"""How long a client may take nothing of a response."""
STOP_SECONDS = 10
"""How long a stopping process lets running requests finish."""

log = logging.getLogger("quest.server")


class CannotListen(Exception):
    """The address cannot be used; the message says in a line why and what to do."""


class PatientInput(Input):  # type: ignore[misc]  # has no types
    """A request body that must be there in time."""

    __slots__ = ("_deadline",)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._deadline = time.monotonic() + BODY_SECONDS

    def read(self, length: int | None = None) -> bytes:
        with self._in_time():
            body: bytes = super().read(length)
            return body

    def readline(self, size: int | None = None) -> bytes:
        with self._in_time():
            line: bytes = super().readline(size)
            return line

    def _in_time(self) -> Timeout:
        left = max(self._deadline - time.monotonic(), 0)
        return Timeout.start_new(left, TimeoutError("the request body took too long"))


class Handler(WSGIHandler):  # type: ignore[misc]  # has no types
    """One connection. Every wait for its client has a bound."""

    server: Server
    wsgi_input: Any
    environ: dict[str, Any]
    rfile: Any
    close_connection: bool

    def read_requestline(self) -> str:
        with Timeout(IDLE_SECONDS, TimeoutError("no request")):
            line: str = super().read_requestline()
            return line

    def read_request(self, raw_requestline: str) -> bool:
        try:
            with Timeout(HEAD_SECONDS, TimeoutError("the headers took too long")):
                return bool(super().read_request(raw_requestline))
        except OSError as error:
            raise ValueError(str(error)) from error  # pywsgi takes anything else for a fault of its own

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        plain = self.wsgi_input
        self.wsgi_input = PatientInput(
            plain.rfile, plain.content_length, socket=plain.socket, chunked_input=plain.chunked_input
        )
        if self.command != "GET" or environ["wsgi.input"] is plain:  # only a GET may ask for the bare socket
            environ["wsgi.input"] = self.wsgi_input
        return environ

    def handle_one_response(self) -> None:
        self.server.answering += 1
        try:
            super().handle_one_response()
        finally:
            self.server.answering -= 1
            # A balancer passes on unseen what follows a WebSocket's end: it must not be read as a request.
            taken_over = self.environ["wsgi.input"] is self.rfile
            self.close_connection = self.close_connection or self.server.stopping or taken_over

    def _write(self, data: bytes) -> None:
        if self.command != "HEAD":  # Engine.IO gives a body to it, which the next answer would seem to begin with
            super()._write(data)

    def _sendall(self, data: bytes) -> None:
        gone = ConnectionResetError(errno.ECONNRESET, "the client does not read")
        with Timeout(SEND_SECONDS, gone):
            super()._sendall(data)


class Server(WSGIServer):  # type: ignore[misc]  # has no types
    """Every connection of this process."""

    def __init__(self, listener: socket.socket, app: Any) -> None:
        environ = {"SERVER_NAME": listener.getsockname()[0], "wsgi.errors": sys.stderr}
        refused = LoggingLogAdapter(log, logging.INFO)
        super().__init__(listener, app, log=None, error_log=refused, handler_class=Handler, environ=environ)
        self.answering = 0
        self.stopping = False

    def handle(self, sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(ConnectionError):  # even a refusal finds nobody when the client has gone
            super().handle(sock, address)

    def finish(self, say_goodbye: Callable[[], object]) -> None:
        """Accept nobody new, let running requests end within `STOP_SECONDS`, then let `serve_forever` return."""
        self.stopping = True
        self.stop_accepting()
        self.socket.close()  # whoever comes now is refused and goes elsewhere, instead of waiting in the backlog
        try:
            with Timeout(STOP_SECONDS, exception=False):
                say_goodbye()
                while self.answering:
                    gevent.sleep(0.02)
        finally:
            self.stop(timeout=0)


def open_listener(host: str, port: int) -> socket.socket:
    """A socket that listens on `host` and `port`; port 0 takes a free one.

    Raises:
        CannotListen: the name is unknown, the port is taken or may not be used.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise CannotListen(_reason(host, port, error)) from error


def _reason(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken. Stop the program that has it, or choose another with QUEST_PORT."
    if error.errno == errno.EACCES:
        return f"Port {port} needs rights that this user does not have. Choose one from 1024 on with QUEST_PORT."
    return f"Cannot listen on {host} port {port}: {error.strerror or error}. Check QUEST_HOST and QUEST_PORT."


def _nothing(*_: object) -> None:
    """Stand in for a callback that is not needed."""


def serve(
    app: Any,
    host: str,
    port: int,
    *,
    ready: Callable[[int], object] = _nothing,
    goodbye: Callable[[], object] = _nothing,
) -> None:
    """Serve a WSGI application until SIGTERM or SIGINT; a second signal ends at once.

    Args:
        app: called for each request.
        host: name or address to listen on.
        port: 0 takes a free one.
        ready: called with the port as soon as people may come.
        goodbye: called once when the server stops, to close what stays open on its own (sockets, long polls).

    Raises:
        CannotListen: the address cannot be used, or `quest.server.patch.apply` was not called.
    """
    if not monkey.is_module_patched("socket"):
        raise CannotListen("quest serve needs gevent. Unset QUEST_ASYNC, which is for tools and tests.")
    transport.harden()
    waiting.wait_on_the_hub()
    _allow_many_sockets()
    server = Server(open_listener(host, port), app)
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, _stop, server, goodbye)
    # What is there by now stays: a collector that walked over it again would stop everybody for a tenth of a second.
    gc.collect()
    gc.freeze()
    server.start()
    ready(server.server_port)
    server.serve_forever()


def _stop(server: Server, goodbye: Callable[[], object]) -> None:
    if server.stopping:
        os._exit(1)
    server.finish(goodbye)


def _allow_many_sockets() -> None:
    """Two descriptors for each player soon pass the usual soft limit of 1,024."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
