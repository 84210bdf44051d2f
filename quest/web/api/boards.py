"""API calls of the live boards."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain.standings import NoSuchBoard
from quest.services import boards
from quest.web.api.operations import ANYONE, operation
from quest.web.api.schemas import BoardList, BoardQuery, BoardView
from quest.web.boards import around_view, board_size, board_title, board_view
from quest.web.context import campaign, parts, visitor

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
