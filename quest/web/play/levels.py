"""A level before it begins and after it ended."""

from __future__ import annotations

import math

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain.progress import LevelState
from quest.domain.rules import is_over, missing
from quest.services import attempts, badges, groups, ledger, play, progress
from quest.web import rules
from quest.web.badges import badge_views
from quest.web.context import campaign, parts, player_id, rider_id, visitor
from quest.web.play.blueprint import blueprint
from quest.web.stops import level_of, stop_view


@blueprint.get("/levels/<level_id>")
def level(level_id: str) -> ResponseReturnValue:
    """A stop before it begins: what it is about, what it is worth, and whether it is open."""
    content = campaign()
    stop = level_of(content, level_id)
    who = visitor()
    me = who.player_id if who else None
    now = parts().now()
    with parts().database.reading() as session:
        stands = progress.of_player(session, content, me, now=now)
        best = ledger.points_by_level(session, me).get(level_id, 0) if me else 0
    lacking = missing(content.unlock_rules[level_id], stands.facts)
    ready = attempts.ready_at(stop, stands.finished.get(level_id))
    return render_template(
        "play/level.html",
        level=stop,
        stop=stop_view(content, level_id),
        state=stands.states[level_id],
        to_do=rules.to_do(content, lacking, stands.facts) if lacking else [],
        is_over=lacking is not None and is_over(lacking, now),
        attempts_left=max(0, stop.attempts - stands.attempts.get(level_id, 0)),
        unfinished=stands.unfinished.get(level_id),
        best=best,
        is_open=content.is_open(now),
        wait_min=math.ceil((ready - now).total_seconds() / 60) if ready and ready > now else 0,
        needs_player=me is None,
        locked=stands.states[level_id] is LevelState.LOCKED,
    )


@blueprint.post("/levels/<level_id>/attempts")
def start_attempt(level_id: str) -> ResponseReturnValue:
    """Begins or resumes a level."""
    with parts().database.unit_of_work() as session:
        attempt = attempts.start(session, player_id=rider_id(), level_id=level_id, now=parts().now())
    if attempt.position:
        flash(_("You carry on at question %(number)s. Nothing was lost.", number=attempt.position + 1), "good")
    return redirect(url_for("play.question", attempt_id=attempt.id), 303)


@blueprint.get("/attempts/<int:attempt_id>/done")
def level_done(attempt_id: int) -> ResponseReturnValue:
    """How a level ended, and what it opened."""
    content = campaign()
    with parts().database.reading() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        if attempt.finished_at is None:
            return redirect(url_for("play.question", attempt_id=attempt_id))
        earned_badges = badges.in_attempt(session, attempt.id)
        last = play.answer_given(session, attempt_id=attempt_id, question_id=attempt.question_ids[-1])
        stands = progress.of_player(session, content, attempt.player_id, now=parts().now())
        rides_alone = not groups.of_player(session, attempt.player_id)
        made_of = ledger.points_by_reason(session, attempt.player_id, attempt.level_id)
    receipt = play.Receipt(**last.receipt)
    level_ = level_of(content, attempt.level_id)
    judged = level_.judged_worth(attempt.question_ids)
    coming = progress.next_level(content, stands)
    return render_template(
        "play/level_done.html",
        level=level_,
        stop=stop_view(content, attempt.level_id),
        passed=attempt.passed,
        share=attempt.earned / judged if judged else 1.0,
        points=sum(made_of.values()),
        answered=made_of.get("answer", 0) + made_of.get("review", 0),
        worth=level_.worth - level_.bonus,
        bonus=made_of.get("streak", 0),
        level_bonus=made_of.get("level", 0),
        wait_min=level_.cooldown_min,
        total=receipt.total,
        attempts_left=max(0, level_.attempts - stands.attempts.get(level_.id, 0)),
        badges=badge_views(content, earned_badges),
        opened=[stop_view(content, opened) for opened in receipt.opened if content.level(opened)],
        lines_done=[line for line_id in receipt.lines_done if (line := content.line(line_id))],
        next_level=stop_view(content, coming) if coming else None,
        to_go=progress.stops_to_go(content, stands.passed),
        offers_groups=rides_alone and len(stands.passed) == 1 and bool(content.group_kinds),
    )
