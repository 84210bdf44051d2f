"""Playing a level: opening a question, answering it, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from quest.models import Answer, Attempt, Player, Staging
from quest.prepared import Prepared, Step, together
from quest.services import campaigns, gains, ledger
from quest.services.attempts import (
    closing_time,
    finish_if_done,
    follow,
    hold,
    leave_question,
    standing_question,
    turns_taken,
)

# A phone on venue Wi-Fi needs a moment to deliver an answer that was given in time.
DELIVERY = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)
# The key of an answer that nobody sent; longer than any that a client may choose, so that none can take its place.
LAPSED = "lapsed-".rjust(72, "-")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one answer came to; the facts, without words, as they are kept with the answer.

    Attributes:
        points: all that the answer earned, `bonus` for the streak included.
        level_bonus: what passing the level earned beside it.
        total: the player's points afterwards.
        finished, passed: whether the attempt is over, and with it passed.
        level_points: what the player has earned at this level so far.
        opened: levels that this answer opened; `lines_done`: lines that it completed; `badges`: those that it earned.
        late: the time was up; nothing was graded.
        hinted: the player had looked at the hint.
        pending: a reviewer will say later what it earns.
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
    level_bonus: int = 0
    hinted: bool = False
    pending: bool = False
    badges: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Submitted:
    """An answer's receipt, and where it left the attempt; no receipt after a turn, for the question goes on."""

    campaign: Campaign
    attempt: Attempt
    receipt: Receipt | None


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
        _settle(_Standing(session, campaign, level, attempt, streak, question, attempt.opened_at, now), None, None)
        session.refresh(player)
    return None


def _is_over(question: Question, attempt: Attempt, now: datetime) -> bool:
    closes_at = closing_time(question, attempt)
    return closes_at is not None and now > closes_at + DELIVERY


def submit_answer(
    session: Session, *, player_id: int, attempt_id: int, question_id: str, answer: Any, key: str, now: datetime
) -> Submitted:
    """Grades an answer, writes it and its award, and tells what came of it. The same key gives the first receipt.

    A turn of a question that asks on is kept, and stays as it was taken. An answer after the deadline (and a second for
    its delivery) earns nothing and closes the question; its receipt
    is `late`.

    Raises:
        NotFound: the attempt is not this player's.
        AlreadyAnswered: the question was answered under another key, or one of its turns otherwise.
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
    if attempt.opened_at is None and question.limit_s is not None:
        raise NotOpen(question_id=question_id)
    opened_at = attempt.opened_at or attempt.ahead_at
    standing = _Standing(session, campaign, level, attempt, streak, question, opened_at, now)
    receipt = _settle(standing, None, None, key) if _is_over(question, attempt, now) else _judge(standing, answer, key)
    return Submitted(campaign, attempt, receipt)


def _judge(at: _Standing, answer: Any, key: str) -> Receipt | None:
    """Grades an answer that came in time; a turn is kept instead."""
    taken = turns_taken(at.question, at.attempt)
    if at.question.asks_on(answer, at.attempt.seed):
        if answer[: len(taken)] != taken[: len(answer)]:
            raise AlreadyAnswered(question_id=at.question.id)
        at.attempt.opened_at = at.opened_at or at.now
        at.attempt.turns = max(answer, taken, key=len)
        together(at.session, _moved(at))
        return None
    verdict = at.question.grade(answer, at.attempt.seed)
    if not verdict.readable:
        raise BadAnswer(kind=at.question.kind)
    if taken and answer[: len(taken)] != taken:
        raise AlreadyAnswered(question_id=at.question.id)
    return _settle(at, answer, verdict, key)


# An answer is the one act that a whole hall does at once, and the ORM's unit of work costs more than all else in it.
# So the statements of an answer are run below the ORM, and the attempt is one that no session watches.
_ATTEMPT = Attempt.__table__.columns
# Both rows are locked, the player's first: two answers of one player are summed one after the other, and a second
# sending of the same answer waits to find the first one done.
_STANDING = Prepared(
    select(*_ATTEMPT, Player.streak, Player.streak_paused, Staging.digest, Answer.receipt)
    .join(Player, Player.id == Attempt.player_id)
    .join(Staging, Staging.id == Player.campaign_id)
    .outerjoin(Answer, and_(Answer.attempt_id == Attempt.id, Answer.key == bindparam("key")))
    .where(Attempt.id == bindparam("attempt"), Attempt.player_id == bindparam("player"))
    .with_for_update(of=[Player, Attempt])
)
_MOVED = ("position", "opened_at", "turns", "hinted", "earned", "passed", "finished_at")
_KEEP = Prepared(update(Attempt).where(Attempt.id == bindparam("attempt")))
_STREAK = Prepared(update(Player).where(Player.id == bindparam("player")))
_ANSWER = Prepared(insert(Answer).inline())  # nobody asks for its id


def _locked(
    session: Session, player_id: int, attempt_id: int, key: str
) -> tuple[Attempt, scoring.Streak, str, dict[str, Any] | None]:
    """The player's attempt as it stands, the player's streak, and the campaign's digest; nobody else moves them.

    With them the receipt that was given under this key, unless it is being written at this moment.

    Raises:
        NotFound: the attempt is not this player's.
    """
    asked = {"attempt": attempt_id, "player": player_id, "key": key}
    found = _STANDING.row(session, asked)
    if found is None:
        raise NotFound(what="attempt")
    *attempt, streak, paused, digest, given = found
    return Attempt(**dict(zip(_ATTEMPT.keys(), attempt, strict=True))), scoring.Streak(streak, paused), digest, given


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


def answers_of(session: Session, attempt: Attempt) -> list[Answer]:
    """The answers of an attempt so far, in the order of its questions."""
    given = {each.question_id: each for each in session.scalars(select(Answer).where(Answer.attempt_id == attempt.id))}
    return [given[name] for name in attempt.question_ids if name in given]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A question that stands open, with all that settling it needs."""

    session: Session
    campaign: Campaign
    level: Level
    attempt: Attempt
    streak: scoring.Streak
    question: Question
    opened_at: datetime | None
    now: datetime

    @property
    def day(self) -> str:
        return campaign_day(self.now, self.campaign.timezone)

    @property
    def took_ms(self) -> int | None:
        """Milliseconds from the opening until now, as far as it was opened."""
        return int((self.now - self.opened_at) / MILLISECOND) if self.opened_at else None

    @property
    def pace(self) -> float:
        """The part of the time limit that was used."""
        limit = self.question.limit_s
        return (self.took_ms or 0) / (limit * 1_000) if limit else 0.0


