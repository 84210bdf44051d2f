"""A hall answers in the same second: each answer counts once, is acknowledged alike, and earns at the reveal."""

import threading
from datetime import datetime

from sqlalchemy import func, select

from quest.domain.rounds import DELIVERY, Sent
from quest.models import RoundAnswer, Seat
from quest.services import campaigns, ledger, players, round_scenes, round_scores, rounds, seats
from tests.services.hall import Hall, after, hall
from tests.services.harbour import Port


def kept(at: Hall) -> int:
    with at.port.database.reading() as session:
        return session.scalar(select(func.count()).select_from(RoundAnswer)) or 0


def test_an_answer_counts_from_the_opening_to_the_deadline(port: Port):
    at_the_harbour = hall(port, reading_s=5)
    ada, bo = at_the_harbour.sit("Ada"), at_the_harbour.sit("Bo")
    assert at_the_harbour.answer(ada, "quay-1", "0", at=after(0)) == "not_open"
    at_the_harbour.go()
    assert at_the_harbour.answer(ada, "quay-1", "0", at=after(4)) == "not_open"
    assert at_the_harbour.answer(ada, "quay-1", "0", at=after(5)) == after(5)
    assert at_the_harbour.answer(bo, "quay-1", "0", at=after(26.1)) == "not_open"
    assert at_the_harbour.answer(bo, "quay-1", "0", at=after(25) + DELIVERY) == after(25) + DELIVERY


def test_the_acknowledgement_tells_nothing_about_right_or_wrong(port: Port):
    at_the_harbour = hall(port)
    there = [at_the_harbour.sit(f"Rider {number}") for number in range(4)]
    at_the_harbour.go()
    said = [at_the_harbour.answer(each, "quay-1", str(number), at=after(1)) for number, each in enumerate(there)]
    assert said == [after(1)] * 4


def test_the_same_key_gives_the_first_acknowledgement_also_after_the_question(port: Port):
    at_the_harbour = hall(port)
    ada = at_the_harbour.sit("Ada")
    at_the_harbour.go()
    assert at_the_harbour.answer(ada, "quay-1", "1", at=after(1), key="k") == after(1)
    assert at_the_harbour.answer(ada, "quay-1", "0", at=after(2), key="k") == after(1)
    assert at_the_harbour.answer(ada, "quay-1", "0", at=after(2), key="other") == "already_answered"
    at_the_harbour.go(at=after(3))
    at_the_harbour.go(at=after(4))
    at_the_harbour.go(at=after(5))
    assert at_the_harbour.row().position == 1
    assert at_the_harbour.answer(ada, "quay-1", "1", at=after(6), key="k") == after(1)
    assert at_the_harbour.answer(ada, "quay-1", "0", at=after(6), key="new") == "not_open"
    assert kept(at_the_harbour) == 1


def test_an_answer_without_sense_can_be_sent_again(port: Port):
    at_the_harbour = hall(port)
    ada = at_the_harbour.sit("Ada")
    at_the_harbour.go()
    for nonsense in (None, 7, {"x": []}, ["no such option"], [[[]]], "x" * 1_000):
        assert at_the_harbour.answer(ada, "quay-1", [nonsense], at=after(1)) == "bad_answer"
    assert at_the_harbour.answer(ada, "quay-1", "0", at=after(2)) == after(2)


