"""Appointments as iCalendar (RFC 5545), for the calendar of a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST = 75
"""Octets of a line; the rest goes on in the next one, behind a space."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something that takes place; `uid` stays the same when its time changes."""

    uid: str
    title: str
    place: str
    about: str
    starts: datetime
    ends: datetime


def calendar(appointments: Iterable[Appointment], *, made_at: datetime) -> bytes:
    """A file that a calendar adds these from."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Talent Quest//Agenda//EN"]
    for each in appointments:
        lines += _entry(each, made_at)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line.encode()))


def _entry(each: Appointment, made_at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{each.uid}",
        f"DTSTAMP:{_moment(made_at)}",
        f"DTSTART:{_moment(each.starts)}",
        f"DTEND:{_moment(each.ends)}",
        f"SUMMARY:{each.title.translate(_ESCAPES)}",
        f"LOCATION:{each.place.translate(_ESCAPES)}",
        f"DESCRIPTION:{each.about.translate(_ESCAPES)}",
        "END:VEVENT",
    ]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: bytes) -> Iterator[bytes]:
    """A line in pieces that are short enough, none of which cuts a character."""
    start = 0
    while start < len(line):
        room = LONGEST if start == 0 else LONGEST - 1
        end = min(start + room, len(line))
        while end < len(line) and line[end] & 0xC0 == 0x80:
            end -= 1
        yield (b"" if start == 0 else b" ") + line[start:end]
        start = end
