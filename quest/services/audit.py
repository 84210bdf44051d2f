"""Proof that what players were told is what the ledger holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.domain.groups import Tally, tally
from quest.domain.standings import GROUP, Total
from quest.levels.level import Campaign
from quest.models import Answer, Attempt, Award, Player, Review

TOLD = ("answer", "streak", "level", "review")
"""The reasons of awards that the receipt or the review of an answer names."""


def ledger_report(session: Session, campaign: Campaign) -> dict[str, Any]:
    """Counts and sums of the ledger, and each answer whose receipt promised other points than it awarded."""
    told, answers = _told(session, campaign)
    awarded: dict[tuple[int, str], int] = {}
    awards = session.execute(
        select(Award.player_id, Award.subject, func.sum(Award.points))
        .join(Player, Player.id == Award.player_id)
        .where(Player.campaign_id == campaign.id, Award.reason.in_(TOLD))
        .group_by(Award.player_id, Award.subject)
    )
    for player_id, subject, points in awards:
        awarded[player_id, subject] = points
    wrong = [about for about in told | awarded if told.get(about, 0) != awarded.get(about, 0)]
    return {
        "campaign": campaign.id,
        "answers": answers,
        "players": len({player_id for player_id, _ in told}),
        "points": sum(awarded.values()),
        "receipts": [
            {
                "player_id": player_id,
                "answer": subject,
                "told": told.get((player_id, subject), 0),
                "awarded": awarded.get((player_id, subject), 0),
            }
            for player_id, subject in sorted(wrong)
        ],
    }


def _told(session: Session, campaign: Campaign) -> tuple[dict[tuple[int, str], int], int]:
    """The points that receipts and reviews named, by player and subject, and how many answers there are."""
    told: dict[tuple[int, str], int] = defaultdict(int)
    rows = session.execute(
        select(
            Attempt.player_id, Attempt.level_id, Answer.attempt_id, Answer.question_id, Answer.receipt, Review.points
        )
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Player, Player.id == Attempt.player_id)
        .outerjoin(Review, Review.answer_id == Answer.id)
        .where(Player.campaign_id == campaign.id)
    )
    answers = 0
    for player_id, level_id, attempt_id, question_id, receipt, reviewed in rows:
        answers += 1
        told[player_id, f"{attempt_id}/{question_id}"] += receipt["points"] + (reviewed or 0)
        if receipt.get("level_bonus"):
            told[player_id, level_id] += receipt["level_bonus"]
    return told, answers


def board_differences(
    totals: Iterable[Total], held: Mapping[str, Mapping[int, int]]
) -> list[dict[str, str | int | None]]:
    """Where boards do not hold what the ledger says; None stands for a missing row."""
    due = {(total.board, total.player_id): total.points for total in totals}
    have = {(board, player_id): points for board, rows in held.items() for player_id, points in rows.items()}
    return [
        {
            "board": board,
            "player_id": player_id,
            "ledger": due.get((board, player_id)),
            "held": have.get((board, player_id)),
        }
        for board, player_id in sorted(due.keys() | have.keys())
        if due.get((board, player_id)) != have.get((board, player_id))
    ]


def group_boards(totals: Iterable[Total]) -> list[str]:
    """The boards of groups among these, sorted."""
    return sorted({total.board for total in totals if total.board.startswith(GROUP)})


def tally_differences(totals: Iterable[Total], held: Mapping[str, Tally], best_of: int) -> list[dict[str, Any]]:
    """Where the boards of groups do not add up to what the ledger says."""
    points: dict[str, list[int]] = {board: [] for board in held}
    for total in totals:
        if total.board in points:
            points[total.board].append(total.points)
    due = {board: tally(each, best_of) for board, each in points.items()}
    return [
        {"board": board, "ledger": due[board]._asdict(), "held": held[board]._asdict()}
        for board in held
        if due[board] != held[board]
    ]
