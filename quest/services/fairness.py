"""Runs that look improbable, and what organisers decide about them; see `quest.domain.fairness` for how it is reckoned.

Nothing is kept of it: each look reckons anew from first attempts. Only decisions are, as acts with a reason.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Float, Select, case, cast, func, select
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain import fairness
from quest.domain.errors import NotFound
from quest.domain.events import BoardsChanged
from quest.domain.fairness import Shared, Signals
from quest.levels.base import LANGUAGES, Question
from quest.levels.level import Campaign
from quest.models import Act, Answer, Attempt, Player
from quest.services import acts

Decision = Literal["player_cleared", "player_hidden", "player_shown"]
Suspect = Literal["fast", "unseen"]
LONGEST_ANSWER = 60


@dataclass(frozen=True, slots=True)
class Run:
    """A player as this page sees one.

    Attributes:
        answers: how many questions the player answered at the first attempt.
        twin: the other player with the most alike mistakes.
        decided: what an organiser decided last, and when.
    """

    player: Player
    answers: int
    signals: Signals
    twin: int | None
    decided: Act | None


@dataclass(frozen=True, slots=True)
class Step:
    """One answer of a run, with the least time in which it can be read."""

    answer: Answer
    attempt: Attempt
    least_ms: int
    suspect: Suspect | None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What all first attempts tell, by player."""

    answers: dict[int, int]
    signals: dict[int, Signals]
    alike: dict[int, dict[int, list[Shared]]]


def improbable(session: Session, campaign: Campaign) -> list[Run]:
    """The runs that a human should look at, and those that somebody decided about; the most improbable first."""
    evidence, decided = _evidence(session, campaign), _decisions(session, campaign)
    suspects = {player_id for player_id, signals in evidence.signals.items() if signals.is_improbable}
    found = [
        _run(player, evidence, decided)
        for player in session.scalars(select(Player).where(Player.campaign_id == campaign.id))
        if player.id in suspects or player.hidden or player.id in decided
    ]
    return sorted(found, key=lambda run: (-run.signals.bits, run.player.id))


def run_of(
    session: Session, campaign: Campaign, player_id: int
) -> tuple[Run, list[Step], list[tuple[Player, list[Shared]]]]:
    """One player's run: its signals, every answer in its order, and the mistakes that others made alike.

    Raises:
        NotFound: the campaign has no such player.
    """
    player = _player(session, campaign, player_id)
    evidence = _evidence(session, campaign)
    alike = evidence.alike.get(player_id, {})
    others = {each.id: each for each in session.scalars(select(Player).where(Player.id.in_(alike)))}
    by_bits = sorted(alike.items(), key=lambda pair: -sum(shared.bits for shared in pair[1]))
    return (
        _run(player, evidence, _decisions(session, campaign)),
        list(_steps(session, campaign, player_id)),
        [(others[other], shared) for other, shared in by_bits if other in others],
    )


def decide(
    session: Session,
    campaign: Campaign,
    player_id: int,
    decision: Decision,
    *,
    note: str,
    account_id: int | None,
    now: datetime,
) -> None:
    """Writes down what a human decided: nothing wrong, off the boards, or back on them.

    Raises:
        NotFound: the campaign has no such player.
    """
    player = _player(session, campaign, player_id)
    if decision != "player_cleared":
        player.hidden = decision == "player_hidden"
        record(session, BoardsChanged(player_id))
    acts.keep(session, campaign, decision, f"player:{player_id}", account_id=account_id, now=now, note=note)


def _player(session: Session, campaign: Campaign, player_id: int) -> Player:
    player = session.get(Player, player_id)
    if player is None or player.campaign_id != campaign.id:
        raise NotFound(what="player")
    return player


def _run(player: Player, evidence: _Evidence, decided: dict[int, Act]) -> Run:
    act = decided.get(player.id)
    most = fairness.most_alike(evidence.alike.get(player.id, {}))
    return Run(
        player,
        evidence.answers.get(player.id, 0),
        evidence.signals.get(player.id, Signals()),
        most[0] if most else None,
        # An id may be given again after somebody was erased; what was decided then is not about this player.
        act if act is not None and act.at >= player.created_at else None,
    )


def _decisions(session: Session, campaign: Campaign) -> dict[int, Act]:
    """The newest decision about each player."""
    about = select(Act).where(Act.campaign_id == campaign.id, Act.what.startswith("player_")).order_by(Act.id)
    return {int(act.subject.partition(":")[2]): act for act in session.scalars(about)}


