"""While one greenlet waits for PostgreSQL the others run, however much there is to send or to read."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
START = """
import sys
from quest.server import patch
patch.apply()
import gevent
import psycopg
from quest.server.waiting import wait_on_the_hub
wait_on_the_hub()
ada, ben = (psycopg.connect(sys.argv[1], autocommit=True) for _ in range(2))
"""


def run(program: str, database_url: str) -> list[str]:
    """What a program of a process that serves prints; it fails when it does not end."""
    command = [sys.executable, "-c", START + program, database_url.replace("+psycopg", "")]
    env = {name: value for name, value in os.environ.items() if name != "QUEST_ASYNC"}
    ended = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()


def test_somebody_who_waits_for_a_lock_holds_up_nobody_who_could_release_it(postgres_database_url: str):
    program = """
ada.execute("SELECT pg_advisory_lock(1)")
waiting = gevent.spawn(ben.execute, "SELECT pg_advisory_lock(1)")
while not ada.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]:
    gevent.sleep(0)
print("waits" if not waiting.ready() else "went on")
ada.execute("SELECT pg_advisory_unlock(1)")
waiting.get()
print("went on")
"""
    assert run(program, postgres_database_url) == ["waits", "went on"]


def test_more_than_the_buffers_hold_goes_both_ways(postgres_database_url: str):
    program = """
text = "x" * 50_000_000
print(len(ada.execute("SELECT %s::text", [text]).fetchone()[0]))
"""
    assert run(program, postgres_database_url) == ["50000000"]


def test_a_server_that_ends_the_connection_is_an_error_and_no_silence(postgres_database_url: str):
    program = """
waiting = gevent.spawn(ben.execute, "SELECT pg_sleep(50)")
while not ada.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'").fetchone()[0]:
    gevent.sleep(0)
ada.execute("SELECT pg_terminate_backend(%s)", [ben.info.backend_pid])
try:
    waiting.get()
except psycopg.OperationalError:
    print("ended")
"""
    assert run(program, postgres_database_url) == ["ended"]


def test_who_is_called_off_lets_go_at_once(postgres_database_url: str):
    program = """
try:
    with gevent.Timeout(0.01):
        ada.execute("SELECT pg_sleep(50)")
except gevent.Timeout:
    print("let go")
"""
    assert run(program, postgres_database_url) == ["let go"]


def test_a_connection_whose_user_was_called_off_answers_nobody_else(postgres_database_url: str):
    program = """
from quest.db import Database
from quest.prepared import run
database = Database(sys.argv[1].replace("://", "+psycopg://"), pool=1)
for opened in (database.looking, database.unit_of_work):
    try:
        with gevent.Timeout(0.05), opened() as reader:
            connection = reader if opened == database.looking else reader.connection()
            run(connection, "SELECT 'late' FROM pg_sleep(50)", (), lambda cursor: cursor.fetchall())
    except gevent.Timeout:
        print("let go")
    with database.looking() as reader:
        print(*run(reader, "SELECT 'mine'", (), lambda cursor: cursor.fetchall())[0])
"""
    assert run(program, postgres_database_url) == ["let go", "mine"] * 2


def test_a_wait_with_a_bound_ends_there(postgres_database_url: str):
    program = """
from psycopg.errors import _WaitTimeout
from psycopg.generators import execute
ada.pgconn.send_query(b"SELECT pg_sleep(50)")
try:
    ada.wait(execute(ada.pgconn), timeout=0.05)
except _WaitTimeout:
    print("over")
"""
    assert run(program, postgres_database_url) == ["over"]
