"""Answers to a round, a handful at a time: a hall answers in the same second, and one commit serves many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quest.domain import rounds
from quest.domain.errors import AlreadyAnswered, BadAnswer, NoSuchRound, NotOpen, QuestError
from quest.domain.rounds import Options, Sent, State
from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Round, RoundAnswer, Seat
from quest.services.rounds import options_of, question_of, state_of

Outcome = datetime | QuestError
"""When the answer that counts arrived, or why none does."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question that is played, with what its answers earn by."""

    row: Round
    level: Level
    question: Question
    state: State
    options: Options


def accept(session: Session, campaign: Campaign, round_id: int, sent: Sequence[Sent]) -> list[Outcome]:
    """Keeps what counts of these answers to one round. Nothing in an outcome hangs on whether an answer is right.

    The same key again gives the first outcome; each seat has one answer to a question.

    Raises:
        NoSuchRound: there is no such round.
    """
    # Shared among all who write answers; whoever reveals the question waits for them, and they for nobody else.
    row = session.scalar(select(Round).where(Round.id == round_id).with_for_update(read=True, key_share=True))
    if row is None:
        raise NoSuchRound(round_id=round_id)
    seated = set(
        session.scalars(
            select(Seat.id).where(
                Seat.round_id == row.id, Seat.removed.is_(None), Seat.id.in_({each.seat_id for each in sent})
            )
        )
    )
    found = question_of(campaign, row)
    asked = _Asked(row, *found, state_of(row), options_of(row)) if found else None
    judged = [_judged(each, seated, asked) for each in sent]
    written = _write(session, [each for each in judged if isinstance(each, dict)])
    earlier = _earlier(session, row, [each for each in sent if (each.seat_id, each.key) not in written])
    return [
        written.get((each.seat_id, each.key)) or _without_writing(each, earlier, outcome, row)
        for each, outcome in zip(sent, judged, strict=True)
    ]


def _judged(sent: Sent, seated: set[int], asked: _Asked | None) -> dict[str, Any] | QuestError:
    """The row that an answer becomes, or what speaks against it."""
    if sent.seat_id not in seated:
        return NoSuchRound()
    if asked is None or sent.question_id != asked.question.id or not rounds.accepts(asked.state, sent.at):
        return NotOpen(question_id=sent.question_id)
    question, seed = asked.question, asked.row.seed
    answer = sent.answer if sent.fields is None else question.answer_from_form(sent.fields, seed)
    verdict = question.grade(answer, seed)
    if not verdict.readable:
        return BadAnswer(kind=question.kind)
    used = rounds.used_time(asked.state, sent.at)
    worth = 0 if asked.options.survey else asked.level.worth_of(question)
    points, speed = rounds.points(worth, verdict.fraction, speed=asked.options.speed, used=used)
    return {
        "round_id": asked.row.id,
        "seat_id": sent.seat_id,
        "position": asked.row.position,
        "key": sent.key,
        "answer": answer,
        "fraction": verdict.fraction,
        "points": points,
        "speed": speed,
        "used": used,
        "tally": "\n".join(question.tally(answer, seed)) or None,
        "at": sent.at,
    }


def _write(session: Session, rows: Sequence[dict[str, Any]]) -> dict[tuple[int, str], datetime]:
    """Writes each seat's first answer; those that were written, by seat and key."""
    if not rows:
        return {}
    # In one order everywhere, so that two processes with answers of the same seats never wait for each other.
    ordered = sorted(rows, key=lambda row: row["seat_id"])
    connection = session.connection()
    written = connection.execute(_FIRST_ANSWERS[connection.dialect.name], ordered)
    return {(seat_id, key): at for seat_id, key, at in written}


def _first_answers(insert: Any) -> Any:
    """Writes answers of seats that have none to the question. One statement for any number: it is compiled once."""
    answers = RoundAnswer.__table__
    first = insert(answers).on_conflict_do_nothing(index_elements=["seat_id", "position"])
    return first.returning(answers.c.seat_id, answers.c.key, answers.c.at)


_FIRST_ANSWERS = {"sqlite": _first_answers(sqlite.insert), "postgresql": _first_answers(postgresql.insert)}


def _earlier(session: Session, row: Round, sent: Iterable[Sent]) -> list[tuple[int, int, str, datetime]]:
    """What these seats had sent before to the present question, or under the same keys."""
    left = list(sent)
    if not left:
        return []
    return [
        (seat_id, position, key, at)
        for seat_id, position, key, at in session.execute(
            select(RoundAnswer.seat_id, RoundAnswer.position, RoundAnswer.key, RoundAnswer.at).where(
                RoundAnswer.seat_id.in_({each.seat_id for each in left}),
                or_(RoundAnswer.position == row.position, RoundAnswer.key.in_({each.key for each in left})),
            )
        )
    ]


def _without_writing(
    sent: Sent, earlier: Sequence[tuple[int, int, str, datetime]], outcome: dict[str, Any] | QuestError, row: Round
) -> Outcome:
    """The outcome of an answer that was not written now: the first one, if it was sent before."""
    if isinstance(outcome, NoSuchRound):
        return outcome
    mine = [each for each in earlier if each[0] == sent.seat_id]
    for _seat_id, _position, key, at in mine:
        if key == sent.key:
            return at
    here = any(position == row.position for _seat_id, position, _key, _at in mine)
    if here and not isinstance(outcome, NotOpen):
        return AlreadyAnswered(question_id=sent.question_id)
    return outcome if isinstance(outcome, QuestError) else NotOpen(question_id=sent.question_id)
