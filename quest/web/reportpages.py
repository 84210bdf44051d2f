"""The report of a host's rounds: a page, and files to take along."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from quest.exchange.tables import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from quest.services import rounds
from quest.web import labels
from quest.web.context import campaign, parts, require
from quest.web.organise.desk import desk_page
from quest.web.roundreports import Report, player_table, question_table, read_report, report_view

ROLES = ("host", "organiser")
TABLES = {"questions": question_table, "players": player_table}
blueprint = Blueprint("reports", __name__)


@blueprint.get("/host/rounds/<int:round_id>/report")
def report_page(round_id: int) -> ResponseReturnValue:
    """What a round came to, by itself or together with others that the host ticks."""
    report = _asked(round_id)
    chosen = [row.id for row in report.rows]
    return desk_page(
        "host/report.html",
        *ROLES,
        desk="rounds",
        round_id=round_id,
        report=report_view(report),
        also=[number for number in chosen if number != round_id],
        made={row.id: labels.moment(row.created_at) for row in report.rows},
        others=_others(round_id),
    )


def _others(round_id: int) -> list[dict[str, Any]]:
    """The rounds that this one can be reported together with."""
    with parts().database.reading() as session:
        return [
            {"id": row.id, "made": labels.moment(row.created_at), "questions": len(row.revealed)}
            for row in rounds.newest(session, campaign())
            if row.revealed and row.id != round_id
        ]


@blueprint.get("/host/rounds/<int:round_id>/report/<any(questions,players):table>.csv")
def report_csv(round_id: int, table: str) -> ResponseReturnValue:
    """One table of the report."""
    report = _asked(round_id)
    return _file(as_csv(TABLES[table](report_view(report))), CSV_TYPE, f"{_named(report)}-{table}.csv")


@blueprint.get("/host/rounds/<int:round_id>/report.xlsx")
def report_workbook(round_id: int) -> ResponseReturnValue:
    """The whole report as a workbook."""
    report = _asked(round_id)
    view = report_view(report)
    return _file(as_xlsx(table(view) for table in TABLES.values()), XLSX_TYPE, f"{_named(report)}.xlsx")


def _asked(round_id: int) -> Report:
    require(*ROLES)
    also = (number for number in request.args.getlist("also") if number.isdecimal() and len(number) < 10)
    return read_report(round_id, map(int, also))


def _named(report: Report) -> str:
    """The name of a file: `round-7`, `rounds-7-9`."""
    numbers = [str(row.id) for row in report.rows]
    return "-".join(["rounds" if report.is_merged else "round", *numbers])


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
