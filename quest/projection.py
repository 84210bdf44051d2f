"""The boards as a projection of the ledger: made from it, kept to what the database decided, and made anew."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from quest.db import Database
from quest.domain.errors import NotFound
from quest.leaderboard.base import Leaderboard
from quest.leaderboard.memory import MemoryLeaderboard
from quest.leaderboard.redis import RedisLeaderboard, connect
from quest.levels.level import Campaign
from quest.services import boards, campaigns, freezes
from quest.settings import Config


def make_leaderboard(config: Config) -> Leaderboard:
    """The leaderboard of these settings: shared through Redis, or in this process."""
    if not config.redis_url:
        return MemoryLeaderboard()
    return RedisLeaderboard(connect(config.redis_url), prefix=config.redis_prefix)


def fill(database: Database, leaderboard: Leaderboard) -> None:
    """Makes the boards where there are none: at each start in memory, once in a new Redis."""
    try:
        with database.reading() as session:
            campaign = campaigns.current(session)
            follow_decisions(leaderboard, session, campaign)
            if not leaderboard.boards():
                leaderboard.put(list(boards.ledger_totals(session, campaign)))
    except NotFound:
        return


def rebuild(database: Database, leaderboard: Leaderboard) -> set[str]:
    """Makes every board anew, also while people play; gives the boards that changed.

    Raises:
        NotFound: no campaign has been loaded.
    """
    with database.reading() as session:
        campaign = campaigns.current(session)
        follow_decisions(leaderboard, session, campaign)
        changed = leaderboard.replace(boards.ledger_totals(session, campaign))
        # What was awarded while the boards were being replaced.
        session.rollback()
        return changed | leaderboard.put(list(boards.ledger_totals(session, campaign)))


def follow_decisions(leaderboard: Leaderboard, session: Session, campaign: Campaign) -> None:
    """Keeps off the boards who is not ranked, and freezes those that are to be frozen, as the database has it."""
    unranked, hidden = boards.unranked(session, campaign), leaderboard.hidden()
    leaderboard.hide(unranked - hidden)
    for player_id in hidden - unranked:
        leaderboard.show(player_id)
    due = {each.board: each for each in freezes.all_of(session, campaign)}
    for board in leaderboard.frozen().keys() - due.keys():
        leaderboard.reveal(board)
    for each in due.values():
        leaderboard.freeze(each.board, freezes.rows(session, campaign, each), milliseconds(each.at))


def milliseconds(at: datetime) -> int:
    """A moment as boards keep it."""
    return int(at.timestamp() * 1000)