def test_fifty_parallel_answers_of_one_seat_are_one(port: Port):
    at_the_harbour = hall(port)
    ada = at_the_harbour.sit("Ada")
    at_the_harbour.go()
    gate, said = threading.Barrier(50), []

    def press(number: int) -> None:
        gate.wait()
        said.append(at_the_harbour.answer(ada, "quay-1", str(number % 4), at=after(1), key=f"key-{number}"))

    presses = [threading.Thread(target=press, args=(number,)) for number in range(50)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert len([each for each in said if isinstance(each, datetime)]) == 1
    assert said.count("already_answered") == 49
    assert kept(at_the_harbour) == 1


def test_one_handful_holds_many_seats_and_doubles(port: Port):
    at_the_harbour = hall(port)
    ada, bo = at_the_harbour.sit("Ada"), at_the_harbour.sit("Bo")
    at_the_harbour.go()
    right, wrong = at_the_harbour.choice("quay-1", "0"), at_the_harbour.choice("quay-1", "1")
    outcomes = at_the_harbour.send(
        Sent(bo, "quay-1", right, "b", after(2)),
        Sent(ada, "quay-1", wrong, "a", after(1)),
        Sent(ada, "quay-1", right, "a2", after(2)),
        Sent(ada, "quay-1", wrong, "a", after(2)),
        Sent(ada, "quay-2", right, "c", after(2)),
        Sent(999_999, "quay-1", right, "d", after(2)),
    )
    codes = [each if isinstance(each, datetime) else each.code for each in outcomes]
    assert codes == [after(2), after(1), "already_answered", after(1), "not_open", "no_such_round"]
    assert kept(at_the_harbour) == 2


def test_points_are_awarded_at_the_reveal_and_not_a_moment_earlier(port: Port):
    at_the_harbour = hall(port)
    rider = port.rider("Ada")
    ada = at_the_harbour.sit(player_id=rider.id)
    at_the_harbour.go()
    at_the_harbour.answer(ada, "quay-1", "0", at=after(1))
    assert rider.total() == 0
    at_the_harbour.go(at=after(2))
    assert rider.total() == 100
    assert at_the_harbour.awards() == [(rider.id, "round", 100)]


def test_haste_adds_at_most_what_the_host_allows_and_in_a_row_of_its_own(port: Port):
    at_the_harbour = hall(port, speed=20)
    rider, slow = port.rider("Ada"), port.rider("Bo")
    ada, bo = at_the_harbour.sit(player_id=rider.id), at_the_harbour.sit(player_id=slow.id)
    at_the_harbour.go()
    at_the_harbour.answer(ada, "quay-1", "0", at=after(5))
    at_the_harbour.answer(bo, "quay-1", "0", at=after(20))
    at_the_harbour.go(at=after(21))
    assert at_the_harbour.awards() == [(rider.id, "round", 100), (slow.id, "round", 100), (rider.id, "speed", 15)]


def test_a_survey_counts_answers_and_awards_nothing(port: Port):
    at_the_harbour = hall(port, survey=True, speed=20)
    ada = at_the_harbour.sit("Ada")
    at_the_harbour.go()
    at_the_harbour.answer(ada, "quay-1", "0", at=after(1))
    assert at_the_harbour.go(at=after(2)).phase == "reveal"
    assert at_the_harbour.awards() == []
    with port.database.reading() as session:
        assert round_scores.spread(session, rounds.by_id(session, at_the_harbour.id), 0).total == 1


def test_of_equals_the_one_who_answered_earlier_leads(port: Port):
    at_the_harbour = hall(port)
    ada, bo, cy = (at_the_harbour.sit(name) for name in ("Ada", "Bo", "Cy"))
    at_the_harbour.go()
    right = at_the_harbour.choice("quay-1", "0")
    at_the_harbour.send(Sent(ada, "quay-1", right, "a", after(3)), Sent(bo, "quay-1", right, "b", after(2)))
    at_the_harbour.go(at=after(4))
    ranks = [(score.rank, score.seat_id, score.points) for score in at_the_harbour.standings()]
    assert ranks == [(1, bo, 100), (2, ada, 100), (3, cy, 0)]


def test_a_miss_pauses_a_streak_and_the_next_right_answer_goes_on(port: Port):
    at_the_harbour = hall(port)
    ada = at_the_harbour.sit("Ada")

    def streak() -> tuple[int, bool]:
        with port.database.reading() as session:
            seat = session.get_one(Seat, ada)
        return seat.streak, seat.streak_paused

    seen = []
    for question, chosen in (("quay-1", "0"), ("quay-2", None), ("pier-1", "0")):
        at_the_harbour.go(at=after(1))
        if chosen:
            at_the_harbour.answer(ada, question, chosen, at=after(2))
        at_the_harbour.go(at=after(3))
        seen.append(streak())
        if question != "pier-1":
            at_the_harbour.go(at=after(4))
    assert seen == [(1, False), (1, True), (2, False)]


def test_teams_stand_by_the_mean_so_that_a_small_one_is_not_lost(port: Port):
    at_the_harbour = hall(port, teams=2)
    there = [at_the_harbour.sit(f"Rider {number}") for number in range(3)]
    at_the_harbour.go()
    for each, chosen in zip(there, "010", strict=True):
        at_the_harbour.answer(each, "quay-1", chosen, at=after(1))
    at_the_harbour.go(at=after(2))
    teams = round_scores.team_standings(at_the_harbour.standings())
    assert [(team.rank, team.team, team.points, team.members) for team in teams] == [(1, 1, 100, 2), (2, 2, 0, 1)]


def test_points_of_a_round_count_on_the_boards_of_all_and_on_no_levels(port: Port):
    at_the_harbour = hall(port)
    rider = port.rider("Ada")
    ada = at_the_harbour.sit(player_id=rider.id)
    at_the_harbour.go()
    at_the_harbour.answer(ada, "quay-1", "0", at=after(1))
    at_the_harbour.go(at=after(2))
    rider.ride("quay", "0", "0")
    with port.database.reading() as session:
        totals = ledger.all_totals(session, campaigns.current(session))
    assert totals["overall"][rider.id][0] == 250
    assert totals["level:quay"][rider.id][0] == 150
    assert totals["line:A"][rider.id][0] == 150


def test_whoever_was_removed_before_the_reveal_earns_nothing(port: Port):
    at_the_harbour = hall(port)
    ada = at_the_harbour.sit("Ada")
    at_the_harbour.go()
    at_the_harbour.answer(ada, "quay-1", "0", at=after(1))
    with port.database.unit_of_work() as session:
        seats.remove(session, rounds.by_id(session, at_the_harbour.id), ada, "banned")
    at_the_harbour.go(at=after(2))
    assert at_the_harbour.awards() == []


def test_whoever_left_the_boards_has_points_in_a_round_and_no_place(port: Port):
    at_the_harbour = hall(port)
    shy = port.rider("Ada")
    ada, bo = at_the_harbour.sit(player_id=shy.id), at_the_harbour.sit("Bo")
    with port.database.unit_of_work() as session:
        players.set_ranked(session, shy.id, ranked=False)
    at_the_harbour.go()
    right = at_the_harbour.choice("quay-1", "0")
    at_the_harbour.send(Sent(ada, "quay-1", right, "a", after(1)), Sent(bo, "quay-1", right, "b", after(2)))
    at_the_harbour.go(at=after(3))
    with port.database.reading() as session:
        scene = round_scenes.read(session, campaigns.current(session), at_the_harbour.id)
    assert [(score.rank, score.seat_id, score.points) for score in scene.scores] == [(1, bo, 100)]
    assert scene.points == {ada: 100, bo: 100}