def _evidence(session: Session, campaign: Campaign) -> _Evidence:
    asked = _judged(campaign)
    fast = _fast(session, campaign, asked)
    alike = fairness.twins(_shared(session, campaign, asked))
    answers, signals = {}, {}
    for player_id, count, unseen, timed, mean, square in session.execute(_times(campaign, asked)):
        most = fairness.most_alike(alike.get(player_id, {}))
        steady = fairness.steady_bits(timed, mean or 0.0, square or 0.0)
        answers[player_id] = count
        signals[player_id] = Signals(fast.get(player_id, 0), unseen, steady, most[1] if most else 0.0)
    return _Evidence(answers, signals, alike)


def _judged(campaign: Campaign) -> dict[str, int]:
    """The questions that have a right answer, each with the least time in which it can be read."""
    return {
        question.id: _least_ms(question)
        for level in campaign.levels
        for question in level.questions
        if question.JUDGED_BY == "rule"
    }


def _least_ms(question: Question) -> int:
    """In the language that is read fastest, for nobody knows which one was read."""
    texts = [question.prompt, *([question.context] if question.context else [])]
    return min(fairness.least_ms(" ".join(text.in_(language) for text in texts)) for language in LANGUAGES)


def _first(campaign: Campaign, asked: dict[str, int], *columns: Any) -> Select[Any]:
    """These columns of every answer of a first attempt that a rule judged."""
    return (
        select(*columns)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Player, Player.id == Attempt.player_id)
        .where(
            Player.campaign_id == campaign.id,
            Attempt.number == 1,
            Answer.question_id.in_(asked),
            ~Answer.late,
            ~Answer.pending,
        )
    )


def _times(campaign: Campaign, asked: dict[str, int]) -> Select[Any]:
    """For each player how many answers, how many right ones unseen, and how the times of the others lie."""
    took = cast(Answer.took_ms, Float)
    unseen = func.sum(case((Answer.took_ms.is_(None) & (Answer.fraction >= 1), 1), else_=0))
    columns = (
        Attempt.player_id,
        func.count(),
        unseen,
        func.count(Answer.took_ms),
        func.avg(took),
        func.avg(took * took),
    )
    return _first(campaign, asked, *columns).group_by(Attempt.player_id)


def _fast(session: Session, campaign: Campaign, asked: dict[str, int]) -> dict[int, int]:
    """How many right answers of each player came before they could be read."""
    quick = _first(campaign, asked, Attempt.player_id, Answer.question_id, Answer.took_ms).where(
        Answer.fraction >= 1, Answer.took_ms < max(asked.values(), default=0)
    )
    found: dict[int, int] = defaultdict(int)
    for player_id, question_id, took_ms in session.execute(quick):
        found[player_id] += took_ms < asked[question_id]
    return found


def _shared(session: Session, campaign: Campaign, asked: dict[str, int]) -> Iterator[tuple[Shared, list[int]]]:
    """The rare wrong answers of every question, with their players."""
    counted = _first(campaign, asked, Answer.question_id, func.count()).group_by(Answer.question_id)
    answers: dict[str, int] = dict(session.execute(counted).all())
    wrong = _first(campaign, asked, Attempt.player_id, Answer.tally, Answer.answer).where(Answer.fraction < 1)
    for question_id, count in answers.items():
        time.sleep(0)  # a server of greenlets goes on serving meanwhile
        rows = session.execute(wrong.where(Answer.question_id == question_id))
        named = ((player_id, _canonical(tally, answer)) for player_id, tally, answer in rows)
        given = [(player_id, answer) for player_id, answer in named if answer is not None]
        yield from fairness.shared_answers(question_id, given, count)


def _canonical(tally: str | None, answer: Any) -> str | None:
    """A wrong answer as it is compared between players; None where what was sent hangs on the player's own seed."""
    if tally:
        return "\n".join(sorted(tally.split("\n")))
    if isinstance(answer, str):
        return answer.strip().casefold()[:LONGEST_ANSWER] or None
    return f"{answer:g}" if isinstance(answer, int | float) and not isinstance(answer, bool) else None


def _steps(session: Session, campaign: Campaign, player_id: int) -> Iterator[Step]:
    asked = _judged(campaign)
    given = (
        select(Answer, Attempt)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.player_id == player_id)
        .order_by(Answer.at, Answer.id)
    )
    for answer, attempt in session.execute(given):
        yield Step(answer, attempt, asked.get(answer.question_id, 0), _suspect(answer, attempt, asked))


def _suspect(answer: Answer, attempt: Attempt, asked: dict[str, int]) -> Suspect | None:
    if attempt.number > 1 or answer.question_id not in asked or answer.fraction < 1:
        return None
    if answer.took_ms is None:
        return "unseen"
    return "fast" if answer.took_ms < asked[answer.question_id] else None
