"""Many phones and devices at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from threading import Barrier
from typing import Any

from quest.domain.errors import CoolingDown, NoAttemptsLeft, QuestError, TooLate
from quest.domain.events import PointsAwarded
from quest.domain.standings import Total
from quest.leaderboard.memory import MemoryLeaderboard
from quest.models import Answer, Attempt, Award
from quest.services import boards, campaigns
from tests.services.harbour import LEVELS, NOW, POOL, Port, Rider, harbour, level, pick

HOUR = timedelta(hours=1)


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
    assert (receipts[0].points, ada.total()) == (100, 100)
    assert (port.count(Answer), port.count(Award)) == (1, 1)


def test_of_many_different_answers_one_counts(ada: Rider, port: Port):
    attempt_id = ada.start("quay")
    answer = ada.tokens(attempt_id, "quay-1", "0")
    keys = [f"key {n}" for n in range(20)]
    results = at_once(port, *[lambda key=key: ada.send(attempt_id, "quay-1", answer, key=key) for key in keys])
    assert sorted(type(result).__name__ for result in results) == ["AlreadyAnswered"] * 19 + ["Receipt"]
    assert ada.total() == 100


def test_starting_a_level_on_many_devices_begins_it_once(ada: Rider, port: Port):
    begun = at_once(port, *[lambda: ada.start("quay")] * 20)
    assert len(set(begun)) == 1
    assert port.count(Attempt) == 1


def test_coming_back_on_many_devices_closes_a_lapsed_question_once(ada: Rider, port: Port):
    attempt_id = ada.start("crane")
    ada.open(attempt_id)
    answer = ada.tokens(attempt_id, "crane-1", "0")
    looks = [lambda: ada.open(attempt_id, NOW + HOUR)] * 10
    sends = [lambda: ada.send(attempt_id, "crane-1", answer, key="k", at=NOW + HOUR)] * 10
    seen = at_once(port, *looks, *sends)
    assert {question.id for question in seen[:10]} == {"crane-2"}
    assert all(isinstance(result, TooLate) or result.late for result in seen[10:])
    assert (port.count(Answer), port.count(Award)) == (1, 0)


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


def test_fifty_starts_at_the_last_allowed_try_begin_one(port: Port, ada: Rider):
    for _ in range(2):
        ada.ride("quay", "3", "3")
    begun = at_once(port, *[lambda: ada.start("quay")] * 50)
    assert len(set(begun)) == 1, begun
    assert port.count(Attempt) == 3


def test_after_the_last_try_fifty_starts_are_refused(port: Port, ada: Rider):
    for _ in range(3):
        ada.ride("quay", "3", "3")
    assert {type(result) for result in at_once(port, *[lambda: ada.start("quay")] * 50)} == {NoAttemptsLeft}
    assert port.count(Attempt) == 3


def test_of_fifty_runs_through_the_last_try_one_counts(port: Port, ada: Rider):
    for _ in range(2):
        ada.ride("quay", "3", "3")
    attempt_id = ada.start("quay")
    answer = ada.tokens(attempt_id, "quay-1", "0")

    def run(key: str) -> Any:
        assert ada.start("quay") == attempt_id
        return ada.send(attempt_id, "quay-1", answer, key=key)

    results = at_once(port, *[lambda key=f"key {n}": run(key) for n in range(50)])
    assert sorted(type(result).__name__ for result in results) == ["AlreadyAnswered"] * 49 + ["Receipt"]
    assert (port.count(Attempt), ada.total()) == (3, 50)


def test_fifty_starts_within_a_cool_down_begin_none(port: Port, ada: Rider):
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", pick("quay-1"), cooldown_min=5)]))
    ada.ride("quay", "3")
    assert {type(result) for result in at_once(port, *[lambda: ada.start("quay")] * 50)} == {CoolingDown}
    assert port.count(Attempt) == 1
