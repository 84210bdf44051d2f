"""Improbable runs are found among ordinary ones, and what a human decides about them acts at once."""

from datetime import timedelta
from typing import Any

import pytest

from quest.domain.errors import NotFound
from quest.domain.events import BoardsChanged
from quest.levels.level import Campaign
from quest.models import Act, Player
from quest.services import acts, attempts, boards, fairness, jobseekers
from tests.services.harbour import NOW, Port, Rider, harbour, level, line, pick

LONG = {"en": "word " * 40}
QUESTIONS = [pick(f"q{number}", of=8, prompt=LONG) for number in range(12)]


@pytest.fixture
def sea(port: Port) -> Campaign:
    """A campaign of one level with twelve questions that take 4.5 seconds to read."""
    quay = level("quay", *QUESTIONS, shuffle=False)
    return port.stage(harbour([quay], lines=[line("A", "blue", "quay")]))


def ride(rider: Rider, *options: str, seconds: Any = 20.0, looks: bool = True) -> None:
    """Answers one question after the other; `seconds` is how long each takes, or a function of its number."""
    attempt_id, now = rider.start("quay"), NOW
    for number, chosen in enumerate(options):
        if looks or number == 0:
            rider.open(attempt_id, now)
        with rider.port.database.reading() as session:
            asked = attempts.of_player(session, player_id=rider.id, attempt_id=attempt_id).question_ids[number]
        now += timedelta(seconds=seconds(number) if callable(seconds) else seconds)
        rider.choose(attempt_id, asked, chosen, at=now)


def crowd(port: Port, size: int = 12) -> list[Rider]:
    """Ordinary people: everybody errs in a way of their own, at a pace of their own."""
    riders = []
    for number in range(size):
        rider = port.rider(f"Rider {number}")
        wrong = str(1 + number % 7)
        ride(rider, *[wrong if (n + number) % 4 == 0 else "0" for n in range(12)], seconds=lambda n: 6 + 7 * (n % 3))
        riders.append(rider)
    return riders


def found(port: Port, sea: Campaign) -> dict[int, fairness.Run]:
    with port.database.reading() as session:
        return {run.player.id: run for run in fairness.improbable(session, sea)}


def decide(port: Port, sea: Campaign, rider: Rider, decision: fairness.Decision, note: str = "Seen it.") -> None:
    with port.database.unit_of_work() as session:
        fairness.decide(session, sea, rider.id, decision, note=note, account_id=None, now=NOW)


def test_ordinary_people_are_not_shown(port: Port, sea: Campaign):
    crowd(port)
    assert found(port, sea) == {}


def test_right_answers_that_nobody_could_have_read_are_counted(port: Port, sea: Campaign):
    crowd(port)
    bot = port.rider("Bot")
    ride(bot, *["0"] * 12, seconds=lambda n: 1.0 + n % 3)
    run = found(port, sea)[bot.id]
    assert (run.signals.fast, run.answers, run.signals.bits >= 24) == (12, 12, True)
    with port.database.reading() as session:
        _, steps, _ = fairness.run_of(session, sea, bot.id)
    assert [step.suspect for step in steps] == ["fast"] * 12
    assert {step.least_ms for step in steps} == {4_500}


def test_quick_wrong_answers_are_only_quick(port: Port, sea: Campaign):
    hasty = port.rider("Hasty")
    ride(hasty, *["3"] * 12, seconds=lambda n: 1.0 + n % 3)
    assert found(port, sea) == {}


def test_times_of_a_clockwork_are_too_even(port: Port, sea: Campaign):
    clockwork = port.rider("Clockwork")
    ride(clockwork, *["0"] * 12, seconds=9.0)
    run = fairness_of(port, sea, clockwork)
    assert (run.signals.steady, run.signals.fast) == (6.0, 0)


def fairness_of(port: Port, sea: Campaign, rider: Rider) -> fairness.Run:
    with port.database.reading() as session:
        return fairness.run_of(session, sea, rider.id)[0]


