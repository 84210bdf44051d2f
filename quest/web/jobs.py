"""Jobs and matches."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain.errors import NotFound

blueprint = Blueprint("jobs", __name__)


@blueprint.get("/jobs")
def index() -> ResponseReturnValue:
    """All jobs."""
    raise NotFound


@blueprint.get("/matches")
def matches() -> ResponseReturnValue:
    """The jobs that fit."""
    raise NotFound


@blueprint.get("/applications")
def applications() -> ResponseReturnValue:
    """Where a jobseeker applied."""
    raise NotFound
