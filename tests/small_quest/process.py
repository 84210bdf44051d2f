"""Small quests as processes of their own, and the people who connect to them."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx
import socketio

from tests import servers

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
"""Seconds until something that must happen counts as never happening."""


def eventually(happens: Callable[[], Any], what: str = "it") -> Any:
    """Wait for something to be true and give it; fail when it never is."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := happens():
            return found
        time.sleep(0.02)
    raise AssertionError(f"{what} never happened")


@dataclass
class SmallQuest:
    """A running small quest."""

    process: subprocess.Popen[bytes]
    port: int
    errors: list[str] = field(default_factory=list)
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=PATIENCE))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def post(self, path: str, **arguments: Any) -> Any:
        answer = self.client.post(self.url + path, params=arguments)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def numbers(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(self.url + "/numbers").json()
        return found


@contextlib.contextmanager
def small_quest(**settings: object) -> Iterator[SmallQuest]:
    """Run a small quest until the block ends; `settings` are its environment, without the `SMALL_`."""
    env = {**os.environ, **{f"SMALL_{name.upper()}": str(value) for name, value in settings.items()}}
    env.pop("QUEST_ASYNC", None)
    command = (sys.executable, "-m", "tests.small_quest")
    with servers.child_process(
        *command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=CHECKOUT, env=env
    ) as process:
        assert process.stdout
        assert process.stderr
        errors: list[str] = []
        stderr = process.stderr
        threading.Thread(target=lambda: errors.extend(line.decode() for line in stderr), daemon=True).start()
        line = process.stdout.readline()
        assert line, "".join(errors)
        yield SmallQuest(process, int(line), errors)


class Phone:
    """Somebody's open page: everything that arrived, in order."""

    def __init__(self, quest: SmallQuest, sign_in: int = 0, **options: Any) -> None:
        self.arrived: list[tuple[str, Any]] = []
        self._client = socketio.Client(reconnection=False)
        self._client.on("*", lambda event, *data: self.arrived.append((event, *data)))
        self._client.on("disconnect", lambda *_: self.arrived.append(("disconnect", None)))
        options.setdefault("transports", ["websocket"])
        headers = {**options.pop("headers", {}), **({"Cookie": f"sign_in={sign_in}"} if sign_in else {})}
        self._client.connect(quest.url, headers=headers, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.disconnect()

    @property
    def connected(self) -> bool:
        return bool(self._client.connected)

    def ask(self, event: str, *payload: Any) -> Any:
        return self._client.call(event, payload if len(payload) != 1 else payload[0], timeout=PATIENCE)

    def watch(self, room: str) -> Any:
        return self.ask("watch", {"room": room})

    def received(self, event: str) -> list[Any]:
        return [data for name, data in list(self.arrived) if name == event]

    def standings(self) -> list[dict[str, Any]]:
        return self.received("standings")
