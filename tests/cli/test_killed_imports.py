"""An import that is killed half way leaves all or nothing, and can be done again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from quest.db import Database
from quest.models import Company, Job, JobChange, JobImport

CHECKOUT = Path(__file__).resolve().parent.parent.parent
JOBS = 400
IMPORT = """
import os, signal, sys
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session
from quest.cli.jobs import jobs

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def die_at_changes(_connection, _cursor, statement, *_):
    if statement.startswith("INSERT INTO job_changes"):
        die()

moment = sys.argv.pop(1)
if moment == "changes":
    event.listen(Engine, "after_cursor_execute", die_at_changes)
elif moment != "never":
    event.listen(Session, moment, die)
jobs(sys.argv[1:])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = "".join(f"Cook {number},Wing,c-{number}\n" for number in range(JOBS))
    (tmp_path / "jobs.csv").write_text(f"title,company,reference\n{rows}", "utf-8")
    (tmp_path / "data").mkdir()
    return tmp_path


def bring(folder: Path, dies_at: str) -> int:
    """Imports the table in a process that is killed at a moment; how that ended."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("QUEST_")}
    environ |= {"QUEST_DATA_DIR": str(folder / "data"), "QUEST_ASYNC": "threading"}
    command = [sys.executable, "-c", IMPORT, dies_at, "import", str(folder / "jobs.csv")]
    return subprocess.run(command, cwd=CHECKOUT, env=environ, capture_output=True, check=False).returncode


def rows(folder: Path) -> list[int]:
    database = Database(f"sqlite:///{folder / 'data' / 'quest.db'}", pool=1)
    with database.reading() as session:
        found = [
            session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Job, JobChange, JobImport, Company)
        ]
    database.close()
    return found


@pytest.mark.parametrize(
    ("dies_at", "left"),
    [("changes", [0, 0, 0, 0]), ("before_commit", [0, 0, 0, 0]), ("after_commit", [JOBS, JOBS, 1, 1])],
)
def test_a_killed_import_leaves_all_or_nothing(folder: Path, dies_at: str, left: list[int]):
    assert bring(folder, dies_at) == -signal.SIGKILL
    assert rows(folder) == left
    assert bring(folder, "never") == 0
    jobs, changes, _, companies = rows(folder)
    assert (jobs, changes, companies) == (JOBS, JOBS, 1)
