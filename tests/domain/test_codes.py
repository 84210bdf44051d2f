"""Codes of six characters: who can make them, and how long they are good for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from quest.domain import codes

SECRET = "the server's own"
NOON = datetime(2026, 11, 14, 12, 0, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_code_is_six_characters_that_nobody_mistakes() -> None:
    seen = {codes.rotating(SECRET, "station:f4", NOON + n * codes.STEP) for n in range(200)}
    assert all(codes.could_be(code) for code in seen)
    assert not set("".join(seen)) & set("0O1IL2Z5S8BAEU")
    assert len(seen) == 200


def test_a_code_is_taken_while_it_is_shown_and_for_one_step_more() -> None:
    code = codes.rotating(SECRET, "station:f4", NOON)
    assert codes.is_shown(SECRET, "station:f4", code, NOON)
    assert codes.is_shown(SECRET, "station:f4", code, NOON + 2 * codes.STEP - SECOND)
    assert not codes.is_shown(SECRET, "station:f4", code, NOON + 2 * codes.STEP)
    assert not codes.is_shown(SECRET, "station:f4", code, NOON - SECOND)


def test_the_screen_knows_when_the_next_code_comes() -> None:
    shown_until = codes.rotates_at(NOON + SECOND)
    assert shown_until == NOON + codes.STEP
    assert codes.rotating(SECRET, "talk:a", shown_until - SECOND) == codes.rotating(SECRET, "talk:a", NOON)
    assert codes.rotating(SECRET, "talk:a", shown_until) != codes.rotating(SECRET, "talk:a", NOON)


def test_a_code_of_another_subject_or_another_server_is_worthless() -> None:
    code = codes.rotating(SECRET, "station:f4", NOON)
    assert not codes.is_shown(SECRET, "station:f5", code, NOON)
    assert not codes.is_shown(SECRET, "talk:f4", code, NOON)
    assert not codes.is_shown("another secret", "station:f4", code, NOON)


def test_a_printed_code_stays_and_is_none_that_a_screen_shows() -> None:
    code = codes.printed(SECRET, "station:f4")
    assert codes.is_printed(SECRET, "station:f4", code)
    assert not codes.is_printed(SECRET, "station:f5", code)
    assert not codes.is_shown(SECRET, "station:f4", code, NOON)
    assert not codes.is_printed(SECRET, "station:f4", codes.rotating(SECRET, "station:f4", NOON))


def test_a_code_is_read_however_it_was_typed() -> None:
    assert codes.clean(" hj4-k9x ") == "HJ4K9X"
    assert codes.clean("ＨＪ４ Ｋ９Ｘ") == "HJ4K9X"
    assert not codes.could_be(codes.clean("HJ4K9"))
    assert not codes.could_be("HJ4K90")
    assert not codes.is_shown(SECRET, "station:f4", "車站碼六個字", NOON)
