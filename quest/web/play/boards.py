"""The player's view of a board."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from quest.services import boards, groups
from quest.web.boards import around_view, board_title, board_view
from quest.web.context import campaign, parts, visitor
from quest.web.play.blueprint import blueprint


def _own_groups(me: int | None) -> list[int]:
    """The groups that the player rides for."""
    if me is None:
        return []
    with parts().database.reading() as session:
        return [group.id for group in groups.of_player(session, me)]


@blueprint.get("/boards/")
@blueprint.get("/boards/<path:name>")
def board(name: str = "overall") -> ResponseReturnValue:
    """A board: the leaders, and the player among neighbours."""
    content, who = campaign(), visitor()
    me = who.player_id if who else None
    names = boards.names(content, parts().now(), _own_groups(me))
    return render_template(
        "play/board.html",
        board=board_view(parts(), content, name, me=me),
        title=board_title(content, name),
        around=around_view(parts(), content, name, player_id=me) if me else [],
        me=me,
        boards=[{"board": each, "title": board_title(content, each)} for each in names],
    )
