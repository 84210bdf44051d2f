"""Riding through levels: what may be begun, what an answer comes to, and what is written of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select, update

from quest.db import Database
from quest.domain.errors import (
    AlreadyAnswered,
    BadAnswer,
    CampaignClosed,
    LevelLocked,
    NoAttemptsLeft,
    NotFound,
    NotOpen,
    QuestError,
    TooLate,
)
from quest.domain.events import PointsAwarded
from quest.domain.standings import Total
from quest.leaderboard.memory import MemoryLeaderboard
from quest.models import Answer, Attempt, Award, Player
from quest.services import audit, boards, campaigns, ledger, progress
from quest.services.play import Receipt
from tests.services.harbour import DAY, LEVELS, NOW, Port, Rider, harbour, level, pick

HOUR = timedelta(hours=1)
POOL = 20


@pytest.fixture
def port(database: Database) -> Iterator[Port]:
    # A pool as large as a serving process has, so that phones meet in the database and not before it.
    address = database.engine.url.render_as_string(hide_password=False)
    many = Database(address, pool=POOL)
    port = Port(many)
    many.publish = port.published.append
    port.stage()
    yield port
    many.close()
    with database.reading() as session:
        report = audit.ledger_report(session, campaigns.current(session))
    assert report["receipts"] == [], "what players were told is what the ledger holds, whatever a test did"


@pytest.fixture
def ada(port: Port) -> Rider:
    return port.rider("Ada")


def count(port: Port, *what: Any) -> int:
    with port.database.reading() as session:
        return session.scalar(select(func.count()).select_from(*what)) or 0


def total(rider: Rider) -> int:
    with rider.port.database.reading() as session:
        return ledger.points_of(session, rider.id)


# Beginning a level


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
    assert caught.value.details["requires"] == ["quay", "crane"]


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


# Answering


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
    assert count(port, Answer) == 2
    assert total(ada) == 100


def test_one_key_names_one_submission(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    first = ada.choose(attempt_id, "quay-1", "0", key="k")
    assert ada.choose(attempt_id, "quay-2", "0", key="k") == first
    assert count(port, Answer) == 1
    assert ada.choose(attempt_id, "quay-2", "0", key="l").question_id == "quay-2"


def test_the_first_answer_counts(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    ada.choose(attempt_id, "quay-1", "3", key="k")
    with pytest.raises(AlreadyAnswered):
        ada.choose(attempt_id, "quay-1", "0", key="l")
    assert count(port, Award) == 0


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
    assert count(port, Answer) == 0
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


# Time


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
    assert count(port, Award) == 0


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


# Attempts after the first


def test_a_later_attempt_earns_half_of_what_was_still_missing(ada: Rider):
    assert [receipt.points for receipt in ada.ride("quay", "3", "0")] == [0, 50]
    assert [receipt.points for receipt in ada.ride("quay", "0", "0")] == [50, 0]
    assert [receipt.points for receipt in ada.ride("quay", "0", "3")] == [0, 0]
    assert total(ada) == 100


def test_a_worse_attempt_takes_nothing_away(ada: Rider):
    ada.ride("quay", "0", "0")
    again = ada.ride("quay", "3", "3")
    assert [receipt.total for receipt in again] == [150, 150]
    with ada.port.database.reading() as session:
        assert progress.passed_levels(session, ada.id) == {"quay"}


# Streaks


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


# Lines and boards


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
    ada.ride("quay", "3", "3")
    assert port.published == []


# A campaign that changes while it is played


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
        assert progress.passed_levels(session, ada.id) == {"quay"}
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


# Many at once


def at_once(port: Port, *acts: Any) -> list[Any]:
    """What each act gave or raised, all of them begun at the same moment, with connections that stand ready."""
    ready = Barrier(len(acts))
    with ExitStack() as warm:
        for _ in range(POOL):
            warm.enter_context(port.database.engine.connect())

    def run(act: Any) -> Any:
        ready.wait(30)
        try:
            return act()
        except QuestError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as phones:
        return list(phones.map(run, acts))


def test_fifty_sendings_of_one_answer_are_one_award(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    answer = ada.tokens(attempt_id, "quay-1", "0")
    receipts = at_once(port, *[lambda: ada.send(attempt_id, "quay-1", answer, key="k")] * 50)
    assert receipts == [receipts[0]] * 50
    assert (receipts[0].points, total(ada)) == (100, 100)
    assert (count(port, Answer), count(port, Award)) == (1, 1)


def test_of_many_different_answers_one_counts(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    answer = ada.tokens(attempt_id, "quay-1", "0")
    keys = [f"key {n}" for n in range(20)]
    results = at_once(port, *[lambda key=key: ada.send(attempt_id, "quay-1", answer, key=key) for key in keys])
    assert sorted(type(result).__name__ for result in results) == ["AlreadyAnswered"] * 19 + ["Receipt"]
    assert total(ada) == 100


def test_starting_a_level_on_many_devices_begins_it_once(ada: Rider, port: Port):
    begun = at_once(port, *[lambda: ada.start("quay")] * 20)
    assert len(set(begun)) == 1
    assert count(port, Attempt) == 1


def test_coming_back_on_many_devices_closes_a_lapsed_question_once(ada: Rider, port: Port):
    attempt_id = ada.start("crane")
    ada.open(attempt_id)
    answer = ada.tokens(attempt_id, "crane-1", "0")
    looks = [lambda: ada.open(attempt_id, NOW + HOUR)] * 10
    sends = [lambda: ada.send(attempt_id, "crane-1", answer, key="k", at=NOW + HOUR)] * 10
    seen = at_once(port, *looks, *sends)
    assert {question.id for question in seen[:10]} == {"crane-2"}
    assert all(isinstance(result, TooLate) or result.late for result in seen[10:])
    assert (count(port, Answer), count(port, Award)) == (1, 0)


def test_two_levels_at_once_lose_no_point_on_any_board(ada: Rider, port: Port):
    leaderboard = MemoryLeaderboard()
    ben = port.rider("Ben")
    rides = [lambda who=who, at=at: who.ride(at, "0", "0") for who in (ada, ben) for at in ("quay", "crane")]
    at_once(port, *rides)
    facts = [fact for fact in port.published if isinstance(fact, PointsAwarded)]
    for fact in reversed(facts):
        leaderboard.put([Total(board, fact.player_id, points, fact.award_id) for board, points in fact.totals.items()])
    with port.database.reading() as session:
        due = {
            (each.board, each.player_id): each.points
            for each in boards.ledger_totals(session, campaigns.current(session))
        }
    held = {
        (board, row.player_id): row.points
        for board in leaderboard.boards()
        for row in leaderboard.top(board, leaderboard.size(board))
    }
    assert held == due
    assert {points for (board, _), points in due.items() if board == "overall"} == {380}


# The ledger and the proof


def test_an_award_that_was_tampered_with_is_found(ada: Rider, port: Port):
    ada.ride("quay", "0", "3")
    with port.database.unit_of_work() as session:
        session.execute(update(Award).values(points=Award.points + 1))
    with port.database.reading() as session:
        report = audit.ledger_report(session, campaigns.current(session))
    [wrong] = report["receipts"]
    assert (wrong["player_id"], wrong["told"], wrong["awarded"]) == (ada.id, 100, 101)
    with port.database.unit_of_work() as session:
        session.execute(update(Award).values(points=Award.points - 1))


def test_the_report_counts_answers_players_and_points(ada: Rider, port: Port):
    ada.ride("quay", "0", "3")
    port.rider("Ben").ride("crane", "0", "0")
    port.rider("Wing")
    with port.database.reading() as session:
        report = audit.ledger_report(session, campaigns.current(session))
    assert report == {"campaign": "harbour", "answers": 4, "players": 2, "points": 300, "receipts": []}


def test_boards_that_differ_from_the_ledger_are_named(ada: Rider, port: Port):
    ada.ride("quay", "0", "0")
    with port.database.reading() as session:
        totals = list(boards.ledger_totals(session, campaigns.current(session)))
    held = {each.board: {each.player_id: each.points} for each in totals}
    assert audit.board_differences(totals, held) == []
    held["overall"][ada.id] -= 1
    held["line:A"].clear()
    held["level:mast"] = {ada.id: 5}
    assert audit.board_differences(totals, held) == [
        {"board": "level:mast", "player_id": ada.id, "ledger": None, "held": 5},
        {"board": "line:A", "player_id": ada.id, "ledger": 150, "held": None},
        {"board": "overall", "player_id": ada.id, "ledger": 150, "held": 149},
    ]


def test_a_streak_is_that_of_its_player(ada: Rider, port: Port):
    ada.ride("quay", "0", "0")
    [first, _] = port.rider("Ben").ride("crane", "0", "0")
    assert first.streak == 1
    with port.database.reading() as session:
        assert session.get_one(Player, ada.id).streak == 2
