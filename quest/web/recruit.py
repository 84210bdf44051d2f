"""The recruiter's desk."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain.errors import NotFound

blueprint = Blueprint("recruit", __name__)


@blueprint.get("/recruit")
def candidates() -> ResponseReturnValue:
    """People who applied or agreed to be seen."""
    raise NotFound
