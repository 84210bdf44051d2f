"""Hints: what they cost, and that nobody pays without asking."""

from datetime import timedelta

import pytest

from quest.domain.errors import NotFound, NotOpen
from quest.services import hints
from quest.services.hints import Taken
from tests.services.harbour import LEVELS, NOW, Port, Rider, harbour, level, pick, text

HINT = {"hint": text("Look again."), "scoring": {"hint_cost": 20}}


@pytest.fixture
def rider(port: Port, ada: Rider) -> Rider:
    asked = (pick("quay-1", **HINT), pick("quay-2", **HINT), pick("quay-3"), pick("quay-4", limit_s=20, **HINT))
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", *asked)]))
    return ada


def take(rider: Rider, attempt_id: int, question_id: str, after: float = 0) -> Taken:
    with rider.port.database.unit_of_work() as session:
        now = NOW + timedelta(seconds=after)
        return hints.take(session, player_id=rider.id, attempt_id=attempt_id, question_id=question_id, now=now)


def test_a_hint_costs_what_was_said_and_only_its_own_question(rider: Rider):
    attempt_id = rider.start("quay")
    taken = take(rider, attempt_id, "quay-1")
    assert (taken.text.en, taken.cost) == ("Look again.", 20)
    assert rider.choose(attempt_id, "quay-1", "0").points == 80
    assert rider.choose(attempt_id, "quay-2", "0").points == 100


def test_a_second_look_costs_nothing_more(rider: Rider):
    attempt_id = rider.start("quay")
    assert take(rider, attempt_id, "quay-1") == take(rider, attempt_id, "quay-1")
    receipt = rider.choose(attempt_id, "quay-1", "0")
    assert (receipt.points, receipt.hinted) == (80, True)


def test_a_hint_takes_nothing_from_a_miss(rider: Rider):
    attempt_id = rider.start("quay")
    take(rider, attempt_id, "quay-1")
    assert rider.choose(attempt_id, "quay-1", "3").points == 0
    assert rider.total() == 0


@pytest.mark.parametrize("question_id", ["quay-2", "nothing", ""])
def test_only_the_standing_question_gives_its_hint(rider: Rider, question_id: str):
    with pytest.raises(NotOpen):
        take(rider, rider.start("quay"), question_id)


def test_a_question_without_a_hint_has_none(rider: Rider):
    attempt_id = rider.start("quay")
    for question_id in ("quay-1", "quay-2"):
        rider.choose(attempt_id, question_id, "0")
    with pytest.raises(NotFound):
        take(rider, attempt_id, "quay-3")


def test_a_timed_question_gives_its_hint_only_while_its_clock_runs(rider: Rider):
    attempt_id = rider.start("quay")
    for question_id in ("quay-1", "quay-2", "quay-3"):
        rider.choose(attempt_id, question_id, "0")
    with pytest.raises(NotOpen):
        take(rider, attempt_id, "quay-4")
    rider.open(attempt_id)
    with pytest.raises(NotOpen):
        take(rider, attempt_id, "quay-4", after=21)
    assert take(rider, attempt_id, "quay-4", after=19).cost == 20


def test_nobody_reads_another_s_hint(rider: Rider, port: Port):
    attempt_id = rider.start("quay")
    with pytest.raises(NotFound):
        take(port.rider("Ben"), attempt_id, "quay-1")
