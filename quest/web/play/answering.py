"""A question on its page, its answer, its hint, and what there is to learn from it."""

from __future__ import annotations

import secrets
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quest.domain import errors
from quest.levels.base import Question
from quest.levels.level import Campaign, Level
from quest.models import Attempt
from quest.services import attempts, hints, jobs, play
from quest.web.answers import given_view, spread_in_words
from quest.web.badges import badge_views
from quest.web.context import campaign, parts, player_id
from quest.web.errors import problem, sentence, status_of, wants_json
from quest.web.language import language, t
from quest.web.play.blueprint import blueprint
from quest.web.questions import question_view
from quest.web.scales import scale_view
from quest.web.stops import level_of, stop_view


@blueprint.get("/attempts/<int:attempt_id>")
def question(attempt_id: int) -> ResponseReturnValue:
    """The question that the attempt stands at, or how the level ended.

    Raises:
        NotFound: the attempt is not this player's, or its level has left the campaign.
    """
    content = campaign()
    with parts().database.unit_of_work() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        level_of(content, attempt.level_id)
        standing = play.open_question(session, content, attempt, now=parts().now())
    if standing is None:
        return redirect(url_for("play.level_done", attempt_id=attempt_id))
    view = question_view(level_of(content, attempt.level_id), standing, attempt, language())
    return question_page(content, attempt, view)


def question_page(
    content: Campaign, attempt: Attempt, view: dict[str, Any], *, ahead: int = 0, fault: str | None = None
) -> str:
    """The page of the standing question, or of one so many questions ahead, which brings a key for its answer."""
    return render_template(
        "play/question.html",
        level=level_of(content, attempt.level_id),
        stop=stop_view(content, attempt.level_id),
        attempt_id=attempt.id,
        question=view,
        number=attempt.position + 1 + ahead,
        total=len(attempt.question_ids),
        retry=attempt.number > 1,
        key=secrets.token_urlsafe(12),
        error=fault,
        here=url_for("play.question", attempt_id=attempt.id),
    )


@blueprint.post("/attempts/<int:attempt_id>/answers")
def answer(attempt_id: int) -> ResponseReturnValue:
    """Takes the form of a question; the page's script sends the same form and asks for JSON."""
    question_id = request.form.get("question_id", "")
    try:
        receipt = _submit_form(attempt_id, question_id)
    except errors.BadAnswer as error:
        if wants_json():
            raise
        return _ask_again(attempt_id, sentence(error)), 422
    except (errors.AlreadyAnswered, errors.NotOpen, errors.TooLate) as error:
        if wants_json():
            return problem(status_of(error), error.code, sentence(error), standing=_standing_number(attempt_id))
        return redirect(url_for("play.question", attempt_id=attempt_id), 303)
    there = url_for("play.question", attempt_id=attempt_id)
    if receipt is not None:
        there = url_for("play.feedback", attempt_id=attempt_id, question_id=question_id)
    return jsonify({"location": there}) if wants_json() else redirect(there, 303)


def _submit_form(attempt_id: int, question_id: str) -> play.Receipt | None:
    """Reads the form as the question's kind has it, and submits it; no receipt after a turn."""
    fields = {name: request.form.getlist(name) for name in request.form}
    content = campaign()
    key = request.form.get("key", "")[:64]
    with parts().database.unit_of_work() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        asked = level_of(content, attempt.level_id).question(question_id)
        if asked is None:
            raise errors.NotOpen(question_id=question_id)
        return play.submit_answer(
            session,
            player_id=player_id(),
            attempt_id=attempt_id,
            question_id=question_id,
            answer=asked.answer_from_form(fields, attempt.seed),
            key=key if key and key.isprintable() else secrets.token_urlsafe(12),
            now=parts().now(),
        ).receipt


def _standing_number(attempt_id: int) -> int | None:
    """Which question of its attempt stands open, 1 for the first; none when the attempt is over."""
    with parts().database.reading() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
    return attempt.position + 1 if attempt.finished_at is None else None


def _ask_again(attempt_id: int, fault: str) -> str:
    """The standing question once more, with what was wrong with the answer."""
    with parts().database.reading() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
    standing = attempts.standing_question(campaign(), attempt)
    assert standing is not None  # noqa: S101 - a bad answer closes nothing
    view = question_view(level_of(campaign(), attempt.level_id), standing, attempt, language())
    return question_page(campaign(), attempt, view, fault=fault)


@blueprint.post("/attempts/<int:attempt_id>/hint")
def hint(attempt_id: int) -> ResponseReturnValue:
    """Takes the hint of the standing question, and shows it there."""
    there = redirect(url_for("play.question", attempt_id=attempt_id), 303)
    try:
        with parts().database.unit_of_work() as session:
            taken = hints.take(
                session,
                player_id=player_id(),
                attempt_id=attempt_id,
                question_id=request.form.get("question_id", ""),
                now=parts().now(),
            )
    except errors.NotOpen:
        if wants_json():
            raise
        return there
    return jsonify({"hint": t(taken.text), "cost": taken.cost}) if wants_json() else there


@blueprint.get("/attempts/<int:attempt_id>/questions/<question_id>")
def feedback(attempt_id: int, question_id: str) -> ResponseReturnValue:
    """What an answer came to, and what there is to learn from it."""
    content, now = campaign(), parts().now()
    with parts().database.reading() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        given = play.answer_given(session, attempt_id=attempt_id, question_id=question_id)
        shown = given_view(session, content, attempt, given, language())
        sector = content.lines_of(attempt.level_id)[0].sector
        open_jobs = jobs.count_open(session, sector=sector, today=jobs.day_at(content, now))
    level = level_of(content, attempt.level_id)
    asked = level.question(question_id)
    assert asked is not None  # noqa: S101 - it was shown above
    receipt = play.Receipt(**given.receipt)
    return render_template(
        "play/feedback.html",
        level=level,
        stop=stop_view(content, attempt.level_id),
        number=attempt.question_ids.index(question_id) + 1,
        total=len(attempt.question_ids),
        verdict=shown["verdict"],
        yours=shown["yours"],
        lesson=shown["lesson"],
        scale=scale_view(asked, given.answer, language()) if shown["yours"] else None,
        where=asked.present(attempt.seed, language()).get("where") if asked.SECRET else None,
        review=shown["review"],
        spread=spread_in_words(shown["spread"]),
        receipt=receipt,
        point_lines=_point_lines(receipt, asked, level),
        occupation=t(asked.occupation) if asked.occupation else None,
        jobs_on_line=open_jobs,
        next_url=url_for("play.level_done" if receipt.finished else "play.question", attempt_id=attempt_id),
        is_last=receipt.finished,
        badges=[] if receipt.finished else badge_views(content, receipt.badges),
        question_kind=asked.kind,
    )


def _point_lines(receipt: play.Receipt, question: Question, level: Level) -> list[dict[str, Any]]:
    """What the points of an answer are made of."""
    earned = receipt.points - receipt.bonus
    if question.JUDGED_BY != "rule":
        label = _("For taking part")
    else:
        label = _("Correct") if receipt.correct else _("Partly right") if receipt.fraction else _("A miss costs here")
    made_of = [{"label": label, "points": earned}]
    cost = level.scoring_of(question).hint_cost
    if receipt.hinted and cost and earned:
        made_of = [{"label": label, "points": earned + cost}, {"label": _("Hint"), "points": -cost}]
    if receipt.bonus:
        in_a_row = ngettext("%(num)d in a row", "%(num)d in a row", receipt.streak)
        made_of.append({"label": in_a_row, "points": receipt.bonus})
    return [line for line in made_of if line["points"]]
