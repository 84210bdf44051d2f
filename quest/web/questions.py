"""Questions and receipts as they leave the server, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Attempt
from quest.services.attempts import closing_time, standing_question, turns_taken
from quest.services.play import Receipt


def moment(at: datetime | None) -> str | None:
    """A time as programs read it: ISO 8601 in UTC."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def question_view(level: Level, question: Question, attempt: Attempt, language: str) -> dict[str, Any]:
    """The standing question of an attempt, never with its key; a timed one that was not opened stays covered.

    A hint that costs is not shown before it was taken.
    """
    view = _outside(level, question) | {"closes_at": moment(closing_time(question, attempt))}
    if question.limit_s is not None and attempt.opened_at is None:
        return view
    words = _words(level, question, language, hinted=attempt.hinted)
    return view | words | question.present_turn(turns_taken(question, attempt), attempt.seed, language)


def ahead_view(level: Level, question: Question, attempt: Attempt, language: str) -> dict[str, Any]:
    """An untimed question of `questions_ahead` as it will stand, never with its key nor a hint that costs."""
    words = _words(level, question, language, hinted=False)
    return _outside(level, question) | {"closes_at": None} | words | question.present(attempt.seed, language)


def _outside(level: Level, question: Question) -> dict[str, Any]:
    """What may be known of a question while it is covered."""
    scoring = level.scoring_of(question)
    return {
        "id": question.id,
        "kind": question.kind,
        "worth": level.worth_of(question),
        "limit_s": question.limit_s,
        "judged_by": question.JUDGED_BY,
        "scoring": {"share": scoring.share, "time": scoring.time, "penalty": scoring.penalty},
    }


def _words(level: Level, question: Question, language: str, *, hinted: bool) -> dict[str, Any]:
    cost = level.scoring_of(question).hint_cost
    shown = question.hint if hinted or not cost else None
    return {
        "prompt": question.prompt.in_(language),
        "context": question.context.in_(language) if question.context else None,
        "hint": shown.in_(language) if shown else None,
        "hint_cost": cost if question.hint else None,
    }


def attempt_view(campaign: Campaign, attempt: Attempt, language: str) -> dict[str, Any]:
    """An attempt as it stands, to begin or to resume."""
    level, question = campaign.level(attempt.level_id), standing_question(campaign, attempt)
    return {
        "id": attempt.id,
        "level_id": attempt.level_id,
        "number": attempt.number,
        "questions": len(attempt.question_ids),
        "position": attempt.position,
        "question": question_view(level, question, attempt, language) if level and question else None,
        "finished": attempt.finished_at is not None,
        "passed": attempt.passed,
    }


def verdict_view(level: Level, question: Question, attempt: Attempt, receipt: Receipt, language: str) -> dict[str, Any]:
    """The verdict with what it teaches; only for a question that has its answer.

    A secret is kept from whoever missed it, as long as there is another try.
    """
    told = not question.SECRET or receipt.correct or attempt.number >= level.attempts
    return {
        "fraction": receipt.fraction,
        "correct": receipt.correct,
        "pending": receipt.pending,
        "judged_by": question.JUDGED_BY,
        "parts_right": receipt.parts_right,
        "parts": receipt.parts,
        "explanation": question.explanation.in_(language) if told else None,
        "solution": question.solution(attempt.seed, language) if told else None,
    }


def receipt_view(campaign: Campaign, attempt: Attempt, receipt: Receipt, language: str) -> dict[str, Any]:
    """A receipt in words, with the question that comes next."""
    level = campaign.level(attempt.level_id)
    question = level.question(receipt.question_id) if level else None
    coming = standing_question(campaign, attempt)
    return {
        "question_id": receipt.question_id,
        "verdict": verdict_view(level, question, attempt, receipt, language) if level and question else None,
        "points": receipt.points,
        "bonus": receipt.bonus,
        "streak": receipt.streak,
        "total": receipt.total,
        "next": question_view(level, coming, attempt, language) if level and coming else None,
        "level": {
            "passed": receipt.passed,
            "finished": receipt.finished,
            "points": receipt.level_points,
            "bonus": receipt.level_bonus,
        },
        "opened": list(receipt.opened),
        "lines_done": list(receipt.lines_done),
        "badges": list(receipt.badges),
    }
