"""Stations of the live event: when one can check in, who is there, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

STAY = timedelta(minutes=30)
"""After how long somebody is no longer taken to be at a station, for nobody says goodbye to a booth."""
HOLD = timedelta(minutes=5)
"""For how long a place is kept for somebody who was called."""
SLACK = timedelta(seconds=30)
"""What a phone's and a server's clock may differ by while a check-in waits."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the queue of a station; `called_at` when a place was offered."""

    player_id: int
    joined_at: datetime
    called_at: datetime | None


def is_open(hours: Sequence[tuple[datetime, datetime]], at: datetime) -> bool:
    """Whether one can check in at this moment; always where no hours are given."""
    return not hours or any(opens_at <= at < closes_at for opens_at, closes_at in hours)


def opens_next(hours: Iterable[tuple[datetime, datetime]], at: datetime) -> datetime | None:
    """When it opens again; None when it does not."""
    return min((opens_at for opens_at, _ in hours if opens_at > at), default=None)


def is_here(since: datetime, left_at: datetime | None, now: datetime) -> bool:
    """Whether somebody who came then is taken to be at the station now."""
    return left_at is None and now - since < STAY


def holds_place(called_at: datetime | None, now: datetime) -> bool:
    """Whether a place is kept for somebody who was called then."""
    return called_at is not None and now - called_at < HOLD


def missed(queue: Iterable[Waiting], now: datetime) -> list[int]:
    """The players who were called and did not come in time."""
    return [each.player_id for each in queue if each.called_at is not None and not holds_place(each.called_at, now)]


def due(queue: Sequence[Waiting], *, here: int, capacity: int | None, now: datetime) -> list[int]:
    """The players to call now, first come first: as many as there is room for beside those who were called."""
    in_order = sorted(queue, key=lambda each: each.joined_at)
    waiting = [each.player_id for each in in_order if each.called_at is None]
    if capacity is None:
        return waiting
    kept = sum(holds_place(each.called_at, now) for each in queue)
    return waiting[: max(0, capacity - here - kept)]


def has_room(player_id: int, queue: Sequence[Waiting], *, here: int, capacity: int | None, now: datetime) -> bool:
    """Whether this player may come in: called, or there is a place that nobody waits for."""
    if capacity is None or any(each.player_id == player_id and holds_place(each.called_at, now) for each in queue):
        return True
    ahead = [each for each in queue if each.called_at is None or holds_place(each.called_at, now)]
    return here + len(ahead) < capacity


def place(player_id: int, queue: Iterable[Waiting]) -> int | None:
    """The player's place among those who wait, 1 for the next; None for somebody who does not."""
    waiting = sorted((each for each in queue if each.called_at is None), key=lambda each: each.joined_at)
    return next((number for number, each in enumerate(waiting, 1) if each.player_id == player_id), None)


def counts_from(now: datetime, ago: timedelta, most: timedelta) -> datetime | None:
    """The moment for which a check-in counts that waited so long on its phone; None when it waited too long."""
    if ago < timedelta(0) or ago > most:
        return None
    return now - ago
