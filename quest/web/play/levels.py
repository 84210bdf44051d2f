"""A level from its intro to its end: one question after the other, each with what it teaches."""

from __future__ import annotations

import secrets
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quest.domain import errors
from quest.domain.progress import LevelState
from quest.levels.base import Question
from quest.levels.level import Campaign
from quest.models import Attempt
from quest.services import attempts, ledger, play, progress
from quest.web.context import campaign, parts, player_id, visitor
from quest.web.errors import sentence, wants_json
from quest.web.language import language, t
from quest.web.play.blueprint import blueprint
from quest.web.play.stops import level_of, stop_view
from quest.web.questions import question_view, verdict_view


@blueprint.get("/levels/<level_id>")
def level(level_id: str) -> ResponseReturnValue:
    """A stop before it begins: what it is about, what it is worth, and whether it is open."""
    content = campaign()
    stop = level_of(content, level_id)
    who = visitor()
    me = who.player_id if who else None
    with parts().database.reading() as session:
        stands = progress.of_player(session, content, me)
        best = ledger.points_by_level(session, me).get(level_id, 0) if me else 0
    rule = content.requires(level_id)
    return render_template(
        "play/level.html",
        level=stop,
        stop=stop_view(content, level_id),
        state=stands.states[level_id],
        requires=[stop_view(content, needed) for needed in (*rule.all, *rule.any)],
        attempts_left=max(0, stop.attempts - stands.attempts.get(level_id, 0)),
        unfinished=stands.unfinished.get(level_id),
        best=best,
        is_open=content.is_open(parts().now()),
        needs_player=me is None,
        locked=stands.states[level_id] is LevelState.LOCKED,
    )


@blueprint.post("/levels/<level_id>/attempts")
def start_attempt(level_id: str) -> ResponseReturnValue:
    """Begins or resumes a level."""
    with parts().database.unit_of_work() as session:
        attempt = attempts.start(session, player_id=player_id(), level_id=level_id, now=parts().now())
    return redirect(url_for("play.question", attempt_id=attempt.id), 303)


@blueprint.get("/attempts/<int:attempt_id>")
def question(attempt_id: int) -> ResponseReturnValue:
    """The question that the attempt stands at, or how the level ended."""
    content = campaign()
    with parts().database.unit_of_work() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        standing = play.open_question(session, content, attempt, now=parts().now())
    if standing is None:
        return redirect(url_for("play.level_done", attempt_id=attempt_id))
    return _question_page(content, attempt, standing, None)


def _question_page(content: Campaign, attempt: Attempt, standing: Question, fault: str | None) -> str:
    return render_template(
        "play/question.html",
        level=level_of(content, attempt.level_id),
        stop=stop_view(content, attempt.level_id),
        attempt_id=attempt.id,
        question=question_view(standing, attempt, language()),
        number=attempt.position + 1,
        total=len(attempt.question_ids),
        retry=attempt.number > 1,
        key=secrets.token_urlsafe(12),
        error=fault,
    )


@blueprint.post("/attempts/<int:attempt_id>/answers")
def answer(attempt_id: int) -> ResponseReturnValue:
    """Takes the form of a question; the page's script sends the same form and asks for JSON."""
    question_id = request.form.get("question_id", "")
    try:
        _submit_form(attempt_id, question_id)
    except errors.BadAnswer as error:
        if wants_json():
            raise
        return _ask_again(attempt_id, sentence(error)), 422
    except (errors.AlreadyAnswered, errors.NotOpen, errors.TooLate):
        if wants_json():
            raise
        return redirect(url_for("play.question", attempt_id=attempt_id), 303)
    there = url_for("play.feedback", attempt_id=attempt_id, question_id=question_id)
    return jsonify({"location": there}) if wants_json() else redirect(there, 303)


