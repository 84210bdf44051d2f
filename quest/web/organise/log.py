"""The log of the campaign: what organisers and hosts did that players feel."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quest.domain.standings import NoSuchBoard
from quest.models import Act
from quest.services import acts
from quest.web import labels
from quest.web.boards import board_title
from quest.web.context import campaign, parts, require
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page

SHOWN = 200
WORDS = {
    "board_frozen": _l("Froze a board"),
    "board_revealed": _l("Revealed a board"),
    "campaign_published": _l("Published a campaign"),
    "candidates_exported": _l("Took a list of candidates along"),
    "draw_announced": _l("Announced a draw"),
    "draw_closed": _l("Closed a draw"),
    "draw_drawn": _l("Drew the winners"),
    "draw_withdrawn": _l("Withdrew a draw"),
    "extra_awarded": _l("Handed out points at a station"),
    "group_renamed": _l("Renamed a group"),
    "jobs_imported": _l("Imported jobs"),
    "jobs_reverted": _l("Took an import of jobs back"),
    "player_cleared": _l("Found nothing wrong with a run"),
    "player_hidden": _l("Took a player off the boards"),
    "player_shown": _l("Put a player back on the boards"),
}


@blueprint.get("/organise/log")
def log() -> ResponseReturnValue:
    """The newest acts."""
    require("organiser")
    with parts().database.reading() as session:
        newest = acts.newest(session, campaign(), SHOWN)
    return desk_page("organise/log.html", "organiser", desk="log", acts=[_shown(act, name) for act, name in newest])


def _shown(act: Act, name: str | None) -> dict[str, Any]:
    return {
        "when": labels.moment(act.at),
        "who": name or _("an account that is gone"),
        "what": str(WORDS[act.what]),
        "subject": _subject(act),
        "note": act.note,
    }


def _subject(act: Act) -> str:
    """What it was done to: a board by its title, anything else by its number."""
    if not act.what.startswith("board_"):
        return f"#{act.subject.partition(':')[2]}"
    try:
        return board_title(campaign(), act.subject)
    except NoSuchBoard:
        return act.subject
