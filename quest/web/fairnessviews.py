"""Improbable runs as organisers see them, on pages and over the API."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from quest.domain.fairness import Shared
from quest.levels.base import Question
from quest.levels.level import Campaign
from quest.models import Act
from quest.services.fairness import Run, Step
from quest.web import labels
from quest.web.language import language, t
from quest.web.questions import moment
from quest.web.stops import stop_codes

DECIDED = {
    "player_cleared": _l("Nothing wrong"),
    "player_hidden": _l("Off the boards"),
    "player_shown": _l("Back on the boards"),
}


def run_view(run: Run) -> dict[str, Any]:
    """A run in numbers."""
    signals = run.signals
    return {
        "player_id": run.player.id,
        "nickname": run.player.nickname,
        "answers": run.answers,
        "bits": round(signals.bits, 1),
        "fast": signals.fast,
        "unseen": signals.unseen,
        "steady": signals.steady,
        "twin": {"player_id": run.twin, "bits": round(signals.twin, 1)} if run.twin is not None else None,
        "hidden": run.player.hidden,
        "decided": decision_view(run.decided) if run.decided else None,
    }


def decision_view(act: Act) -> dict[str, Any]:
    """What was decided about a player."""
    return {"decision": act.what.removeprefix("player_"), "note": act.note, "at": moment(act.at)}


def decided_words(act: Act) -> dict[str, Any]:
    """The same in words."""
    when = labels.moment(act.at)
    return {"what": act.what, "words": str(DECIDED[act.what]), "note": act.note, "when": when}


def step_view(content: Campaign, step: Step) -> dict[str, Any]:
    """One answer of a run."""
    answer, attempt = step.answer, step.attempt
    question = _question(content, attempt.level_id, answer.question_id)
    return {
        "at": moment(answer.at),
        "level_id": attempt.level_id,
        "attempt": attempt.number,
        "question_id": answer.question_id,
        "prompt": t(question.prompt) if question else answer.question_id,
        "fraction": answer.fraction,
        "took_ms": answer.took_ms,
        "least_ms": step.least_ms,
        "suspect": step.suspect,
    }


def step_page(content: Campaign, step: Step) -> dict[str, Any]:
    """The same for a page: with the codes of its stop and the clock."""
    known = content.level(step.attempt.level_id) is not None
    codes = stop_codes(content, step.attempt.level_id) if known else []
    at = step.answer.at
    return {**step_view(content, step), "codes": codes, "day": labels.day(at), "clock": labels.stopwatch(at)}


def shared_view(content: Campaign, shared: Shared) -> dict[str, Any]:
    """A mistake that two made alike, in the words of the question."""
    level = next((level for level in content.levels if level.question(shared.question_id)), None)
    question = level.question(shared.question_id) if level else None
    names = question.tally_names(language()) if question else {}
    return {
        "question_id": shared.question_id,
        "prompt": t(question.prompt) if question else shared.question_id,
        "answer": [names.get(name, name) for name in shared.answer.split("\n")],
        "share": round(shared.share, 4),
        "bits": round(shared.bits, 1),
    }


def _question(content: Campaign, level_id: str, question_id: str) -> Question | None:
    level = content.level(level_id)
    return level.question(question_id) if level else None
