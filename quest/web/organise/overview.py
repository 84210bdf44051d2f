"""The campaign at a glance: who rides now, how far people come, and where they get stuck."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quest.services import reports, reviews
from quest.services.reports import LevelReport
from quest.web.context import campaign, parts, require
from quest.web.health import states
from quest.web.language import t
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page
from quest.web.stops import level_of, stop_view

STEPS = {
    "joined": _l("Joined"),
    "began": _l("Began a stop"),
    "passed": _l("Passed a stop"),
    "finished": _l("Finished a line"),
    "registered": _l("Registered"),
    "applied": _l("Applied"),
}


@blueprint.get("/organise")
def overview() -> ResponseReturnValue:
    """The organiser's first page."""
    require("organiser")
    content = campaign()
    with parts().database.reading() as session:
        funnel = reports.funnel(session, content)
        rows = reports.levels(session, content)
        riding = reports.riding(session, content, now=parts().now())
        waiting = reviews.pending_count(session, content)
    count = dict(funnel)
    return desk_page(
        "organise/overview.html",
        "organiser",
        desk="overview",
        riding=riding,
        began=count["began"],
        finished=count["finished"],
        funnel=[(str(STEPS[step]), players) for step, players in funnel],
        rows=[_row(each) for each in rows],
        slowest=_most(rows, lambda row: row.seconds),
        worst=_most(rows, lambda row: 1 - row.right / row.answers if row.answers else None),
        waiting=waiting,
        health=[{"name": NAMES[part], "ok": state == "ok", "state": state} for part, state in states().items()],
    )


NAMES = {"database": _l("Database"), "leaderboard": _l("Boards")}


def _most(rows: Iterable[LevelReport], of: Callable[[LevelReport], float | None]) -> dict[str, Any] | None:
    """The row with the most of something, where any has it."""
    measured = [(value, row) for row in rows if (value := of(row)) is not None]
    return _row(max(measured, key=lambda pair: pair[0])[1]) if measured else None


def _row(report: LevelReport) -> dict[str, Any]:
    question = level_of(campaign(), report.level_id).question(report.hardest) if report.hardest else None
    minutes, seconds = divmod(report.seconds or 0, 60)
    return {
        "stop": stop_view(campaign(), report.level_id),
        "players": report.players,
        "passed": report.passed,
        "share": round(100 * report.passed / report.players) if report.players else None,
        "time": _("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=seconds) if report.timed else None,
        "timed": report.timed,
        "hardest": {"id": question.id, "prompt": t(question.prompt)} if question else None,
        "answers": report.answers,
        "right": report.right,
        "right_share": round(100 * report.right / report.answers) if report.answers else None,
        "checked_in": report.checked_in,
    }
