"""Checking in at a station of the live event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain import codes, stations
from quest.domain.errors import AlreadyCheckedIn, CampaignClosed, CodeExpired, NotFound, StationClosed, StationFull
from quest.domain.events import PointsAwarded, TickerGrew
from quest.domain.progress import campaign_day
from quest.levels.level import Campaign
from quest.levels.stations import Station
from quest.models import CheckIn, Player
from quest.prepared import together
from quest.services import badges, facts, ledger, progress, queues


@dataclass(frozen=True, slots=True)
class Sent:
    """A check-in as it reached the server.

    Attributes:
        code: as it was read or typed.
        key: the client's name for this submission.
        ago: how long it waited on the phone; nothing for one that was made with a network.
        arrived: when the server itself saw the code, of somebody who then had to take a nickname.
    """

    code: str
    key: str
    ago: timedelta = timedelta(0)
    arrived: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a check-in came to; the facts, without words, as they are kept with it.

    Attributes:
        pending: the staff have yet to confirm it; no points so far.
        opened: levels that it opened; `badges`: those that it earned.
        late: it waited on its phone.
    """

    station: str
    points: int
    total: int
    pending: bool = False
    late: bool = False
    opened: tuple[str, ...] = ()
    badges: tuple[str, ...] = ()


def station_of(campaign: Campaign, level_id: str) -> Station:
    """The station of that level.

    Raises:
        NotFound: there is none.
    """
    station = campaign.stations.get(level_id)
    if station is None:
        raise NotFound(what="station")
    return station


def subject(campaign: Campaign, level_id: str) -> str:
    """What the codes of a station are signed for."""
    return f"station:{campaign.id}/{level_id}"


def station_of_code(campaign: Campaign, code: str, *, secret: str, at: datetime) -> str:
    """The level whose station this code belongs to.

    Raises:
        CodeExpired: none shows it at that moment.
    """
    for level_id, station in campaign.stations.items():
        if _is_good(campaign, level_id, station, code, secret=secret, at=at, slack=stations.SLACK):
            return level_id
    raise CodeExpired


def _is_good(
    campaign: Campaign, level_id: str, station: Station, code: str, *, secret: str, at: datetime, slack: timedelta
) -> bool:
    name = subject(campaign, level_id)
    if station.codes == "printed":
        return codes.is_printed(secret, name, code)
    return any(codes.is_shown(secret, name, code, moment) for moment in {at, at + slack})


def check_in(
    session: Session,
    campaign: Campaign,
    level_id: str,
    sent: Sent,
    *,
    player_id: int,
    secret: str,
    most_late: timedelta,
    now: datetime,
) -> Receipt:
    """Writes a visit and its award, and tells what came of it. The same key gives the first receipt.

    A check-in that waited on its phone counts for the moment at which it was made, and takes no place at the station.

    Raises:
        NotFound: there is no such station.
        CodeExpired: it does not show this code, or the check-in waited longer than `most_late`.
        AlreadyCheckedIn: the player was here. CampaignClosed, StationClosed: it was not open at that moment.
        StationFull: there is no room now.
    """
    station = station_of(campaign, level_id)
    session.scalars(select(Player.id).where(Player.id == player_id).with_for_update()).one()
    if (before := visit(session, player_id, level_id)) is not None:
        if before.key == sent.key:
            return receipt_of(before)
        raise AlreadyCheckedIn(pending=before.pending, station=level_id)
    at = sent.arrived or stations.counts_from(now, sent.ago, most_late)
    late = sent.ago > stations.SLACK
    slack = stations.SLACK if late else timedelta(0)
    code = codes.clean(sent.code)
    if at is None or not _is_good(campaign, level_id, station, code, secret=secret, at=at, slack=slack):
        raise CodeExpired(station=level_id)
    ensure_open(campaign, level_id, at)
    if not late:
        _take_place(session, campaign, level_id, player_id, now=now)
    queues.leave(session, level_id, [player_id])
    row = CheckIn(
        player_id=player_id,
        level_id=level_id,
        key=sent.key,
        at=at,
        pending=True,
        late=late,
        left_at=at if late else None,
        receipt={},
    )
    session.add(row)
    session.flush()
    if station.codes == "printed":
        total = ledger.points_of(session, player_id)
        row.receipt = asdict(Receipt(level_id, 0, total, pending=True, late=late))
        return receipt_of(row)
    return confirm(session, campaign, row, now=now)


