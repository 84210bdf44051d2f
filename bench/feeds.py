"""Readers of jobs fed with damaged files: whether one fails in a way of its own, how long and how large it gets."""

from __future__ import annotations

import resource
import time
import warnings
from collections import Counter

from quest.exchange.jobs.detect import READERS, read_jobs
from quest.exchange.jobs.records import UnreadableSource
from tests.exchange.jobs.mutations import SOURCES, mutated

FILES = 10_000
QUICK_FILES = 500
MAX_BYTES = 1_000_000
BUDGET_MS = 250.0
BUDGET_MB = 200.0


def damaged_files(*, quick: bool) -> str:
    """The table: for each format, how many files were read, refused, or broke the reader."""
    count = QUICK_FILES if quick else FILES
    warnings.simplefilter("ignore")  # what a reader of workbooks thinks of them
    heading = "| format | files | read | refused | other errors | mean | slowest | grew by |\n" + "| --- " * 8 + "|"
    return "\n".join([heading, *(_row(name, count) for name in SOURCES)])


def _row(name: str, count: int) -> str:
    before, ends, spent = _peak(), Counter[str](), list[float]()
    for seed in range(count):
        data = mutated(name, seed)
        started = time.process_time()
        ends[_end(name, data, seed)] += 1
        spent.append((time.process_time() - started) * 1_000)
    grown = _peak() - before
    over = "!" if max(spent) > BUDGET_MS or grown > BUDGET_MB or ends["other"] else ""
    mean = sum(spent) / count
    return (
        f"| {name}{over} | {count:,} | {ends['read']:,} | {ends['refused']:,} | {ends['other']} |"
        f" {mean:.2f} ms | {max(spent):.0f} ms | {grown:.0f} MB |"
    )


def _end(name: str, data: bytes, seed: int) -> str:
    told = name if name in READERS and seed % 2 else "auto"
    try:
        read_jobs(data, format=told, max_bytes=MAX_BYTES)
    except UnreadableSource:
        return "refused"
    except Exception as error:
        print(f"{name} {seed}: {type(error).__name__}: {error}"[:200])
        return "other"
    return "read"


def _peak() -> float:
    """The most memory that the process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
