"""What is on, what comes next, and until when somebody can say that they were there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from quest.domain.agenda import LINGERING, outlook, standing, takes_attendance

SIX = datetime(2026, 11, 28, 18, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    starts: datetime
    ends: datetime


def at(minutes: int) -> datetime:
    return SIX + timedelta(minutes=minutes)


KNOTS, TIDES, SAILS = Item(at(0), at(30)), Item(at(40), at(60)), Item(at(40), at(70))
AGENDA = [KNOTS, TIDES, SAILS]


def stands(minutes: int) -> list[str]:
    view = outlook(AGENDA, at(minutes))
    return [standing(each, view, at(minutes)) for each in AGENDA]


def test_before_the_evening_the_first_talk_is_next_and_nothing_is_on():
    assert stands(-1) == ["next", "later", "later"]
    assert outlook(AGENDA, at(-1)).now == []


def test_a_talk_is_on_from_its_first_moment_until_its_end():
    assert stands(0) == stands(29) == ["now", "next", "next"]
    assert stands(30) == ["past", "next", "next"]


def test_two_talks_that_start_at_once_are_next_together():
    assert outlook(AGENDA, at(35)).next == [TIDES, SAILS]
    assert stands(65) == ["past", "past", "now"]


def test_attendance_is_taken_from_the_beginning_until_the_hall_has_emptied():
    assert not takes_attendance(KNOTS, at(-1))
    assert takes_attendance(KNOTS, at(0))
    assert takes_attendance(KNOTS, KNOTS.ends + LINGERING - timedelta(seconds=1))
    assert not takes_attendance(KNOTS, KNOTS.ends + LINGERING)
