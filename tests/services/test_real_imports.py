"""Every real file that can be read: brought in, brought in again, and taken back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from quest.exchange.jobs.detect import read_jobs
from quest.exchange.jobs.records import Reading, UnreadableSource
from quest.models import Company, Job
from quest.services import job_imports
from quest.services.job_records import snapshot
from tests.services.town import NOW, Town, a_job

LATER = NOW + timedelta(days=1)


def readings(shared: Path) -> list[Reading]:
    """What the files hold, those of no use left aside."""
    found = []
    for path in sorted((shared / "data" / "jobs").iterdir()):
        try:
            found.append(read_jobs(path.read_bytes(), name=path.name))
        except UnreadableSource:
            continue
    return found


def bring(town: Town, reading: Reading) -> tuple[int, dict[str, int]]:
    with town.database.unit_of_work() as session:
        run, made = job_imports.bring(session, reading, source="a file", now=NOW, company="Wing")
        return run.id, made.counts


def everything(town: Town) -> list[Any]:
    with town.database.reading() as session:
        jobs = [(job.id, snapshot(job)) for job in session.scalars(select(Job).order_by(Job.id))]
        return [*jobs, *session.scalars(select(Company.slug).order_by(Company.slug))]


def test_every_real_file_comes_in_once_and_goes_back_exactly(town: Town, shared: Path) -> None:
    town.hire("Wing", a_job("mine"))
    before, files = everything(town), readings(shared)
    assert len(files) > 10
    for reading in files:
        import_id, counts = bring(town, reading)
        assert counts["created"] + counts["rejected"] == len(reading.jobs) + len(reading.left_out)
        _, again = bring(town, reading)
        assert (again["created"], again["changed"], again["closed"]) == (0, 0, 0)
        with town.database.unit_of_work() as session:
            job_imports.revert(session, import_id, now=LATER)
        assert everything(town) == before
