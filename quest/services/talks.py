"""Talks of the agenda: the code that shows that somebody is there, and what being there earns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain import codes
from quest.domain.agenda import TYPING, takes_attendance
from quest.domain.errors import AlreadyAttended, CampaignClosed, CodeExpired, NotFound
from quest.domain.events import PointsAwarded, TickerGrew
from quest.domain.progress import campaign_day
from quest.levels.agenda import Talk
from quest.levels.level import Campaign
from quest.models import Attendance, Award, Player
from quest.services import badges, facts, ledger, progress


@dataclass(frozen=True, slots=True)
class Receipt:
    """What being at a talk came to, as it is kept.

    Attributes:
        total: the player's points afterwards.
        opened: levels that opened by it; `badges`: those that it earned.
    """

    points: int
    total: int
    opened: Sequence[str] = ()
    badges: Sequence[str] = ()


def by_id(campaign: Campaign, talk_id: str) -> Talk:
    """The item of the agenda.

    Raises:
        NotFound: there is none.
    """
    talk = campaign.talk(talk_id)
    if talk is None:
        raise NotFound(what="talk")
    return talk


def code(campaign: Campaign, talk: Talk, *, secret: str, now: datetime) -> str:
    """What the screen of the talk shows at this moment."""
    return codes.rotating(secret, _subject(campaign, talk), now)


def attend(
    session: Session,
    campaign: Campaign,
    *,
    player_id: int,
    talk_id: str,
    code: str,
    key: str,
    secret: str,
    now: datetime,
) -> Receipt:
    """Counts that a player is at a talk, and gives what that earns. The same key gives the first receipt.

    Args:
        code: as the player typed it. secret: what codes are made with.

    Raises:
        NotFound: there is no such talk, or nobody takes attendance there.
        AlreadyAttended: it was counted under another key.
        CampaignClosed: the campaign is not open.
        CodeExpired: the code was not on the screen in the last minutes, or it is not the time of the talk.
    """
    talk = by_id(campaign, talk_id)
    if talk.points is None:
        raise NotFound(what="talk")
    session.scalars(select(Player.id).where(Player.id == player_id).with_for_update()).one()
    earlier = of_player(session, player_id).get(talk_id)
    if earlier is not None:
        if earlier.key != key:
            raise AlreadyAttended(talk_id=talk_id)
        return Receipt(**earlier.receipt)
    if not campaign.is_open(now):
        raise CampaignClosed
    if not takes_attendance(talk, now) or not _was_shown(campaign, talk, code, secret=secret, now=now):
        raise CodeExpired(talk_id=talk_id)
    return _count(session, campaign, talk, talk.points, player_id=player_id, key=key, now=now)


def _subject(campaign: Campaign, talk: Talk) -> str:
    return f"talk:{campaign.id}:{talk.id}"


def _was_shown(campaign: Campaign, talk: Talk, typed: str, *, secret: str, now: datetime) -> bool:
    meant, subject = codes.clean(typed), _subject(campaign, talk)
    moments = (now - step * codes.STEP for step in range(int(TYPING / codes.STEP)))
    return codes.could_be(meant) and any(codes.is_shown(secret, subject, meant, moment) for moment in moments)


def _count(
    session: Session, campaign: Campaign, talk: Talk, points: int, *, player_id: int, key: str, now: datetime
) -> Receipt:
    """Writes the attendance, its award and the badges that it brings, and records the points."""
    day = campaign_day(now, campaign.timezone)
    parts = facts.to_open(campaign) | facts.to_earn(campaign)
    before = facts.of_player(session, campaign, player_id, now=now, parts=parts)
    totals = ledger.totals(session, campaign, player_id, None, day, more=points)
    after = replace(before, talks={*before.talks, talk.id}, points=before.points + points)
    earned = badges.award(session, campaign, player_id, after)
    after = replace(after, badges={*after.badges, *earned})
    receipt = Receipt(points, totals[ledger.OVERALL], progress.newly_open(campaign, before, after), earned)
    session.add(Attendance(player_id=player_id, talk_id=talk.id, key=key, receipt=asdict(receipt), at=now))
    if points:
        award = Award(player_id=player_id, reason="talk", subject=talk.id, points=points, day=day, at=now)
        session.add(award)
        session.flush()
        record(session, PointsAwarded(player_id, award.id, totals))
        record(session, TickerGrew(player_id))
    session.flush()
    return receipt


def of_player(session: Session, player_id: int) -> dict[str, Attendance]:
    """The talks where a player was."""
    mine = select(Attendance).where(Attendance.player_id == player_id).order_by(Attendance.id)
    return {each.talk_id: each for each in session.scalars(mine)}


def counts(session: Session, campaign: Campaign) -> dict[str, int]:
    """How many players were at each talk."""
    there = (
        select(Attendance.talk_id, func.count())
        .join(Player, Player.id == Attendance.player_id)
        .where(Player.campaign_id == campaign.id)
        .group_by(Attendance.talk_id)
    )
    return dict(session.execute(there).all())
