"""The table: what each request cost in each mode, beside its floor and its budget."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

from bench.load import Spent

COLUMNS = {"bare": "bare POST", "insert": "insert + board", "answer": "answer", "board": "board read"}
GROWTH_THAT_IS_NOISE = 1.15
"""Costs of the same code differ by this factor from run to run on a machine that does other work as well."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The runs of one mode with so many players present.

    Attributes:
        budgets: milliseconds that a request of a kind may cost.
    """

    mode: str
    players: int
    budgets: dict[str, float]
    runs: Sequence[Spent]

    def ms(self, kind: str) -> float:
        """The median of the runs, in milliseconds of the server's processor for a request."""
        return median(run.ms(kind) for run in self.runs)

    def cell(self, kind: str) -> str:
        """The median, with the lowest and the highest run, marked when it is over its budget."""
        each = [run.ms(kind) for run in self.runs]
        over = self.ms(kind) > self.budgets.get(kind, float("inf"))
        return f"{self.ms(kind):.2f} ({min(each):.2f}–{max(each):.2f}){' !' if over else ''}"


def machine() -> str:
    """What the numbers were measured on."""
    cores = len(os.sched_getaffinity(0))
    load = f"load {os.getloadavg()[0]:.1f} when it began"
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{when}, {cores} × {_processor()}, {system}, {load}"


def _processor() -> str:
    facts = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in facts if line.startswith("model name")), platform.machine())


def table(results: Sequence[Measured]) -> str:
    """One row for each mode and number of players."""
    heads = ["mode", "players", *COLUMNS.values(), "client"]
    rows = [
        [
            result.mode,
            f"{result.players:,}",
            *(result.cell(kind) for kind in COLUMNS),
            f"{median(run.client_ms for run in result.runs):.2f}",
        ]
        for result in results
    ]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [heads, ["-" * width for width in widths], *rows]
    return "\n".join(f"| {' | '.join(map(str.ljust, line, widths))} |" for line in lines)


def verdicts(results: Sequence[Measured]) -> list[str]:
    """What is over its budget, and what grew with the players."""
    said = []
    for result in results:
        for kind, budget in result.budgets.items():
            if result.ms(kind) > budget:
                where = f"{result.mode}, {result.players:,} players"
                said.append(f"Over budget: {COLUMNS[kind]} {result.ms(kind):.2f} ms of {budget:.0f} ({where}).")
    for few, many in pairwise(results):
        if few.mode == many.mode:
            said += [line for kind in few.budgets if (line := _growth(few, many, kind))]
    return said or ["Everything is within its budget, and nothing grows with the players."]


def _growth(few: Measured, many: Measured, kind: str) -> str:
    factor = many.ms(kind) / few.ms(kind)
    if factor <= GROWTH_THAT_IS_NOISE:
        return ""
    return f"Grows: {COLUMNS[kind]} × {factor:.2f} from {few.players:,} to {many.players:,} players ({many.mode})."
