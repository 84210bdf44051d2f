"""Hana reads afterwards what her rounds came to: question by question, and player by player."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from quest.models import Player, Round
from quest.services import campaigns, round_reports, rounds, seats
from quest.services.round_reports import PlayerResult, QuestionResult
from tests.services.hall import QUESTIONS, Hall, after, hall
from tests.services.harbour import Port, harbour, level, pick

RIGHT, WRONG = "0", "1"
ASKED = [question_id for _, question_id in QUESTIONS]


def report(port: Port, *halls: Hall) -> tuple[list[QuestionResult], list[PlayerResult]]:
    with port.database.reading() as session:
        campaign = campaigns.current(session)
        rows: Sequence[Round] = [rounds.by_id(session, each.id) for each in halls]
        return round_reports.questions(session, campaign, rows), round_reports.players(session, campaign, rows)


def play(there: Hall, *asked: dict[int, str], at: float = 5) -> None:
    """Asks one question after the other, with what each seat answers to it after so many seconds."""
    for number, (question_id, answers) in enumerate(zip(ASKED, asked, strict=False)):
        begin = 100 * number
        there.go(at=after(begin))
        for seat_id, option in answers.items():
            there.answer(seat_id, question_id, option, at=after(begin + at), key=question_id)
        there.go(at=after(begin + 10))
        if number + 1 < len(QUESTIONS):
            there.go(at=after(begin + 11))


def test_each_question_tells_how_many_were_right_and_how_long_it_took(port: Port):
    there = hall(port)
    ada, bo, cy = (there.sit(name) for name in ("Ada", "Bo", "Cy"))
    play(there, {ada: RIGHT, bo: RIGHT, cy: WRONG}, {ada: RIGHT, bo: WRONG})
    asked, _ = report(port, there)
    assert [(each.position, each.answers, each.right, each.seconds) for each in asked] == [
        (0, 3, 2 / 3, 5.0),
        (1, 2, 1 / 2, 5.0),
    ]
    assert [each.is_hardest for each in asked] == [False, True]
    assert asked[0].question
    assert asked[0].question.id == "quay-1"
    assert sum(asked[0].spread.named.values()) == 3


def test_each_player_has_score_right_answers_the_longest_row_and_the_time(port: Port):
    there = hall(port)
    ada, bo = there.sit("Ada"), there.sit("Bo")
    play(there, {ada: RIGHT, bo: WRONG}, {ada: WRONG, bo: RIGHT}, {ada: RIGHT, bo: RIGHT}, at=4)
    _, found = report(port, there)
    assert [(each.nickname, each.rank, each.points) for each in found] == [("Ada", 1, 200), ("Bo", 2, 150)]
    assert [(each.right, each.answers, each.longest, each.seconds) for each in found] == [
        (2, 3, 1, 4.0),
        (2, 3, 2, 4.0),
    ]


def test_where_all_questions_were_equally_hard_none_is_the_hardest(port: Port):
    there = hall(port)
    ada = there.sit("Ada")
    play(there, {ada: RIGHT}, {ada: RIGHT})
    assert [each.is_hardest for each in report(port, there)[0]] == [False, False]


def test_a_report_ranks_as_the_board_did(port: Port):
    there = hall(port)
    seated = [there.sit(name) for name in ("Ada", "Bo", "Cy", "Di")]
    play(there, dict.fromkeys(seated[1:3], RIGHT), dict.fromkeys(seated[2:], RIGHT))
    _, found = report(port, there)
    assert [(each.rank, each.player_id, each.points) for each in found] == [
        (score.rank, score.player_id, score.points) for score in there.standings()
    ]


def test_a_question_without_an_answer_ends_a_row(port: Port):
    there = hall(port)
    ada = there.sit("Ada")
    play(there, {ada: RIGHT}, {}, {ada: RIGHT})
    _, [found] = report(port, there)
    assert (found.right, found.answers, found.longest) == (2, 2, 1)


def test_a_question_that_is_open_or_was_skipped_is_not_in_the_report(port: Port):
    there = hall(port)
    ada = there.sit("Ada")
    there.go()
    there.answer(ada, "quay-1", RIGHT, at=after(1))
    assert report(port, there)[0] == []
    assert report(port, there)[1][0].right == 0
    there.go("skip", at=after(2))
    there.answer(ada, "quay-2", RIGHT, at=after(3))
    there.go(at=after(4))
    asked, [found] = report(port, there)
    assert [each.position for each in asked] == [1]
    assert (found.points, found.right, found.answers) == (50, 1, 1)


def test_what_has_no_right_answer_is_never_the_hardest_and_nobody_was_right(port: Port):
    text = {"en": "Words"}
    options = [{"id": name, "text": {"en": name}} for name in ("a", "b")]
    poll: dict[str, Any] = {"id": "quay-1", "kind": "poll", "prompt": text, "explanation": text, "options": options}
    others = [level(name, pick(name)) for name in ("crane", "buoy", "pier", "mast")]
    port.stage(harbour([level("quay", poll, pick("quay-2")), *others]))
    there = hall(port)
    ada = there.sit("Ada")
    with port.database.reading() as session:
        question = rounds.question_of(campaigns.current(session), there.row(), 0)
    assert question
    likes = question[1].present(there.row().seed, "en")["options"][0]["id"]
    there.go()
    there.answer(ada, "quay-1", [likes], at=after(1))
    there.go(at=after(2))
    [asked], [found] = report(port, there)
    assert (asked.answers, asked.right, asked.is_hardest) == (1, None, False)
    assert (found.right, found.answers) == (0, 0)


def test_without_a_limit_nobody_knows_the_time(port: Port):
    there = hall(port, limit_s=None)
    ada = there.sit("Ada")
    play(there, {ada: RIGHT})
    [asked], [found] = report(port, there)
    assert (asked.seconds, found.seconds) == (None, None)


def test_over_several_rounds_a_player_is_one_with_the_sum_of_the_points(port: Port):
    first, second = hall(port), hall(port)
    ada = port.rider("Ada")
    in_first, bo = first.sit(player_id=ada.id), first.sit("Bo")
    in_second = second.sit(player_id=ada.id)
    play(first, {in_first: WRONG, bo: RIGHT})
    play(second, {in_second: RIGHT}, {in_second: RIGHT})
    asked, found = report(port, first, second)
    assert [(each.round_id, each.position) for each in asked] == [(first.id, 0), (second.id, 0), (second.id, 1)]
    assert [(each.nickname, each.rank, each.points, each.rounds) for each in found] == [
        ("Ada", 1, 150, 2),
        ("Bo", 2, 100, 1),
    ]
    assert (found[0].right, found[0].answers, found[0].longest) == (2, 3, 2)


def test_somebody_who_was_taken_out_is_not_in_the_report(port: Port):
    there = hall(port)
    ada, bo = there.sit("Ada"), there.sit("Bo")
    play(there, {ada: RIGHT, bo: RIGHT})
    with port.database.unit_of_work() as session:
        seats.remove(session, rounds.by_id(session, there.id), bo, "kicked")
    assert [each.nickname for each in report(port, there)[1]] == ["Ada"]


def test_a_hidden_name_stays_hidden(port: Port):
    shown, hidden, reviewed = hall(port), hall(port, names="hidden"), hall(port, names="reviewed")
    ada = port.rider("Ada")
    for there in (shown, hidden, reviewed):
        there.sit(player_id=ada.id)
    assert report(port, shown)[1][0].is_named
    assert not report(port, hidden)[1][0].is_named
    assert not report(port, reviewed)[1][0].is_named
    assert not report(port, shown, hidden)[1][0].is_named


def test_whoever_left_the_boards_has_no_rank_and_no_name(port: Port):
    there = hall(port)
    ada, bo = port.rider("Ada"), port.rider("Bo")
    play(there, {there.sit(player_id=ada.id): RIGHT, there.sit(player_id=bo.id): WRONG})
    with port.database.unit_of_work() as session:
        session.execute(update(Player).where(Player.id == ada.id).values(ranked=False))
    _, found = report(port, there)
    assert [(each.player_id, each.rank, each.is_named) for each in found] == [
        (bo.id, 1, True),
        (ada.id, None, False),
    ]


def test_a_latecomers_head_start_is_in_the_score(port: Port):
    there = hall(port, late="catch-up")
    ada = there.sit("Ada")
    play(there, {ada: RIGHT})
    there.sit("Bo", at=after(200))
    assert [each.points for each in report(port, there)[1]] == [100, 100]
