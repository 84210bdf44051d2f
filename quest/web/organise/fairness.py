"""Improbable runs for a human to judge: who, why, and what was decided."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.services import fairness
from quest.services.fairness import Decision, Run
from quest.web.context import campaign, parts, require
from quest.web.fairnessviews import decided_words, run_view, shared_view, step_page
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page

DECISIONS: dict[str, Decision] = {"clear": "player_cleared", "hide": "player_hidden", "show": "player_shown"}


@blueprint.get("/organise/fairness")
def improbable_runs() -> ResponseReturnValue:
    """The runs that a human should look at, and what was decided about others."""
    require("organiser")
    with parts().database.reading() as session:
        runs = [_row(run) for run in fairness.improbable(session, campaign())]
    return desk_page(
        "organise/fairness.html",
        "organiser",
        desk="fairness",
        open_runs=[run for run in runs if not run["act"]],
        decided=[run for run in runs if run["act"]],
    )


def _row(run: Run) -> dict[str, Any]:
    return {**run_view(run), "act": decided_words(run.decided) if run.decided else None}


@blueprint.get("/organise/fairness/<int:player_id>")
def run(player_id: int) -> ResponseReturnValue:
    """One run: its times, its mistakes that others made alike, and the decision."""
    return _run_page(player_id, {})


def _run_page(player_id: int, faults: dict[str, str]) -> str:
    require("organiser")
    content = campaign()
    with parts().database.reading() as session:
        found, steps, alike = fairness.run_of(session, content, player_id)
    return desk_page(
        "organise/run.html",
        "organiser",
        desk="fairness",
        run=_row(found),
        steps=[step_page(content, step) for step in steps],
        alike=[
            {"id": other.id, "nickname": other.nickname, "shared": [shared_view(content, each) for each in shared]}
            for other, shared in alike
        ],
        errors=faults,
        typed=request.form,
    )


@blueprint.post("/organise/fairness/<int:player_id>")
def decide(player_id: int) -> ResponseReturnValue:
    """Keeps a decision with its reason."""
    who, note = require("organiser"), request.form.get("note", "").strip()[:400]
    decision = DECISIONS.get(request.form.get("decision", ""))
    if not note or decision is None:
        return _run_page(player_id, {"note": _("Write why, for whoever asks later.")}), 422
    with parts().database.unit_of_work() as session:
        fairness.decide(
            session, campaign(), player_id, decision, note=note, account_id=who.account_id, now=parts().now()
        )
    flash(_("Saved."), "good")
    return redirect(url_for("organise.improbable_runs"), 303)
