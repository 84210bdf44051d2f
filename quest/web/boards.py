"""Boards as they leave the server, for pages, the API and the sockets alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quest.domain.progress import campaign_day
from quest.domain.standings import OVERALL, Board, NoSuchBoard, Standing, parse_board
from quest.leaderboard.base import Page
from quest.levels.level import Campaign
from quest.models import Player
from quest.services import badges, boards, campaigns, groups, ledger
from quest.web import groupboards, labels, roundboards
from quest.web.context import Parts
from quest.web.context import parts as current_parts
from quest.web.language import t
from quest.web.questions import moment

TOP = 10
KINDS_OF_GROUPS = {"school": _l("Schools"), "company": _l("Companies"), "team": _l("Teams")}


def board_view(
    parts: Parts, campaign: Campaign, name: str, *, limit: int = TOP, offset: int = 0, me: int | None = None
) -> dict[str, Any]:
    """Part of a board with names; with `me`, that player's own row as well, or that of the player's group.

    Raises:
        NoSuchBoard: the campaign has no such board.
    """
    if name.startswith(roundboards.ROUND):
        key = name.removeprefix(roundboards.ROUND)
        return roundboards.view(parts, campaign, key, limit=limit, offset=offset, me=me)
    board = known(parts, campaign, name)
    if board.kind == "groups":
        page = groupboards.page(parts, campaign, board.key, limit, offset)
    else:
        page = parts.leaderboard.page(name, limit, offset)
    own = _around(parts, campaign, name, me, 0) if me is not None else []
    rows = _rows(parts, campaign, [*page.standings, *own])
    more = offset + len(page.standings) < page.total
    return {
        "board": name,
        "version": page.version,
        "total": page.total,
        "as_of": moment(parts.now()),
        "frozen_at": moment(frozen_moment(page)),
        "rows": [rows[each] for each in page.standings if each in rows],
        "me": next((rows[each] for each in own if each in rows), None),
        "next_cursor": str(offset + limit) if more else None,
    }


def around_view(parts: Parts, campaign: Campaign, name: str, *, player_id: int, reach: int = 2) -> list[dict[str, Any]]:
    """The row of a player, or of the player's group, with its neighbours; nothing for somebody not on the board."""
    if name.startswith(roundboards.ROUND):
        key = name.removeprefix(roundboards.ROUND)
        return roundboards.around(parts, campaign, key, player_id=player_id, reach=reach)
    known(parts, campaign, name)
    return list(_rows(parts, campaign, _around(parts, campaign, name, player_id, reach)).values())


def board_size(parts: Parts, campaign: Campaign, name: str) -> int:
    """How many players, or groups, are ranked on a board."""
    board = parse_board(name)
    if board.kind == "groups":
        return groupboards.page(parts, campaign, board.key, 0).total
    return parts.leaderboard.size(name)


def is_final(campaign: Campaign, view: dict[str, Any], now: datetime) -> bool:
    """Whether a board shows how it ended: the campaign is over, and nothing waits to be revealed."""
    return campaign.is_over(now) and view["frozen_at"] is None


def frozen_moment(page: Page) -> datetime | None:
    """When a board was frozen; None for one that lives."""
    return datetime.fromtimestamp(page.frozen_at / 1000, UTC) if page.frozen_at is not None else None


def frozen_time(view: dict[str, Any]) -> str:
    """When the board of a view was frozen, as a clock shows it."""
    return labels.clock(datetime.fromisoformat(view["frozen_at"])) if view["frozen_at"] else ""


def known(parts: Parts, campaign: Campaign, name: str) -> Board:
    """The board of that name.

    Raises:
        NoSuchBoard: the campaign has no such board.
    """
    board = boards.check(campaign, name)
    if board.kind == "group":
        with parts.database.reading() as session:
            if not groups.is_there(session, campaign, int(board.key)):
                raise NoSuchBoard(board=name)
    return board


def _around(parts: Parts, campaign: Campaign, name: str, player_id: int, reach: int) -> list[Standing]:
    board = parse_board(name)
    if board.kind == "groups":
        return groupboards.around(parts, campaign, board.key, player_id, reach)
    return parts.leaderboard.around(name, player_id, reach, reach)


def _rows(parts: Parts, campaign: Campaign, standings: Sequence[Standing]) -> dict[Standing, dict[str, Any]]:
    """Standings as they are shown, in their order; whoever was erased a moment ago is left out."""
    unique = list(dict.fromkeys(standings))
    if any(each.player_id < 0 for each in unique):
        shown = {-row["group_id"]: row for row in groupboards.rows(parts, campaign, unique)}
    else:
        shown = {row["player_id"]: row for row in _player_rows(parts, campaign, unique)}
    return {each: shown[each.player_id] for each in unique if each.player_id in shown}


def _player_rows(parts: Parts, campaign: Campaign, standings: Sequence[Standing]) -> list[dict[str, Any]]:
    """Players with their nicknames and the line that each has earned most on."""
    player_ids = [standing.player_id for standing in standings]
    with parts.database.looking() as reader:
        nicknames = boards.nicknames(reader, player_ids)
        lines = boards.favourite_lines(reader, campaign, player_ids)
    return [
        {
            "rank": each.rank,
            "player_id": each.player_id,
            "group_id": None,
            "nickname": nicknames[each.player_id],
            "names": None,
            "points": each.points,
            "members": None,
            "line": lines.get(each.player_id),
        }
        for each in standings
        if each.player_id in nicknames
    ]


def board_title(campaign: Campaign, name: str) -> str:
    """What a board is called in the reader's language."""
    board = parse_board(name)
    if board.kind == "line" and (line := campaign.line(board.key)):
        return t(line.name)
    if board.kind == "level" and (level := campaign.level(board.key)):
        return t(level.name)
    if board.kind == "bracket" and (bracket := campaign.bracket(board.key)):
        return t(bracket.name)
    if board.kind == "groups":
        return str(KINDS_OF_GROUPS[board.key])
    if board.kind == "group":
        return _group_title(campaign, int(board.key))
    return _day_title(campaign, board.key) if board.kind == "day" else str(_("All lines"))


def _group_title(campaign: Campaign, group_id: int) -> str:
    with current_parts().database.reading() as session:
        if not groups.is_there(session, campaign, group_id):
            return str(_("A group that is gone"))
        return groupboards.group_name(campaign, groups.by_id(session, campaign, group_id))


def _day_title(campaign: Campaign, key: str) -> str:
    if key == campaign_day(current_parts().now(), campaign.timezone):
        return str(_("Today"))
    return labels.day(date.fromisoformat(key), year=True)


def me_view(parts: Parts, player_id: int) -> dict[str, Any]:
    """A player's own numbers, as the room `me` shows them."""
    with parts.database.reading() as session:
        player = session.get(Player, player_id)
        points = ledger.points_of(session, player_id)
        mine = badges.of_player(session, campaigns.of_player(session, player), player_id) if player else {}
    standing = parts.leaderboard.rank(OVERALL, player_id)
    return {
        "points": points,
        "rank": standing.rank if standing else None,
        "streak": player.streak if player else 0,
        "badges": list(mine),
    }
