"""Texts that no rule can judge, one after the other, for a reviewer."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain import errors
from quest.services import reviews
from quest.web.answers import to_review
from quest.web.context import campaign, parts, require
from quest.web.errors import sentence
from quest.web.language import language
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page

REVIEWERS = ("host", "organiser")
LONGEST_NOTE = 400


@blueprint.get("/organise/reviews")
def review_queue() -> ResponseReturnValue:
    """The oldest text that waits, with what earns its points, and how many wait behind it."""
    after = request.args.get("after", "")[:9]
    return _queue_page(int(after) if after.isdecimal() else 0, {})


def _queue_page(after: int, faults: dict[str, str]) -> str:
    require(*REVIEWERS)
    content = campaign()
    with parts().database.reading() as session:
        waiting = reviews.pending(session, content, limit=1, after=after)
        total = reviews.pending_count(session, content)
    return desk_page(
        "organise/reviews.html",
        *REVIEWERS,
        desk="reviews",
        waiting=to_review(waiting[0], language()) if waiting else None,
        total=total,
        errors=faults,
        typed=request.form,
        longest=LONGEST_NOTE,
    )


@blueprint.post("/organise/reviews/<int:answer_id>")
def review(answer_id: int) -> ResponseReturnValue:
    """Keeps a reviewer's word, awards the points, and goes on to the next text."""
    who, share = require(*REVIEWERS), request.form.get("share", "")
    if not share.isdecimal() or int(share[:9]) > 100:
        return _queue_page(answer_id - 1, {"share": _("Choose how much it earns.")}), 422
    try:
        with parts().database.unit_of_work() as session:
            reviews.judge(
                session,
                campaign(),
                answer_id=answer_id,
                reviewer_id=who.account_id or 0,
                fraction=int(share) / 100,
                note=request.form.get("note", "").strip()[:LONGEST_NOTE],
                now=parts().now(),
            )
        flash(_("Saved."), "good")
    except errors.AlreadyReviewed as error:
        flash(sentence(error), "warn")
    return redirect(url_for("organise.review_queue", after=answer_id), 303)
