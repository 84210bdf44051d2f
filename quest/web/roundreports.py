"""What rounds came to, for their host: as a page and the API show it, and as tables to take along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from quest.domain.errors import NoSuchRound
from quest.exchange.tables import Cell, Table
from quest.models import Round
from quest.services import round_reports, rounds
from quest.services.round_reports import PlayerResult, QuestionResult
from quest.web.answers import spread_in_words, spread_view
from quest.web.context import campaign, parts
from quest.web.language import language

MOST_ROUNDS = 20
"""As many as a list of the latest rounds holds."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one or several rounds came to, in the order in which they were made."""

    rows: Sequence[Round]
    questions: Sequence[QuestionResult]
    players: Sequence[PlayerResult]

    @property
    def is_merged(self) -> bool:
        """Whether it is about several rounds."""
        return len(self.rows) > 1


def read_report(round_id: int, also: Iterable[int]) -> Report:
    """The report of a round, together with some others.

    Raises:
        NoSuchRound: one of them is not there, or they are too many.
    """
    content, chosen = campaign(), sorted({round_id, *also})
    if len(chosen) > MOST_ROUNDS:
        raise NoSuchRound(round_id=chosen[-1])
    with parts().database.reading() as session:
        rows = [rounds.by_id(session, each) for each in chosen]
        return Report(
            rows,
            round_reports.questions(session, content, rows),
            round_reports.players(session, content, rows),
        )


def report_view(report: Report) -> dict[str, Any]:
    """A report in the reader's language."""
    return {
        "rounds": [row.id for row in report.rows],
        "questions": [_question(report, result) for result in report.questions],
        "players": [_player(report, result) for result in report.players],
    }


def _question(report: Report, result: QuestionResult) -> dict[str, Any]:
    row = next(row for row in report.rows if row.id == result.round_id)
    asked, question = row.questions[result.position], result.question
    spread = spread_view(result.spread, question, row.seed, language()) if question else None
    return {
        "round_id": row.id,
        "position": result.position,
        "level_id": asked["level_id"],
        "question_id": asked["question_id"],
        "prompt": question.prompt.in_(language()) if question else asked["question_id"],
        "answers": result.answers,
        "right": result.right,
        "seconds": result.seconds,
        "hardest": result.is_hardest,
        "spread": spread_in_words(spread),
    }


def _player(report: Report, result: PlayerResult) -> dict[str, Any]:
    return {
        "rank": result.rank,
        "player_id": result.player_id if result.is_named else None,
        "name": result.nickname if result.is_named else _nameless(report, result),
        "rounds": result.rounds,
        "points": result.points,
        "right": result.right,
        "answers": result.answers,
        "longest": result.longest,
        "seconds": result.seconds,
    }


def _nameless(report: Report, result: PlayerResult) -> str:
    """What the hall called somebody whose name it did not see; of several rounds, with that of the number."""
    number = f"{result.round_id}/{result.number}" if report.is_merged else result.number
    return str(_("Rider %(number)s", number=number))


def question_table(view: dict[str, Any]) -> Table:
    """The questions of a report, one in each row."""
    heads = [
        _("Round"),
        _("Number"),
        _("Stop"),
        _("Question"),
        _("Answers"),
        _("Right, in per cent"),
        _("Mean time, in seconds"),
    ]
    return Table(
        _("Questions asked"),
        [*heads, _("Hardest"), _("How it was answered")],
        [
            [
                each["round_id"],
                each["position"] + 1,
                each["level_id"],
                each["prompt"],
                each["answers"],
                _percent(each["right"]),
                _seconds(each["seconds"]),
                _("yes") if each["hardest"] else None,
                _in_a_line(each["spread"]),
            ]
            for each in view["questions"]
        ],
    )


def player_table(view: dict[str, Any]) -> Table:
    """The players of a report, one in each row."""
    heads = [_("Rank"), _("Player"), _("Rounds"), _("Points"), _("Right"), _("Answers"), _("Right in a row")]
    return Table(
        _("Players"),
        [*heads, _("Mean time, in seconds")],
        [
            [
                *(each[name] for name in ("rank", "name", "rounds", "points", "right", "answers", "longest")),
                _seconds(each["seconds"]),
            ]
            for each in view["players"]
        ],
    )


def _percent(share: float | None) -> Cell:
    return None if share is None else round(share * 100, 1)


def _seconds(seconds: float | None) -> Cell:
    return None if seconds is None else round(seconds, 1)


def _in_a_line(spread: dict[str, Any] | None) -> Cell:
    return "; ".join(f"{row['label']}: {row['count']}" for row in spread["rows"]) if spread else None
