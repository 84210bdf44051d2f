"""How a campaign goes: everybody is counted once, against those who could have come so far."""

from __future__ import annotations

from datetime import timedelta

from quest.db import Database
from quest.models import CheckIn
from quest.services import reports
from tests.services.harbour import LEVELS, NOW, Port, harbour, level, pick


def test_everybody_is_counted_once_at_every_step_that_they_reached(database: Database):
    port = Port(database)
    content = port.stage()
    ada, ben = port.rider("Ada"), port.rider("Ben")
    port.rider("Cem")
    ada.ride("quay", "0", "0")
    ada.ride("quay", "0", "0")
    ada.ride("buoy", "0123")
    ada.ride("pier", "0")
    ben.ride("quay", "1", "1")
    with database.reading() as session:
        assert dict(reports.funnel(session, content)) == {
            "joined": 3,
            "began": 2,
            "passed": 1,
            "finished": 1,
            "registered": 0,
            "applied": 0,
        }
        assert reports.riding(session, content, now=NOW + timedelta(minutes=9)) == 2
        assert reports.riding(session, content, now=NOW + timedelta(minutes=11)) == 0


def test_a_level_tells_who_passed_it_and_which_question_most_people_miss_at_first(database: Database):
    port = Port(database)
    content = port.stage(harbour(levels=[level("quay", pick("easy"), pick("hard"), shuffle=False), *LEVELS[1:]]))
    for number in range(reports.ENOUGH):
        rider = port.rider(f"Rider {number}")
        rider.ride("quay", "0", "1" if number else "0")
        rider.ride("quay", "0", "0")  # a second try does not make a question easier
    with database.reading() as session:
        quay, *others = reports.levels(session, content)
    assert (quay.level_id, quay.players) == ("quay", reports.ENOUGH)
    assert (quay.hardest, quay.answers, quay.right) == ("hard", reports.ENOUGH, 1)
    assert (quay.passed, quay.timed) == (reports.ENOUGH, 2 * reports.ENOUGH)
    assert all((each.players, each.hardest, each.seconds) == (0, None, None) for each in others)


def test_a_question_that_few_have_answered_is_not_called_hard(database: Database):
    port = Port(database)
    content = port.stage()
    for number in range(reports.ENOUGH - 1):
        port.rider(f"Rider {number}").ride("quay", "1", "1")
    with database.reading() as session:
        assert reports.levels(session, content)[0].hardest is None


def test_the_usual_time_is_the_median_so_that_a_long_pause_does_not_count(database: Database):
    port = Port(database)
    content = port.stage()
    for minutes in (1, 2, 300):
        rider = port.rider(f"Took {minutes}")
        attempt_id = rider.start("quay")
        for moment in (NOW, NOW + timedelta(minutes=minutes)):
            question = rider.open(attempt_id)
            assert question
            rider.choose(attempt_id, question.id, "0", at=moment)
    with database.reading() as session:
        quay = reports.levels(session, content)[0]
    assert (quay.seconds, quay.timed) == (120, 3)


def test_a_booth_counts_those_who_checked_in_and_not_those_who_wait_for_the_staff(database: Database):
    booth = {"booth": "12", "company": "Saltwater"}
    port = Port(database)
    content = port.stage(harbour(levels=[level("quay", pick("quay-1"), live=booth), *LEVELS[1:]]))
    for nickname, pending in (("Ada", False), ("Ben", True)):
        made = {"player_id": port.rider(nickname).id, "level_id": "quay", "key": "k", "at": NOW}
        with database.unit_of_work() as session:
            session.add(CheckIn(**made, pending=pending, late=False, receipt={}))
    with database.reading() as session:
        quay, crane, *_ = reports.levels(session, content)
    assert (quay.checked_in, crane.checked_in) == (1, None)
