"""Timed questions, on the server's clock."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quest.domain.errors import NotOpen, TooLate
from quest.models import Answer, Attempt, Award
from tests.services.harbour import LEVELS, NOW, Port, Rider, harbour, level, pick

HOUR = timedelta(hours=1)


def test_a_timed_question_is_answered_by_its_limit_and_a_moment_for_delivery(ada: Rider):
    attempt_id = ada.start("crane")
    ada.open(attempt_id)
    assert ada.choose(attempt_id, "crane-1", "0", at=NOW + timedelta(seconds=21)).points == 100


def test_a_late_answer_earns_nothing_and_closes_the_question(ada: Rider, port: Port):
    attempt_id = ada.start("crane")
    ada.open(attempt_id)
    late = NOW + timedelta(seconds=21, microseconds=1)
    receipt = ada.choose(attempt_id, "crane-1", "0", key="k", at=late)
    assert (receipt.late, receipt.points, receipt.fraction) == (True, 0, 0.0)
    assert ada.choose(attempt_id, "crane-1", "0", key="k", at=late) == receipt
    following = ada.open(attempt_id, late)
    assert following
    assert following.id == "crane-2"
    assert port.count(Award) == 0


def test_looking_again_does_not_wind_the_clock_back(ada: Rider):
    attempt_id = ada.start("crane")
    ada.open(attempt_id)
    ada.open(attempt_id, NOW + timedelta(seconds=15))
    assert ada.choose(attempt_id, "crane-1", "0", at=NOW + timedelta(seconds=25)).late


def test_the_clock_starts_when_the_question_is_first_seen(ada: Rider):
    attempt_id = ada.start("crane")
    with pytest.raises(NotOpen):
        ada.choose(attempt_id, "crane-1", "0", at=NOW + HOUR)
    ada.open(attempt_id, NOW + HOUR)
    assert ada.choose(attempt_id, "crane-1", "0", at=NOW + HOUR + timedelta(seconds=5)).points == 100


def test_a_question_that_nobody_answered_in_time_is_closed_when_the_player_comes_back(ada: Rider, port: Port):
    attempt_id = ada.start("crane")
    ada.open(attempt_id)
    back = ada.open(attempt_id, NOW + HOUR)
    assert back
    assert back.id == "crane-2"
    with pytest.raises(TooLate):
        ada.choose(attempt_id, "crane-1", "0", at=NOW + HOUR)
    last = ada.choose(attempt_id, "crane-2", "0", at=NOW + 2 * HOUR)
    assert (last.finished, last.passed, last.total) == (True, True, 100)
    assert ada.open(attempt_id) is None
    with port.database.reading() as session:
        lapsed = session.scalars(select(Answer).where(Answer.question_id == "crane-1")).one()
    assert (lapsed.late, lapsed.answer, lapsed.receipt["points"]) == (True, None, 0)


def test_a_level_of_timed_questions_can_lapse_to_its_end(ada: Rider, port: Port):
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", pick("quay-1", limit_s=5))]))
    attempt_id = ada.start("quay")
    ada.open(attempt_id)
    assert ada.open(attempt_id, NOW + HOUR) is None
    with port.database.reading() as session:
        attempt = session.get_one(Attempt, attempt_id)
    assert (attempt.finished_at, attempt.passed) == (NOW + HOUR, False)
