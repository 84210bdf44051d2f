"""The metro map: a campaign's lines and levels drawn as SVG. Content gives the order of stops, never a coordinate.

`layout` places the stops (and says in an organiser's words why it cannot), `draw` turns a campaign and a player's
progress into markup.
"""

from quest.web.metro.layout import Layout, MapError, layout
from quest.web.metro.svg import Words, draw

__all__ = ["Layout", "MapError", "Words", "draw", "layout"]
