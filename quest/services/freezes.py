"""Freezing and revealing boards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain.events import BoardFrozen, BoardRevealed
from quest.domain.groups import group_standings, tally
from quest.domain.standings import GROUP, Total, parse_board
from quest.levels.level import Campaign
from quest.models import Award, Freeze
from quest.services import acts, boards, groups, ledger


def freeze(session: Session, campaign: Campaign, board: str, *, account_id: int | None, now: datetime) -> None:
    """Lets a board show this moment until it is revealed; one that is frozen keeps its moment.

    Raises:
        NoSuchBoard: the campaign has no such board.
    """
    boards.check(campaign, board)
    if session.get(Freeze, (campaign.id, board)) is not None:
        return
    session.add(Freeze(campaign_id=campaign.id, board=board, award_id=_newest_award(session), at=now))
    acts.keep(session, campaign, "board_frozen", board, account_id=account_id, now=now)
    session.flush()
    record(session, BoardFrozen(board))


def _newest_award(session: Session) -> int:
    """The newest award, once every answer that is being written has come to its end.

    An answer that took an earlier id and commits later would otherwise belong to both sides of the moment.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE awards IN SHARE MODE"))
    return session.scalar(select(func.coalesce(func.max(Award.id), 0))) or 0


def reveal(session: Session, campaign: Campaign, board: str, *, account_id: int | None, now: datetime) -> None:
    """Lets a frozen board show everything again.

    Raises:
        NoSuchBoard: the campaign has no such board.
    """
    boards.check(campaign, board)
    frozen = session.get(Freeze, (campaign.id, board))
    if frozen is not None:
        session.delete(frozen)
        acts.keep(session, campaign, "board_revealed", board, account_id=account_id, now=now)
    record(session, BoardRevealed(board))


def all_of(session: Session, campaign: Campaign) -> list[Freeze]:
    """The frozen boards of a campaign."""
    return list(session.scalars(select(Freeze).where(Freeze.campaign_id == campaign.id).order_by(Freeze.board)))


def rows(session: Session, campaign: Campaign, frozen: Freeze, player_id: int | None = None) -> list[Total]:
    """What a frozen board shows, from the ledger: everybody who belongs to it now, with the points of its moment.

    With `player_id` the row of that player alone. A board of groups has the groups as their members are now.
    """
    totals = ledger.all_totals(session, campaign, player_id, until=frozen.award_id)
    if parse_board(frozen.board).kind == "groups":
        return [] if player_id else list(_group_rows(session, campaign, frozen.board, totals))
    return [
        Total(frozen.board, each, points, award_id) for each, (points, award_id) in totals.get(frozen.board, {}).items()
    ]


def rows_of_player(session: Session, campaign: Campaign, player_id: int) -> list[Total]:
    """A player's rows on all boards that are frozen."""
    return [row for each in all_of(session, campaign) for row in rows(session, campaign, each, player_id)]


def _group_rows(
    session: Session, campaign: Campaign, board: str, totals: dict[str, dict[int, tuple[int, int]]]
) -> Iterable[Total]:
    if campaign.groups is None:
        return
    tallies = {}
    for group_id in groups.ids_of_kind(session, campaign, parse_board(board).key):
        points = (points for points, _ in totals.get(f"{GROUP}{group_id}", {}).values())
        tallies[group_id] = tally(points, campaign.groups.best_of)
    for standing in group_standings(campaign.groups, tallies):
        # The rank in the place of the award keeps their order where rounded points are equal.
        yield Total(board, standing.player_id, standing.points, standing.rank)
