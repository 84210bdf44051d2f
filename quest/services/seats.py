"""Seats in a round: taking one, keeping it, and what the host may do about it."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Literal

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quest.domain import nicknames
from quest.domain.errors import NoSuchRound, RemovedFromRound, RoundFull, RoundLocked
from quest.domain.rounds import Options, Phase
from quest.models import Player, Round, Seat
from quest.prepared import Prepared, Reader
from quest.services import players, round_scores
from quest.services.rounds import options_of, touch

SALT = "seat"
CHUNK = 500


def take(session: Session, row: Round, *, player_id: int, now: datetime) -> Seat:
    """The player's seat, which whoever came before still has, or a new one.

    Raises:
        NoSuchRound: the round is over. RemovedFromRound: the host does not want this player back.
        RoundLocked: nobody else may come in, or not any more. RoundFull: every seat is taken.
    """
    if row.phase == Phase.OVER:
        raise NoSuchRound(round_id=row.id)
    seat = of_player(session, row.id, player_id)
    if seat is not None and seat.removed is None:
        return seat
    if seat is not None and seat.removed == "banned":
        raise RemovedFromRound
    options = options_of(row)
    is_late = row.phase != Phase.LOBBY
    if row.locked or (is_late and options.late == "off"):
        raise RoundLocked
    if seat is not None:
        seat.removed = None
        touch(session, row)
        return seat
    return _new(session, row, options, player_id=player_id, is_late=is_late, now=now)


def _new(session: Session, row: Round, options: Options, *, player_id: int, is_late: bool, now: datetime) -> Seat:
    number = _next_number(session, row, options.cap)
    values: dict[str, Any] = {
        "round_id": row.id,
        "player_id": player_id,
        "number": number,
        "team": (number - 1) % options.teams + 1 if options.teams else None,
        "approved": options.names != "reviewed",
        "head_start": round_scores.median_points(session, row) if is_late and options.late == "catch-up" else 0,
        "streak": 0,
        "streak_paused": False,
        "joined_at": now,
    }
    made = _FIRST_SEAT[session.get_bind().dialect.name].row(session, values)
    if made is None:
        # The same player's other device was quicker.
        return session.scalars(select(Seat).where(Seat.round_id == row.id, Seat.player_id == player_id)).one()
    return Seat(id=made[0], **values)


def _first_seat(insert: Any) -> Prepared:
    """Writes the seat of a player who has none in the round."""
    return Prepared(insert(Seat).on_conflict_do_nothing(index_elements=["round_id", "player_id"]).returning(Seat.id))


# A whole hall comes in at once.
_FIRST_SEAT = {"sqlite": _first_seat(sqlite.insert), "postgresql": _first_seat(postgresql.insert)}


def _next_number(session: Session, row: Round, cap: int) -> int:
    """A number that nobody else gets, counted in the database, where a whole hall comes in at once."""
    found = _NEXT_NUMBER.row(session, {"round": row.id, "cap": cap})
    if found is None:
        locked = session.scalar(select(Round.locked).where(Round.id == row.id))
        raise RoundLocked if locked else RoundFull
    number: int = found[0]
    return number


_NEXT_NUMBER = Prepared(
    update(Round)
    .where(Round.id == bindparam("round"), Round.locked.is_(False), Round.taken < bindparam("cap"))
    .values(taken=Round.taken + 1)
    .returning(Round.taken)
)


def way_in(reader: Reader, round_id: int, player_id: int | None) -> tuple[str, int | None]:
    """The key of a round's projector, and the id of the player's seat; None for somebody who is not in it.

    Raises:
        NoSuchRound: there is none.
    """
    found = _WAY_IN.row(reader, {"round": round_id, "player": player_id})
    if found is None:
        raise NoSuchRound(round_id=round_id)
    return found


# Every phone that comes or comes back.
_WAY_IN = Prepared(
    select(Round.projector_key, Seat.id)
    .outerjoin(
        Seat,
        and_(
            Seat.round_id == Round.id,
            Seat.player_id == bindparam("player", type_=Seat.player_id.type),
            Seat.removed.is_(None),
        ),
    )
    .where(Round.id == bindparam("round"))
)


def of_player(session: Session, round_id: int, player_id: int) -> Seat | None:
    """The player's seat in a round."""
    found = _OF_PLAYER.row(session, {"round": round_id, "player": player_id})
    return session.get(Seat, found[0]) if found else None


_OF_PLAYER = Prepared(select(Seat.id).where(Seat.round_id == bindparam("round"), Seat.player_id == bindparam("player")))


def of_round(session: Session, row: Round) -> list[tuple[Seat, str]]:
    """Everybody who is in, in the order of coming, with the nickname."""
    rows = session.execute(
        select(Seat, Player.nickname)
        .join(Player, Player.id == Seat.player_id)
        .where(Seat.round_id == row.id, Seat.removed.is_(None))
        .order_by(Seat.number)
    )
    return [(seat, nickname) for seat, nickname in rows]


def count(session: Session, row: Round) -> int:
    """How many are in."""
    return len(session.scalars(select(Seat.id).where(Seat.round_id == row.id, Seat.removed.is_(None))).all())


def token(seat: Seat, *, secret: str) -> str:
    """What holds a seat wherever its cookie was lost."""
    return URLSafeSerializer(secret, salt=SALT).dumps([seat.round_id, seat.id])


def of_token(session: Session, held: str, *, secret: str) -> Seat:
    """The seat that a token holds.

    Raises:
        NoSuchRound: the token is forged, or the seat is gone. RemovedFromRound: the host took it away.
    """
    try:
        _round_id, seat_id = URLSafeSerializer(secret, salt=SALT).loads(held)
    except (BadSignature, ValueError, TypeError) as error:
        raise NoSuchRound from error
    seat = session.get(Seat, seat_id)
    if seat is None:
        raise NoSuchRound
    if seat.removed is not None:
        raise RemovedFromRound
    return seat


def remove(session: Session, row: Round, seat_id: int, how: Literal["kicked", "banned"]) -> None:
    """Takes somebody out of the round; the points stay the player's own.

    Raises:
        NoSuchRound: the seat is not in it.
    """
    _seat(session, row, seat_id).removed = how
    touch(session, row)


def approve(session: Session, row: Round, seat_ids: Collection[int]) -> None:
    """Lets these names onto the projector."""
    session.execute(update(Seat).where(Seat.round_id == row.id, Seat.id.in_(seat_ids)).values(approved=True))
    touch(session, row)


def rename(session: Session, row: Round, seat_id: int, nickname: str | None) -> str:
    """Gives a player another name, everywhere at once; a friendly one when the host names none. The new name.

    Raises:
        NoSuchRound: the seat is not in the round. BadNickname: the name cannot be shown.
    """
    seat = _seat(session, row, seat_id)
    player = session.get_one(Player, seat.player_id)
    dice = random.SystemRandom()
    name = nickname or nicknames.suggest(player.language, dice, 1)[0]
    shown = players.rename(session, player.id, name).nickname
    seat.approved = True
    touch(session, row)
    return shown


def _seat(session: Session, row: Round, seat_id: int) -> Seat:
    seat = session.get(Seat, seat_id)
    if seat is None or seat.round_id != row.id:
        raise NoSuchRound(round_id=row.id)
    return seat


def mark_seen(session: Session, seat_ids: Sequence[int], *, now: datetime | None) -> None:
    """Keeps that these seats are connected now; None for those that are no longer."""
    for start in range(0, len(seat_ids), CHUNK):
        some = seat_ids[start : start + CHUNK]
        session.execute(update(Seat).where(Seat.id.in_(some)).values(seen_at=now))
