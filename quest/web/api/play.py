"""API calls of playing: the campaign, attempts and answers."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.services import attempts, hints, ledger, play, progress
from quest.web.answers import given_view, turn_view
from quest.web.api.operations import ANYONE, operation
from quest.web.api.schemas import AttemptView, CampaignView, GivenView, HintBody, HintView, ReceiptView, Submission
from quest.web.context import campaign, parts, player_id, rider_id, visitor
from quest.web.language import language, t
from quest.web.questions import attempt_view, moment, receipt_view

PLAYER = ("player",)
blueprint = Blueprint("api_play", __name__)


@operation(blueprint, "GET", "/campaign", roles=ANYONE, result=CampaignView)
def get_campaign() -> ResponseReturnValue:
    """The campaign: its lines, and every level as it stands for this player."""
    content, who = campaign(), visitor()
    with parts().database.reading() as session:
        stands = progress.of_player(session, content, who.player_id if who else None, now=parts().now())
        earned = ledger.points_by_level(session, who.player_id) if who and who.player_id else {}
    return {
        "id": content.id,
        "title": t(content.title),
        "opens_at": moment(content.opens_at),
        "closes_at": moment(content.closes_at),
        "lines": [
            {
                "id": line.id,
                "name": t(line.name),
                "colour": line.colour,
                "sector": line.sector,
                "levels": list(line.levels),
                "branch": list(line.branch.levels) if line.branch else [],
            }
            for line in content.lines
        ],
        "levels": [
            {
                "id": level.id,
                "title": t(level.name),
                "lines": [line.id for line in content.lines_of(level.id)],
                "state": stands.states[level.id],
                "points": earned.get(level.id, 0),
                "worth": level.worth,
                "questions": level.asked,
                "minutes": level.minutes,
                "attempts": level.attempts,
                "attempts_left": max(0, level.attempts - stands.attempts.get(level.id, 0)),
                "requires": content.levels_asked(level.id),
                "unlock": content.unlock(level.id).model_dump(mode="json", by_alias=True),
            }
            for level in content.levels
        ],
    }


@operation(
    blueprint,
    "POST",
    "/levels/{level_id}/attempts",
    roles=PLAYER,
    result=AttemptView,
    statuses={201: "Begun, or the unfinished attempt"},
    errors=(
        errors.NotFound,
        errors.LevelLocked,
        errors.NoAttemptsLeft,
        errors.CoolingDown,
        errors.CampaignClosed,
        errors.OtherCampaign,
    ),
)
def start_attempt(level_id: str) -> ResponseReturnValue:
    """Begins an attempt at a level; while one is unfinished, gives that one."""
    now, content = parts().now(), campaign()
    with parts().database.unit_of_work() as session:
        attempt = attempts.start(session, player_id=rider_id(), level_id=level_id, now=now)
        play.open_question(session, content, attempt, now=now)
    return attempt_view(content, attempt, language()), 201


@operation(blueprint, "GET", "/attempts/{attempt_id}", roles=PLAYER, result=AttemptView, errors=(errors.NotFound,))
def get_attempt(attempt_id: int) -> ResponseReturnValue:
    """The attempt as it stands, to resume; opens its question, whose clock starts the first time."""
    now, content = parts().now(), campaign()
    with parts().database.unit_of_work() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        play.open_question(session, content, attempt, now=now)
    return attempt_view(content, attempt, language())


@operation(
    blueprint,
    "POST",
    "/attempts/{attempt_id}/answers",
    roles=PLAYER,
    body=Submission,
    result=ReceiptView,
    errors=(
        errors.NotFound,
        errors.AlreadyAnswered,
        errors.NotOpen,
        errors.TooLate,
        errors.BadAnswer,
        errors.CampaignClosed,
    ),
)
def submit_answer(attempt_id: int, body: Submission) -> ResponseReturnValue:
    """Answers the standing question; the same key gives the first receipt again."""
    with parts().database.unit_of_work() as session:
        submitted = play.submit_answer(
            session,
            player_id=player_id(),
            attempt_id=attempt_id,
            question_id=body.question_id,
            answer=body.answer,
            key=body.key,
            now=parts().now(),
        )
    if submitted.receipt is None:
        with parts().database.reading() as session:
            return turn_view(session, submitted.campaign, submitted.attempt, language())
    if submitted.receipt.late:
        raise errors.TooLate(question_id=body.question_id)
    return receipt_view(submitted.campaign, submitted.attempt, submitted.receipt, language())


@operation(
    blueprint,
    "GET",
    "/attempts/{attempt_id}/answers/{question_id}",
    roles=PLAYER,
    result=GivenView,
    errors=(errors.NotFound,),
)
def get_answer(attempt_id: int, question_id: str) -> ResponseReturnValue:
    """An answer that was given, with its verdict and how players answered."""
    content = campaign()
    with parts().database.reading() as session:
        attempt = attempts.of_player(session, player_id=player_id(), attempt_id=attempt_id)
        given = play.answer_given(session, attempt_id=attempt_id, question_id=question_id)
        return given_view(session, content, attempt, given, language())


@operation(
    blueprint,
    "POST",
    "/attempts/{attempt_id}/hint",
    roles=PLAYER,
    body=HintBody,
    result=HintView,
    errors=(errors.NotFound, errors.NotOpen, errors.CampaignClosed),
)
def take_hint(attempt_id: int, body: HintBody) -> ResponseReturnValue:
    """Looks at the hint of the standing question, for the price that `hint_cost` named; once taken it stays."""
    with parts().database.unit_of_work() as session:
        taken = hints.take(
            session,
            player_id=player_id(),
            attempt_id=attempt_id,
            question_id=body.question_id,
            now=parts().now(),
        )
    return {"hint": t(taken.text), "cost": taken.cost}
