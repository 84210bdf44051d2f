"""Answers: what they come to, and what is written of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quest.domain.errors import AlreadyAnswered, BadAnswer, NotOpen
from quest.domain.events import PointsAwarded
from quest.models import Answer, Award
from quest.services.play import Receipt
from tests.services.harbour import DAY, LEVELS, NOW, Port, Rider, harbour, level


def test_a_right_answer_earns_the_worth_and_says_where_it_left_the_player(ada: Rider):
    first, second = ada.ride("quay", "0", "0")
    assert first == Receipt(
        question_id="quay-1",
        fraction=1.0,
        correct=True,
        parts_right=1,
        parts=1,
        points=100,
        bonus=0,
        streak=1,
        streak_paused=False,
        total=100,
        finished=False,
        passed=False,
        level_points=100,
        opened=[],
        lines_done=[],
        late=False,
        badges=[],
    )
    assert (second.points, second.total, second.level_points) == (50, 150, 150)
    assert (second.finished, second.passed, second.opened, second.lines_done) == (True, True, ["buoy"], [])


def test_a_partly_right_answer_earns_its_part(ada: Rider):
    ada.ride("quay", "0", "0")
    [receipt] = ada.ride("buoy", "0145")
    assert (receipt.fraction, receipt.parts_right, receipt.parts, receipt.points) == (0.5, 2, 4, 50)
    assert not receipt.correct
    assert not receipt.passed


def test_the_same_submission_gets_its_first_receipt_again(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    first = ada.choose(attempt_id, "quay-1", "0", key="k")
    ada.choose(attempt_id, "quay-2", "3", key="l")
    assert ada.choose(attempt_id, "quay-1", "0", key="k") == first
    assert ada.choose(attempt_id, "quay-1", "3", key="k") == first, "whatever it says the second time"
    assert port.count(Answer) == 2
    assert ada.total() == 100


def test_one_key_names_one_submission(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    first = ada.choose(attempt_id, "quay-1", "0", key="k")
    assert ada.choose(attempt_id, "quay-2", "0", key="k") == first
    assert port.count(Answer) == 1
    assert ada.choose(attempt_id, "quay-2", "0", key="l").question_id == "quay-2"


def test_the_first_answer_counts(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    ada.choose(attempt_id, "quay-1", "3", key="k")
    with pytest.raises(AlreadyAnswered):
        ada.choose(attempt_id, "quay-1", "0", key="l")
    assert port.count(Award) == 0


def test_only_the_question_that_stands_open_is_answered(ada: Rider):
    attempt_id = ada.start("quay")
    for question_id in ("quay-2", "crane-1", "", "nothing", "a\x00b", "\ud800"):
        with pytest.raises(NotOpen):
            ada.send(attempt_id, question_id, [])


def test_an_answer_that_cannot_be_read_writes_nothing(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    for answer in (None, [], "o0", ["o0"], {"o0": True}, 5, [None]):
        with pytest.raises(BadAnswer):
            ada.send(attempt_id, "quay-1", answer, key="k")
    assert port.count(Answer) == 0
    assert ada.choose(attempt_id, "quay-1", "0", key="k").points == 100


def test_whatever_is_typed_can_be_kept(ada: Rider, port: Port):
    typed = ["a\x00b", "\ud800 word", "\U0001f600" * 50, "'; DROP TABLE awards"]
    word = {"kind": "text", "prompt": {"en": "?"}, "explanation": {"en": "!"}, "accept": {"en": ["a"]}}
    words = [{"id": f"word-{n}", **word} for n in range(len(typed))]
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", *words)]))
    attempt_id = ada.start("quay")
    for question, answer in zip(words, typed, strict=True):
        assert ada.send(attempt_id, question["id"], answer).points == 0
    with port.database.reading() as session:
        assert session.scalars(select(Answer.answer).order_by(Answer.id)).all() == typed


def test_a_later_attempt_earns_half_of_what_was_still_missing(ada: Rider):
    assert [receipt.points for receipt in ada.ride("quay", "3", "0")] == [0, 50]
    assert [receipt.points for receipt in ada.ride("quay", "0", "0")] == [50, 0]
    assert [receipt.points for receipt in ada.ride("quay", "0", "3")] == [0, 0]
    assert ada.total() == 100


def test_a_worse_attempt_takes_nothing_away(ada: Rider):
    ada.ride("quay", "0", "0")
    again = ada.ride("quay", "3", "3")
    assert [receipt.total for receipt in again] == [150, 150]
    assert ada.stands().passed == {"quay"}


def test_right_answers_in_a_row_earn_more_across_levels(ada: Rider):
    ada.ride("quay", "0", "0")
    third, fourth = ada.ride("crane", "0", "0")
    assert (third.streak, third.bonus, third.points) == (3, 10, 110)
    assert (fourth.streak, fourth.bonus, fourth.points) == (4, 20, 120)
    assert fourth.total == 150 + 110 + 120


def test_a_miss_pauses_the_streak(ada: Rider):
    ada.ride("quay", "0", "0")
    miss, hit = ada.ride("crane", "3", "0")
    assert (miss.streak, miss.streak_paused, miss.bonus) == (2, True, 0)
    assert (hit.streak, hit.streak_paused, hit.bonus) == (3, False, 10)


def test_a_question_seen_before_neither_moves_the_streak_nor_earns_a_bonus(ada: Rider):
    ada.ride("quay", "0", "0")
    ada.ride("crane", "0", "3")
    again = ada.ride("quay", "0", "0") + ada.ride("crane", "0", "0")
    assert [(receipt.streak, receipt.streak_paused, receipt.bonus) for receipt in again] == [(3, True, 0)] * 4


def test_points_at_an_interchange_count_on_both_lines(ada: Rider, port: Port):
    ada.ride("quay", "0", "0")
    ada.ride("buoy", "0123")
    newest = [fact for fact in port.published if isinstance(fact, PointsAwarded)][-1]
    assert newest.player_id == ada.id
    assert newest.totals == {
        "overall": 260,
        f"day:{DAY}": 260,
        "level:buoy": 110,
        "line:A": 260,
        "line:B": 110,
    }


def test_a_board_of_the_day_begins_at_midnight_at_the_campaigns_place(ada: Rider, port: Port):
    ada.ride("quay", "0", "0")
    ada.ride("crane", "0", "0", at=NOW + timedelta(hours=12))
    newest = [fact for fact in port.published if isinstance(fact, PointsAwarded)][-1]
    assert (newest.totals["overall"], newest.totals["day:2026-11-23"]) == (380, 230)


def test_a_line_is_done_with_its_last_level_and_said_once(ada: Rider):
    ada.ride("quay", "0", "0")
    [buoy] = ada.ride("buoy", "0123")
    assert (buoy.opened, buoy.lines_done) == (["pier", "mast"], [])
    [pier] = ada.ride("pier", "0")
    assert pier.lines_done == ["A"]
    [again] = ada.ride("pier", "0")
    assert (again.passed, again.opened, again.lines_done) == (True, [], [])


def test_nothing_is_published_for_an_answer_that_earned_nothing(ada: Rider, port: Port):
    port.published.clear()
    ada.ride("quay", "3", "3")
    assert port.published == []
