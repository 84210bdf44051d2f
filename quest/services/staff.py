"""What the staff of a station see of their visitors, and what they do for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session

from quest.domain.errors import AlreadyAwarded, NotAtStation, NotFound
from quest.domain.stations import is_here
from quest.levels.level import Campaign
from quest.models import Award, CheckIn, Player, StationNote
from quest.services import acts, stations
from quest.services.stations import Receipt

SHOWN = 200
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who checked in, as far as the staff may know: the nickname, and what happened at this station.

    Attributes:
        extras: the extra awards of this station that the visitor has.
    """

    row: CheckIn
    nickname: str
    note: str
    extras: Sequence[str]

    def is_here(self, now: datetime) -> bool:
        """Whether the visitor is taken to be at the station."""
        return is_here(self.row.at, self.row.left_at, now)


def visitors(session: Session, campaign: Campaign, level_id: str) -> list[Visitor]:
    """The latest visitors of a station: those who wait for a word first, then the newest."""
    stations.station_of(campaign, level_id)
    rows = session.execute(
        select(CheckIn, Player.nickname, StationNote.note)
        .join(Player, Player.id == CheckIn.player_id)
        .outerjoin(
            StationNote, and_(StationNote.player_id == CheckIn.player_id, StationNote.level_id == CheckIn.level_id)
        )
        .where(CheckIn.level_id == level_id, Player.campaign_id == campaign.id)
        .order_by(CheckIn.pending.desc(), CheckIn.at.desc())
        .limit(SHOWN)
    ).all()
    has = _extras(session, level_id)
    return [Visitor(row, nickname, note or "", has.get(row.player_id, ())) for row, nickname, note in rows]


def _extras(session: Session, level_id: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    given = select(Award.player_id, Award.subject).where(Award.reason == "extra", Award.level_id == level_id)
    for player_id, subject in session.execute(given):
        found.setdefault(player_id, []).append(subject.partition("/")[2])
    return found


def confirm(session: Session, campaign: Campaign, level_id: str, player_id: int, *, now: datetime) -> Receipt:
    """Says that somebody with a printed code was there; a second time it changes nothing.

    Raises:
        NotAtStation: the player has not checked in.
    """
    row = _locked(session, campaign, level_id, player_id)
    return stations.confirm(session, campaign, row, now=now) if row.pending else stations.receipt_of(row)


def refuse(session: Session, campaign: Campaign, level_id: str, player_id: int) -> None:
    """Says that somebody with a printed code was not there; the player may try again.

    Raises:
        NotAtStation: there is nothing to confirm.
    """
    row = _locked(session, campaign, level_id, player_id)
    if not row.pending:
        raise NotAtStation
    session.execute(delete(CheckIn).where(CheckIn.id == row.id))


def mark_left(session: Session, campaign: Campaign, level_id: str, player_id: int, *, now: datetime) -> None:
    """Says that somebody has gone, so that the next one may come.

    Raises:
        NotAtStation: the player has not checked in.
    """
    row = _locked(session, campaign, level_id, player_id)
    row.left_at = row.left_at or now


def note(
    session: Session,
    campaign: Campaign,
    level_id: str,
    player_id: int,
    words: str,
    *,
    account_id: int | None,
    now: datetime,
) -> None:
    """Keeps a note about a visitor in the place of an earlier one; an empty one takes it away.

    Raises:
        NotAtStation: the player has not checked in.
    """
    _locked(session, campaign, level_id, player_id)
    session.execute(delete(StationNote).where(StationNote.player_id == player_id, StationNote.level_id == level_id))
    if words := words.strip():
        session.add(
            StationNote(
                player_id=player_id, level_id=level_id, account_id=account_id, note=words[:LONGEST_NOTE], at=now
            )
        )


def give_extra(
    session: Session,
    campaign: Campaign,
    level_id: str,
    player_id: int,
    extra_id: str,
    *,
    account_id: int | None,
    now: datetime,
) -> int:
    """Hands out one of the extra awards that the pack has for this station, once for each visitor; its points.

    Raises:
        NotAtStation: the player has not checked in, or it was not confirmed. NotFound: the pack has no such award.
        AlreadyAwarded: the player has it.
    """
    row = _locked(session, campaign, level_id, player_id)
    extra = stations.station_of(campaign, level_id).find_extra(extra_id)
    if extra is None:
        raise NotFound(what="extra")
    if row.pending:
        raise NotAtStation
    subject = f"{level_id}/{extra_id}"
    mine = select(Award.id).where(Award.player_id == player_id, Award.reason == "extra", Award.subject == subject)
    if session.scalar(mine) is not None:
        raise AlreadyAwarded
    stations.award(session, campaign, player_id, level_id, ("extra", subject), extra.points, now=now)
    acts.keep(session, campaign, "extra_awarded", f"player:{player_id}", account_id=account_id, now=now, note=subject)
    return extra.points


def _locked(session: Session, campaign: Campaign, level_id: str, player_id: int) -> CheckIn:
    """The visit of a player, whom nobody else moves meanwhile."""
    stations.station_of(campaign, level_id)
    mine = select(Player.id).where(Player.id == player_id, Player.campaign_id == campaign.id)
    session.scalar(mine.with_for_update())
    row = session.scalar(
        select(CheckIn)
        .join(Player, Player.id == CheckIn.player_id)
        .where(CheckIn.player_id == player_id, CheckIn.level_id == level_id, Player.campaign_id == campaign.id)
    )
    if row is None:
        raise NotAtStation
    return row
