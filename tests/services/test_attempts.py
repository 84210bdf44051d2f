"""Attempts: what may be begun, and what becomes of one while the campaign changes."""

from datetime import timedelta

import pytest

from quest.domain.errors import CampaignClosed, LevelLocked, NoAttemptsLeft, NotFound
from quest.domain.rules import AnyOf, Has
from quest.models import Attempt
from tests.services.harbour import LEVELS, NOW, Port, Rider, harbour, level, pick

HOUR = timedelta(hours=1)


def test_a_level_that_was_begun_is_resumed(ada: Rider):
    attempt_id = ada.start("quay")
    ada.choose(attempt_id, "quay-1", "0")
    assert ada.start("quay") == attempt_id
    question = ada.open(attempt_id)
    assert question
    assert question.id == "quay-2"


def test_a_locked_level_names_what_it_asks_for(ada: Rider):
    with pytest.raises(LevelLocked) as caught:
        ada.start("buoy")
    assert caught.value.missing == AnyOf((Has("level", "quay"), Has("level", "crane")))


def test_passing_a_level_opens_the_next_and_failing_it_does_not(ada: Rider):
    ada.ride("quay", "3", "3")
    with pytest.raises(LevelLocked):
        ada.start("buoy")
    ada.ride("quay", "0", "0")
    assert ada.start("buoy")


def test_the_attempts_at_a_level_are_counted(ada: Rider):
    for _ in range(3):
        ada.ride("quay", "3", "3")
    with pytest.raises(NoAttemptsLeft):
        ada.start("quay")


def test_a_passed_level_can_be_ridden_again_while_attempts_are_left(ada: Rider):
    ada.ride("quay", "0", "0")
    assert ada.start("quay")


def test_there_is_no_level_or_attempt_that_is_not_there(ada: Rider, port: Port):
    with pytest.raises(NotFound):
        ada.start("lighthouse")
    with pytest.raises(NotFound):
        ada.send(ada.start("quay") + 1, "quay-1", [])
    with pytest.raises(NotFound):
        port.rider("Ben").send(ada.start("quay"), "quay-1", [])


def test_a_campaign_is_played_from_its_opening_to_its_closing(ada: Rider, port: Port):
    port.stage(harbour(opens_at=(NOW - HOUR).isoformat(), closes_at=(NOW + HOUR).isoformat()))
    for moment in (NOW - HOUR - timedelta(seconds=1), NOW + HOUR):
        with pytest.raises(CampaignClosed):
            ada.start("quay", moment)
    attempt_id = ada.start("quay", NOW - HOUR)
    first = ada.choose(attempt_id, "quay-1", "0", key="k")
    with pytest.raises(CampaignClosed):
        ada.choose(attempt_id, "quay-2", "0", at=NOW + HOUR)
    assert ada.choose(attempt_id, "quay-1", "0", key="k", at=NOW + HOUR) == first


def test_a_question_that_left_the_campaign_is_passed_over(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", pick("quay-2", worth=50))]))
    question = ada.open(attempt_id)
    assert question
    assert question.id == "quay-2"
    receipt = ada.choose(attempt_id, "quay-2", "0")
    assert (receipt.finished, receipt.passed, receipt.points) == (True, True, 50)


def test_an_attempt_whose_last_questions_left_the_campaign_ends(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    ada.choose(attempt_id, "quay-1", "0")
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", pick("quay-1"))]))
    assert ada.open(attempt_id) is None
    with port.database.reading() as session:
        attempt = session.get_one(Attempt, attempt_id)
    assert ada.stands().passed == {"quay"}
    assert attempt.finished_at == NOW


def test_a_question_added_meanwhile_is_not_held_against_an_attempt(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    port.stage(
        harbour(levels=[*LEVELS[1:], level("quay", pick("quay-1"), pick("quay-2", worth=50), pick("new", worth=900))])
    )
    ada.choose(attempt_id, "quay-1", "0")
    assert ada.choose(attempt_id, "quay-2", "0").passed


def test_a_question_first_met_in_a_later_attempt_counts_in_full(ada: Rider, port: Port):
    ada.ride("quay", "0", "3")
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", pick("new"), pick("quay-2", worth=50))]))
    new, old = ada.ride("quay", "0", "0")
    assert (new.points, old.points) == (100, 25)
    assert (new.streak, old.streak) == (2, 2)
