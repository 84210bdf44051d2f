"""API calls of the stage of the hall."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, StringConstraints

from quest.domain import errors
from quest.services import stages
from quest.services.stages import Chosen
from quest.web.api.operations import ANYONE, operation
from quest.web.context import campaign, parts
from quest.web.forms import Body, Moment
from quest.web.stageviews import choice_view

HOSTS = ("host", "organiser")
blueprint = Blueprint("api_stages", __name__)


class StageChoice(Body):
    """What the stage is to show: a `scene`, or null for all in turn, and the moment that is counted down to."""

    scene: Annotated[str, StringConstraints(max_length=100)] | None
    counts_to: Moment | None = None


class StageView(BaseModel):
    """What the host chose, and the scenes that take turns."""

    scene: str | None
    counts_to: datetime | None
    turn: list[str]
    now: datetime


@operation(blueprint, "GET", "/stage", roles=ANYONE, result=StageView)
def get_stage() -> ResponseReturnValue:
    """What the stage shows: a scene, or all of `turn` one after the other."""
    with parts().database.reading() as session:
        return choice_view(campaign(), stages.chosen(session, campaign()), now=parts().now())


@operation(blueprint, "PUT", "/stage", roles=HOSTS, body=StageChoice, result=StageView, errors=(errors.NotFound,))
def set_stage(body: StageChoice) -> ResponseReturnValue:
    """Has every stage show this from now on."""
    choice = Chosen(body.scene, body.counts_to)
    with parts().database.unit_of_work() as session:
        stages.choose(session, campaign(), choice)
    return choice_view(campaign(), choice, now=parts().now())
