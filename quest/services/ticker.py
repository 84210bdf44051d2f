"""The ticker of the stage: what has just happened in the hall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain.events import TickerGrew
from quest.levels.level import Campaign
from quest.models import Arrival, Award, Player

TOLD = 5
"""How many of the latest things are told."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that has just happened: who completed a line, was at a talk, or checked in at a station.

    `thing` is the id of that line, talk or level.
    """

    nickname: str
    what: Literal["line", "talk", "checkin"]
    thing: str
    at: datetime


def tell_lines(session: Session, player_id: int, lines: Sequence[str], *, now: datetime) -> None:
    """Keeps for the ticker that a player completed these lines."""
    if lines:
        rows = [{"player_id": player_id, "line_id": line, "at": now} for line in lines]
        session.connection().execute(insert(Arrival), rows)
        record(session, TickerGrew(player_id))


def latest(session: Session, campaign: Campaign) -> list[Told]:
    """What has just happened, the latest first; of nobody who is not, or may not be, seen on boards."""
    seen = (Player.campaign_id == campaign.id, Player.ranked.is_(True), ~Player.hidden)
    arrivals = (
        select(Player.nickname, Arrival.line_id, Arrival.at)
        .join(Player, Player.id == Arrival.player_id)
        .where(*seen)
        .order_by(Arrival.id.desc())
        .limit(TOLD)
    )
    awards = (
        select(Player.nickname, Award.reason, Award.subject, Award.at)
        .join(Player, Player.id == Award.player_id)
        .where(Award.reason.in_(("talk", "checkin")), *seen)
        .order_by(Award.id.desc())
        .limit(TOLD)
    )
    told = [Told(name, "line", line, at) for name, line, at in session.execute(arrivals) if campaign.line(line)]
    for name, reason, subject, at in session.execute(awards):
        if reason == "talk" and campaign.talk(subject):
            told.append(Told(name, "talk", subject, at))
        elif reason == "checkin" and campaign.level(subject):
            told.append(Told(name, "checkin", subject, at))
    return sorted(told, key=lambda each: each.at, reverse=True)[:TOLD]
