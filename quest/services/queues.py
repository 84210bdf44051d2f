"""The queue of a station that is full: first come, first called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quest.db import take_turns
from quest.domain import stations
from quest.domain.stations import Waiting
from quest.levels.level import Campaign
from quest.models import CheckIn, Player, QueuePlace


@dataclass(frozen=True, slots=True)
class Crowd:
    """How full a station is: who waits there, and how many are in."""

    capacity: int | None
    here: int
    queue: list[Waiting]

    def must_move(self, now: datetime) -> bool:
        """Whether somebody is to be called, or was called and did not come."""
        due = stations.due(self.queue, here=self.here, capacity=self.capacity, now=now)
        return bool(due or stations.missed(self.queue, now))

    def has_room(self, player_id: int, now: datetime) -> bool:
        """Whether this player may come in."""
        return stations.has_room(player_id, self.queue, here=self.here, capacity=self.capacity, now=now)


def hold(session: Session, campaign: Campaign, level_id: str, *, now: datetime) -> Crowd:
    """How full the station is, which nobody else changes until this is committed."""
    take_turns(session, _turn(campaign, level_id))
    return crowd(session, campaign, level_id, now=now)


def crowd(session: Session, campaign: Campaign, level_id: str, *, now: datetime) -> Crowd:
    """How full the station is."""
    here = select(func.count()).where(*_here(campaign, level_id, now)).select_from(CheckIn).join(Player)
    waiting = (
        select(QueuePlace.player_id, QueuePlace.joined_at, QueuePlace.called_at)
        .join(Player, Player.id == QueuePlace.player_id)
        .where(QueuePlace.level_id == level_id, Player.campaign_id == campaign.id)
        .order_by(QueuePlace.joined_at, QueuePlace.id)
    )
    queue = [Waiting(*row) for row in session.execute(waiting)]
    return Crowd(campaign.stations[level_id].capacity, session.scalar(here) or 0, queue)


def _here(campaign: Campaign, level_id: str, now: datetime) -> tuple:  # type: ignore[type-arg]
    return (
        CheckIn.level_id == level_id,
        Player.campaign_id == campaign.id,
        CheckIn.left_at.is_(None),
        CheckIn.at > now - stations.STAY,
    )


def join(session: Session, campaign: Campaign, level_id: str, player_id: int, *, now: datetime) -> None:
    """Waits at the station; who waits already keeps the place."""
    try:
        with session.begin_nested():
            session.add(QueuePlace(player_id=player_id, level_id=level_id, joined_at=now))
    except IntegrityError:
        return
    settle(session, campaign, level_id, now=now)


def leave(session: Session, level_id: str, player_ids: Collection[int]) -> None:
    """Waits no longer."""
    session.execute(delete(QueuePlace).where(QueuePlace.level_id == level_id, QueuePlace.player_id.in_(player_ids)))


def give_up(session: Session, campaign: Campaign, level_id: str, player_id: int, *, now: datetime) -> None:
    """Waits no longer, and lets the next one move up."""
    take_turns(session, _turn(campaign, level_id))  # before the row is touched, which whoever settles would wait for
    leave(session, level_id, [player_id])
    settle(session, campaign, level_id, now=now)


def _turn(campaign: Campaign, level_id: str) -> str:
    """What those take turns for who move the queue of a station."""
    return f"station/{campaign.id}/{level_id}"


def settle(session: Session, campaign: Campaign, level_id: str, *, now: datetime) -> Crowd:
    """Calls whoever there is room for, and lets go of those who were called and did not come."""
    take_turns(session, _turn(campaign, level_id))
    found = crowd(session, campaign, level_id, now=now)
    if lost := stations.missed(found.queue, now):
        leave(session, level_id, lost)
        found = crowd(session, campaign, level_id, now=now)
    if due := stations.due(found.queue, here=found.here, capacity=found.capacity, now=now):
        call(session, level_id, due, now=now)
        found = crowd(session, campaign, level_id, now=now)
    return found


def call(session: Session, level_id: str, player_ids: Collection[int], *, now: datetime) -> None:
    """Keeps a place for these for a while."""
    session.execute(
        update(QueuePlace)
        .where(QueuePlace.level_id == level_id, QueuePlace.player_id.in_(player_ids))
        .values(called_at=now)
    )


def call_next(session: Session, campaign: Campaign, level_id: str, *, now: datetime) -> int | None:
    """Calls the next one even where it is full, as the staff see fit; the player, or None when nobody waits."""
    found = settle(session, campaign, level_id, now=now)
    waiting = stations.due(found.queue, here=0, capacity=None, now=now)
    if not waiting:
        return None
    call(session, level_id, waiting[:1], now=now)
    return waiting[0]
