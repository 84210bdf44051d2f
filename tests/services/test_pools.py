"""Draws, cool-downs, bonuses and penalties, as they happen to somebody who plays."""

from datetime import timedelta

import pytest

from quest.domain.errors import CoolingDown
from quest.services import attempts
from tests.services.harbour import LEVELS, NOW, Port, Rider, harbour, level, pick

POOL = [pick(f"pool-{n}") for n in range(8)]


def staged(port: Port, **more: object) -> None:
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", *POOL, draw=3, shuffle=True, **more)]))


def asked(rider: Rider) -> list[str]:
    attempt_id = rider.start("quay")
    with rider.port.database.reading() as session:
        return attempts.of_player(session, player_id=rider.id, attempt_id=attempt_id).question_ids


def test_players_are_asked_other_questions_in_another_order(port: Port):
    staged(port)
    draws = [asked(port.rider(f"Rider {n}")) for n in range(20)]
    assert {len(draw) for draw in draws} == {3}
    assert len({frozenset(draw) for draw in draws}) > 5


def test_a_second_attempt_asks_the_same_and_earns_no_more_than_the_worth(port: Port, ada: Rider):
    staged(port)
    first = asked(ada)
    ada.ride("quay", "3", "3", "3")
    assert set(asked(ada)) == set(first)
    ada.ride("quay", "0", "0", "0")
    assert ada.total() == 150
    ada.ride("quay", "0", "0", "0")
    assert ada.total() == 150


def test_an_attempt_waits_for_its_cool_down(port: Port, ada: Rider):
    staged(port, cooldown_min=10)
    ada.ride("quay", "3", "3", "3")
    with pytest.raises(CoolingDown) as caught:
        ada.start("quay", NOW + timedelta(minutes=9, seconds=59.5))
    assert caught.value.details["seconds"] == 1
    assert ada.start("quay", NOW + timedelta(minutes=10))


def test_an_unfinished_attempt_is_resumed_during_a_cool_down(port: Port, ada: Rider):
    staged(port, cooldown_min=10)
    assert ada.start("quay") == ada.start("quay", NOW + timedelta(minutes=1))


def test_passing_earns_the_bonus_of_the_level_once(port: Port, ada: Rider):
    staged(port, bonus=40)
    missed = ada.ride("quay", "3", "3", "3")
    assert [receipt.level_bonus for receipt in missed] == [0, 0, 0]
    passed = ada.ride("quay", "0", "0", "0")
    assert [receipt.level_bonus for receipt in passed] == [0, 0, 40]
    assert passed[-1].total == ada.total() == 150 + 40
    again = ada.ride("quay", "0", "0", "0")
    assert again[-1].level_bonus == 0
    assert ada.total() == 190


def test_a_penalty_takes_what_there_is_and_nobody_falls_below_nothing(port: Port, ada: Rider):
    dear = {"scoring": {"penalty": 0.6}}
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", *[pick(f"dear-{n}", **dear) for n in range(4)])]))
    receipts = ada.ride("quay", "3", "0", "3", "3")
    assert [(receipt.points, receipt.total) for receipt in receipts] == [(0, 0), (100, 100), (-60, 40), (-40, 0)]
    assert ada.total() == 0


def test_a_penalty_at_one_level_leaves_what_others_earned(port: Port, ada: Rider):
    dear = {"scoring": {"penalty": 1.0}}
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", pick("dear", **dear), pick("quay-2"))]))
    ada.ride("crane", "0", "0")
    [miss, _] = ada.ride("quay", "3", "0")
    assert (miss.points, miss.total) == (0, 200)


def test_points_fall_with_the_server_s_clock(port: Port, ada: Rider):
    timed = [pick(f"timed-{n}", limit_s=20, scoring={"time": "half-floor"}) for n in range(2)]
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", *timed)]))
    attempt_id = ada.start("quay")
    ada.open(attempt_id)
    assert ada.choose(attempt_id, "timed-0", "0", at=NOW + timedelta(seconds=10)).points == 75
    ada.open(attempt_id, NOW)
    assert ada.choose(attempt_id, "timed-1", "0", at=NOW + timedelta(seconds=20.5)).points == 50
