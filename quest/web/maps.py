"""The metro map for a reader: its words, its links, and the player's progress on it."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from quest.domain.progress import LevelState
from quest.levels.level import Campaign
from quest.services.progress import Progress
from quest.web.language import language
from quest.web.metro import Words, draw


def solid_map(campaign: Campaign) -> Markup:
    """The whole network, for the front door."""
    return draw(campaign, language(), look="hero", href=_level_address, words=_words(), label=_("Route map"))


def route_map(campaign: Campaign, progress: Progress, here: str | None, *, mini: bool = False) -> Markup:
    """The network as a player has travelled it; `mini` is the picture without words."""
    return draw(
        campaign,
        language(),
        look="mini" if mini else "route",
        done=progress.passed,
        open_=[level_id for level_id, state in progress.states.items() if state is LevelState.OPEN],
        here=here,
        href=None if mini else _level_address,
        words=_words(),
        label=_("Overview") if mini else _("Your route"),
    )


def _level_address(level_id: str) -> str:
    return url_for("play.level", level_id=level_id)


def _words() -> Words:
    return Words(
        you=_("You"),
        here=_("you are here"),
        open=_("open"),
        done=_("done"),
        ahead=_("not open yet"),
        booth=_("booth {booth}"),
        stop=_("{stop}, {state}"),
    )
