"""Ada sits in a round: the seat is hers wherever she comes back from, unless the host takes it away."""

import threading

import pytest

from quest.domain.errors import BadNickname, NoSuchRound, QuestError, RemovedFromRound, RoundFull, RoundLocked
from quest.domain.events import PlayerRenamed
from quest.models import Seat
from quest.services import rounds, seats
from tests.services.hall import Hall, after, hall
from tests.services.harbour import Port

SECRET = "a secret of the tests"


def remove(at: Hall, seat_id: int, how: str) -> None:
    with at.port.database.unit_of_work() as session:
        seats.remove(session, rounds.by_id(session, at.id), seat_id, how)  # type: ignore[arg-type]


def people(at: Hall) -> list[str]:
    with at.port.database.reading() as session:
        return [nickname for _seat, nickname in seats.of_round(session, rounds.by_id(session, at.id))]


def seat(at: Hall, seat_id: int) -> Seat:
    with at.port.database.reading() as session:
        return session.get_one(Seat, seat_id)


def test_whoever_comes_twice_has_one_seat(port: Port):
    at_the_harbour = hall(port)
    ada = port.rider("Ada").id
    assert at_the_harbour.sit(player_id=ada) == at_the_harbour.sit(player_id=ada)
    assert people(at_the_harbour) == ["Ada"]


def test_a_player_whose_two_devices_come_at_once_has_one_seat(port: Port):
    at_the_harbour, ada = hall(port), port.rider("Ada").id
    gate, found = threading.Barrier(6), []

    def come() -> None:
        gate.wait()
        found.append(at_the_harbour.sit(player_id=ada))

    devices = [threading.Thread(target=come) for _ in range(6)]
    for device in devices:
        device.start()
    for device in devices:
        device.join()
    assert len(found) == 6
    assert len(set(found)) == 1


def test_the_cap_holds_when_a_whole_hall_comes_at_once(port: Port):
    at_the_harbour = hall(port, cap=5)
    riders = [port.rider(f"Rider {number}").id for number in range(12)]
    gate, said = threading.Barrier(len(riders)), []

    def come(player_id: int) -> None:
        gate.wait()
        try:
            at_the_harbour.sit(player_id=player_id)
            said.append("in")
        except RoundFull:
            said.append("full")

    phones = [threading.Thread(target=come, args=(player_id,)) for player_id in riders]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    assert sorted(said) == ["full"] * 7 + ["in"] * 5
    numbers = [seat(at_the_harbour, score.seat_id).number for score in at_the_harbour.standings()]
    assert sorted(numbers) == [1, 2, 3, 4, 5]


def test_a_locked_round_keeps_whoever_is_in_and_lets_nobody_else_in(port: Port):
    at_the_harbour = hall(port)
    ada = port.rider("Ada").id
    first = at_the_harbour.sit(player_id=ada)
    with port.database.unit_of_work() as session:
        rounds.set_locked(session, at_the_harbour.id, locked=True)
    assert at_the_harbour.sit(player_id=ada) == first
    with pytest.raises(RoundLocked):
        at_the_harbour.sit("Bo")
    with port.database.unit_of_work() as session:
        rounds.set_locked(session, at_the_harbour.id, locked=False)
    at_the_harbour.sit("Bo")


def test_somebody_kicked_may_come_back_and_somebody_banned_may_not(port: Port):
    at_the_harbour = hall(port)
    ada, bo = port.rider("Ada").id, port.rider("Bo").id
    first, second = at_the_harbour.sit(player_id=ada), at_the_harbour.sit(player_id=bo)
    remove(at_the_harbour, first, "kicked")
    remove(at_the_harbour, second, "banned")
    assert people(at_the_harbour) == []
    assert at_the_harbour.sit(player_id=ada) == first
    with pytest.raises(RemovedFromRound):
        at_the_harbour.sit(player_id=bo)
    at_the_harbour.go()
    assert at_the_harbour.answer(second, "quay-1", "0", at=after(1)) == "no_such_round"