def expect_new(session: Session, player_id: int, level_id: str) -> None:
    """Sees to it that the player has not been at this station.

    Raises:
        AlreadyCheckedIn: the player has.
    """
    if (before := visit(session, player_id, level_id)) is not None:
        raise AlreadyCheckedIn(pending=before.pending, station=level_id)


def ensure_open(campaign: Campaign, level_id: str, at: datetime) -> None:
    """Sees to it that one could check in at this moment.

    Raises:
        CampaignClosed, StationClosed: one could not.
    """
    if not campaign.is_open(at):
        raise CampaignClosed
    hours = hours_of(station_of(campaign, level_id))
    if not stations.is_open(hours, at):
        raise StationClosed(station=level_id, opens_at=stations.opens_next(hours, at))


def hours_of(station: Station) -> list[tuple[datetime, datetime]]:
    """When somebody is there, as rules take it."""
    return [(each.opens_at, each.closes_at) for each in station.hours]


def _take_place(session: Session, campaign: Campaign, level_id: str, player_id: int, *, now: datetime) -> None:
    """Lets the player in where there is room, and out of wherever the player was before.

    Raises:
        StationFull: there is none.
    """
    is_small = campaign.stations[level_id].capacity is not None
    if is_small and not queues.hold(session, campaign, level_id, now=now).has_room(player_id, now):
        raise StationFull(station=level_id)
    session.execute(
        update(CheckIn).where(CheckIn.player_id == player_id, CheckIn.left_at.is_(None)).values(left_at=now)
    )


def confirm(session: Session, campaign: Campaign, row: CheckIn, *, now: datetime) -> Receipt:
    """Awards a visit, and writes down what it brought. The player's row must be locked."""
    known = facts.of_player(session, campaign, row.player_id, now=now, parts=facts.to_open(campaign))
    row.pending = False
    points = campaign.stations[row.level_id].points
    award(session, campaign, row.player_id, row.level_id, ("checkin", row.level_id), points, now=now)
    # Badges may open levels too, so they come first.
    session.flush()
    earned = badges.award_due(session, campaign, row.player_id, now=now)
    after = facts.of_player(session, campaign, row.player_id, now=now, parts=facts.to_open(campaign))
    receipt = Receipt(
        station=row.level_id,
        points=points,
        total=ledger.points_of(session, row.player_id),
        late=row.late,
        opened=tuple(progress.newly_open(campaign, known, after)),
        badges=tuple(earned),
    )
    row.receipt = asdict(receipt)
    session.flush()
    record(session, TickerGrew(row.player_id))
    return receipt


def award(
    session: Session,
    campaign: Campaign,
    player_id: int,
    level_id: str,
    what: tuple[str, str],
    points: int,
    *,
    now: datetime,
) -> None:
    """Gives points at a station, and records them. The player's row must be locked."""
    day = campaign_day(now, campaign.timezone)
    totals = ledger.totals(session, campaign, player_id, level_id, day, more=points)
    for step in ledger.awarding(player_id, level_id, {what: points}, day=day, at=now):
        [(award_id,)] = together(session, step)
        record(session, PointsAwarded(player_id, award_id, totals))


def receipt_of(row: CheckIn) -> Receipt:
    """What the player was told of a visit."""
    kept = row.receipt
    return Receipt(**{**kept, "opened": tuple(kept.get("opened", ())), "badges": tuple(kept.get("badges", ()))})


def visit(session: Session, player_id: int, level_id: str) -> CheckIn | None:
    """The player's visit to a station."""
    return session.scalar(select(CheckIn).where(CheckIn.player_id == player_id, CheckIn.level_id == level_id))


def visits(session: Session, player_id: int) -> Mapping[str, CheckIn]:
    """The player's visits by level."""
    rows = session.scalars(select(CheckIn).where(CheckIn.player_id == player_id).order_by(CheckIn.id))
    return {row.level_id: row for row in rows}


def counts(session: Session, campaign: Campaign) -> dict[str, int]:
    """How many were at each station so far; those who wait for a confirmation are not counted."""
    rows = session.execute(
        select(CheckIn.level_id, func.count())
        .join(Player, Player.id == CheckIn.player_id)
        .where(Player.campaign_id == campaign.id, ~CheckIn.pending)
        .group_by(CheckIn.level_id)
    )
    return dict(rows.all())
