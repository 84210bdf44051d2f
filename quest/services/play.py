"""Playing a level: opening a question, answering it, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain import scoring
from quest.domain.errors import AlreadyAnswered, BadAnswer, CampaignClosed, NotFound, NotOpen, TooLate
from quest.domain.events import PointsAwarded
from quest.domain.progress import campaign_day
from quest.levels.base import Question, Verdict
from quest.levels.level import Campaign, Level
from quest.models import Answer, Attempt, Award, Player, Staging
from quest.services import campaigns, ledger, progress
from quest.services.attempts import closing_time, finish_if_done, follow, hold, standing_question

# A phone on venue Wi-Fi needs a moment to deliver an answer that was given in time.
DELIVERY = timedelta(seconds=1)
# The key of an answer that nobody sent; longer than any that a client may choose, so that none can take its place.
LAPSED = "lapsed-".rjust(72, "-")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one answer came to; the facts, without words, as they are kept with the answer.

    Attributes:
        points: all that the answer earned, `bonus` for the streak included.
        total: the player's points afterwards.
        finished, passed: whether the attempt is over, and with it passed.
        level_points: what the player has earned at this level so far.
        opened: levels that this answer opened; `lines_done`: lines that it completed.
        late: the time was up; nothing was graded.
    """

    question_id: str
    fraction: float
    correct: bool
    parts_right: int
    parts: int
    points: int
    bonus: int
    streak: int
    streak_paused: bool
    total: int
    finished: bool
    passed: bool
    level_points: int
    opened: Sequence[str] = ()
    lines_done: Sequence[str] = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """An answer's receipt, and where it left the attempt."""

    campaign: Campaign
    attempt: Attempt
    receipt: Receipt


def open_question(session: Session, campaign: Campaign, attempt: Attempt, *, now: datetime) -> Question | None:
    """The question that the attempt stands at, with its clock running from the first time it is asked for.

    On the way a timed question whose time ran out unanswered is closed, and one that has left the campaign is passed
    over. None means that the attempt is finished, or that its level has left the campaign.
    """
    question = standing_question(campaign, attempt)
    if question is not None and attempt.opened_at is not None and not _is_over(question, attempt, now):
        return question
    level = campaign.level(attempt.level_id)
    if level is None or attempt.finished_at is not None:
        return None
    player = hold(session, attempt)
    follow(level, attempt, now=now)
    while (question := standing_question(campaign, attempt)) is not None:
        if attempt.opened_at is None:
            attempt.opened_at = now
        if not _is_over(question, attempt, now):
            return question
        streak = scoring.Streak(player.streak, player.streak_paused)
        _settle(_Standing(session, campaign, level, attempt, streak, question, now), None, None)
        session.refresh(player)
    return None


def _is_over(question: Question, attempt: Attempt, now: datetime) -> bool:
    closes_at = closing_time(question, attempt)
    return closes_at is not None and now > closes_at + DELIVERY


def submit_answer(
    session: Session, *, player_id: int, attempt_id: int, question_id: str, answer: Any, key: str, now: datetime
) -> Submitted:
    """Grades an answer, writes it and its award, and tells what came of it. The same key gives the first receipt.

    An answer after the deadline (and a second for its delivery) earns nothing and closes the question; its receipt
    is `late`.

    Raises:
        NotFound: the attempt is not this player's.
        AlreadyAnswered: the question was answered under another key.
        TooLate: the question closed before it was answered.
        NotOpen: the question is not the one the attempt stands at.
        BadAnswer: the answer cannot be read; nothing was written.
    """
    attempt, streak, digest, given = _locked(session, player_id, attempt_id, key)
    campaign = campaigns.by_digest(session, digest)
    if given is not None:
        return Submitted(campaign, attempt, Receipt(**given))
    question, level = standing_question(campaign, attempt), campaign.level(attempt.level_id)
    if question is None or level is None or question.id != question_id:
        return Submitted(campaign, attempt, _first_receipt(session, attempt, question_id, key))
    if not campaign.is_open(now):
        raise CampaignClosed
    if attempt.opened_at is None:
        if question.limit_s is not None:
            raise NotOpen(question_id=question_id)
        attempt.opened_at = now
    standing = _Standing(session, campaign, level, attempt, streak, question, now)
    if _is_over(question, attempt, now):
        receipt = _settle(standing, None, None, key)
    else:
        verdict = question.grade(answer, attempt.seed)
        if not verdict.readable:
            raise BadAnswer(kind=question.kind)
        receipt = _settle(standing, answer, verdict, key)
    _keep(session, attempt)
    return Submitted(campaign, attempt, receipt)


