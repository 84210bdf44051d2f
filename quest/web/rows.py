"""Ids of rows in addresses."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter, Map

# The largest id that both databases can be asked for.
MOST = 2_147_483_647


class RowId(IntegerConverter):
    """A whole number that a database can be asked for; a larger one is an address that does not exist."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - werkzeug's name
        super().__init__(map, max=MOST)
