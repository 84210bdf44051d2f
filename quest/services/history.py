"""Ranks over time: every few minutes one row says how the points of all ranked players lie.

With it anybody's rank at that moment follows from that player's own awards, whenever it is asked. So a sample costs the
same for ten players as for a hall of charts, nothing is added to an answer, and every row can be made again from the
ledger as long as nobody has been erased since.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from quest.db import take_turns
from quest.domain.history import place, riders, thinned
from quest.domain.standings import OVERALL
from quest.levels.level import Campaign
from quest.models import Award, Freeze, Player, RankSample

EVERY_S = 300
SHOWN = 24


@dataclass(frozen=True, slots=True)
class Sample:
    """Where a player stood at a moment, among how many, and with how many points."""

    at: datetime
    rank: int
    riders: int
    points: int


def keep(session: Session, campaign: Campaign, *, now: datetime) -> bool:
    """Keeps how the points lie now, unless this slot of time has its sample or nothing happened since the last one.

    Whether there is a new sample.
    """
    take_turns(session)
    slot = datetime.fromtimestamp(now.timestamp() // EVERY_S * EVERY_S, UTC)
    latest = session.scalar(
        select(RankSample).where(RankSample.campaign_id == campaign.id).order_by(RankSample.at.desc()).limit(1)
    )
    newest = session.scalar(select(func.max(Award.id)).join(Player).where(Player.campaign_id == campaign.id))
    if newest is None or (latest is not None and (latest.at >= slot or latest.award_id == newest)):
        return False
    lie = [list(row) for row in session.execute(counts(campaign, newest))]
    session.add(RankSample(campaign_id=campaign.id, at=now, award_id=newest, counts=lie))
    return True


def counts(campaign: Campaign, until: int) -> Select[int | None, int]:
    """How many ranked players had how many points when this was the newest award, most points first."""
    totals = (
        select(func.sum(Award.points).label("points"))
        .join(Player)
        .where(Player.campaign_id == campaign.id, Player.ranked, ~Player.hidden, Award.id <= until)
        .group_by(Award.player_id)
        .subquery()
    )
    return select(totals.c.points, func.count()).group_by(totals.c.points).order_by(totals.c.points.desc())


def of_player(session: Session, campaign: Campaign, player_id: int) -> list[Sample]:
    """Where a ranked player stood since the first award, at most `SHOWN` moments of it, the earliest first.

    While the board of all is frozen, nothing later than its moment is told.
    """
    awards = session.execute(
        select(Award.id, Award.points).where(Award.player_id == player_id).order_by(Award.id)
    ).all()
    if not awards:
        return []
    ids, totals = [award_id for award_id, _ in awards], list(accumulate(points for _, points in awards))
    frozen = session.get(Freeze, (campaign.id, OVERALL))
    asked = select(RankSample.at, RankSample.award_id).where(
        RankSample.campaign_id == campaign.id, RankSample.award_id >= ids[0]
    )
    if frozen is not None:
        asked = asked.where(RankSample.award_id <= frozen.award_id)
    moments = thinned(session.execute(asked.order_by(RankSample.at)).all(), SHOWN)
    kept = select(RankSample).where(RankSample.campaign_id == campaign.id, RankSample.at.in_([at for at, _ in moments]))
    found = []
    for sample in session.scalars(kept.order_by(RankSample.at)):
        points = totals[bisect_right(ids, sample.award_id) - 1]
        found.append(Sample(sample.at, place(sample.counts, points), riders(sample.counts), points))
    return found
