"""The content as it will be met: the map drawn from the pack, its levels, and every question with its answer."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask.typing import ResponseReturnValue

from quest.domain.errors import NotFound
from quest.levels.base import Question
from quest.levels.level import Level
from quest.web.context import campaign
from quest.web.language import language, t
from quest.web.maps import solid_map
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page
from quest.web.stops import level_of, stop_view

SEED = 1
"""Which options are drawn and how they lie is the same at every look."""


@blueprint.get("/organise/preview")
def preview() -> ResponseReturnValue:
    """The map, and a row for each level."""
    content = campaign()
    return desk_page(
        "organise/preview.html",
        "organiser",
        desk="preview",
        map=solid_map(content),
        levels=[_row(level) for level in content.levels],
    )


def _row(level: Level) -> dict[str, Any]:
    kinds = Counter(question.kind for question in level.questions)
    return {
        "stop": stop_view(campaign(), level.id),
        "in_pool": len(level.questions),
        "kinds": [{"name": name, "count": count} for name, count in kinds.most_common()],
    }


@blueprint.get("/organise/preview/<level_id>")
@blueprint.get("/organise/preview/<level_id>/<question_id>")
def preview_level(level_id: str, question_id: str | None = None) -> ResponseReturnValue:
    """A level with the questions of its pool, one of them in full with its answer."""
    level = level_of(campaign(), level_id)
    question = level.question(question_id) if question_id else level.questions[0]
    if question is None:
        raise NotFound(what="question")
    return desk_page(
        "organise/preview_level.html",
        "organiser",
        desk="preview",
        level=level,
        stop=stop_view(campaign(), level_id),
        pool=[{"id": each.id, "kind": each.kind, "prompt": t(each.prompt)} for each in level.questions],
        shown=_shown(level, question),
    )


def _shown(level: Level, question: Question) -> dict[str, Any]:
    """A question as players meet it, and what they meet after it."""
    return {
        "id": question.id,
        "kind": question.kind,
        "prompt": t(question.prompt),
        "context": t(question.context) if question.context else None,
        "hint": t(question.hint) if question.hint else None,
        "hint_cost": level.scoring_of(question).hint_cost,
        "explanation": t(question.explanation),
        "source": question.source,
        "worth": level.worth_of(question),
        "limit_s": question.limit_s,
        "solution": question.solution(SEED, language()),
        "asked": {"kind": question.kind, "id": question.id, **question.present_turn([], SEED, language())},
    }
