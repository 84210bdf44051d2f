"""The content as it will be met: the map drawn from the pack, its levels, and every question to try in any language."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from quest.domain.errors import NotFound
from quest.levels.base import LANGUAGES, Content, Question, texts
from quest.levels.level import Campaign, Level
from quest.web.context import campaign, require
from quest.web.language import ENDONYMS, language, t
from quest.web.maps import solid_map
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page
from quest.web.stops import level_of, stop_view

SEED = 1
"""Which options are drawn and how they lie is the same at every look."""


@blueprint.get("/organise/preview")
def preview() -> ResponseReturnValue:
    """The map, and a row for each level."""
    require("organiser")
    return desk_page(
        "organise/preview.html", "organiser", desk="preview", **overview(campaign(), "organise.preview_level")
    )


@blueprint.route("/organise/preview/<level_id>", methods=["GET", "POST"])
@blueprint.route("/organise/preview/<level_id>/<question_id>", methods=["GET", "POST"])
def preview_level(level_id: str, question_id: str | None = None) -> ResponseReturnValue:
    """A level with the questions of its pool, one of them to try."""
    require("organiser")
    return level_page(campaign(), level_id, question_id, there="organise.preview_level", back="organise.preview")


def overview(content: Campaign, there: str) -> dict[str, Any]:
    """What a page shows of a campaign; `there` is the endpoint that shows a level of it."""
    levels = sorted(content.levels, key=lambda level: content.codes(level.id))
    return {"map": solid_map(content, there), "levels": [_row(content, level) for level in levels]}


def _row(content: Campaign, level: Level) -> dict[str, Any]:
    kinds = Counter(question.kind for question in level.questions)
    return {
        "stop": stop_view(content, level.id),
        "in_pool": len(level.questions),
        "kinds": [{"name": name, "count": count} for name, count in kinds.most_common()],
        "missing": missing(level),
    }


def missing(content: Content) -> list[tuple[str, int]]:
    """The languages that a piece of content lacks, by their own short names, and in how many of its texts."""
    lacks = Counter(tag for text in texts(content) for tag in text.missing())
    return [(ENDONYMS[tag][0], lacks[tag]) for tag in LANGUAGES if lacks[tag]]


def level_page(content: Campaign, level_id: str, question_id: str | None, *, there: str, back: str) -> str:
    """A level of any campaign; what its form sends is judged and told, and counts for nobody.

    Raises:
        NotFound: there is no such level, or no such question in it.
    """
    level = level_of(content, level_id)
    question = level.question(question_id) if question_id else level.questions[0]
    if question is None:
        raise NotFound(what="question")
    pool = [{"id": q.id, "kind": q.kind, "prompt": t(q.prompt), "missing": missing(q)} for q in level.questions]
    return desk_page(
        "organise/preview_level.html",
        "organiser",
        desk="preview",
        level=level,
        stop=stop_view(content, level_id),
        pool=pool,
        shown=_shown(level, question) | _tried(question),
        there=there,
        back=back,
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
    }


def _tried(question: Question) -> dict[str, Any]:
    """The form, after the turns that were sent so far, and the verdict on an answer; `unreadable` was none."""
    fields = {name: request.form.getlist(name) for name in request.form}
    answer = question.answer_from_form(fields, SEED) if request.method == "POST" else None
    goes_on = question.asks_on(answer, SEED)
    turns = list(answer or ()) if goes_on else []
    found: dict[str, Any] = {
        "asked": {"kind": question.kind, "id": question.id, **question.present_turn(turns, SEED, language())}
    }
    if request.method == "GET" or goes_on:
        return found
    verdict = question.grade(answer, SEED)
    if not verdict.readable:
        return found | {"unreadable": True}
    said = ("fraction", "parts_right", "parts", "correct", "pending")
    return found | {
        "verdict": {name: getattr(verdict, name) for name in said} | {"judged_by": question.JUDGED_BY},
        "yours": question.in_words(answer, SEED, language()),
        "lesson": question.lesson(answer, SEED, language()),
    }
