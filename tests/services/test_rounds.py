"""Hana hosts a round for a hall: it starts, closes and ends as she and the clock say, once each."""

import threading
from typing import Any

import pytest

from quest.domain.errors import BadInput, NoSuchRound, NothingToAsk, StaleVersion
from quest.domain.events import RoundMoved, RoundRevealed
from quest.domain.rounds import DELIVERY, Phase
from quest.levels.level import Campaign
from quest.services import campaigns, rounds, seats
from tests.services.hall import after, hall
from tests.services.harbour import NOW, Port, harbour, level, pick


def test_a_new_round_waits_in_its_lobby_under_six_digits_of_its_own(port: Port):
    rows = [hall(port).row() for _ in range(3)]
    assert {row.phase for row in rows} == {"lobby"}
    pins = {row.pin for row in rows}
    assert len(pins) == 3
    assert all(pin and len(pin) == 6 and pin.isdecimal() for pin in pins)
    with port.database.reading() as session:
        assert rounds.id_of_pin(session, rows[1].pin or "") == rows[1].id
        assert rounds.by_projector_key(session, rows[2].projector_key).id == rows[2].id
        with pytest.raises(NoSuchRound):
            rounds.id_of_pin(session, "nobody")


def stage(port: Port, *questions: dict[str, Any], **more: Any) -> Campaign:
    """Makes these the questions of the quay."""
    others = [level(name, pick(name)) for name in ("crane", "buoy", "pier", "mast")]
    return port.stage(harbour([level("quay", *questions, **more), *others]))


def test_questions_that_a_hall_cannot_answer_are_left_out(port: Port):
    text = {"en": "Words"}
    letter = {"id": "letter", "kind": "open", "prompt": text, "explanation": text, "rubric": text}
    stage(port, pick("quay-1"), letter)
    row = hall(port, asked=[("quay", "quay-1"), ("quay", "letter"), ("nowhere", "nothing")]).row()
    assert [each["question_id"] for each in row.questions] == ["quay-1"]
    with pytest.raises(NothingToAsk):
        hall(port, asked=[("quay", "letter")])


def test_haste_earns_nothing_where_something_can_be_won(port: Port):
    port.stage(harbour(prizes=True))
    with pytest.raises(BadInput):
        hall(port, speed=10)
    assert hall(port).row().options["speed"] == 0


def test_a_level_is_asked_as_long_as_a_player_would_be(port: Port):
    campaign = stage(port, *(pick(f"q-{n}") for n in range(6)), draw=4)
    assert len(rounds.of_levels(campaign, ["quay", "pier", "nowhere"])) == 5
    assert rounds.of_levels(campaign, ["quay"], count=2) == [("quay", "q-0"), ("quay", "q-1")]


def test_each_step_raises_the_version_and_is_told_after_the_commit(port: Port):
    at_the_harbour = hall(port)
    first = at_the_harbour.row().version
    moved = at_the_harbour.go()
    assert (moved.phase, moved.position, moved.closes_at) == ("open", 0, after(20))
    assert moved.version == first + 1
    assert port.published[-1:] == [RoundMoved(at_the_harbour.id)]


def test_two_hosts_who_press_next_at_once_make_one_step(port: Port):
    at_the_harbour = hall(port)
    version = at_the_harbour.row().version
    said: list[str] = []
    gate = threading.Barrier(8)

    def press() -> None:
        gate.wait()
        try:
            at_the_harbour.go(version=version)
            said.append("moved")
        except StaleVersion:
            said.append("stale")

    hosts = [threading.Thread(target=press) for _ in range(8)]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join()
    assert sorted(said) == ["moved", *["stale"] * 7]
    assert (at_the_harbour.row().phase, at_the_harbour.row().position) == ("open", 0)


def test_time_closes_a_question_once_however_many_processes_look(port: Port):
    at_the_harbour = hall(port)
    seat = at_the_harbour.sit()
    at_the_harbour.go()
    at_the_harbour.answer(seat, "quay-1", "0", at=after(3))
    assert not at_the_harbour.settle(after(20) + DELIVERY)
    late = after(20.1) + DELIVERY
    moved: list[bool] = []
    watchers = [threading.Thread(target=lambda: moved.append(at_the_harbour.settle(late))) for _ in range(6)]
    for watcher in watchers:
        watcher.start()
    for watcher in watchers:
        watcher.join()
    assert sorted(moved) == [False] * 5 + [True]
    assert at_the_harbour.row().phase == "reveal"
    assert [points for _player, _reason, points in at_the_harbour.awards()] == [100]
    assert port.published[-2:] == [RoundMoved(at_the_harbour.id), RoundRevealed(at_the_harbour.id)]


