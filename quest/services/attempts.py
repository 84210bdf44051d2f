"""Attempts: one player's run through a level, from its start to the question that stands open."""

from __future__ import annotations

import math
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from quest.domain.errors import CampaignClosed, CoolingDown, LevelLocked, NoAttemptsLeft, NotFound
from quest.domain.progress import has_passed
from quest.domain.rules import missing
from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Attempt, Player
from quest.services import campaigns, facts


def start(session: Session, *, player_id: int, level_id: str, now: datetime) -> Attempt:
    """The player's unfinished attempt at this level, or a new one.

    Raises:
        NotFound, CampaignClosed, LevelLocked, NoAttemptsLeft, CoolingDown: see `quest.domain.errors`.
    """
    player = session.scalars(select(Player).where(Player.id == player_id).with_for_update()).one()
    campaign = campaigns.of_player(session, player)
    level = campaign.level(level_id)
    if level is None:
        raise NotFound(what="level")
    if not campaign.is_open(now):
        raise CampaignClosed
    runs = session.scalars(select(Attempt).where(Attempt.player_id == player_id, Attempt.level_id == level_id)).all()
    for unfinished in runs:
        if unfinished.finished_at is None:
            return unfinished
    known = facts.of_player(session, campaign, player_id, now=now, parts=facts.to_open(campaign))
    lacking = missing(campaign.unlock_rules[level_id], known)
    if lacking is not None and level_id not in known.passed:
        raise LevelLocked(level_id, lacking, known)
    if len(runs) >= level.attempts:
        raise NoAttemptsLeft(level_id=level_id)
    _have_cooled_down(level, runs, now)
    seed = secrets.randbits(62)
    attempt = Attempt(
        player_id=player_id,
        level_id=level_id,
        number=len(runs) + 1,
        seed=seed,
        question_ids=level.drawn(seed, [name for run in runs for name in run.question_ids]),
        turns=[],
        hinted=False,
        started_at=now,
    )
    session.add(attempt)
    session.flush()
    return attempt


def ready_at(level: Level, last_finished: datetime | None) -> datetime | None:
    """When the next attempt may begin; None for at once."""
    if not level.cooldown_min or last_finished is None:
        return None
    return last_finished + timedelta(minutes=level.cooldown_min)


def _have_cooled_down(level: Level, runs: Sequence[Attempt], now: datetime) -> None:
    ends = [run.finished_at for run in runs if run.finished_at is not None]
    ready = ready_at(level, max(ends, default=None))
    if ready is not None and now < ready:
        raise CoolingDown(level_id=level.id, seconds=math.ceil((ready - now).total_seconds()))


def of_player(session: Session, *, player_id: int, attempt_id: int) -> Attempt:
    """The attempt, if it is this player's.

    Raises:
        NotFound: it is not.
    """
    attempt = session.scalar(select(Attempt).where(Attempt.id == attempt_id, Attempt.player_id == player_id))
    if attempt is None:
        raise NotFound(what="attempt")
    return attempt


def hold(session: Session, attempt: Attempt) -> Player:
    """The player of an attempt; both rows are locked until the unit of work ends, and read afresh."""
    player, _ = session.execute(
        select(Player, Attempt)
        .join(Attempt, Attempt.player_id == Player.id)
        .where(Attempt.id == attempt.id)
        .with_for_update(of=[Player, Attempt])
        .execution_options(populate_existing=True)
    ).one()
    return player


def follow(level: Level, attempt: Attempt, *, now: datetime) -> None:
    """Leaves out questions ahead that have left the campaign since the attempt began; that may finish it."""
    done, ahead = attempt.question_ids[: attempt.position], attempt.question_ids[attempt.position :]
    kept = [name for name in ahead if level.question(name) is not None]
    if kept == ahead:
        return
    if kept[:1] != ahead[:1]:
        leave_question(attempt)
    attempt.question_ids = done + kept or level.drawn(attempt.seed)
    finish_if_done(level, attempt, now=now)


def finish_if_done(level: Level, attempt: Attempt, *, now: datetime) -> None:
    """Ends an attempt after its last question, passed or not; what counts is the worth of its own questions."""
    if attempt.position >= len(attempt.question_ids):
        worth = level.judged_worth(attempt.question_ids)
        attempt.finished_at = now
        attempt.passed = has_passed(earned=attempt.earned, worth=worth, pass_mark=level.pass_mark)


def leave_question(attempt: Attempt) -> None:
    """Forgets what belonged to the question that stood open."""
    attempt.opened_at, attempt.turns, attempt.hinted = None, [], False


def standing_question(campaign: Campaign, attempt: Attempt) -> Question | None:
    """The question at the attempt's position; None when the attempt is finished."""
    level = campaign.level(attempt.level_id)
    if level is None or attempt.finished_at is not None or attempt.position >= len(attempt.question_ids):
        return None
    return level.question(attempt.question_ids[attempt.position])


def turns_taken(question: Question, attempt: Attempt) -> list[str]:
    """The turns of the question that stands open; none once it has changed so that they lead nowhere."""
    return attempt.turns if question.asks_on(attempt.turns, attempt.seed) else []


def questions_ahead(campaign: Campaign, attempt: Attempt) -> list[Question]:
    """The questions after the standing one that may be shown before their turn.

    Those up to a timed one, whose clock starts when it is shown, or behind one of several turns: the next scene is the
    server's to tell, and until then nobody knows when that question ends.
    """
    level, standing = campaign.level(attempt.level_id), standing_question(campaign, attempt)
    ahead: list[Question] = []
    if level is None or standing is None or standing.HAS_TURNS:
        return ahead
    for name in attempt.question_ids[attempt.position + 1 :]:
        question = level.question(name)
        if question is None or question.limit_s is not None:
            break
        ahead.append(question)
        if question.HAS_TURNS:
            break
    return ahead


def closing_time(question: Question, attempt: Attempt) -> datetime | None:
    """When an opened question closes, on the server's clock; None for an untimed one."""
    if question.limit_s is None or attempt.opened_at is None:
        return None
    return attempt.opened_at + timedelta(seconds=question.limit_s)
