"""How players answered: counted over all, told once there are enough, and never mixed up between attempts."""

from typing import Any

from quest.levels.cloud import Cloud
from quest.services import campaigns, fairness, spreads
from quest.services.spreads import Spread
from tests.services.harbour import LEVELS, NOW, Port, harbour, level, pick


def of(port: Port, question_id: str) -> Spread:
    with port.database.reading() as session:
        return spreads.of_question(session, campaigns.current(session), question_id)


def answers(port: Port, question_id: str, *options: str) -> None:
    for number, chosen in enumerate(options):
        rider = port.rider(f"Rider {number}")
        rider.choose(rider.start("quay"), question_id, chosen)


def test_answers_are_counted_by_what_was_chosen_whatever_it_was_called_in_each_attempt(port: Port):
    answers(port, "quay-1", "0", "0", "2", "3", "0")
    spread = of(port, "quay-1")
    assert (spread.total, spread.right, spread.partly) == (5, 3, 0)
    assert dict(spread.named) == {"o0": 3, "o2": 1, "o3": 1}


def test_every_choice_of_several_counts(port: Port):
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", pick("many", of=5, right=2))]))
    answers(port, "many", "01", "02", "34")
    spread = of(port, "many")
    assert dict(spread.named) == {"o0": 2, "o1": 1, "o2": 1, "o3": 1, "o4": 1}
    assert (spread.total, spread.right, spread.partly) == (3, 1, 1)


def test_nothing_is_told_before_three_have_answered(port: Port):
    answers(port, "quay-1", "0", "3")
    assert not of(port, "quay-1").is_told


def test_a_player_counts_once_with_the_first_answer(port: Port):
    riders = [port.rider(f"Rider {number}") for number in range(3)]
    for rider in riders:
        rider.ride("quay", "3", "3")
        rider.ride("quay", "0", "0")
    assert dict(of(port, "quay-1").named) == {"o3": 3}


def test_whoever_was_taken_off_the_boards_no_longer_counts(port: Port):
    answers(port, "quay-1", "0", "0", "0")
    rude = port.rider("Rude")
    rude.choose(rude.start("quay"), "quay-1", "3")
    with port.database.unit_of_work() as session:
        hide = {"note": "Said rude words.", "account_id": None, "now": NOW}
        fairness.decide(session, campaigns.current(session), rude.id, "player_hidden", **hide)
    assert dict(of(port, "quay-1").named) == {"o0": 3}


def test_another_campaign_counts_for_itself(port: Port):
    answers(port, "quay-1", "0", "0", "0")
    port.stage(harbour(id="other"))
    assert of(port, "quay-1").total == 0


def test_words_are_counted_as_they_are_compared(port: Port):
    words: dict[str, Any] = {**Cloud.EXAMPLE, "id": "words"}
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", words)]))
    for number, word in enumerate(["Curious", "curious ", "ＣＵＲＩＯＵＳ"]):
        rider = port.rider(f"Rider {number}")
        rider.send(rider.start("quay"), "words", [word])
    assert list(of(port, "words").named.values()) == [3]
