"""The metro map: a campaign's lines and levels drawn as SVG. Content gives the order of stops, never a coordinate.

`layout` places the stops (and says in an organiser's words why it cannot), `sheet` turns a campaign into markup that
waits for a player's progress.
"""

from quest.web.metro.layout import Layout, MapError, layout
from quest.web.metro.sheet import Look, Sheet, Words, sheet

__all__ = ["Layout", "Look", "MapError", "Sheet", "Words", "layout", "sheet"]
