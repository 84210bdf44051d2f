"""`quest standings`: the boards against the ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click
from sqlalchemy.orm import Session

from quest.cli.base import opened
from quest.domain.standings import Standing, Total, parse_board
from quest.levels.level import Campaign
from quest.projection import make_leaderboard
from quest.projection import rebuild as rebuild_boards
from quest.services import audit, boards, campaigns, freezes
from quest.settings import Config


@click.group()
def standings() -> None:
    """The boards and the ledger they are made of."""


@standings.command()
def verify() -> None:
    """Recompute all points from the ledger; exit 1 where receipts or boards differ."""
    config = Config.from_env()
    with opened(config) as database, database.reading() as session:
        campaign = campaigns.current(session)
        report: dict[str, Any] = audit.ledger_report(session, campaign)
        if config.redis_url:
            report["boards"] = [
                *differences(list(boards.ledger_totals(session, campaign)), campaign, config),
                *frozen_differences(session, campaign, config),
            ]
        else:
            report["boards"] = "in the memory of the serving process, filled from the ledger at its start"
    report["ok"] = not (report["receipts"] or (config.redis_url and report["boards"]))
    click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    sys.exit(0 if report["ok"] else 1)


@standings.command()
def rebuild() -> None:
    """Make every board anew from the ledger."""
    config = Config.from_env()
    if not config.redis_url:
        click.echo("Boards are kept in memory: each start of `quest serve` makes them from the ledger.")
        return
    with opened(config) as database:
        changed = rebuild_boards(database, make_leaderboard(config))
    click.echo(f"{len(changed)} boards made from the ledger.")


def differences(totals: list[Total], campaign: Campaign, config: Config) -> list[dict[str, Any]]:
    """Where the boards in Redis differ from these totals, or the sums of groups from their rows."""
    leaderboard = make_leaderboard(config)
    of_groups = audit.group_boards(totals)
    best_of = campaign.groups.best_of if campaign.groups else 0
    tallies = dict(zip(of_groups, leaderboard.tallies(of_groups, best_of)[1], strict=True))
    return [
        *audit.board_differences(totals, held(leaderboard.boards(), leaderboard.rows)),
        *audit.tally_differences(totals, tallies, best_of),
    ]


def frozen_differences(session: Session, campaign: Campaign, config: Config) -> list[dict[str, Any]]:
    """Where frozen boards do not show what the ledger had at their moment.

    The boards of groups are left out: members may have changed since.
    """
    leaderboard = make_leaderboard(config)
    due = [each for each in freezes.all_of(session, campaign) if parse_board(each.board).kind != "groups"]
    totals = [row for each in due for row in freezes.rows(session, campaign, each)]
    shown = [board for board in leaderboard.frozen() if parse_board(board).kind != "groups"]
    return audit.board_differences(totals, held(shown, lambda board: leaderboard.top(board, leaderboard.size(board))))


def held(boards: Iterable[str], rows: Callable[[str], list[Standing]]) -> dict[str, dict[int, int]]:
    """What these boards hold: board → player → points."""
    return {board: {row.player_id: row.points for row in rows(board)} for board in boards}
