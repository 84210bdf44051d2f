"""Importing jobs from a shell."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from quest.cli.jobs import jobs
from quest.db import Database
from quest.models import Job
from quest.services import job_feeds

TABLE = """title,company,reference,location
Graduate Fraud Analyst,Starpier Pay,fa-1,Kwun Tong
,Starpier Pay,fa-2,Kwun Tong
Risk Trainee,Starpier Pay,fa-3,Kwun Tong
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a table of jobs, where the quest keeps its data too."""
    monkeypatch.setenv("QUEST_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("QUEST_DATABASE_URL", raising=False)
    (tmp_path / "data").mkdir()
    (tmp_path / "jobs.csv").write_text(TABLE, "utf-8")
    return tmp_path


def run(*words: object) -> Result:
    return CliRunner().invoke(jobs, [str(word) for word in words])


def kept(folder: Path) -> int:
    database = Database(f"sqlite:///{folder / 'data' / 'quest.db'}", pool=1)
    with database.reading() as session:
        found = session.scalar(select(func.count()).select_from(Job)) or 0
    database.close()
    return found


def test_an_import_tells_its_counts_and_each_reason_with_its_place(folder: Path) -> None:
    done = run("import", folder / "jobs.csv")
    assert done.exit_code == 0, done.output
    assert "row 3: " in done.stdout
    assert "Import 1: 2 created, 0 changed, 0 unchanged, 1 rejected, 0 closed" in done.stdout
    assert "quest jobs revert 1" in done.stdout
    assert kept(folder) == 2


def test_the_same_import_again_changes_nothing(folder: Path) -> None:
    run("import", folder / "jobs.csv")
    again = run("import", folder / "jobs.csv")
    assert "0 created, 0 changed, 2 unchanged" in again.stdout
    assert "revert" not in again.stdout


def test_a_dry_run_tells_the_same_and_writes_nothing(folder: Path) -> None:
    tried = run("import", folder / "jobs.csv", "--dry-run")
    assert "Dry run, nothing was written. It would be: 2 created" in tried.stdout
    assert kept(folder) == 0


def test_an_import_is_taken_back_once(folder: Path) -> None:
    run("import", folder / "jobs.csv")
    assert "2 jobs removed" in run("revert", 1).stdout
    assert kept(folder) == 0
    twice = run("revert", 1)
    assert twice.exit_code == 1
    assert twice.stderr == "Error: Import 1 was taken back already.\n"
    assert run("revert", 9).stderr == "Error: There is no import 9.\n"


def test_an_import_under_a_later_one_names_it(folder: Path) -> None:
    run("import", folder / "jobs.csv")
    (folder / "jobs.csv").write_text(TABLE.replace("Risk", "Senior Risk"), "utf-8")
    run("import", folder / "jobs.csv")
    assert "Take back 2 first." in run("revert", 1).stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [("jobs.csv", b""), ("jobs.json", b"{"), ("jobs.xlsx", b"PK\x03\x04..."), ("jobs.csv", b"a,b\n1,2\n")],
)
def test_a_broken_file_is_one_sentence_and_changes_nothing(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    failed = run("import", folder / name)
    assert failed.exit_code == 1
    assert len([line for line in failed.stderr.splitlines() if line.startswith("Error: ")]) == 1
    assert str(folder / name) in failed.stderr
    assert not (folder / "data" / "quest.db").exists()


def test_a_file_that_is_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUEST_MAX_IMPORT_BYTES", "1000")
    (folder / "jobs.csv").write_text(TABLE * 20, "utf-8")
    failed = run("import", folder / "jobs.csv")
    assert failed.exit_code == 1
    assert "QUEST_MAX_IMPORT_BYTES" in failed.stderr


def test_a_real_file_of_a_city_goes_in_whole(folder: Path, shared: Path) -> None:
    done = run("import", shared / "data" / "jobs" / "nyc_jobs_2019.csv", "--company", "City of New York")
    assert done.exit_code == 0, done.output[-500:]
    assert "New employer: City of New York, short name city-of-new-york." in done.stdout
    assert kept(folder) > 800


def test_columns_are_named_where_their_headings_say_nothing(folder: Path) -> None:
    (folder / "jobs.csv").write_text("Wunschtitel,Firma,Ort\nKoch,Wing,Tai Po\n", "utf-8")
    (folder / "columns.yaml").write_text("Wunschtitel: title\nOrt: location\n", "utf-8")
    words = ("--columns", folder / "columns.yaml", "--column", "Firma=company", "--column", "Ort=")
    done = run("import", folder / "jobs.csv", *words, "--dry-run")
    assert done.exit_code == 0, done.output
    assert "Column “Firma”: company." in done.stdout
    assert "Column “Ort”: left aside." in done.stdout
    assert "1 created" in done.stdout


def test_a_column_without_a_field_is_one_sentence(folder: Path) -> None:
    done = run("import", folder / "jobs.csv", "--column", "title")
    assert (done.exit_code, "HEADING=FIELD" in done.stderr) == (1, True)


def test_feeds_that_are_due_are_refreshed_and_a_failure_is_said(folder: Path) -> None:
    run("import", folder / "jobs.csv")
    database = Database(f"sqlite:///{folder / 'data' / 'quest.db'}", pool=1)
    terms = job_feeds.Terms("http://127.0.0.1/jobs.csv", every_hours=6)
    with database.unit_of_work() as session:
        job_feeds.add(session, terms, now=datetime(2026, 11, 22, tzinfo=UTC))
    database.close()
    failed = run("refresh")
    assert (failed.exit_code, "private network" in failed.stderr) == (1, True)
    assert run("refresh").stdout == "0 feeds visited.\n"
    assert run("refresh", "--all").stdout == "1 feeds visited.\n"
    assert kept(folder) == 2
