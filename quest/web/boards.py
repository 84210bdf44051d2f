"""Boards as they leave the server, for pages, the API and the sockets alike."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from quest.domain.progress import campaign_day
from quest.domain.standings import OVERALL, Standing, parse_board
from quest.levels.level import Campaign
from quest.models import Player
from quest.services import boards, ledger
from quest.web import labels
from quest.web.context import Parts
from quest.web.context import parts as current_parts
from quest.web.language import t
from quest.web.questions import moment

TOP = 10


def board_view(
    parts: Parts, campaign: Campaign, name: str, *, limit: int = TOP, offset: int = 0, me: int | None = None
) -> dict[str, Any]:
    """Part of a board with names; with `me`, that player's own row as well.

    Raises:
        NoSuchBoard: the campaign has no such board.
    """
    boards.check(campaign, name)
    page = parts.leaderboard.page(name, limit, offset)
    standing = parts.leaderboard.rank(name, me) if me is not None else None
    own = [standing] if standing else []
    faces = _faces(parts, campaign, [*page.standings, *own])
    more = offset + len(page.standings) < page.total
    return {
        "board": name,
        "version": page.version,
        "total": page.total,
        "as_of": moment(parts.now()),
        "rows": _rows(page.standings, faces),
        "me": next(iter(_rows(own, faces)), None),
        "next_cursor": str(offset + limit) if more else None,
    }


def around_view(parts: Parts, campaign: Campaign, name: str, *, player_id: int, reach: int = 2) -> list[dict[str, Any]]:
    """A player's row with its neighbours; nothing for somebody who is not on the board."""
    boards.check(campaign, name)
    standings = parts.leaderboard.around(name, player_id, reach, reach)
    return _rows(standings, _faces(parts, campaign, standings))


Faces = dict[int, tuple[str, str | None]]


def _faces(parts: Parts, campaign: Campaign, standings: list[Standing]) -> Faces:
    """The nickname of each of these players and the line that the player has earned most on."""
    player_ids = list({standing.player_id for standing in standings})
    with parts.database.reading() as session:
        names = boards.nicknames(session, player_ids)
        lines = boards.favourite_lines(session, campaign, player_ids)
    return {player_id: (name, lines.get(player_id)) for player_id, name in names.items()}


def _rows(standings: list[Standing], faces: Faces) -> list[dict[str, Any]]:
    """Standings with faces; somebody erased a moment ago has none and is left out."""
    return [
        {
            "rank": s.rank,
            "player_id": s.player_id,
            "nickname": faces[s.player_id][0],
            "points": s.points,
            "line": faces[s.player_id][1],
        }
        for s in standings
        if s.player_id in faces
    ]


def board_title(campaign: Campaign, name: str) -> str:
    """What a board is called in the reader's language."""
    board = parse_board(name)
    if board.kind == "line" and (line := campaign.line(board.key)):
        return t(line.name)
    if board.kind == "level" and (level := campaign.level(board.key)):
        return t(level.name)
    return _day_title(campaign, board.key) if board.kind == "day" else str(_("All lines"))


def _day_title(campaign: Campaign, key: str) -> str:
    if key == campaign_day(current_parts().now(), campaign.timezone):
        return str(_("Today"))
    return labels.day(date.fromisoformat(key), year=True)


def me_view(parts: Parts, player_id: int) -> dict[str, Any]:
    """A player's own numbers, as the room `me` shows them."""
    with parts.database.reading() as session:
        player = session.get(Player, player_id)
        points = ledger.points_of(session, player_id)
    standing = parts.leaderboard.rank(OVERALL, player_id)
    return {
        "points": points,
        "rank": standing.rank if standing else None,
        "streak": player.streak if player else 0,
        "badges": [],
    }