def test_next_at_the_moment_when_time_is_up_shows_the_reveal_and_not_what_follows(port: Port):
    at_the_harbour = hall(port)
    at_the_harbour.go()
    assert at_the_harbour.go(at=after(30)).phase == "reveal"
    assert at_the_harbour.go(at=after(31)).phase == "standings"


def test_a_question_closes_once_everybody_who_is_connected_has_answered(port: Port):
    at_the_harbour = hall(port)
    ada, bo, cy = (at_the_harbour.sit(name) for name in ("Ada", "Bo", "Cy"))
    with port.database.unit_of_work() as session:
        seats.mark_seen(session, [ada, bo], now=NOW)
    at_the_harbour.go()
    at_the_harbour.answer(ada, "quay-1", "0", at=after(1))
    assert not at_the_harbour.settle(after(1))
    at_the_harbour.answer(bo, "quay-1", "1", at=after(2))
    assert at_the_harbour.settle(after(2))
    assert at_the_harbour.row().phase == "reveal"
    assert cy not in (ada, bo)


def test_a_phone_that_fell_silent_keeps_nobody_waiting(port: Port):
    at_the_harbour = hall(port)
    ada, bo = (at_the_harbour.sit(name) for name in ("Ada", "Bo"))
    with port.database.unit_of_work() as session:
        seats.mark_seen(session, [bo], now=NOW)
        seats.mark_seen(session, [ada], now=after(10))
    at_the_harbour.go()
    at_the_harbour.answer(ada, "quay-1", "0", at=after(12))
    assert at_the_harbour.settle(after(16))


def test_without_a_connected_phone_only_time_closes_a_question(port: Port):
    at_the_harbour = hall(port)
    seat = at_the_harbour.sit()
    at_the_harbour.go()
    at_the_harbour.answer(seat, "quay-1", "0", at=after(1))
    assert not at_the_harbour.settle(after(2))


def test_a_round_that_is_over_gives_its_pin_back(port: Port):
    at_the_harbour = hall(port)
    pin = at_the_harbour.row().pin
    assert at_the_harbour.go("end").phase == Phase.OVER
    with port.database.reading() as session, pytest.raises(NoSuchRound):
        rounds.id_of_pin(session, pin or "")
    assert at_the_harbour.row().ended_at == NOW


def test_a_skipped_question_earns_nobody_anything(port: Port):
    at_the_harbour = hall(port)
    seat = at_the_harbour.sit()
    at_the_harbour.go()
    at_the_harbour.answer(seat, "quay-1", "0", at=after(1))
    assert at_the_harbour.go("skip", at=after(2)).position == 1
    at_the_harbour.answer(seat, "quay-2", "0", at=after(3))
    at_the_harbour.go(at=after(4))
    assert [points for _player, _reason, points in at_the_harbour.awards()] == [50]


def test_a_question_that_left_the_campaign_in_mid_round_can_still_be_passed(port: Port):
    at_the_harbour = hall(port)
    seat = at_the_harbour.sit()
    stage(port, pick("another"))
    at_the_harbour.go()
    assert at_the_harbour.answer(seat, "quay-1", [], at=after(1)) == "not_open"
    assert at_the_harbour.go(at=after(2)).phase == "reveal"
    with port.database.reading() as session:
        assert rounds.question_of(campaigns.current(session), at_the_harbour.row()) is None


def test_two_rounds_go_on_side_by_side(port: Port):
    one, two = hall(port), hall(port)
    seat_of_one, seat_of_two = one.sit("Ada"), two.sit("Bo")
    one.go()
    two.go()
    assert one.answer(seat_of_two, "quay-1", "0", at=after(1)) == "no_such_round"
    one.answer(seat_of_one, "quay-1", "0", at=after(1))
    one.go(at=after(2))
    assert two.row().phase == "open"
    assert two.awards() == []
    assert [score.seat_id for score in two.standings()] == [seat_of_two]
