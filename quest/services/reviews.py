"""Answers that a person reads: the queue, and what a reviewer says of one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain import scoring
from quest.domain.errors import AlreadyReviewed, NotFound
from quest.domain.events import PointsAwarded
from quest.domain.progress import campaign_day
from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Answer, Attempt, Award, Player, Review
from quest.services import badges, ledger


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer in the queue, with what it answers; the reviewer is not told whose it is."""

    answer: Answer
    level: Level
    question: Question


def pending(session: Session, campaign: Campaign, *, limit: int = 20, after: int = 0) -> list[Waiting]:
    """Answers that wait for a reviewer, the oldest first, beginning after the answer of that id."""
    asked = _asked(campaign)
    rows = session.execute(_waiting(campaign, asked).where(Answer.id > after).order_by(Answer.id).limit(limit))
    return [Waiting(answer, *asked[level_id, answer.question_id]) for answer, level_id in rows]


def pending_count(session: Session, campaign: Campaign) -> int:
    """How many answers wait for a reviewer."""
    waiting = _waiting(campaign, _asked(campaign)).subquery()
    return session.scalar(select(func.count()).select_from(waiting)) or 0


def _asked(campaign: Campaign) -> dict[tuple[str, str], tuple[Level, Question]]:
    """The questions that a reviewer judges, by the ids of their level and their own."""
    return {
        (level.id, question.id): (level, question)
        for level in campaign.levels
        for question in level.questions
        if question.JUDGED_BY == "reviewer"
    }


def _waiting(campaign: Campaign, asked: Collection[tuple[str, str]]) -> Select[Answer, str]:
    """What waits, each with its level; an answer to a question that has left the campaign waits for nobody."""
    return (
        select(Answer, Attempt.level_id)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Player, Player.id == Attempt.player_id)
        .where(
            Answer.pending,
            Player.campaign_id == campaign.id,
            tuple_(Attempt.level_id, Answer.question_id).in_(list(asked)),
        )
    )


def judge(
    session: Session,
    campaign: Campaign,
    *,
    answer_id: int,
    reviewer_id: int,
    fraction: float,
    note: str,
    now: datetime,
) -> Review:
    """Says what an answer is worth, awards the points and records them; the first reviewer's word stands.

    Raises:
        NotFound: there is no such answer in this campaign, or no reviewer was ever asked about it.
        AlreadyReviewed: another reviewer was first.
    """
    player_id = session.scalar(
        select(Attempt.player_id)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .join(Player, Player.id == Attempt.player_id)
        .where(Answer.id == answer_id, Player.campaign_id == campaign.id)
    )
    if player_id is None:
        raise NotFound(what="answer")
    # The player first, as an answer does: points of one player are summed one after the other.
    session.scalars(select(Player.id).where(Player.id == player_id).with_for_update()).one()
    answer = session.scalars(
        select(Answer).where(Answer.id == answer_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    attempt = session.get_one(Attempt, answer.attempt_id)
    level = campaign.level(attempt.level_id)
    question = level.question(answer.question_id) if level else None
    if level is None or question is None or question.JUDGED_BY != "reviewer":
        raise NotFound(what="answer")
    if not answer.pending:
        raise AlreadyReviewed(answer_id=answer_id)
    points = _points(session, level, question, attempt, answer, fraction)
    answer.pending, answer.fraction = False, fraction
    review = Review(answer_id=answer.id, fraction=fraction, points=points, note=note, reviewer_id=reviewer_id, at=now)
    session.add(review)
    if points:
        _award(session, campaign, attempt, answer, points, now)
    badges.award_due(session, campaign, player_id, now=now)
    return review


def of_answer(session: Session, answer_id: int) -> Review | None:
    """What a reviewer said of an answer, if anything yet."""
    return session.get(Review, answer_id)


def _points(
    session: Session, level: Level, question: Question, attempt: Attempt, answer: Answer, fraction: float
) -> int:
    best: float | None = session.scalar(
        select(func.max(Answer.fraction))
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(
            Attempt.player_id == attempt.player_id,
            Attempt.level_id == attempt.level_id,
            Answer.question_id == answer.question_id,
            Answer.id != answer.id,
            Answer.pending.is_(False),
        )
    )
    effort = scoring.Effort(fraction, hinted=answer.hinted, best_before=best)
    earned = scoring.points(effort, level.scoring_of(question), worth=level.worth_of(question), retry=level.retry)
    return max(0, earned)


def _award(session: Session, campaign: Campaign, attempt: Attempt, answer: Answer, points: int, now: datetime) -> None:
    day = campaign_day(now, campaign.timezone)
    totals = ledger.totals(session, campaign, attempt.player_id, attempt.level_id, day, more=points)
    award = Award(
        player_id=attempt.player_id,
        reason="review",
        subject=f"{attempt.id}/{answer.question_id}",
        level_id=attempt.level_id,
        points=points,
        day=day,
        at=now,
    )
    session.add(award)
    session.flush()
    record(session, PointsAwarded(attempt.player_id, award.id, totals))
