"""The player's view of a board: the leaders and the neighbours, the whole of it, and the own rank over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain.standings import OVERALL
from quest.models import Player
from quest.services import boards, groups, history, ledger
from quest.services.history import Sample
from quest.web import labels
from quest.web.boards import around_view, board_title, board_view, frozen_time, is_final
from quest.web.context import campaign, parts, visitor
from quest.web.jobfilters import offset
from quest.web.play.blueprint import blueprint
from quest.web.preferences import preference
from quest.web.templating import number

PAGE = 50


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a board: a player with points and groups, or a stranger."""

    id: int | None = None
    points: int = 0
    groups: tuple[int, ...] = ()
    ranked: bool = False
    hidden: bool = False


def _reader() -> Reader:
    who = visitor()
    if who is None or who.player_id is None:
        return Reader()
    with parts().database.reading() as session:
        player = session.get_one(Player, who.player_id)
        own = tuple(group.id for group in groups.of_player(session, player.id))
        points = ledger.points_of(session, player.id)
    return Reader(player.id, points, own, ranked=player.ranked and not player.hidden, hidden=player.hidden)


@blueprint.get("/boards/")
@blueprint.get("/boards/<path:name>")
def board(name: str = OVERALL) -> ResponseReturnValue:
    """A board: the leaders, and the player among neighbours; with an offset, a page of the whole of it."""
    content, reader = campaign(), _reader()
    if "offset" in request.args and not preference("calm"):
        return _whole(name, reader)
    view = board_view(parts(), content, name, me=reader.id)
    names = boards.names(content, parts().now(), reader.groups)
    return render_template(
        "play/board.html",
        board=view,
        title=board_title(content, name),
        around=around_view(parts(), content, name, player_id=reader.id) if reader.id else [],
        me=reader.id,
        points=reader.points,
        ranked=reader.ranked,
        hidden=reader.hidden,
        frozen_time=frozen_time(view),
        own_offset=_page_of(view),
        is_final=is_final(content, view, parts().now()),
        boards=[{"board": each, "title": board_title(content, each)} for each in names],
        history=_history(reader) if name == OVERALL and reader.ranked else None,
    )


def _whole(name: str, reader: Reader) -> str:
    start = offset()
    view = board_view(parts(), campaign(), name, limit=PAGE, offset=start, me=reader.id)
    return render_template(
        "play/whole_board.html",
        board=view,
        title=board_title(campaign(), name),
        before=max(0, start - PAGE) if start else None,
        frozen_time=frozen_time(view),
        own_offset=_page_of(view),
    )


def _page_of(view: dict[str, Any]) -> int:
    """Where the page of the whole board begins that has the reader's own row."""
    return (view["me"]["rank"] - 1) // PAGE * PAGE if view["me"] else 0


def _history(reader: Reader) -> dict[str, Any] | None:
    """The reader's rank over time, up to now; None while there is too little to draw."""
    page = parts().leaderboard.page(OVERALL, 0)
    with parts().database.reading() as session:
        samples = history.of_player(session, campaign(), reader.id or 0)
    standing = parts().leaderboard.rank(OVERALL, reader.id or 0)
    if standing and page.frozen_at is None:
        samples.append(Sample(parts().now(), standing.rank, page.total, standing.points))
    if len(samples) < 2:
        return None
    first, last = samples[0], samples[-1]
    span = max((last.at - first.at).total_seconds(), 1)
    same_day = labels.day(first.at) == labels.day(last.at)
    return {
        "samples": [
            {
                "share": (each.at - first.at).total_seconds() / span,
                "when": labels.clock(each.at) if same_day else f"{labels.day(each.at)} {labels.clock(each.at)}",
                "rank": each.rank,
                "riders": each.riders,
                "points": each.points,
            }
            for each in samples
        ],
        "best": min(each.rank for each in samples),
        "worst": max(each.rank for each in samples),
        "label": _("From number %(first)s to number %(last)s", first=number(first.rank), last=number(last.rank)),
    }
