"""What readers of job boards' JSON share: the way from an answer to its entries, and from entries to jobs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from quest.exchange.jobs.encoding import decode
from quest.exchange.jobs.gathering import Gathering, Part
from quest.exchange.jobs.json_source import bounded, parse_json
from quest.exchange.jobs.jsonld_nodes import first_words
from quest.exchange.jobs.markup import line
from quest.exchange.jobs.records import JobRecord, UnreadableSource

Entry = Mapping[str, Any]


def answer_of(data: bytes, fits: Callable[[Any], bool], remedy: str, max_bytes: int) -> Any:
    """The JSON value of an answer that `fits`.

    Raises:
        UnreadableSource: `empty`, `too_big`, `bad_encoding`, `bad_json`, `too_deep`, or `no_jobs` with the remedy.
    """
    value = parse_json(decode(bounded(data, max_bytes)).strip("\ufeff\x00"))
    if not fits(value):
        raise UnreadableSource("no_jobs", remedy)
    return value


def listed(value: Any, *path: str) -> list[Any]:
    """The list at a path of names within the value; empty when there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []


def part_of(entry: Entry, name: str) -> Entry:
    """The object under a name; empty for anything else."""
    found = entry.get(name)
    return found if isinstance(found, dict) else {}


def text_of(entry: Entry, name: str) -> str:
    """The words under a name, or an empty text."""
    return first_words(entry.get(name))


def gather(
    entries: Iterable[tuple[str, Any]],
    gathering: Gathering,
    *,
    title: str,
    hidden: Callable[[Entry, str], tuple[str, str] | None],
    job: Callable[[Entry, str, Part], JobRecord],
) -> None:
    """Makes each entry a job, or says why it is none.

    Args:
        entries: each with its place, for a person.
        title: the name of the property with the title.
        hidden: code and reason for an entry, with its title, that offers no job.
        job: the record of an entry with this title.
    """
    for where, entry in entries:
        if not isinstance(entry, dict):
            gathering.leave_out(where, "no_object", "This entry is no job: remove it.")
        elif not (words := line(text_of(entry, title))):
            gathering.leave_out(where, "no_title", "The job has no title: give it one.")
        elif refusal := hidden(entry, words):
            gathering.leave_out(where, *refusal)
        else:
            part = Part(where)
            gathering.add(part, job(entry, words, part))


def numbered(entries: Iterable[Any], name: str) -> Iterable[tuple[str, Any]]:
    """Entries with their places: `jobs[0]` and so on."""
    return ((f"{name}[{at}]", entry) for at, entry in enumerate(entries))


def amount(value: Any) -> float | None:
    """A number that JSON spells as one, infinite where no computer holds it; None for anything else."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf
