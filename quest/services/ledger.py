"""The ledger of awards: the sums that every board is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.levels.level import Campaign
from quest.models import Award, Player

OVERALL = "overall"


def totals(
    session: Session, campaign: Campaign, player_id: int, level_id: str, day: str, *, more: int = 0
) -> dict[str, int]:
    """A player's points on every board that an award at this level on this day concerns, `more` about to come."""
    lines = campaign.lines_of(level_id)
    summed = func.sum(Award.points)
    columns = [
        summed,
        summed.filter(Award.day == day),
        summed.filter(Award.level_id == level_id),
        *(summed.filter(Award.level_id.in_(line.levels)) for line in lines),
    ]
    names = [OVERALL, f"day:{day}", f"level:{level_id}", *(f"line:{line.id}" for line in lines)]
    row = session.execute(select(*columns).where(Award.player_id == player_id)).one()
    return {name: (points or 0) + more for name, points in zip(names, row, strict=True)}


def points_of(session: Session, player_id: int) -> int:
    """All points of one player."""
    return session.scalar(select(func.coalesce(func.sum(Award.points), 0)).where(Award.player_id == player_id)) or 0


def points_by_level(session: Session, player_id: int) -> dict[str, int]:
    """What one player has earned at each level."""
    rows = session.execute(
        select(Award.level_id, func.sum(Award.points)).where(Award.player_id == player_id).group_by(Award.level_id)
    )
    return {level_id: points for level_id, points in rows if level_id is not None}


def all_totals(session: Session, campaign: Campaign) -> dict[str, dict[int, tuple[int, int]]]:
    """Every board as the ledger has it: board → player → (points, newest award)."""
    boards: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for player_id, level_id, day, points, newest in _sums(session, campaign):
        names = [OVERALL, f"day:{day}"]
        if level_id is not None:
            names += [f"level:{level_id}", *(f"line:{line.id}" for line in campaign.lines_of(level_id))]
        for name in names:
            before, award_id = boards[name].get(player_id, (0, 0))
            boards[name][player_id] = (before + points, max(award_id, newest))
    return boards


def _sums(session: Session, campaign: Campaign) -> Iterator[tuple[int, str | None, str, int, int]]:
    rows = session.execute(
        select(Award.player_id, Award.level_id, Award.day, func.sum(Award.points), func.max(Award.id))
        .join(Player, Player.id == Award.player_id)
        .where(Player.campaign_id == campaign.id)
        .group_by(Award.player_id, Award.level_id, Award.day)
    )
    for row in rows:
        yield row._tuple()
