"""API calls of the reviewer's queue."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.services import reviews
from quest.web.answers import to_review
from quest.web.api.operations import operation
from quest.web.api.review_schemas import ReviewBody, ReviewQueue
from quest.web.api.schemas import PageQuery, ReviewView
from quest.web.context import campaign, parts, require
from quest.web.language import language
from quest.web.questions import moment

REVIEWERS = ("host", "organiser")
blueprint = Blueprint("api_reviews", __name__)


@operation(blueprint, "GET", "/reviews", roles=REVIEWERS, query=PageQuery, result=ReviewQueue)
def list_reviews(query: PageQuery) -> ResponseReturnValue:
    """Texts that wait for a reviewer, the oldest first; nobody is told whose they are."""
    with parts().database.reading() as session:
        queue = reviews.pending(session, campaign(), limit=query.limit, after=query.offset)
        waiting = reviews.pending_count(session, campaign())
    return {
        "rows": [
            {
                **to_review(each, language()),
                "level_id": each.level.id,
                "question_id": each.question.id,
                "at": moment(each.answer.at),
            }
            for each in queue
        ],
        "waiting": waiting,
        "next_cursor": str(queue[-1].answer.id) if len(queue) == query.limit else None,
    }


@operation(
    blueprint,
    "POST",
    "/answers/{answer_id}/review",
    roles=REVIEWERS,
    body=ReviewBody,
    result=ReviewView,
    statuses={201: "Kept; the points are awarded"},
    errors=(errors.NotFound, errors.AlreadyReviewed),
)
def review_answer(answer_id: int, body: ReviewBody) -> ResponseReturnValue:
    """Says what an answer is worth; the first judgement stands."""
    reviewer = require(*REVIEWERS).account_id
    assert reviewer is not None  # noqa: S101 - every role but the player's has an account
    with parts().database.unit_of_work() as session:
        review = reviews.judge(
            session,
            campaign(),
            answer_id=answer_id,
            reviewer_id=reviewer,
            fraction=body.fraction,
            note=body.note,
            now=parts().now(),
        )
    return {"fraction": review.fraction, "points": review.points, "note": review.note}, 201
