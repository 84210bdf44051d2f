"""Names of rooms. Clients ask for `board:<board>`, `round:<id>`, `stage` and `me`; no other can be asked for."""

from __future__ import annotations

BOARD = "board:"
ROUND = "round:"
ME = "me"
STAGE = "stage"
_PLAYER = "me:"
_SIGN_IN = "sign_in:"


def board_room(board: str) -> str:
    """Everybody who watches a board."""
    return BOARD + board


def round_room(round_id: int) -> str:
    """Everybody in a live round."""
    return f"{ROUND}{round_id}"


def me_room(player_id: int) -> str:
    """A player's own sockets: a phone, and the same player's laptop."""
    return f"{_PLAYER}{player_id}"


def sign_in_room(sign_in_id: int) -> str:
    """Every socket that one sign-in opened."""
    return f"{_SIGN_IN}{sign_in_id}"


def board_of(room: str) -> str | None:
    """The board that a room watches, if any."""
    return room.removeprefix(BOARD) if room.startswith(BOARD) else None


def round_of(room: str) -> int | None:
    """The live round that a room watches, if any."""
    number = room.removeprefix(ROUND)
    return int(number) if room != number and number.isdecimal() and number.isascii() and len(number) < 10 else None


def sign_in_of(room: str | None) -> int | None:
    """The sign-in whose sockets a room holds, if any."""
    return int(room.removeprefix(_SIGN_IN)) if room and room.startswith(_SIGN_IN) else None


def player_of(room: str) -> int | None:
    """The player whose own sockets a room holds, if any."""
    return int(room.removeprefix(_PLAYER)) if room.startswith(_PLAYER) else None