# An answer is the one act that a whole hall does at once, and the ORM's unit of work costs more than all else in it.
# So the statements of an answer are built once and run below the ORM, and the attempt is one that no session watches.
_ATTEMPT = Attempt.__table__.columns
# Both rows are locked, the player's first: two answers of one player are summed one after the other, and a second
# sending of the same answer waits to find the first one done.
_STANDING = (
    select(*_ATTEMPT, Player.streak, Player.streak_paused, Staging.digest, Answer.receipt)
    .join(Player, Player.id == Attempt.player_id)
    .join(Staging, Staging.id == Player.campaign_id)
    .outerjoin(Answer, and_(Answer.attempt_id == Attempt.id, Answer.key == bindparam("key")))
    .where(Attempt.id == bindparam("attempt"), Attempt.player_id == bindparam("player"))
    .with_for_update(of=[Player, Attempt])
)
_KEEP = update(Attempt).where(Attempt.id == bindparam("attempt"))
_STREAK = update(Player).where(Player.id == bindparam("player"))
_ANSWER = insert(Answer).inline()  # nobody asks for its id
_AWARD = insert(Award).returning(Award.id)


def _locked(
    session: Session, player_id: int, attempt_id: int, key: str
) -> tuple[Attempt, scoring.Streak, str, dict[str, Any] | None]:
    """The player's attempt as it stands, the player's streak, and the campaign's digest; nobody else moves them.

    With them the receipt that was given under this key, unless it is being written at this moment.

    Raises:
        NotFound: the attempt is not this player's.
    """
    asked = {"attempt": attempt_id, "player": player_id, "key": key}
    found = session.connection().execute(_STANDING, asked).one_or_none()
    if found is None:
        raise NotFound(what="attempt")
    *attempt, streak, paused, digest, given = found
    return Attempt(**dict(zip(_ATTEMPT.keys(), attempt, strict=True))), scoring.Streak(streak, paused), digest, given


def _keep(session: Session, attempt: Attempt) -> None:
    """Writes where the attempt stands now."""
    place = {name: getattr(attempt, name) for name in ("position", "opened_at", "earned", "passed", "finished_at")}
    session.connection().execute(_KEEP, {"attempt": attempt.id, **place})


def _first_receipt(session: Session, attempt: Attempt, question_id: str, key: str) -> Receipt:
    """The receipt of an answer that was given before, if this is the same submission."""
    if question_id not in attempt.question_ids:
        raise NotOpen(question_id=question_id)
    earlier = session.scalar(
        select(Answer).where(Answer.attempt_id == attempt.id, Answer.question_id == question_id).limit(1)
    )
    if earlier is None:
        raise NotOpen(question_id=question_id)
    if earlier.key != key:
        raise TooLate(question_id=question_id) if earlier.late else AlreadyAnswered(question_id=question_id)
    return Receipt(**earlier.receipt)


def answer_given(session: Session, *, attempt_id: int, question_id: str) -> Answer:
    """The answer to one question of an attempt.

    Raises:
        NotFound: it has none.
    """
    answer = session.scalar(select(Answer).where(Answer.attempt_id == attempt_id, Answer.question_id == question_id))
    if answer is None:
        raise NotFound(what="answer")
    return answer


@dataclass(frozen=True, slots=True)
class _Standing:
    """A question that stands open, with all that settling it needs."""

    session: Session
    campaign: Campaign
    level: Level
    attempt: Attempt
    streak: scoring.Streak
    question: Question
    now: datetime

    @property
    def day(self) -> str:
        return campaign_day(self.now, self.campaign.timezone)


