"""Hosted rounds: making one, finding it, and moving it on, by the host or by time."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain import rounds
from quest.domain.errors import BadInput, NoSuchRound, NothingToAsk, StaleVersion
from quest.domain.events import RoundMoved, RoundRevealed
from quest.domain.progress import campaign_day
from quest.domain.rounds import Options, Phase, Plan, State
from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Round
from quest.prepared import Prepared, Reader
from quest.services import round_scores

PIN_DIGITS = 6
Step = Literal["next", "skip", "board", "pause", "resume", "end"]
Asked = tuple[str, str]
"""A question by the ids of its level and its own."""


def suited(level: Level) -> list[Question]:
    """The questions of a level that a hall can answer."""
    return [question for question in level.questions if question.ON_STAGE]


def of_levels(campaign: Campaign, level_ids: Sequence[str], count: int | None = None) -> list[Asked]:
    """The questions of these levels for a stage, at most `count` of each; without it as many as a player is asked."""
    found = [level for level_id in level_ids if (level := campaign.level(level_id)) is not None]
    return [(level.id, question.id) for level in found for question in suited(level)[: count or level.draw]]


def create(
    session: Session,
    campaign: Campaign,
    *,
    account_id: int | None,
    asked: Sequence[Asked],
    options: Options,
    now: datetime,
) -> Round:
    """A round in its lobby, with a PIN of its own.

    Raises:
        NothingToAsk: none of the questions is there and suits a stage.
        BadInput: haste would earn something that counts where something can be won.
    """
    if campaign.prizes and options.speed:
        raise BadInput(fields={"speed": ("no_haste", {})})
    questions = [
        {"level_id": level.id, "question_id": question.id, "limit_s": question.limit_s or options.limit_s}
        for level, question in _found(campaign, asked)
    ]
    if not questions:
        raise NothingToAsk
    made = Round(
        campaign_id=campaign.id,
        account_id=account_id,
        pin=_free_pin(session),
        projector_key=secrets.token_urlsafe(12),
        seed=secrets.randbits(62),
        questions=questions,
        options=asdict(options),
        phase=Phase.LOBBY.value,
        position=-1,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _found(campaign: Campaign, asked: Sequence[Asked]) -> Iterator[tuple[Level, Question]]:
    for level_id, question_id in dict.fromkeys(asked):
        level = campaign.level(level_id)
        question = level.question(question_id) if level else None
        if level is not None and question is not None and question.ON_STAGE:
            yield level, question


def _free_pin(session: Session) -> str:
    taken = set(session.scalars(select(Round.pin).where(Round.pin.is_not(None))))
    while True:
        pin = f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"
        if pin not in taken:
            return pin


def by_id(session: Session, round_id: int) -> Round:
    """The round of that id.

    Raises:
        NoSuchRound: there is none.
    """
    found = session.get(Round, round_id)
    if found is None:
        raise NoSuchRound(round_id=round_id)
    return found


def id_of_pin(reader: Reader, pin: str) -> int:
    """The id of the round that this PIN leads into.

    Raises:
        NoSuchRound: none is going on under it.
    """
    found = _ID_OF_PIN.row(reader, {"pin": pin})
    if found is None:
        raise NoSuchRound(pin=pin)
    number: int = found[0]
    return number


# Everybody in the hall types it within the same minute.
_ID_OF_PIN = Prepared(select(Round.id).where(Round.pin == bindparam("pin")))


def by_projector_key(session: Session, key: str) -> Round:
    """The round that this address of a projector shows.

    Raises:
        NoSuchRound: there is none.
    """
    found = session.scalar(select(Round).where(Round.projector_key == key))
    if found is None:
        raise NoSuchRound(key=key)
    return found


def newest(session: Session, campaign: Campaign, limit: int = 20) -> list[Round]:
    """The latest rounds of a campaign, the newest first."""
    return list(
        session.scalars(select(Round).where(Round.campaign_id == campaign.id).order_by(Round.id.desc()).limit(limit))
    )


def is_any_going_on(session: Session, campaign: Campaign) -> bool:
    """Whether a round of the campaign can be joined by its PIN."""
    live = select(Round.id).where(Round.campaign_id == campaign.id, Round.pin.is_not(None))
    return session.scalar(live.limit(1)) is not None


def options_of(row: Round) -> Options:
    """What the host chose."""
    return Options(**row.options)


def plan_of(row: Round) -> Plan:
    """How the round goes."""
    options = options_of(row)
    levels = [each["level_id"] for each in row.questions]
    return Plan(
        limits=[each["limit_s"] for each in row.questions],
        last_of_level=[here != after for here, after in zip(levels, [*levels[1:], None], strict=True)],
        reading_s=options.reading_s,
        board="never" if options.survey else options.board,
        hold=options.hold,
    )


def state_of(row: Round) -> State:
    """Where the round stood when it was stored."""
    return State(Phase(row.phase), row.position, row.opens_at, row.closes_at, row.paused_at)


def question_of(campaign: Campaign, row: Round, position: int | None = None) -> tuple[Level, Question] | None:
    """The question at a position, the present one unless told; None before the first, or when it left the campaign."""
    place = row.position if position is None else position
    if not 0 <= place < len(row.questions):
        return None
    asked = row.questions[place]
    return next(_found(campaign, [(asked["level_id"], asked["question_id"])]), None)


def step(session: Session, campaign: Campaign, round_id: int, to: Step, *, version: int, now: datetime) -> Round:
    """One step that a host asked for, seeing the round at `version`; time goes first.

    When time itself has just moved the round, that was the step.

    Raises:
        NoSuchRound: there is none. StaleVersion: it is not at that version any more.
        NoSuchStep: it does not go that way from here.
    """
    row = _held(session, round_id)
    if version != row.version:
        raise StaleVersion(version=row.version)
    before = state_of(row)
    state = rounds.settled(plan_of(row), before, now)
    # A reading time that ended a moment ago is no surprise; a closed question is, and wants to be looked at.
    if state.phase is before.phase or state.phase is Phase.OPEN:
        state = _steps(plan_of(row), now)[to](state)
    _move(session, campaign, row, state, now)
    return row


def _steps(plan: Plan, now: datetime) -> dict[Step, Callable[[State], State]]:
    return {
        "next": lambda state: rounds.onward(plan, state, now),
        "skip": lambda state: rounds.skipped(plan, state, now),
        "board": rounds.back_to_board,
        "pause": lambda state: rounds.paused(state, now),
        "resume": lambda state: rounds.resumed(state, now),
        "end": rounds.ended,
    }


def settle(session: Session, campaign: Campaign, round_id: int, *, now: datetime) -> bool:
    """Lets time, or the last answer of everybody who is connected, move the round; whether it moved."""
    row = _held(session, round_id)
    before = state_of(row)
    everybody = before.phase in rounds.RUNNING and round_scores.everybody_answered(session, row, now=now)
    state = rounds.settled(plan_of(row), before, now, everybody_answered=everybody)
    if state == before:
        return False
    _move(session, campaign, row, state, now)
    return True


def set_locked(session: Session, round_id: int, *, locked: bool) -> Round:
    """Closes or opens the door for whoever is not in yet."""
    row = _held(session, round_id)
    row.locked = locked
    touch(session, row)
    return row


def touch(session: Session, row: Round) -> None:
    """Has everybody look at the round anew once this is committed."""
    row.version += 1
    record(session, RoundMoved(row.id))


def _held(session: Session, round_id: int) -> Round:
    """The round, moved by nobody else until the unit of work ends."""
    row = session.scalar(
        select(Round).where(Round.id == round_id).with_for_update().execution_options(populate_existing=True)
    )
    if row is None:
        raise NoSuchRound(round_id=round_id)
    return row


def _move(session: Session, campaign: Campaign, row: Round, state: State, now: datetime) -> None:
    revealed = state.phase is Phase.REVEAL and row.phase != Phase.REVEAL
    row.phase, row.position = state.phase.value, state.position
    row.opens_at, row.closes_at, row.paused_at = state.opens_at, state.closes_at, state.paused_at
    if state.phase is Phase.OVER:
        row.pin, row.ended_at = None, now
    touch(session, row)
    if revealed:
        row.revealed = [*row.revealed, row.position]
        asked = question_of(campaign, row)
        round_scores.reveal(session, row, now=now, day=campaign_day(now, campaign.timezone), asked=asked)
        record(session, RoundRevealed(row.id))
