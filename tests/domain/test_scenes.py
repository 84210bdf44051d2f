"""Which board a scene of the stage shows."""

from __future__ import annotations

from quest.domain.scenes import board_of


def test_a_board_and_a_podium_show_a_board_and_nothing_else_does():
    assert board_of("board:line:A") == board_of("podium:line:A") == "line:A"
    assert board_of("agenda") is None
    assert board_of("countdown") is None
