"""The throw-away servers work, are private to a test, and never outlive the run that started them."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from tests import servers

CHECKOUT = Path(__file__).resolve().parent.parent

A_RUN_THAT_WAITS = """
import time
import psycopg, redis

def test_waits(redis_url, postgres_url):
    redis_process = redis.Redis.from_url(redis_url).info()["process_id"]
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        postmaster = connection.execute("SELECT pg_read_file('postmaster.pid')").fetchone()[0].split()[0]
    print("started", redis_process, postmaster, flush=True)
    time.sleep(120)
"""


def test_redis_keeps_what_it_is_told(redis_url: str):
    with redis.Redis.from_url(redis_url) as client:
        client.set("leader", "Ada")
        assert client.get("leader") == b"Ada"
        client.delete("leader")


def test_each_test_gets_a_database_of_its_own(postgres_url: str, postgres_database_url: str):
    with psycopg.connect(postgres_database_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE players (name text)")
        assert connection.execute("SELECT count(*) FROM players").fetchone() == (0,)
    assert postgres_database_url != postgres_url


def test_a_database_is_gone_after_use(postgres_url: str):
    with servers.postgres_database(postgres_url) as url:
        name = url.rpartition("/")[2]
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None


def test_a_server_that_cannot_start_says_why():
    with (
        pytest.raises(RuntimeError, match="max_connections"),
        servers.postgres_server(settings=("max_connections=few",)),
    ):
        pass


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "terminated"])
def test_a_run_that_is_stopped_leaves_no_server_behind(tmp_path: Path, how: signal.Signals):
    (tmp_path / "test_waits.py").write_text(A_RUN_THAT_WAITS)
    options = ["-s", "-p", "tests.conftest", "-p", "no:cacheprovider", "--rootdir", tmp_path]
    command = [sys.executable, "-m", "pytest", *options, tmp_path]
    with servers.child_process(*command, stop=how, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as run:
        report = next(line for line in run.stdout if "started" in line)
    processes = report.split()[-2:]
    assert len(processes) == 2
    assert _gone(processes)


def _gone(processes: list[str]) -> bool:
    """Wait until none of the processes runs, at most as long as a server may take to start."""
    deadline = time.monotonic() + servers.START_LIMIT
    while any(_runs(process) for process in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _runs(process: str) -> bool:
    try:
        state = Path("/proc", process, "stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
