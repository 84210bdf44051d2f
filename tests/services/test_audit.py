"""What players were told is what the ledger holds, and whatever differs is found."""

from sqlalchemy import update

from quest.models import Award, Player
from quest.services import audit, boards, campaigns
from tests.services.harbour import Port, Rider


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