def _submit_form(attempt_id: int, question_id: str) -> None:
    """Reads the form as the question's kind has it, and submits it."""
    fields = {name: request.form.getlist(name) for name in request.form}
    content = campaign()
    key = request.form.get("key", "")[:64]
    with parts().database.unit_of_work() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        asked = level_of(content, attempt.level_id).question(question_id)
        if asked is None:
            raise errors.NotOpen(question_id=question_id)
        play.submit_answer(
            session,
            player_id=player_id(),
            attempt_id=attempt_id,
            question_id=question_id,
            answer=asked.answer_from_form(fields, attempt.seed),
            key=key if key and key.isprintable() else secrets.token_urlsafe(12),
            now=parts().now(),
        )


def _ask_again(attempt_id: int, fault: str) -> str:
    """The standing question once more, with what was wrong with the answer."""
    with parts().database.reading() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
    standing = attempts.standing_question(campaign(), attempt)
    assert standing is not None  # noqa: S101 - a bad answer closes nothing
    return _question_page(campaign(), attempt, standing, fault)


@blueprint.get("/attempts/<int:attempt_id>/questions/<question_id>")
def feedback(attempt_id: int, question_id: str) -> ResponseReturnValue:
    """What an answer came to, and what there is to learn from it."""
    content = campaign()
    with parts().database.reading() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        given = play.answer_given(session, attempt_id=attempt_id, question_id=question_id)
        sectors = {line.sector for line in content.lines_of(attempt.level_id)}
        open_jobs = 0
    level_ = level_of(content, attempt.level_id)
    asked = level_.question(question_id)
    if asked is None:
        raise errors.NotFound(what="question")
    receipt = play.Receipt(**given.receipt)
    number = attempt.question_ids.index(question_id) + 1
    return render_template(
        "play/feedback.html",
        level=level_,
        stop=stop_view(content, attempt.level_id),
        number=number,
        total=len(attempt.question_ids),
        receipt={
            "verdict": verdict_view(asked, attempt.seed, receipt, language()),
            "points": receipt.points,
            "lines": _point_lines(receipt),
            "streak": receipt.streak,
            "paused": receipt.streak_paused,
            "total": receipt.total,
            "late": receipt.late,
        },
        occupation=t(asked.occupation) if asked.occupation else None,
        jobs_on_line=open_jobs,
        sector=next(iter(sectors), None),
        retry=attempt.number > 1,
        next_url=url_for("play.level_done" if receipt.finished else "play.question", attempt_id=attempt_id),
        is_last=receipt.finished,
        question_kind=asked.kind,
    )


def _point_lines(receipt: play.Receipt) -> list[dict[str, Any]]:
    earned = [
        {"label": _("Correct") if receipt.correct else _("Partly right"), "points": receipt.points - receipt.bonus}
    ]
    if receipt.bonus:
        in_a_row = ngettext("%(num)d in a row", "%(num)d in a row", receipt.streak)
        earned.append({"label": in_a_row, "points": receipt.bonus})
    return [line for line in earned if line["points"]]


@blueprint.get("/attempts/<int:attempt_id>/done")
def level_done(attempt_id: int) -> ResponseReturnValue:
    """How a level ended, and what it opened."""
    content = campaign()
    with parts().database.reading() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        if attempt.finished_at is None:
            return redirect(url_for("play.question", attempt_id=attempt_id))
        last = play.answer_given(session, attempt_id=attempt_id, question_id=attempt.question_ids[-1])
        stands = progress.of_player(session, content, attempt.player_id)
        earned = ledger.points_by_level(session, attempt.player_id)
        bonus = ledger.streak_bonus(session, attempt.player_id, attempt.level_id)
    receipt = play.Receipt(**last.receipt)
    level_ = level_of(content, attempt.level_id)
    coming = progress.next_level(content, stands)
    return render_template(
        "play/level_done.html",
        level=level_,
        stop=stop_view(content, attempt.level_id),
        passed=attempt.passed,
        share=attempt.earned / level_.worth if level_.worth else 1.0,
        points=earned.get(level_.id, 0),
        bonus=bonus,
        total=receipt.total,
        attempts_left=max(0, level_.attempts - stands.attempts.get(level_.id, 0)),
        opened=[stop_view(content, opened) for opened in receipt.opened],
        lines_done=[content.line(line) for line in receipt.lines_done],
        next_level=stop_view(content, coming) if coming else None,
        to_go=progress.stops_to_go(content, stands.passed),
    )
