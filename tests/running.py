"""A quest that runs: the real command in a process of its own, on a free port, with data of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from tests import servers

CHECKOUT = Path(__file__).resolve().parent.parent
PATIENCE_S = 90
SIGN_IN = re.compile(r"^\s+(organiser|host|recruiter)\s+(\S+)\s+(\S+)$", re.MULTILINE)


@dataclass
class Quest:
    """A running quest: where it listens, and the sign-ins that its first start printed (role → e-mail, password).

    With a `clock` its time stands still at the moment that the file holds.
    """

    url: str
    environ: dict[str, str]
    data_dir: Path
    children: ExitStack
    clock: Path | None = None
    process: subprocess.Popen[bytes] = field(init=False)
    sign_ins: dict[str, tuple[str, str]] = field(default_factory=dict)

    def now(self) -> datetime:
        """The time in the quest."""
        return datetime.fromisoformat(self.clock.read_text()) if self.clock else datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Lets so much time go by in the quest."""
        if self.clock:
            self.clock.write_text((self.now() + timedelta(seconds=seconds)).isoformat())
        else:
            time.sleep(max(0.0, seconds))

    @property
    def module(self) -> str:
        """What Python is to run."""
        return "tests.still" if self.clock else "quest"

    def client(self, language: str = "en") -> Client:
        """Somebody new, with a cookie jar of their own."""
        return Client(base_url=self.url, headers={"Accept-Language": language}, timeout=30)

    def signed_in(self, role: str) -> Client:
        """The organiser, host or recruiter whom the first start made."""
        email, password = self.sign_ins[role]
        client = self.client()
        client.api("POST", "/session", {"email": email, "password": password}, expect=200)
        return client

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs `quest …` against the same data."""
        return subprocess.run(
            [sys.executable, "-m", self.module, *words],
            cwd=CHECKOUT,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )

    def kill(self) -> None:
        """Ends the process as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def start(self) -> None:
        """Starts the process and waits until it is ready."""
        log = self.children.enter_context(self.log.open("a"))
        serving = servers.child_process(
            sys.executable, "-m", self.module, "serve", cwd=CHECKOUT, env=self.environ, stdout=log, stderr=log
        )
        self.process = self.children.enter_context(serving)
        _wait(self)

    @property
    def log(self) -> Path:
        """What the process printed."""
        return self.data_dir.parent / f"{self.data_dir.name}.log"


class Client(httpx.Client):
    """A plain HTTP client that knows where the API is."""

    def api(self, method: str, path: str, body: object = None, *, expect: int | None = None) -> httpx.Response:
        """Calls the API; with `expect`, the status must be that one."""
        response = self.request(method, f"/api/v1{path}", json=body)
        if expect is not None:
            assert response.status_code == expect, f"{method} {path}: {response.status_code} {response.text[:800]}"
        return response

    def join(self, nickname: str, language: str = "en") -> dict[str, object]:
        """Joins as a player."""
        joined: dict[str, object] = self.api(
            "POST", "/players", {"nickname": nickname, "language": language}, expect=201
        ).json()
        return joined

    @property
    def cookie(self) -> str:
        """The cookie header, for a socket."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies.jar)


@contextmanager
def quest(data_dir: Path, *, still: datetime | None = None, **settings: str) -> Iterator[Quest]:
    """A quest with these QUEST_… settings; ends with the block. With `still` its time stands at that moment."""
    port = servers.free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUEST_")}
    environ = {
        **kept,
        "QUEST_HOST": "127.0.0.1",
        "QUEST_PORT": str(port),
        "QUEST_DATA_DIR": str(data_dir),
        "PYTHONUNBUFFERED": "1",
        **settings,
    }
    data_dir.mkdir(parents=True, exist_ok=True)
    with ExitStack() as children:
        running = Quest(f"http://127.0.0.1:{port}", environ, data_dir, children)
        if still:
            running.clock = data_dir.parent / f"{data_dir.name}.clock"
            running.clock.write_text(still.isoformat())
            environ["STILL_CLOCK"] = str(running.clock)
        running.start()
        running.sign_ins = {
            role: (email, password) for role, email, password in SIGN_IN.findall(running.log.read_text())
        }
        yield running


def _wait(running: Quest) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if running.process.poll() is not None:
            raise RuntimeError(f"quest serve ended: {running.log.read_text()[-2000:]}")
        try:
            if httpx.get(f"{running.url}/readyz", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError(f"quest serve is not ready: {running.log.read_text()[-2000:]}")