def test_a_host_removes_nobody_from_somebody_elses_round(port: Port):
    one, two = hall(port), hall(port)
    seat_of_two = two.sit("Bo")
    with pytest.raises(NoSuchRound):
        remove(one, seat_of_two, "banned")
    assert people(two) == ["Bo"]


def test_latecomers_come_in_with_nothing_or_with_the_points_of_the_middle_or_not_at_all(port: Port):
    points = {"0": 100, "1": 0}
    for late, has in (("zero", 0), ("catch-up", 100), ("off", None)):
        at_the_harbour = hall(port, late=late)
        riders = {chosen: [at_the_harbour.sit(f"{chosen}-{n}") for n in range(2 - int(chosen))] for chosen in points}
        at_the_harbour.go()
        for chosen, there in riders.items():
            for each in there:
                at_the_harbour.answer(each, "quay-1", chosen, at=after(1))
        at_the_harbour.go(at=after(2))
        if has is None:
            with pytest.raises(RoundLocked):
                at_the_harbour.sit("Late")
            continue
        late_seat = at_the_harbour.sit("Late")
        assert {score.seat_id: score.points for score in at_the_harbour.standings()}[late_seat] == has
        assert len(at_the_harbour.awards()) == 2


def test_teams_fill_up_in_turn(port: Port):
    at_the_harbour = hall(port, teams=3)
    there = [at_the_harbour.sit(f"Rider {number}") for number in range(7)]
    assert [seat(at_the_harbour, each).team for each in there] == [1, 2, 3, 1, 2, 3, 1]


def test_a_token_holds_a_seat_and_a_forged_one_holds_nothing(port: Port):
    at_the_harbour = hall(port)
    mine = at_the_harbour.sit("Ada")
    held = seats.token(seat(at_the_harbour, mine), secret=SECRET)
    with port.database.reading() as session:
        assert seats.of_token(session, held, secret=SECRET).id == mine
        for forged in (held[:-2], held + "x", "", "null", seats.token(seat(at_the_harbour, mine), secret="another")):
            with pytest.raises(NoSuchRound):
                seats.of_token(session, forged, secret=SECRET)
    remove(at_the_harbour, mine, "kicked")
    with port.database.reading() as session, pytest.raises(RemovedFromRound):
        seats.of_token(session, held, secret=SECRET)


def test_a_name_that_must_go_is_replaced_everywhere_by_a_friendly_one(port: Port):
    at_the_harbour = hall(port)
    mine = at_the_harbour.sit("Terrible Name")
    with port.database.unit_of_work() as session:
        name = seats.rename(session, rounds.by_id(session, at_the_harbour.id), mine, None)
    assert people(at_the_harbour) == [name] != ["Terrible Name"]
    assert PlayerRenamed in {type(event) for event in port.published}


def test_a_host_cannot_give_a_name_that_no_player_may_have(port: Port):
    at_the_harbour = hall(port)
    mine = at_the_harbour.sit("Ada")
    with pytest.raises(BadNickname), port.database.unit_of_work() as session:
        seats.rename(session, rounds.by_id(session, at_the_harbour.id), mine, "f.u.c.k")
    assert people(at_the_harbour) == ["Ada"]


def test_names_that_are_reviewed_first_wait_for_the_host(port: Port):
    at_the_harbour = hall(port, names="reviewed")
    ada, bo = at_the_harbour.sit("Ada"), at_the_harbour.sit("Bo")
    assert [score.approved for score in at_the_harbour.standings()] == [False, False]
    with port.database.unit_of_work() as session:
        seats.approve(session, rounds.by_id(session, at_the_harbour.id), [ada])
    assert {score.seat_id: score.approved for score in at_the_harbour.standings()} == {ada: True, bo: False}


def test_nobody_comes_into_a_round_that_is_over(port: Port):
    at_the_harbour = hall(port)
    at_the_harbour.go("end")
    with pytest.raises(NoSuchRound) as refused:
        at_the_harbour.sit("Ada")
    assert isinstance(refused.value, QuestError)
