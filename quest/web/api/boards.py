"""API calls of the live boards."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain.standings import NoSuchBoard
from quest.services import boards, freezes, history, players
from quest.web.api.board_schemas import BoardList, BoardQuery, BoardView, RankHistory
from quest.web.api.operations import ANYONE, operation
from quest.web.boards import around_view, board_size, board_title, board_view, known
from quest.web.context import campaign, parts, player_id, require, visitor
from quest.web.questions import moment

HOSTS = ("host", "organiser")
PLAYER = ("player",)

blueprint = Blueprint("api_boards", __name__)


@operation(blueprint, "GET", "/boards", roles=ANYONE, result=BoardList)
def list_boards() -> ResponseReturnValue:
    """The boards of the campaign."""
    content = campaign()
    names = boards.names(content, parts().now())
    return {
        "boards": [
            {"board": name, "title": board_title(content, name), "total": board_size(parts(), content, name)}
            for name in names
        ]
    }


@operation(blueprint, "GET", "/boards/{board}", roles=ANYONE, query=BoardQuery, result=BoardView, errors=(NoSuchBoard,))
def get_board(board: str, query: BoardQuery) -> ResponseReturnValue:
    """Part of a board, with the caller's own row when there is one."""
    who = visitor()
    me = who.player_id if who else None
    view = board_view(parts(), campaign(), board, limit=query.limit, offset=query.offset, me=me)
    if query.around == "me" and me is not None:
        view["rows"] = around_view(parts(), campaign(), board, player_id=me, reach=query.limit // 2)
        view["next_cursor"] = None
    return view


@operation(blueprint, "PUT", "/boards/{board}/freeze", roles=HOSTS, result=BoardView, errors=(NoSuchBoard,))
def freeze_board(board: str) -> ResponseReturnValue:
    """Lets a board show this moment, on every screen, until it is revealed; once is enough."""
    known(parts(), campaign(), board)
    with parts().database.unit_of_work() as session:
        freezes.freeze(session, campaign(), board, account_id=require(*HOSTS).account_id, now=parts().now())
    return board_view(parts(), campaign(), board)


@operation(blueprint, "DELETE", "/boards/{board}/freeze", roles=HOSTS, result=BoardView, errors=(NoSuchBoard,))
def reveal_board(board: str) -> ResponseReturnValue:
    """Lets a board show everything again."""
    known(parts(), campaign(), board)
    with parts().database.unit_of_work() as session:
        freezes.reveal(session, campaign(), board, account_id=require(*HOSTS).account_id, now=parts().now())
    return board_view(parts(), campaign(), board)


@operation(blueprint, "PUT", "/me/ranking", roles=PLAYER, statuses={204: "On the boards"})
def join_ranking() -> ResponseReturnValue:
    """Puts the player on the boards again, with every point."""
    return _set_ranked(ranked=True)


@operation(blueprint, "DELETE", "/me/ranking", roles=PLAYER, statuses={204: "On no board"})
def leave_ranking() -> ResponseReturnValue:
    """Takes the player off all boards at once; the points stay."""
    return _set_ranked(ranked=False)


def _set_ranked(*, ranked: bool) -> ResponseReturnValue:
    with parts().database.unit_of_work() as session:
        players.set_ranked(session, player_id(), ranked=ranked)
    return "", 204


@operation(blueprint, "GET", "/me/ranks", roles=PLAYER, result=RankHistory)
def list_ranks() -> ResponseReturnValue:
    """The player's rank among all, over time."""
    with parts().database.reading() as session:
        samples = history.of_player(session, campaign(), player_id())
    return {
        "samples": [
            {"at": moment(each.at), "rank": each.rank, "riders": each.riders, "points": each.points} for each in samples
        ]
    }
