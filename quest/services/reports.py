"""How a campaign goes, in counts with their denominators: for whoever runs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import ColumnElement, Select, case, func, select, union
from sqlalchemy.orm import Session

from quest.levels.level import Campaign
from quest.models import Answer, Application, Attempt, CheckIn, Jobseeker, Player

RIDING = timedelta(minutes=10)
"""Whoever answered so recently counts as riding."""
TIMED = 200
"""How many of the newest runs through a level its usual time is told from."""
ENOUGH = 5
"""With fewer answers a question is not called hard."""


@dataclass(frozen=True, slots=True)
class LevelReport:
    """One level.

    Attributes:
        players: who began it; passed: who of them passed it.
        seconds: the median of the newest runs that came to an end; none without any. timed: how many runs those are.
        hardest: the question with the smallest share of right first answers; none without a miss in enough answers.
        answers: how many first answers the hardest question has; right: how many of those were wholly right.
        checked_in: players who checked in at its booth; none for a level without one.
    """

    level_id: str
    players: int
    passed: int
    seconds: int | None
    timed: int
    hardest: str | None
    answers: int
    right: int
    checked_in: int | None


def funnel(session: Session, campaign: Campaign) -> list[tuple[str, int]]:
    """How many players came how far, each step of those of the campaign: joined, began, passed, finished, registered,
    applied."""
    here = Player.campaign_id == campaign.id
    began = select(Attempt.player_id).join(Player).where(here)
    seekers = select(Jobseeker.player_id).join(Player, Player.id == Jobseeker.player_id).where(here)
    applied = seekers.join(Application).where(Application.withdrawn_at.is_(None))
    return [
        ("joined", session.scalar(select(func.count()).select_from(Player).where(here)) or 0),
        ("began", _different(session, began)),
        ("passed", _different(session, began.where(Attempt.passed))),
        ("finished", _finished(session, campaign, began)),
        ("registered", _different(session, seekers)),
        ("applied", _different(session, applied)),
    ]


def _different(session: Session, players: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(players.distinct().subquery())) or 0


def _finished(session: Session, campaign: Campaign, began: Select[int]) -> int:
    """Players who passed every level of some line."""
    whole = [
        began.where(Attempt.passed, Attempt.level_id.in_(line.levels))
        .group_by(Attempt.player_id)
        .having(func.count(Attempt.level_id.distinct()) == len(line.levels))
        for line in campaign.lines
    ]
    return session.scalar(select(func.count()).select_from(union(*whole).subquery())) or 0


def riding(session: Session, campaign: Campaign, *, now: datetime) -> int:
    """How many players answered in the last minutes."""
    recent = (
        select(Attempt.player_id)
        .join(Player, Player.id == Attempt.player_id)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .where(Player.campaign_id == campaign.id, Answer.at > now - RIDING)
    )
    return _different(session, recent)


def levels(session: Session, campaign: Campaign) -> list[LevelReport]:
    """Every level of the campaign, in the order of its lines."""
    came, checked_in = _came(session, campaign), _checked_in(session, campaign)
    answered = _answered(session, campaign)
    found = []
    for level in sorted(campaign.levels, key=lambda level: campaign.codes(level.id)):
        players, passed = came.get(level.id, (0, 0))
        times = _seconds(session, campaign, level.id) if players else []
        asked = {q.id: answered[level.id, q.id] for q in level.questions if (level.id, q.id) in answered}
        hardest = _hardest(asked.items())
        answers, right = asked[hardest] if hardest else (0, 0)
        booth = checked_in.get(level.id, 0) if level.live else None
        seconds = round(median(times)) if times else None
        found.append(LevelReport(level.id, players, passed, seconds, len(times), hardest, answers, right, booth))
    return found


def _hardest(asked: Iterable[tuple[str, tuple[int, int]]]) -> str | None:
    shares = {name: right / answers for name, (answers, right) in asked if answers >= max(ENOUGH, right + 1)}
    return min(shares, key=lambda name: shares[name], default=None)


def _came(session: Session, campaign: Campaign) -> dict[str, tuple[int, int]]:
    """For each level how many players began it, and passed it."""
    passed = case((Attempt.passed, Attempt.player_id))
    asked = (
        select(Attempt.level_id, func.count(Attempt.player_id.distinct()), func.count(passed.distinct()))
        .join(Player)
        .where(Player.campaign_id == campaign.id)
        .group_by(Attempt.level_id)
    )
    return {level_id: (players, through) for level_id, players, through in session.execute(asked)}


def _checked_in(session: Session, campaign: Campaign) -> dict[str, int]:
    asked = (
        select(CheckIn.level_id, func.count(CheckIn.player_id.distinct()))
        .join(Player)
        .where(Player.campaign_id == campaign.id, CheckIn.pending.is_(False))
        .group_by(CheckIn.level_id)
    )
    return dict(session.execute(asked).all())


def _answered(session: Session, campaign: Campaign) -> dict[tuple[str, str], tuple[int, int]]:
    """For each question that a rule judges how many first answers it has, and how many of those were right."""
    judged = [q.id for level in campaign.levels for q in level.questions if q.JUDGED_BY == "rule"]
    right: ColumnElement[int] = func.sum(case((Answer.fraction >= 1, 1), else_=0))
    asked = (
        select(Attempt.level_id, Answer.question_id, func.count(), right)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Player, Player.id == Attempt.player_id)
        .where(Player.campaign_id == campaign.id, Attempt.number == 1, Answer.question_id.in_(judged))
        .group_by(Attempt.level_id, Answer.question_id)
    )
    return {(level_id, name): (answers, int(count)) for level_id, name, answers, count in session.execute(asked)}


def _seconds(session: Session, campaign: Campaign, level_id: str) -> list[float]:
    """How long the newest runs through a level took."""
    newest = (
        select(Attempt.started_at, Attempt.finished_at)
        .join(Player)
        .where(Player.campaign_id == campaign.id, Attempt.level_id == level_id, Attempt.finished_at.is_not(None))
        .order_by(Attempt.id.desc())
        .limit(TIMED)
    )
    return [(end - start).total_seconds() for start, end in session.execute(newest) if end]