def _settle(at: _Standing, answer: Any, verdict: Verdict | None, key: str | None = None) -> Receipt:
    """Writes the answer, its awards and the attempt's new place, and records the points.

    No verdict means that the time was up: the question closes with nothing earned.
    """
    late = verdict is None
    verdict = verdict or Verdict(0.0)
    before = _best_before(at)
    bonus, streak = _streak(at, verdict) if before is None else (0, at.streak)
    earned = scoring.points(
        fraction=verdict.fraction, worth=at.question.worth, best_before=before, retry=at.level.retry
    )
    totals = ledger.totals(at.session, at.campaign, at.attempt.player_id, at.level.id, at.day, more=earned + bonus)
    _advance(at, verdict)
    opened, lines_done = _reached(at)
    receipt = Receipt(
        question_id=at.question.id,
        fraction=verdict.fraction,
        correct=verdict.correct,
        parts_right=verdict.parts_right,
        parts=verdict.parts,
        points=earned + bonus,
        bonus=bonus,
        streak=streak.count,
        streak_paused=streak.paused,
        total=totals[ledger.OVERALL],
        finished=at.attempt.finished_at is not None,
        passed=at.attempt.passed,
        level_points=totals[f"level:{at.level.id}"],
        opened=opened,
        lines_done=lines_done,
        late=late,
    )
    row = {
        "attempt_id": at.attempt.id,
        "question_id": at.question.id,
        "key": key or f"{LAPSED}{at.question.id}",
        "answer": answer,
        "fraction": verdict.fraction,
        "late": late,
        "receipt": {name: getattr(receipt, name) for name in Receipt.__slots__},
        "at": at.now,
    }
    at.session.connection().execute(_ANSWER, row)
    newest = _award(at, answer=earned, streak=bonus)
    if newest is not None:
        record(at.session, PointsAwarded(at.attempt.player_id, newest, totals))
    return receipt


def _streak(at: _Standing, verdict: Verdict) -> tuple[int, scoring.Streak]:
    """The bonus of a player's first answer to a question, and the streak after it."""
    after = at.streak.after(correct=verdict.correct)
    if after != at.streak:
        moved = {"player": at.attempt.player_id, "streak": after.count, "streak_paused": after.paused}
        at.session.connection().execute(_STREAK, moved)
    return (after.bonus if verdict.correct else 0), after


def _best_before(at: _Standing) -> float | None:
    """The best fraction of earlier answers to this question; None when this is the first."""
    if at.attempt.number == 1:
        return None
    best: float | None = at.session.scalar(
        select(func.max(Answer.fraction))
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(
            Attempt.player_id == at.attempt.player_id,
            Attempt.level_id == at.level.id,
            Answer.question_id == at.question.id,
        )
    )
    return best


def _advance(at: _Standing, verdict: Verdict) -> None:
    attempt = at.attempt
    attempt.position += 1
    attempt.opened_at = None
    attempt.earned += verdict.fraction * at.question.worth
    finish_if_done(at.level, attempt, now=at.now)


def _award(at: _Standing, **points_by_reason: int) -> int | None:
    """Writes a row of the ledger for each reason that earned points; the id of the newest, or None without any."""
    newest = None
    for reason, points in points_by_reason.items():
        if points:
            row = {
                "player_id": at.attempt.player_id,
                "reason": reason,
                "subject": f"{at.attempt.id}/{at.question.id}",
                "level_id": at.level.id,
                "points": points,
                "day": at.day,
                "at": at.now,
            }
            newest = at.session.connection().execute(_AWARD, row).scalar_one()
    return newest


def _reached(at: _Standing) -> tuple[list[str], list[str]]:
    """Levels that this answer opened and lines that it completed."""
    if not at.attempt.passed:
        return [], []
    before = progress.passed_levels(at.session, at.attempt.player_id, without_attempt=at.attempt.id)
    after = before | {at.level.id}
    return progress.newly_open(at.campaign, before, after), progress.newly_done(at.campaign, before, after)
