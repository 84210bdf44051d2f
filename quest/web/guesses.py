"""Wrong codes, slowed down for whoever guesses without punishing a hall that shares one address.

Only wrong codes count. Each player may be wrong a few times whatever others at the same address do; beyond, the address
must have room as well.
"""

from __future__ import annotations

from flask import request

from quest.web.context import parts

FREE = "3 per 5 minute"


def expect_room(what: str, player_id: int) -> None:
    """Sees to it that this player may try a code.

    Raises:
        TooMany: the player, or too many others at the same address, were wrong too often.
    """
    throttle = parts().throttle
    throttle.expect_room(what, f"player {player_id}", _per_player())
    if not throttle.has_room(f"{what}, first", f"player {player_id}", FREE):
        throttle.expect_room(what, request.remote_addr or "", _per_address())


def count(what: str, player_id: int) -> None:
    """Counts a wrong code of this player; one that is too many is refused when the next one comes."""
    throttle = parts().throttle
    for name, who, limit in (
        (what, f"player {player_id}", _per_player()),
        (f"{what}, first", f"player {player_id}", FREE),
        (what, request.remote_addr or "", _per_address()),
    ):
        if throttle.has_room(name, who, limit):
            throttle.check(name, who, limit)


def has_room_for_strangers(what: str) -> bool:
    """Whether somebody who does not play yet may try a code: whether others at the same address leave room."""
    return parts().throttle.has_room(what, request.remote_addr or "", _per_address())


def count_of_stranger(what: str) -> None:
    """Counts a wrong code of somebody who does not play yet."""
    if has_room_for_strangers(what):
        parts().throttle.check(what, request.remote_addr or "", _per_address())


def _per_player() -> str:
    return f"{parts().config.code_tries_per_player} per 5 minute"


def _per_address() -> str:
    return f"{parts().config.code_tries_per_address} per 5 minute"
