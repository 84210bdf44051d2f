"""Files that were damaged on the way: a few hundred of each format, the same each time; `make bench` reads 10,000."""

import re
from collections.abc import Iterator

import pytest

from quest.exchange.jobs.detect import READERS, read_jobs
from quest.exchange.jobs.records import Reading, UnreadableSource
from tests.exchange.jobs.mutations import SOURCES, mutated

EACH = 300
MAX_BYTES = 200_000
UNFIT = re.compile("[\x00\ud800-\udfff]")
"""What no database keeps and no page can be sent with."""


def read(name: str, seed: int) -> Reading | None:
    """What is read of a damaged file, told its format or not; None where it is refused in the way callers expect."""
    told = name if name in READERS and seed % 2 else "auto"
    try:
        return read_jobs(mutated(name, seed), format=told, max_bytes=MAX_BYTES)
    except UnreadableSource:
        return None


def texts(reading: Reading) -> Iterator[str]:
    """Everything that goes on to databases, pages and terminals."""
    for job in reading.jobs:
        yield from (*job.title.values(), *job.description.values())
        yield from filter(None, (job.reference, job.company, job.url, job.location))
    for part in reading.rejected:
        yield from (part.where, part.reason)


@pytest.mark.parametrize("name", SOURCES)
def test_a_damaged_file_gives_whole_jobs_or_is_refused(name: str):
    readings = [reading for seed in range(EACH) if (reading := read(name, seed))]
    assert readings, "every file was refused: the damage is too great to say anything"
    assert len(readings) < EACH, "no file was refused: the damage is too small to say anything"
    for reading in readings:
        assert len({(job.company, job.reference) for job in reading.jobs}) == len(reading.jobs)
        assert all(job.title and all(job.title.values()) and job.reference for job in reading.jobs)
        assert all(part.where and part.reason.endswith(".") for part in reading.rejected)
        assert [text for text in texts(reading) if UNFIT.search(text)] == []


@pytest.mark.parametrize("name", SOURCES)
def test_an_undamaged_file_gives_its_jobs(name: str):
    assert read_jobs(SOURCES[name]).jobs
