"""What organisers and hosts did that players feel, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quest.levels.level import Campaign
from quest.models import Account, Act

What = Literal[
    "board_frozen",
    "board_revealed",
    "campaign_published",
    "candidates_exported",
    "draw_announced",
    "draw_closed",
    "draw_drawn",
    "draw_withdrawn",
    "extra_awarded",
    "group_renamed",
    "jobs_imported",
    "jobs_reverted",
    "player_cleared",
    "player_hidden",
    "player_shown",
]


def keep(
    session: Session,
    campaign: Campaign,
    what: What,
    subject: str,
    *,
    account_id: int | None,
    now: datetime,
    note: str = "",
) -> None:
    """Writes down one act."""
    session.add(Act(campaign_id=campaign.id, account_id=account_id, what=what, subject=subject, note=note, at=now))


def forget_player(session: Session, player_id: int) -> None:
    """Takes out what was written about a player who is erased; that something was done stays."""
    session.execute(update(Act).where(Act.subject == f"player:{player_id}").values(note=""))


def newest(session: Session, campaign: Campaign, limit: int) -> list[tuple[Act, str | None]]:
    """The latest acts, the newest first, each with the name of whoever did it."""
    asked = (
        select(Act, Account.name)
        .outerjoin(Account, Account.id == Act.account_id)
        .where(Act.campaign_id == campaign.id)
        .order_by(Act.id.desc())
        .limit(limit)
    )
    return [(act, name) for act, name in session.execute(asked)]
