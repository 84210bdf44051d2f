"""Answers that were given: what they came to, in the player's words, and how others answered."""

from __future__ import annotations

from itertools import islice
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from quest.domain.errors import NotFound
from quest.domain.nicknames import is_rude
from quest.levels.base import Question
from quest.levels.level import Campaign
from quest.models import Answer, Attempt, Player
from quest.services import ledger, reviews, spreads
from quest.services.attempts import standing_question
from quest.services.play import Receipt
from quest.services.reviews import Waiting
from quest.services.spreads import Spread
from quest.web.questions import question_view, verdict_view

MOST_WORDS = 12
"""Words that players chose freely are shown up to so many, the most frequent first."""


def given_view(session: Session, campaign: Campaign, attempt: Attempt, given: Answer, language: str) -> dict[str, Any]:
    """An answer with its verdict, its points, what the player said, a review if there is one, and the spread.

    Raises:
        NotFound: its question has left the campaign.
    """
    level = campaign.level(attempt.level_id)
    question = level.question(given.question_id) if level else None
    if level is None or question is None:
        raise NotFound(what="question")
    receipt = Receipt(**given.receipt)
    review = reviews.of_answer(session, given.id)
    # A late one never was readable, and the question may have changed since the answer was given.
    reads = question.grade(given.answer, attempt.seed).readable
    return {
        "question_id": question.id,
        "verdict": verdict_view(level, question, attempt, receipt, language) | {"pending": given.pending},
        "points": receipt.points,
        "yours": question.in_words(given.answer, attempt.seed, language) if reads else [],
        "lesson": question.lesson(given.answer, attempt.seed, language) if reads else [],
        "review": {"fraction": review.fraction, "points": review.points, "note": review.note} if review else None,
        "spread": _spread(session, campaign, question, attempt.seed, language),
    }


def _spread(
    session: Session, campaign: Campaign, question: Question, seed: int, language: str
) -> dict[str, Any] | None:
    """How players answered; none while too few did, or where the campaign or the kind does not tell."""
    if not campaign.show_spread or question.JUDGED_BY == "reviewer":
        return None
    spread = spreads.of_question(session, campaign, question.id)
    return spread_view(spread, question, seed, language) if spread.is_told else None


def spread_view(spread: Spread, question: Question, seed: int, language: str) -> dict[str, Any] | None:
    """A spread by what was answered, or else by how much was right; none where that says nothing."""
    if not spread.total or (question.JUDGED_BY == "nobody" and not spread.named):
        return None
    key = question.solution(seed, language)["answer"]
    right = set(question.tally(key, seed)) if key is not None else set()
    names = question.tally_names(language)
    rows = [
        {"label": names.get(name, name), "count": count, "share": count / spread.total, "right": name in right}
        for name, count in _counts(spread, list(names))
    ]
    return {"total": spread.total, "by": "answer" if spread.named else "outcome", "rows": rows} if rows else None


def _counts(spread: Spread, names: list[str]) -> list[tuple[str, int]]:
    """What is told of a count: each named answer, words that players chose, or else how much was right.

    A word that one player alone gave is not told: it may be about somebody, or anybody's advertisement.
    """
    if names:
        return [(name, spread.named[name]) for name in names]
    if spread.named:
        fit = ((name, count) for name, count in spread.named.most_common() if count > 1 and not is_rude(name))
        return list(islice(fit, MOST_WORDS))
    missed = spread.total - spread.right - spread.partly
    return [("right", spread.right), ("partly", spread.partly), ("missed", missed)]


def spread_in_words(spread: dict[str, Any] | None) -> dict[str, Any] | None:
    """A spread over outcomes with their names for people."""
    if spread is None or spread["by"] == "answer":
        return spread
    names = {"right": _("All right"), "partly": _("Partly right"), "missed": _("Not this time")}
    return spread | {"rows": [row | {"label": names[row["label"]]} for row in spread["rows"]]}


def to_review(waiting: Waiting, language: str) -> dict[str, Any]:
    """A text in the queue, with all that a reviewer needs and nothing of who wrote it."""
    question = waiting.question
    return {
        "id": waiting.answer.id,
        "prompt": question.prompt.in_(language),
        "context": question.context.in_(language) if question.context else None,
        "words": str(waiting.answer.answer),
        "rubric": question.lesson(waiting.answer.answer, 0, language),
        "worth": waiting.level.worth_of(question),
    }


def turn_view(session: Session, campaign: Campaign, attempt: Attempt, language: str) -> dict[str, Any]:
    """What a turn came to: the same question again, as it goes on, and the player as before; there is no verdict."""
    level, question = campaign.level(attempt.level_id), standing_question(campaign, attempt)
    assert level is not None  # noqa: S101 - a turn was taken at it a moment ago
    assert question is not None  # noqa: S101 - so it stands open
    earned = ledger.points_by_level(session, attempt.player_id)
    return {
        "question_id": question.id,
        "verdict": None,
        "points": 0,
        "bonus": 0,
        "streak": session.get_one(Player, attempt.player_id).streak,
        "total": sum(earned.values()),
        "next": question_view(level, question, attempt, language),
        "level": {"passed": False, "finished": False, "points": earned.get(level.id, 0), "bonus": 0},
        "opened": [],
        "lines_done": [],
    }
