"""Requests over one kept connection, each with the processor time that it cost the server."""

from __future__ import annotations

import http.client
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import mean
from typing import Self


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `kind` names the row of the table that its cost belongs to."""

    kind: str
    method: str
    path: str
    cookie: str = ""
    body: bytes = b""


@dataclass(slots=True)
class Spent:
    """What the requests of one run cost, in seconds: the server's processor by kind, and this process's own."""

    server: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    client: float = 0.0

    def ms(self, kind: str) -> float:
        """Milliseconds of the server's processor for a request of this kind."""
        return mean(self.server[kind]) * 1_000

    @property
    def client_ms(self) -> float:
        """Milliseconds of this process's processor for a request."""
        return self.client / sum(map(len, self.server.values())) * 1_000


class WrongResponse(Exception):
    """The server said something else than 200: there is nothing to measure."""


class Client:
    """One kept connection to a server on this machine, whose processor clock is read around each request."""

    def __init__(self, port: int, pid: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._clock = processor_clock(pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def send(self, requests: Iterable[Request], spent: Spent) -> None:
        """Sends one request after the other and adds up what they cost."""
        own = time.process_time()
        for request in requests:
            before = time.clock_gettime(self._clock)
            self._send(request)
            spent.server[request.kind].append(time.clock_gettime(self._clock) - before)
        spent.client += time.process_time() - own

    def _send(self, request: Request) -> None:
        headers = {"Content-Type": "application/json", "Cookie": request.cookie}
        self._connection.request(request.method, request.path, request.body or None, headers)
        response = self._connection.getresponse()
        said = response.read()
        if response.status != 200:
            raise WrongResponse(f"{request.method} {request.path}: {response.status} {said.decode()[:300]}")


def processor_clock(pid: int) -> int:
    """The clock of all the processor time that a process has used, in nanoseconds.

    This is what clock_getcpuclockid(3) gives on Linux; /proc/<pid>/stat counts only hundredths of a second.
    """
    return (~pid << 3) | 2
