"""One simulated phone: an HTTP client with a cookie, and a Socket.IO connection over a WebSocket."""

from __future__ import annotations

import http.client
import itertools
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import orjson
from websocket import WebSocketException, create_connection

PATIENCE_S = 30.0
IDLE_S = 60.0
"""More than the quest lets pass between two pings."""
CONNECT, EVENT, ACK = "40", "42", "43"
PING, PONG = "2", "3"


class Refused(Exception):
    """The quest said no, or nothing; the text says what."""


class Phone:
    """A player's device.

    Args:
        url: where the quest is, without a path.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._cookie = ""
        self._socket: Any = None
        self._numbers = itertools.count(1)

    def post(self, path: str, body: object) -> dict[str, Any]:
        """What the API answers; its cookie is kept.

        Raises:
            Refused: any other status than a good one.
        """
        at = urlsplit(self._url)
        kind = http.client.HTTPSConnection if at.scheme == "https" else http.client.HTTPConnection
        connection = kind(at.netloc, timeout=PATIENCE_S)
        headers = {"Content-Type": "application/json", "Cookie": self._cookie, "Connection": "close"}
        try:
            connection.request("POST", f"/api/v1{path}", orjson.dumps(body), headers)
            response = connection.getresponse()
            said = orjson.loads(response.read() or b"{}")
        except (OSError, ValueError) as error:
            raise Refused(f"POST {path}: {error}") from error
        finally:
            connection.close()
        if response.status >= 300:
            raise Refused(f"POST {path}: {response.status} {said.get('code', '')}")
        if kept := response.headers.get("Set-Cookie"):
            self._cookie = kept.partition(";")[0]
        return dict(said)

    def connect(self) -> None:
        """Opens the socket.

        Raises:
            Refused: it cannot be opened.
        """
        address = self._url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        try:
            self._socket = create_connection(address, timeout=IDLE_S, cookie=self._cookie)
            self._receive()
            self._socket.send(CONNECT)
            self._receive()
        except (OSError, WebSocketException) as error:
            raise Refused(f"socket: {error}") from error

    def close(self) -> None:
        """Drops the socket, as a phone in a lift does."""
        if self._socket is not None:
            with suppress(OSError, WebSocketException):
                self._socket.close()
            self._socket = None

    def emit(self, event: str, payload: object) -> int:
        """Sends an event; the number that its acknowledgement will have."""
        number = next(self._numbers)
        self._send(f"{EVENT}{number}{orjson.dumps([event, payload]).decode()}")
        return number

    def packets(self) -> Iterator[tuple[str | int, Any]]:
        """What comes in, one after the other: events by name, acknowledgements by number.

        Raises:
            Refused: the connection is gone.
        """
        while True:
            packet = self._receive()
            if packet.startswith(EVENT):
                name, payload = orjson.loads(packet[len(EVENT) :])[:2]
                yield name, payload
            elif packet.startswith(ACK):
                number, bracket, rest = packet[len(ACK) :].partition("[")
                yield int(number), orjson.loads(bracket + rest)[0]

    def _receive(self) -> str:
        while True:
            try:
                packet = self._socket.recv()
            except (OSError, AttributeError, WebSocketException) as error:
                raise Refused(f"socket: {error}") from error
            if packet == PING:
                self._send(PONG)
            elif not packet:
                raise Refused("socket: closed")
            else:
                return str(packet)

    def _send(self, packet: str) -> None:
        try:
            self._socket.send(packet)
        except (OSError, AttributeError, WebSocketException) as error:
            raise Refused(f"socket: {error}") from error
