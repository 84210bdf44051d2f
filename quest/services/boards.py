"""Boards with people on them: the leaderboard knows numbers, the database knows names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from quest.domain.progress import campaign_day
from quest.domain.standings import OVERALL, Board, NoSuchBoard, Total, own_boards, parse_board
from quest.levels.level import Campaign
from quest.models import Award, Player
from quest.prepared import Reader
from quest.services import ledger


def check(campaign: Campaign, name: str) -> Board:
    """The board of that name, if this campaign has it; whether there is such a group, `groups.by_id` tells.

    Raises:
        NoSuchBoard: it has not.
    """
    board = parse_board(name)
    there = {
        "line": campaign.line(board.key) is not None,
        "level": campaign.level(board.key) is not None,
        "bracket": campaign.bracket(board.key) is not None,
        "groups": board.key in campaign.group_kinds,
        "group": board.key.isdecimal() and len(board.key) < 10 and bool(campaign.group_kinds),
        "round": False,
    }
    if not there.get(board.kind, True):
        raise NoSuchBoard(board=name)
    return board


def names(campaign: Campaign, now: datetime, own_groups: Iterable[int] = ()) -> list[str]:
    """The boards to choose from: all, today, brackets, kinds of groups, one's own groups, each line, each level."""
    return [
        OVERALL,
        f"day:{campaign_day(now, campaign.timezone)}",
        *(f"bracket:{bracket.id}" for bracket in campaign.brackets),
        *(f"groups:{kind}" for kind in campaign.group_kinds),
        *own_boards(own_groups, None),
        *(f"line:{line.id}" for line in campaign.lines),
        *(f"level:{level.id}" for level in campaign.levels),
    ]


def nicknames(reader: Reader, player_ids: Sequence[int]) -> dict[int, str]:
    """The nicknames of those of these players who are ranked."""
    if not player_ids:
        return {}
    return dict(reader.execute(_NICKNAMES, {"players": player_ids}).all())


def favourite_lines(reader: Reader, campaign: Campaign, player_ids: Sequence[int]) -> dict[int, str]:
    """The line on which each of these players has earned most; the campaign's first of equals."""
    if not player_ids:
        return {}
    rows = reader.execute(_BY_LEVEL, {"players": player_ids})
    sums: dict[int, dict[str, int]] = {}
    for player_id, level_id, points in rows:
        by_line = sums.setdefault(player_id, {line.id: 0 for line in campaign.lines})
        for line in campaign.lines_of(level_id or ""):
            by_line[line.id] += points
    return {player_id: max(by_line, key=lambda line: by_line[line]) for player_id, by_line in sums.items()}


# Built once: a hall looks at its boards all the time.
_NICKNAMES = select(Player.id, Player.nickname).where(
    Player.id.in_(bindparam("players", expanding=True)), Player.ranked, ~Player.hidden
)
_BY_LEVEL = (
    select(Award.player_id, Award.level_id, func.sum(Award.points))
    .where(Award.player_id.in_(bindparam("players", expanding=True)), Award.level_id.is_not(None))
    .group_by(Award.player_id, Award.level_id)
)


def unranked(session: Session, campaign: Campaign) -> set[int]:
    """The players of a campaign who stand on no board: those who do not want to, and those whom an organiser hid."""
    return set(session.scalars(select(Player.id).where(Player.campaign_id == campaign.id, ~_RANKED)))


def is_ranked(session: Session, player_id: int) -> bool | None:
    """Whether a player stands on boards; None for one who was erased."""
    return session.scalar(select(_RANKED).where(Player.id == player_id))


_RANKED = and_(Player.ranked, ~Player.hidden)


def ledger_totals(
    session: Session, campaign: Campaign, player_id: int | None = None, *, seated_in: int | None = None
) -> Iterable[Total]:
    """Every row of every board, as the ledger has it; or those of one player, or of everybody seated in a round."""
    for board, players in ledger.all_totals(session, campaign, player_id, seated_in=seated_in).items():
        for player_id, (points, award_id) in players.items():
            yield Total(board, player_id, points, award_id)