def test_two_who_make_the_same_rare_mistakes_are_shown_as_alike(port: Port, sea: Campaign):
    crowd(port, 16)
    ann, bob = port.rider("Ann"), port.rider("Bob")
    for rider in (ann, bob):
        ride(rider, *"777000777000", seconds=lambda n: 8 + 9 * (n % 2))
    runs = found(port, sea)
    assert (runs[ann.id].twin, runs[bob.id].twin) == (bob.id, ann.id)
    assert runs[ann.id].signals.twin >= 10
    with port.database.reading() as session:
        _, _, alike = fairness.run_of(session, sea, ann.id)
    [(other, shared)] = [(player, shared) for player, shared in alike if player.id == bob.id]
    assert other.nickname == "Bob"
    assert {each.answer for each in shared} == {"o7"}
    assert all(2 / 18 <= each.share < 0.25 for each in shared)


def test_a_second_attempt_may_be_as_quick_as_it_likes(port: Port, sea: Campaign):
    again = port.rider("Again")
    ride(again, *["3"] * 12, seconds=lambda n: 6 + 7 * (n % 3))
    ride(again, *["0"] * 12, seconds=lambda n: 1.0 + n % 3)
    assert found(port, sea) == {}
    assert fairness_of(port, sea, again).answers == 12


def test_what_a_human_cleared_stays_in_sight_with_the_reason(port: Port, sea: Campaign):
    bot = port.rider("Bot")
    ride(bot, *["0"] * 12, seconds=1.0)
    decide(port, sea, bot, "player_cleared", "A teacher with the screen read aloud.")
    decided = found(port, sea)[bot.id].decided
    assert decided is not None
    assert (decided.what, decided.note) == ("player_cleared", "A teacher with the screen read aloud.")
    with port.database.reading() as session:
        assert session.get_one(Player, bot.id).hidden is False


def test_whom_an_organiser_hides_is_on_no_board_until_shown_again(port: Port, sea: Campaign):
    bot = port.rider("Bot")
    ride(bot, *["0"] * 12, seconds=1.0)
    for decision, on_boards in [("player_hidden", False), ("player_shown", True)]:
        decide(port, sea, bot, decision)  # type: ignore[arg-type]
        assert port.published[-1] == BoardsChanged(bot.id)
        with port.database.reading() as session:
            assert bool(list(boards.ledger_totals(session, sea, bot.id))) is on_boards
            assert boards.is_ranked(session, bot.id) is on_boards
    with port.database.reading() as session:
        assert [act.what for act, _ in acts.newest(session, sea, 5)] == ["player_shown", "player_hidden"]


def test_a_reason_goes_with_the_player_it_is_about(port: Port, sea: Campaign):
    bot = port.rider("Bot")
    ride(bot, *["0"] * 12, seconds=1.0)
    decide(port, sea, bot, "player_hidden", "Bragged about it.")
    with port.database.unit_of_work() as session:
        jobseekers.erase(session, bot.id)
    with port.database.reading() as session:
        assert [act.note for act, _ in acts.newest(session, sea, 5)] == [""]
    assert found(port, sea) == {}


def test_a_decision_about_somebody_erased_is_not_about_whoever_has_the_id_now(port: Port, sea: Campaign):
    rider = port.rider("New")
    ride(rider, *["0"] * 12, seconds=1.0)
    with port.database.unit_of_work() as session:
        earlier = NOW - timedelta(days=1)
        session.add(
            Act(
                campaign_id=sea.id,
                account_id=None,
                what="player_cleared",
                subject=f"player:{rider.id}",
                note="",
                at=earlier,
            )
        )
    assert found(port, sea)[rider.id].decided is None


def test_a_player_who_is_not_there_cannot_be_judged(port: Port, sea: Campaign):
    for act in (
        lambda session: fairness.run_of(session, sea, 99),
        lambda session: fairness.decide(session, sea, 99, "player_hidden", note="", account_id=None, now=NOW),
    ):
        with port.database.unit_of_work() as session, pytest.raises(NotFound):
            act(session)
