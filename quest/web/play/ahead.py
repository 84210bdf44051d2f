"""For when the network is away: the questions that come next, and afterwards what the answers came to."""

from __future__ import annotations

from typing import Any

from flask import jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Answer, Attempt
from quest.services import attempts, play
from quest.web.answers import given_view
from quest.web.context import campaign, parts, player_id
from quest.web.language import language
from quest.web.play.answering import question_page
from quest.web.play.blueprint import blueprint
from quest.web.questions import ahead_view, question_view
from quest.web.stops import level_of, stop_view


@blueprint.get("/attempts/<int:attempt_id>/ahead")
def ahead(attempt_id: int) -> ResponseReturnValue:
    """The pages of the standing question and of those after it that may be shown before their turn, without keys."""
    content = campaign()
    with parts().database.unit_of_work() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        standing = play.open_question(session, content, attempt, now=parts().now())
        attempt.ahead_at = attempt.ahead_at or parts().now()
    if standing is None:
        return jsonify({"pages": []})
    level = level_of(content, attempt.level_id)
    pages = [_page(content, attempt, standing, question_view(level, standing, attempt, language()), place=0)]
    for place, question in enumerate(attempts.questions_ahead(content, attempt), start=1):
        pages.append(_page(content, attempt, question, ahead_view(level, question, attempt, language()), place=place))
    return jsonify({"pages": pages})


def _page(
    content: Campaign, attempt: Attempt, question: Question, view: dict[str, Any], *, place: int
) -> dict[str, Any]:
    """A question's page, so many places behind the standing one."""
    return {
        "question_id": question.id,
        "number": attempt.position + 1 + place,
        "has_turns": question.HAS_TURNS,
        "html": question_page(content, attempt, view, ahead=place),
    }


@blueprint.get("/attempts/<int:attempt_id>/answers")
def answers(attempt_id: int) -> ResponseReturnValue:
    """What the answers of an attempt came to so far, one below the other."""
    content = campaign()
    with parts().database.reading() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        level = level_of(content, attempt.level_id)
        given = [each for each in play.answers_of(session, attempt) if level.question(each.question_id)]
        views = [given_view(session, content, attempt, each, language()) for each in given]
    finished = attempt.finished_at is not None
    return render_template(
        "play/answers.html",
        level=level,
        stop=stop_view(content, attempt.level_id),
        attempt_id=attempt_id,
        rows=[view | _asked(level, attempt, each) for view, each in zip(views, given, strict=True)],
        number=max(1, attempt.position),
        total=len(attempt.question_ids),
        is_last=finished,
        next_url=url_for("play.level_done" if finished else "play.question", attempt_id=attempt_id),
    )


def _asked(level: Level, attempt: Attempt, given: Answer) -> dict[str, Any]:
    """What a row of that page says of the question."""
    question = level.question(given.question_id)
    assert question is not None  # noqa: S101 - others were left out
    number = attempt.question_ids.index(question.id) + 1
    return {"number": number, "prompt": question.prompt.in_(language()), "kind": question.kind, "late": given.late}
