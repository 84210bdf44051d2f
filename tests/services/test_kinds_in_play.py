"""Questions that no rule judges at once: opinions, texts for a reviewer, and scenarios of several turns."""

from typing import Any

import pytest
from sqlalchemy import select

from quest.domain.errors import AlreadyAnswered, AlreadyReviewed, BadAnswer, NotFound
from quest.domain.events import PointsAwarded
from quest.levels.cloud import Cloud
from quest.levels.open import Open
from quest.levels.poll import Poll
from quest.levels.scenario import Scenario
from quest.models import Account, Answer, Award, Review
from quest.services import attempts, reviews
from tests.services.harbour import LEVELS, NOW, Port, Rider, harbour, level, pick
from tests.services.test_at_once import at_once

TELL = {**Open.EXAMPLE, "id": "tell", "worth": 80}
VOTE = {**Poll.EXAMPLE, "id": "vote", "worth": 30}
WORDS = {**Cloud.EXAMPLE, "id": "words", "worth": 0}
PATH = {**Scenario.EXAMPLE, "id": "path"}


def staged(port: Port, *questions: dict[str, Any], **more: Any) -> None:
    port.stage(harbour(levels=[*LEVELS[1:], level("quay", *questions, **more)]))


def present(rider: Rider, attempt_id: int) -> dict[str, Any]:
    """What the standing question shows after the turns that were taken."""
    question = rider.open(attempt_id)
    assert question
    with rider.port.database.reading() as session:
        attempt = attempts.of_player(session, player_id=rider.id, attempt_id=attempt_id)
        return question.present_turn(attempt.turns, attempt.seed, "en")


def turn(rider: Rider, attempt_id: int, words: str) -> str:
    """The token of a choice that the scenario offers now."""
    return next(choice["id"] for choice in present(rider, attempt_id)["choices"] if choice["text"] == words)


def test_an_opinion_earns_its_worth_and_moves_neither_streak_nor_pass_mark(port: Port, ada: Rider):
    staged(port, VOTE, pick("quay-1"), pick("quay-2"))
    attempt_id = ada.start("quay")
    vote = present(ada, attempt_id)["options"][0]["id"]
    receipt = ada.send(attempt_id, "vote", [vote])
    assert (receipt.points, receipt.streak, receipt.bonus) == (30, 0, 0)
    ada.choose(attempt_id, "quay-1", "0")
    last = ada.choose(attempt_id, "quay-2", "3")
    assert (last.finished, last.passed, last.total) == (True, False, 130)


def test_a_level_of_opinions_alone_is_passed_by_taking_part(port: Port, ada: Rider):
    staged(port, WORDS)
    receipt = ada.send(ada.start("quay"), "words", ["curious"])
    assert (receipt.points, receipt.passed) == (0, True)


def reviewer(port: Port, email: str = "reviewer@example.org") -> int:
    with port.database.unit_of_work() as session:
        account = Account(email=email, name="Rita", role="organiser", created_at=NOW)
        session.add(account)
        session.flush()
        return account.id


def judge(port: Port, answer_id: int, fraction: float, by: int, note: str = "") -> int:
    with port.database.unit_of_work() as session:
        return reviews.judge(
            session, harbour_of(port), answer_id=answer_id, reviewer_id=by, fraction=fraction, note=note, now=NOW
        ).points


def harbour_of(port: Port) -> Any:
    return harbour(levels=[*LEVELS[1:], level("quay", TELL, pick("quay-1"))])


def queue(port: Port) -> list[int]:
    with port.database.reading() as session:
        return [waiting.answer.id for waiting in reviews.pending(session, harbour_of(port))]


def test_points_for_a_text_come_after_its_review_and_are_published(port: Port, ada: Rider):
    staged(port, TELL, pick("quay-1"))
    receipt = ada.send(ada.start("quay"), "tell", "Like a library with a tidy shelf.")
    assert (receipt.points, receipt.pending, ada.total()) == (0, True, 0)
    [waiting] = queue(port)
    assert judge(port, waiting, 0.5, reviewer(port), "Say how things are found again.") == 40
    assert (ada.total(), queue(port)) == (40, [])
    facts = [fact for fact in port.published if isinstance(fact, PointsAwarded)]
    assert facts[-1].totals["level:quay"] == facts[-1].totals["overall"] == 40


def test_a_text_that_waits_neither_passes_nor_fails_a_level(port: Port, ada: Rider):
    staged(port, TELL, pick("quay-1"))
    attempt_id = ada.start("quay")
    ada.send(attempt_id, "tell", "Like a library.")
    assert ada.choose(attempt_id, "quay-1", "0").passed


