"""The metro map for a reader: its words, its links, and the player's progress on it."""

from __future__ import annotations

from collections.abc import Collection

from flask import request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from quest.domain.progress import LevelState
from quest.levels.level import Campaign
from quest.services.progress import Progress
from quest.web.language import language
from quest.web.metro import Look, Sheet, Words, sheet

_KEPT = 24
_sheets: dict[tuple[str, ...], Sheet] = {}


def solid_map(campaign: Campaign, stop: str = "play.level") -> Markup:
    """The whole network, for the front door; `stop` is the endpoint that shows a level."""
    return _sheet(campaign, "hero", stop).draw(name=_("Route map"))


def route_map(
    campaign: Campaign, progress: Progress, here: str | None, *, visited: Collection[str] = (), mini: bool = False
) -> Markup:
    """The network as a player has travelled it, with the booths `visited`; `mini` is the picture without words."""
    return _sheet(campaign, "mini" if mini else "route").draw(
        done=progress.passed,
        open_=[level_id for level_id, state in progress.states.items() if state is LevelState.OPEN],
        here=here,
        visited=visited,
        name=_("Overview") if mini else _("Your route"),
    )


def ridden_map(campaign: Campaign, passed: Collection[str], name: str) -> Markup:
    """The picture of how far somebody has come, for others."""
    return _sheet(campaign, "mini").draw(done=passed, name=name)


def _sheet(campaign: Campaign, look: Look, stop: str = "play.level") -> Sheet:
    """The drawing, made once for each version of a campaign, language and look: colours are the style sheet's."""
    # Where the quest is served below a folder, every address tells.
    key = (campaign.digest, language(), look, stop, request.script_root)
    if key not in _sheets:
        while len(_sheets) >= _KEPT:
            _sheets.pop(next(iter(_sheets)), None)
        href = None if look == "mini" else lambda level_id: url_for(stop, level_id=level_id)
        _sheets[key] = sheet(campaign, language(), look=look, href=href, words=_words())
    return _sheets[key]


def _words() -> Words:
    return Words(
        you=_("You"),
        here=_("you are here"),
        open=_("open"),
        done=_("done"),
        ahead=_("not open yet"),
        booth=_("booth {booth}"),
        visited=_("checked in"),
        stop=_("{stop}, {state}"),
    )
