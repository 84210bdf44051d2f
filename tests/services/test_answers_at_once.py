"""A phone on bad Wi-Fi sends an answer twice, a player plays on two devices: the ledger holds each point once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from quest.db import Database
from quest.domain.events import Event, PointsAwarded
from quest.models import Answer, Award
from quest.services import attempts, play
from quest.services.play import Submitted
from tests.services.town import NOW, Town


def send_at_once(database: Database, *submissions: dict) -> list[Submitted]:
    """Sends answers from as many threads; the results in the order of the submissions."""
    ready = Barrier(len(submissions))

    def send(submission: dict) -> Submitted:
        ready.wait(10)
        with database.unit_of_work() as session:
            return play.submit_answer(session, **submission, now=NOW)

    with ThreadPoolExecutor(len(submissions)) as phones:
        return list(phones.map(send, submissions))


def right_answers(town: Town, player_id: int, level_id: str) -> list[dict]:
    with town.database.unit_of_work() as session:
        attempt = attempts.start(session, player_id=player_id, level_id=level_id, now=NOW)
    level = town.campaign.level(level_id)
    assert level
    return [
        {
            "player_id": player_id,
            "attempt_id": attempt.id,
            "question_id": question.id,
            "answer": question.solution(attempt.seed, "en")["answer"],
            "key": f"key-{question.id}",
        }
        for question in map(level.question, attempt.question_ids)
        if question
    ]


def test_an_answer_sent_twice_at_once_counts_once_and_has_one_receipt(town: Town):
    ada = town.player("Ada")
    answers = right_answers(town, ada, "f1")
    for answer in answers:
        first, second = send_at_once(town.database, answer, answer)
        assert first.receipt == second.receipt
        assert first.attempt.position == second.attempt.position
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Answer)) == len(answers)
        assert first.receipt.total == session.scalar(select(func.sum(Award.points)))


def test_answers_of_one_player_on_two_devices_are_all_in_the_total(town: Town):
    ada = town.player("Ada")
    published: list[Event] = []
    town.database.publish = published.append
    for fintech, biotech in zip(right_answers(town, ada, "f1"), right_answers(town, ada, "b1"), strict=False):
        send_at_once(town.database, fintech, biotech)
    newest = max((fact for fact in published if isinstance(fact, PointsAwarded)), key=lambda fact: fact.award_id)
    with town.database.reading() as session:
        assert newest.totals["overall"] == session.scalar(select(func.sum(Award.points)))


@pytest.mark.parametrize("level_id", ["f1", "b1"])
def test_where_an_answer_left_the_attempt_is_what_the_database_has(town: Town, level_id: str):
    ada = town.player("Ada")
    for answer in right_answers(town, ada, level_id):
        (sent,) = send_at_once(town.database, answer)
        with town.database.reading() as session:
            kept = attempts.of_player(session, player_id=ada, attempt_id=answer["attempt_id"])
            for column in kept.__table__.columns:
                assert getattr(sent.attempt, column.key) == getattr(kept, column.key)
    assert sent.attempt.passed
