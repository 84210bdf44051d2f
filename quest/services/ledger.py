"""The ledger of awards: the sums that every board is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from quest.levels.level import Campaign
from quest.models import Award, Player

OVERALL = "overall"


def totals(
    session: Session, campaign: Campaign, player_id: int, level_id: str, day: str, *, more: int = 0
) -> dict[str, int]:
    """A player's points on every board that an award at this level on this day concerns, `more` about to come."""
    lines = campaign.lines_of(level_id)
    overall = on_day = at_level = more
    on_line = {line.id: more for line in lines}
    rows = session.connection().execute(_BY_LEVEL, {"player": player_id, "day": day})
    for earned_at, points, points_on_day in rows:
        overall += points
        on_day += points_on_day or 0
        at_level += points if earned_at == level_id else 0
        for line in lines:
            on_line[line.id] += points if earned_at in line.levels else 0
    by_line = {f"line:{line_id}": points for line_id, points in on_line.items()}
    return {OVERALL: overall, f"day:{day}": on_day, f"level:{level_id}": at_level, **by_line}


# Built once and run below the ORM: every answer needs it.
_BY_LEVEL = (
    select(
        Award.level_id,
        func.sum(Award.points),
        func.sum(Award.points).filter(Award.day == bindparam("day")),
    )
    .where(Award.player_id == bindparam("player"))
    .group_by(Award.level_id)
)


def points_of(session: Session, player_id: int) -> int:
    """All points of one player."""
    return session.scalar(select(func.coalesce(func.sum(Award.points), 0)).where(Award.player_id == player_id)) or 0


def points_by_level(session: Session, player_id: int) -> dict[str, int]:
    """What one player has earned at each level."""
    rows = session.execute(
        select(Award.level_id, func.sum(Award.points)).where(Award.player_id == player_id).group_by(Award.level_id)
    )
    return {level_id: points for level_id, points in rows if level_id is not None}


def streak_bonus(session: Session, player_id: int, level_id: str) -> int:
    """The part of a player's points at a level that came for right answers in a row."""
    points = select(func.coalesce(func.sum(Award.points), 0)).where(
        Award.player_id == player_id, Award.level_id == level_id, Award.reason == "streak"
    )
    return session.scalar(points) or 0


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
    yield from rows
