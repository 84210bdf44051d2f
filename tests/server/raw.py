"""A WebSocket client that misbehaves on purpose."""

import base64
import json
import os
import socket
import time
from collections.abc import Iterator
from typing import Any, Self

from tests.small_quest.process import PATIENCE

MASK = b"\0\0\0\0"
TEXT, FINAL = 0x1, 0x80


class RawSocket:
    """A WebSocket to Engine.IO, byte by byte."""

    def __init__(
        self, port: int, *, cookie: str = "", headers: str = "", without: str = "", receive_buffer: int = 0
    ) -> None:
        self.sock = socket.socket()
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(("127.0.0.1", port))
        self.ended = False
        self._buffer = b""
        self.response = self._shake_hands(port, f"Cookie: {cookie}\r\n{headers}" if cookie else headers, without)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.sock.close()

    def _shake_hands(self, port: int, more: str, without: str) -> str:
        headers = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
        }
        lines = [f"{name}: {value}\r\n" for name, value in headers.items() if name != without]
        request = f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n{''.join(lines)}{more}\r\n"
        self.sock.sendall(request.encode())
        while b"\r\n\r\n" not in self._buffer:
            received = self.sock.recv(4096)
            assert received, "the server hung up during the handshake"
            self._buffer += received
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        return head.decode()

    def join(self) -> None:
        """Connect to the default namespace and read what comes until the server has agreed."""
        self.send(b"40")
        assert any(frame.startswith(b"40") for frame in self.frames())

    def send(self, payload: bytes) -> None:
        """A whole text message."""
        self.sock.sendall(self._head(FINAL | TEXT, len(payload)) + payload)

    def begin(self, size: int) -> None:
        """The head of a text message that will have so many bytes and then go on."""
        self.sock.sendall(self._head(TEXT, size))

    @staticmethod
    def _head(first: int, size: int) -> bytes:
        if size < 126:
            return bytes([first, 0x80 | size]) + MASK
        if size < 2**16:
            return bytes([first, 0x80 | 126]) + size.to_bytes(2, "big") + MASK
        return bytes([first, 0x80 | 127]) + size.to_bytes(8, "big") + MASK

    def frames(self) -> Iterator[bytes]:
        """Payloads of text frames as they come, pings answered, until the connection ends; else PATIENCE seconds."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            frame = self._frame()
            if frame is None:
                return
            first, payload = frame
            assert first in (FINAL | TEXT, FINAL | 0x8), f"no frame begins with {first:#x}"
            if first == FINAL | TEXT:
                yield payload

    def events(self) -> Iterator[list[Any]]:
        """Socket.IO events as they come."""
        for frame in self.frames():
            if frame.startswith(b"42"):
                yield json.loads(frame[2:])

    def _frame(self) -> tuple[int, bytes] | None:
        head = self._read(2)
        if head is None:
            return None
        size = head[1]
        if size >= 126:
            more = self._read(2 if size == 126 else 8)
            size = int.from_bytes(more or b"", "big")
        payload = self._read(size)
        return None if payload is None else (head[0], payload)

    def _read(self, size: int) -> bytes | None:
        while len(self._buffer) < size:
            try:
                received = self.sock.recv(65_536)
            except ConnectionError:
                received = b""
            if not received:
                self.ended = True
                return None
            self._buffer += received
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken
