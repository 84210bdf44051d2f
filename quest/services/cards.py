"""Cards: what a player shows others of a finished line, for as long as the player wants."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quest.domain.errors import NotFound
from quest.levels.level import Campaign
from quest.levels.lines import Line
from quest.models import Card, Player
from quest.services import ledger, progress


@dataclass(frozen=True)
class Shown:
    """What a card tells, and nothing more of its player.

    Attributes:
        language: the one that it was shared in.
        nickname, points: only where the player wants them shown.
    """

    line: Line
    language: str
    nickname: str | None
    points: int | None


def share(
    session: Session,
    campaign: Campaign,
    *,
    player_id: int,
    line_id: str,
    language: str,
    shows_name: bool,
    shows_points: bool,
    now: datetime,
) -> Card:
    """Makes the card of a finished line, or changes what it shows; its address stays.

    Raises:
        NotFound: the player has not completed such a line.
    """
    if line_id not in progress.of_player(session, campaign, player_id, now=now).lines_done:
        raise NotFound(what="line")
    card = of_player(session, player_id=player_id, line_id=line_id)
    if card is None:
        card = Card(player_id=player_id, line_id=line_id, token=secrets.token_urlsafe(16), created_at=now)
        session.add(card)
    card.language, card.shows_name, card.shows_points = language, shows_name, shows_points
    session.flush()
    return card


def withdraw(session: Session, *, player_id: int, line_id: str) -> None:
    """Takes a card back: its address shows nothing any more, and a later card gets another one."""
    session.execute(delete(Card).where(Card.player_id == player_id, Card.line_id == line_id))


def of_player(session: Session, *, player_id: int, line_id: str) -> Card | None:
    """The card that the player made of a line."""
    return session.scalars(select(Card).where(Card.player_id == player_id, Card.line_id == line_id)).one_or_none()


def shown(session: Session, campaign: Campaign, token: str) -> Shown:
    """What the card of this address tells.

    Raises:
        NotFound: there is none, it was taken back, or the line is not one of this campaign.
    """
    found = session.execute(
        select(Card, Player)
        .join(Player, Player.id == Card.player_id)
        .where(Card.token == token, Player.campaign_id == campaign.id)
    ).one_or_none()
    line = campaign.line(found[0].line_id) if found else None
    if found is None or line is None:
        raise NotFound(what="card")
    card, player = found
    # A name that an organiser took off the boards is not shown here either.
    named = card.shows_name and not player.hidden
    return Shown(
        line=line,
        language=card.language,
        nickname=player.nickname if named else None,
        points=ledger.points_of(session, player.id) if card.shows_points else None,
    )
