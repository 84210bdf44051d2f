"""The ledger of awards: the sums that every board is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, String, bindparam, cast, func, insert, select
from sqlalchemy.orm import Session

from quest.domain.standings import own_boards
from quest.levels.level import Campaign
from quest.models import Award, Membership, Player, Seat
from quest.prepared import Prepared, Step

OVERALL = "overall"


def totals(
    session: Session, campaign: Campaign, player_id: int, level_id: str | None, day: str, *, more: int = 0
) -> dict[str, int]:
    """A player's points on every board that an award at this level on this day concerns, `more` about to come.

    Without a level the award counts on the boards of no level and no line.
    """
    lines = campaign.lines_of(level_id) if level_id is not None else ()
    overall = on_day = at_level = more
    on_line = {line.id: more for line in lines}
    rows = _BY_LEVEL.rows(session, {"player": player_id, "day": day})
    for earned_at, points, points_on_day, _groups, _bracket in rows:
        overall += points
        on_day += points_on_day or 0
        at_level += points if earned_at == level_id else 0
        for line in lines:
            on_line[line.id] += points if earned_at in line.stops else 0
    by_line = {f"line:{line_id}": points for line_id, points in on_line.items()}
    [(*_, group_ids, bracket), *_] = rows or _OWN.rows(session, {"player": player_id})
    by_own = dict.fromkeys(own_boards((group_ids or "").split(), bracket), overall)
    by_level = {f"level:{level_id}": at_level} if level_id is not None else {}
    return {OVERALL: overall, f"day:{day}": on_day, **by_level, **by_line, **by_own}


# Every answer needs it. The groups and the bracket come along.
_GROUPS = (
    select(func.aggregate_strings(cast(Membership.group_id, String), " "))
    .where(Membership.player_id == bindparam("player"))
    .scalar_subquery()
)
_BRACKET = select(Player.bracket).where(Player.id == bindparam("player")).scalar_subquery()
_OWN = Prepared(select(_GROUPS, _BRACKET))
_BY_LEVEL = Prepared(
    select(
        Award.level_id,
        func.sum(Award.points),
        func.sum(Award.points).filter(Award.day == bindparam("day")),
        _GROUPS,
        _BRACKET,
    )
    .where(Award.player_id == bindparam("player"))
    .group_by(Award.level_id)
)


def awarding(
    player_id: int, level_id: str, awards: Mapping[tuple[str, str], int], *, day: str, at: datetime
) -> Iterator[Step]:
    """A row for each reason and subject with points, to be written in one step, which gives their ids."""
    rows = [
        {
            "player_id": player_id,
            "reason": reason,
            "subject": subject,
            "level_id": level_id,
            "points": points,
            "day": day,
            "at": at,
            "round_id": None,
        }
        for (reason, subject), points in awards.items()
        if points
    ]
    if rows:
        yield _awards(len(rows)), {f"{name}_{number}": row[name] for number, row in enumerate(rows) for name in row}


@cache
def _awards(count: int) -> Prepared:
    """So many rows at once, their values named with the number of the row."""
    columns = [column for column in Award.__table__.columns if column.key != "id"]
    rows = [{each.key: bindparam(f"{each.key}_{row}", type_=each.type) for each in columns} for row in range(count)]
    return Prepared(insert(Award).values(rows).returning(Award.id))


def points_of(session: Session, player_id: int) -> int:
    """All points of one player."""
    return session.scalar(select(func.coalesce(func.sum(Award.points), 0)).where(Award.player_id == player_id)) or 0


def points_by_level(session: Session, player_id: int) -> dict[str, int]:
    """What one player has earned at each level."""
    rows = session.execute(
        select(Award.level_id, func.sum(Award.points)).where(Award.player_id == player_id).group_by(Award.level_id)
    )
    return {level_id: points for level_id, points in rows if level_id is not None}


def points_by_reason(session: Session, player_id: int, level_id: str) -> dict[str, int]:
    """What a player's points at one level came for; see `Award.reason`."""
    rows = session.execute(
        select(Award.reason, func.sum(Award.points))
        .where(Award.player_id == player_id, Award.level_id == level_id)
        .group_by(Award.reason)
    )
    return dict(rows.all())


def all_totals(
    session: Session,
    campaign: Campaign,
    player_id: int | None = None,
    *,
    until: int | None = None,
    seated_in: int | None = None,
) -> dict[str, dict[int, tuple[int, int]]]:
    """Every board as the ledger has it: board → player → (points, newest award).

    Players who are not ranked are on none.

    Args:
        player_id: tell of this player alone.
        until: count this award and earlier ones alone.
        seated_in: tell of those alone who sit in this round.
    """
    whose = _whose(campaign, player_id, seated_in)
    boards: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    own = _own_boards(session, whose)
    for each, level_id, day, points, newest in _sums(session, whose, until):
        names = [OVERALL, f"day:{day}", *own.get(each, ())]
        if level_id is not None:
            names += [f"level:{level_id}", *(f"line:{line.id}" for line in campaign.lines_of(level_id))]
        for name in names:
            before, award_id = boards[name].get(each, (0, 0))
            boards[name][each] = (before + points, max(award_id, newest))
    return boards


def _own_boards(session: Session, whose: Sequence[ColumnElement[bool]]) -> dict[int, list[str]]:
    """The boards of groups and brackets that each player stands on."""
    found: dict[int, list[str]] = defaultdict(list)
    members = select(Membership.player_id, Membership.group_id).join(Player).where(*whose)
    for each, group_id in session.execute(members):
        found[each] += own_boards([group_id], None)
    brackets = select(Player.id, Player.bracket).where(Player.bracket.is_not(None), *whose)
    for each, bracket in session.execute(brackets):
        found[each] += own_boards([], bracket)
    return found


def _whose(campaign: Campaign, player_id: int | None, seated_in: int | None) -> list[ColumnElement[bool]]:
    whose: list[ColumnElement[bool]] = [Player.campaign_id == campaign.id, Player.ranked.is_(True), ~Player.hidden]
    if player_id is not None:
        whose.append(Player.id == player_id)
    if seated_in is not None:
        whose.append(Player.id.in_(select(Seat.player_id).where(Seat.round_id == seated_in)))
    return whose


def _sums(
    session: Session, whose: Sequence[ColumnElement[bool]], until: int | None
) -> Iterator[tuple[int, str | None, str, int, int]]:
    rows = session.execute(
        select(Award.player_id, Award.level_id, Award.day, func.sum(Award.points), func.max(Award.id))
        .join(Player, Player.id == Award.player_id)
        .where(*whose, *([] if until is None else [Award.id <= until]))
        .group_by(Award.player_id, Award.level_id, Award.day)
    )
    yield from rows
