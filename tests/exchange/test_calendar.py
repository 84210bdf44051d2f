"""A talk goes into the calendar of a phone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from quest.exchange.calendar import LONGEST, Appointment, calendar

HONG_KONG = timezone(timedelta(hours=8))
MADE = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TALK = Appointment(
    uid="knots.harbour@talent-quest",
    title="Knots; and tides, too",
    place="主禮堂",
    about="Ho Nga Lam 何雅琳\n" + "實驗室的夜班" * 20,
    starts=datetime(2026, 11, 28, 19, 10, tzinfo=HONG_KONG),
    ends=datetime(2026, 11, 28, 19, 35, tzinfo=HONG_KONG),
)


def lines() -> list[bytes]:
    written = calendar([TALK], made_at=MADE)
    assert written.endswith(b"\r\n")
    return written.removesuffix(b"\r\n").split(b"\r\n")


def test_a_calendar_reads_the_time_in_its_own_zone():
    assert b"DTSTART:20261128T111000Z" in lines()
    assert b"DTEND:20261128T113500Z" in lines()


def test_what_a_calendar_would_take_for_its_own_signs_is_escaped():
    assert rb"SUMMARY:Knots\; and tides\, too" in lines()


def test_no_line_is_too_long_and_no_character_is_cut():
    assert max(map(len, lines())) <= LONGEST
    for line in lines():
        line.decode()
    whole = b"\r\n".join(lines()).replace(b"\r\n ", b"").decode()
    assert TALK.about.replace("\n", "\\n") in whole


def test_an_appointment_begins_and_ends_as_the_format_wants():
    assert lines()[0] == b"BEGIN:VCALENDAR"
    assert lines()[-2:] == [b"END:VEVENT", b"END:VCALENDAR"]
