"""What operators ask: alive, ready, and how busy."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from quest.web.context import parts

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 while the process lives."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """200 when every part answers, 503 with the state of each when one does not."""
    found = states()
    ready = all(state == "ok" for state in found.values())
    return {"status": "ok" if ready else "unavailable", "parts": found}, 200 if ready else 503


def states() -> dict[str, str]:
    """The state of each part: `ok`, or the name of what it failed with."""
    return {"database": _state(_ask_database), "leaderboard": _state(lambda: parts().leaderboard.size("overall"))}


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Prometheus text."""
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _ask_database() -> None:
    with parts().database.reading() as session:
        session.execute(text("SELECT 1"))


def _state(ask: object) -> str:
    try:
        ask()  # type: ignore[operator]
    except Exception as error:
        return type(error).__name__
    return "ok"