def _settle(at: _Standing, answer: Any, verdict: Verdict | None, key: str | None = None) -> Receipt:
    """Writes the answer, its awards and the attempt's new place, and records the points.

    No verdict means that the time was up: the question closes with nothing earned.
    """
    late = verdict is None
    verdict = verdict or Verdict(0.0)
    hinted = at.attempt.hinted
    before = _best_before(at)
    bonus, streak = _streak(at, verdict) if before is None else (0, at.streak)
    earned = 0 if late else _points(at, verdict, before)
    _advance(at, verdict)
    sums = ledger.totals(at.session, at.campaign, at.attempt.player_id, at.level.id, at.day, more=bonus)
    # A penalty takes what there is: nobody stands below nothing on any board.
    earned = max(earned, -min(sums.values()))
    totals = {board: points + earned for board, points in sums.items()}
    brought = gains.of_answer(at.session, _step(at, verdict, earned + bonus, totals, streak))
    totals = {board: points + brought.level_bonus for board, points in totals.items()}
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
        opened=brought.opened,
        lines_done=brought.lines_done,
        late=late,
        level_bonus=brought.level_bonus,
        hinted=hinted,
        pending=verdict.pending,
        badges=brought.badges,
    )
    subject = f"{at.attempt.id}/{at.question.id}"
    awards = {("answer", subject): earned, ("streak", subject): bonus, ("level", at.level.id): brought.level_bonus}
    given = _given(at, answer, receipt, key or f"{LAPSED}{at.question.id}")
    earning = ledger.awarding(at.attempt.player_id, at.level.id, awards, day=at.day, at=at.now)
    ids = together(at.session, given, _moved(at), *_streaked(at, streak), *earning)
    if ids:
        record(at.session, PointsAwarded(at.attempt.player_id, max(award_id for (award_id,) in ids), totals))
    return receipt


def _points(at: _Standing, verdict: Verdict, before: float | None) -> int:
    if verdict.pending:
        return 0
    effort = scoring.Effort(verdict.fraction, at.pace, at.attempt.hinted, before)
    rule = at.level.scoring_of(at.question)
    return scoring.points(effort, rule, worth=at.level.worth_of(at.question), retry=at.level.retry)


def _given(at: _Standing, answer: Any, receipt: Receipt, key: str) -> Step:
    """The answer, with what it is counted for."""
    tally = [] if receipt.late else at.question.tally(answer, at.attempt.seed)
    return _ANSWER, {
        "attempt_id": at.attempt.id,
        "question_id": at.question.id,
        "key": key,
        "answer": answer,
        "fraction": receipt.fraction,
        "late": receipt.late,
        "receipt": {name: getattr(receipt, name) for name in Receipt.__slots__},
        "tally": "\n".join(tally) or None,
        "took_ms": at.took_ms,
        "hinted": receipt.hinted,
        "pending": receipt.pending,
        "at": at.now,
    }


def _streak(at: _Standing, verdict: Verdict) -> tuple[int, scoring.Streak]:
    """The bonus of a player's first answer to a question, and the streak after it; opinions do not move it."""
    if at.question.JUDGED_BY != "rule":
        return 0, at.streak
    after = at.streak.after(correct=verdict.correct)
    return (after.bonus if verdict.correct else 0), after


def _step(at: _Standing, verdict: Verdict, points: int, totals: dict[str, int], streak: scoring.Streak) -> gains.Step:
    return gains.Step(
        campaign=at.campaign,
        level=at.level,
        question=at.question,
        attempt=at.attempt,
        correct=verdict.correct,
        points=points,
        totals=totals,
        streak_before=at.streak.count,
        streak=streak.count,
        now=at.now,
    )


def _moved(at: _Standing) -> Step:
    """Where the attempt stands now."""
    return _KEEP, {"attempt": at.attempt.id, **{name: getattr(at.attempt, name) for name in _MOVED}}


def _streaked(at: _Standing, streak: scoring.Streak) -> Iterator[Step]:
    """The player's streak, if it is another one now."""
    if streak != at.streak:
        yield _STREAK, {"player": at.attempt.player_id, "streak": streak.count, "streak_paused": streak.paused}


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
    leave_question(attempt)
    if at.question.JUDGED_BY == "rule":
        attempt.earned += verdict.fraction * at.level.worth_of(at.question)
    finish_if_done(at.level, attempt, now=at.now)
