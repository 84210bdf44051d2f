"""API calls of improbable runs."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.services import fairness
from quest.services.fairness import Decision
from quest.web.api.fairness_schemas import DecisionBody, RunView, SuspicionList
from quest.web.api.operations import operation
from quest.web.context import campaign, parts, require
from quest.web.fairnessviews import run_view, shared_view, step_view

ORGANISER = ("organiser",)
DECISIONS: dict[str, Decision] = {"clear": "player_cleared", "hide": "player_hidden", "show": "player_shown"}
blueprint = Blueprint("api_fairness", __name__)


@operation(blueprint, "GET", "/suspicions", roles=ORGANISER, result=SuspicionList)
def list_suspicions() -> ResponseReturnValue:
    """The runs that a human should look at, the most improbable first, and those that somebody decided about."""
    with parts().database.reading() as session:
        return {"rows": [run_view(run) for run in fairness.improbable(session, campaign())]}


@operation(blueprint, "GET", "/suspicions/{player_id}", roles=ORGANISER, result=RunView, errors=(errors.NotFound,))
def get_suspicion(player_id: int) -> ResponseReturnValue:
    """One run: every answer with its time, and the mistakes that others made alike."""
    return _run(player_id)


@operation(
    blueprint,
    "POST",
    "/suspicions/{player_id}/decisions",
    roles=ORGANISER,
    body=DecisionBody,
    result=RunView,
    errors=(errors.NotFound,),
)
def decide_suspicion(player_id: int, body: DecisionBody) -> ResponseReturnValue:
    """Keeps what a human decided: nothing wrong, off the boards, or back on them."""
    with parts().database.unit_of_work() as session:
        fairness.decide(
            session,
            campaign(),
            player_id,
            DECISIONS[body.decision],
            note=body.note,
            account_id=require(*ORGANISER).account_id,
            now=parts().now(),
        )
    return _run(player_id)


def _run(player_id: int) -> ResponseReturnValue:
    content = campaign()
    with parts().database.reading() as session:
        run, steps, alike = fairness.run_of(session, content, player_id)
    return {
        **run_view(run),
        "steps": [step_view(content, step) for step in steps],
        "alike": [
            {"player_id": other.id, "nickname": other.nickname, "shared": [shared_view(content, x) for x in shared]}
            for other, shared in alike
        ],
    }
