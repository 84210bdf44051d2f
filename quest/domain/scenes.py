"""What the big screen of a hall can show."""

from __future__ import annotations

AGENDA = "agenda"
COUNTDOWN = "countdown"
BOARD = "board:"
PODIUM = "podium:"


def board_of(scene: str) -> str | None:
    """The board that a scene shows, as it runs or as its podium; None for any other scene."""
    for kind in (BOARD, PODIUM):
        if scene.startswith(kind):
            return scene.removeprefix(kind)
    return None