def test_of_many_reviewers_at_once_one_has_the_word(port: Port, ada: Rider):
    staged(port, TELL, pick("quay-1"))
    ada.send(ada.start("quay"), "tell", "Like a library.")
    [waiting] = queue(port)
    rita = reviewer(port)
    results = at_once(port, *[lambda: judge(port, waiting, 1.0, rita)] * 10)
    assert sorted(map(str, map(type, results))) == sorted([str(int)] + [str(AlreadyReviewed)] * 9)
    assert (port.count(Review), port.count(Award), ada.total()) == (1, 1, 80)


def test_a_second_text_earns_only_what_was_missing(port: Port, ada: Rider):
    staged(port, TELL, pick("quay-1"), retry=0.5)
    rita = reviewer(port)
    for number, (fraction, earned) in enumerate([(0.5, 40), (1.0, 20)]):
        attempt_id = ada.start("quay")
        ada.send(attempt_id, "tell", f"Like a library {number}.")
        ada.choose(attempt_id, "quay-1", "3")
        assert judge(port, queue(port)[0], fraction, rita) == earned


def test_only_what_waits_for_a_reviewer_can_be_reviewed(port: Port, ada: Rider):
    staged(port, TELL, pick("quay-1"))
    attempt_id = ada.start("quay")
    ada.send(attempt_id, "tell", "Like a library.")
    ada.choose(attempt_id, "quay-1", "0")
    with port.database.reading() as session:
        chosen = session.scalars(select(Answer.id).where(Answer.question_id == "quay-1")).one()
    rita = reviewer(port)
    for answer_id in (chosen, 4_711):
        with pytest.raises(NotFound):
            judge(port, answer_id, 1.0, rita)


def test_a_scenario_is_played_turn_by_turn(port: Port, ada: Rider):
    staged(port, PATH, pick("quay-1"))
    attempt_id = ada.start("quay")
    first = turn(ada, attempt_id, "Listen first")
    assert ada.send(attempt_id, "path", [first], key="one") is None
    shown = present(ada, attempt_id)
    assert shown["scene"] == "They calm down."
    second = turn(ada, attempt_id, "Send a new one")
    receipt = ada.send(attempt_id, "path", [first, second], key="two")
    assert (receipt.fraction, receipt.points, receipt.streak) == (1.0, 100, 1)
    assert port.count(Answer) == 1


def test_a_turn_that_was_taken_stays(port: Port, ada: Rider):
    staged(port, PATH, pick("quay-1"))
    attempt_id = ada.start("quay")
    listen, quote = (turn(ada, attempt_id, words) for words in ("Listen first", "Quote the terms"))
    assert ada.send(attempt_id, "path", [quote]) is None
    with pytest.raises(AlreadyAnswered):
        ada.send(attempt_id, "path", [listen])
    assert ada.send(attempt_id, "path", [quote]) is None, "the same turn twice is one"
    sorry = turn(ada, attempt_id, "Apologise")
    receipt = ada.send(attempt_id, "path", [quote, sorry])
    assert (receipt.fraction, receipt.points) == (0.5, 50)


def test_a_whole_path_cannot_change_a_turn_that_was_taken(port: Port, ada: Rider):
    staged(port, PATH, pick("quay-1"))
    attempt_id = ada.start("quay")
    quote = turn(ada, attempt_id, "Quote the terms")
    ada.send(attempt_id, "path", [quote])
    with port.database.reading() as session:
        attempt = attempts.of_player(session, player_id=ada.id, attempt_id=attempt_id)
        question = harbour(levels=[*LEVELS[1:], level("quay", PATH, pick("quay-1"))]).level("quay").question("path")
    with pytest.raises(AlreadyAnswered):
        ada.send(attempt_id, "path", question.solution(attempt.seed, "en")["answer"])


def test_a_turn_out_of_the_air_is_unreadable(port: Port, ada: Rider):
    staged(port, PATH, pick("quay-1"))
    attempt_id = ada.start("quay")
    for answer in ([], ["x"], "x", {"a": 1}, None):
        with pytest.raises(BadAnswer):
            ada.send(attempt_id, "path", answer)


def test_a_second_device_sees_the_turns_of_the_first(port: Port, ada: Rider):
    staged(port, PATH, pick("quay-1"))
    attempt_id = ada.start("quay")
    ada.send(attempt_id, "path", [turn(ada, attempt_id, "Listen first")])
    assert ada.start("quay") == attempt_id
    assert [each["chosen"] for each in present(ada, attempt_id)["past"]] == ["Listen first"]


def test_the_next_question_starts_without_the_turns_of_the_last(port: Port, ada: Rider):
    staged(port, PATH, {**PATH, "id": "again"})
    attempt_id = ada.start("quay")
    for question_id in ("path", "again"):
        first = turn(ada, attempt_id, "Listen first")
        ada.send(attempt_id, question_id, [first])
        receipt = ada.send(attempt_id, question_id, [first, turn(ada, attempt_id, "Send a new one")])
        assert receipt.fraction == 1.0
