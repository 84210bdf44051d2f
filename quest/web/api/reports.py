"""API calls of how the campaign goes."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.services import reports
from quest.services.reports import LevelReport
from quest.web.api.operations import operation
from quest.web.api.report_schemas import FunnelReport, LevelReports
from quest.web.context import campaign, parts
from quest.web.language import t
from quest.web.stops import level_of

ORGANISER = ("organiser",)
blueprint = Blueprint("api_reports", __name__)


@operation(blueprint, "GET", "/reports/funnel", roles=ORGANISER, result=FunnelReport)
def get_funnel() -> ResponseReturnValue:
    """How many players came how far, from joining to applying for a job."""
    content = campaign()
    with parts().database.reading() as session:
        steps = [{"step": step, "players": players} for step, players in reports.funnel(session, content)]
        return {"steps": steps, "riding": reports.riding(session, content, now=parts().now())}


@operation(blueprint, "GET", "/reports/levels", roles=ORGANISER, result=LevelReports)
def get_level_reports() -> ResponseReturnValue:
    """Every level: who began and passed it, how long it takes, its hardest question, and who came to its booth."""
    with parts().database.reading() as session:
        return {"rows": [_row(each) for each in reports.levels(session, campaign())]}


def _row(report: LevelReport) -> dict[str, object]:
    hardest = {"id": report.hardest, "answers": report.answers, "right": report.right} if report.hardest else None
    return {
        "id": report.level_id,
        "title": t(level_of(campaign(), report.level_id).name),
        "players": report.players,
        "passed": report.passed,
        "seconds": report.seconds,
        "timed": report.timed,
        "hardest": hardest,
        "checked_in": report.checked_in,
    }
