"""When one can check in at a station, who is there, and whose turn it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from quest.domain import stations
from quest.domain.stations import Waiting

NOON = datetime(2026, 11, 14, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOURS = [(NOON, NOON + 60 * MINUTE), (NOON + 120 * MINUTE, NOON + 180 * MINUTE)]


def wait(player: int, since: int, called: int | None = None) -> Waiting:
    return Waiting(player, NOON + since * MINUTE, None if called is None else NOON + called * MINUTE)


def test_a_station_is_open_in_its_hours_and_without_hours_always() -> None:
    assert stations.is_open(HOURS, NOON)
    assert not stations.is_open(HOURS, NOON + 60 * MINUTE)
    assert not stations.is_open(HOURS, NOON - MINUTE)
    assert stations.is_open([], NOON)


def test_whoever_comes_in_the_break_hears_when_it_opens_again() -> None:
    assert stations.opens_next(HOURS, NOON + 90 * MINUTE) == NOON + 120 * MINUTE
    assert stations.opens_next(HOURS, NOON + 200 * MINUTE) is None


def test_nobody_is_at_a_station_for_ever() -> None:
    assert stations.is_here(NOON, None, NOON + stations.STAY - MINUTE)
    assert not stations.is_here(NOON, None, NOON + stations.STAY)
    assert not stations.is_here(NOON, NOON + MINUTE, NOON + 2 * MINUTE)


def test_who_came_first_is_called_first_and_no_more_than_there_is_room_for() -> None:
    queue = [wait(3, 2), wait(1, 0), wait(2, 1)]
    assert stations.due(queue, here=1, capacity=2, now=NOON + 3 * MINUTE) == [1]
    assert stations.due(queue, here=2, capacity=2, now=NOON + 3 * MINUTE) == []
    assert [stations.place(player, queue) for player in (1, 2, 3, 4)] == [1, 2, 3, None]


def test_the_place_of_somebody_who_was_called_is_kept_for_a_while() -> None:
    queue = [wait(1, 0, called=2), wait(2, 1)]
    assert stations.due(queue, here=0, capacity=1, now=NOON + 3 * MINUTE) == []
    assert stations.has_room(1, queue, here=0, capacity=1, now=NOON + 3 * MINUTE)
    assert not stations.has_room(2, queue, here=0, capacity=1, now=NOON + 3 * MINUTE)
    assert stations.missed(queue, NOON + 2 * MINUTE + stations.HOLD) == [1]
    assert stations.due(queue, here=0, capacity=1, now=NOON + 2 * MINUTE + stations.HOLD) == [2]


def test_nobody_walks_past_those_who_wait() -> None:
    assert stations.has_room(9, [], here=1, capacity=2, now=NOON)
    assert not stations.has_room(9, [wait(1, 0)], here=1, capacity=2, now=NOON)
    assert not stations.has_room(9, [], here=2, capacity=2, now=NOON)
    assert stations.has_room(9, [], here=500, capacity=None, now=NOON)


def test_a_check_in_counts_for_the_moment_at_which_it_was_made_within_a_limit() -> None:
    hour = timedelta(hours=1)
    assert stations.counts_from(NOON, timedelta(0), hour) == NOON
    assert stations.counts_from(NOON, hour, hour) == NOON - hour
    assert stations.counts_from(NOON, hour + MINUTE, hour) is None
    assert stations.counts_from(NOON, -MINUTE, hour) is None
