"""Prize draws: who takes part is decided by play up to the closing, and by nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from quest.domain import draws as rules
from quest.domain.errors import BadInput, DrawNotReady, NotFound, PrizesOff
from quest.domain.standings import NoSuchBoard
from quest.levels.level import Campaign
from quest.models import Draw, Player
from quest.services import acts, draws, jobseekers, players
from quest.services.draws import Terms
from tests.services.harbour import NOW, Port, Rider, harbour

CLOSING = NOW + timedelta(hours=4)


@pytest.fixture
def sea(port: Port) -> Campaign:
    return port.stage(harbour(prizes=True))


def terms(**changed: Any) -> Terms:
    """One prize for whoever passed a stop; keyword arguments change it."""
    usual: dict[str, Any] = {"prize": "A kite", "places": 1, "closes_at": CLOSING, "who": "levels", "levels": 1}
    return Terms(**{**usual, **changed})


def announce(port: Port, sea: Campaign, **changed: Any) -> int:
    with port.database.unit_of_work() as session:
        return draws.announce(session, sea, terms(**changed), account_id=None, now=NOW).id


def close(port: Port, sea: Campaign, draw_id: int, **later: float) -> None:
    with port.database.unit_of_work() as session:
        draws.close(session, sea, draw_id, account_id=None, now=CLOSING + timedelta(**later))


def draw_winners(port: Port, sea: Campaign, draw_id: int, public_value: str = "") -> None:
    with port.database.unit_of_work() as session:
        draws.draw_winners(session, sea, draw_id, public_value=public_value, account_id=None, now=CLOSING)


def published(port: Port, sea: Campaign, draw_id: int) -> dict[str, Any]:
    with port.database.reading() as session:
        return draws.published(session, draws.by_id(session, sea, draw_id))


def with_tickets(port: Port, draw_id: int, *riders: Rider) -> list[Rider]:
    """Those of the riders who have a ticket."""
    with port.database.reading() as session:
        return [rider for rider in riders if draws.ticket_of(session, draw_id, rider.id)]


def test_from_the_announcement_to_the_winner_everything_fits_together(ada: Rider, port: Port, sea: Campaign):
    riders = [ada, *(port.rider(f"Rider {number}") for number in range(6))]
    for rider in riders:
        rider.ride("quay", "0", "0")
    draw_id = announce(port, sea, places=3)
    sealed = published(port, sea, draw_id)
    assert (sealed["seed"], sealed["tickets"], sealed["winners"]) == (None, None, None)
    close(port, sea, draw_id)
    closed = published(port, sea, draw_id)
    assert (len(closed["tickets"]), closed["seed"], closed["winners"]) == (7, None, None)
    draw_winners(port, sea, draw_id)
    drawn = published(port, sea, draw_id)
    assert list(rules.faults(drawn)) == []
    assert len(set(drawn["winners"])) == 3
    assert drawn["seed_sha256"] == sealed["seed_sha256"] == rules.commitment(drawn["seed"])
    assert drawn["tickets"] == closed["tickets"]
    with port.database.reading() as session:
        order = [ticket.ticket for ticket, _ in draws.in_order(session, draw_id, 99)]
    assert order == rules.order(drawn["seed"], drawn["tickets"])


def test_who_passed_enough_stops_takes_part_and_who_did_after_the_closing_does_not(port: Port, sea: Campaign):
    two, one, late, nobody = (port.rider(name) for name in ("Two", "One", "Late", "Nobody"))
    two.ride("quay", "0", "0")
    two.ride("crane", "0", "0")
    one.ride("quay", "0", "0")
    one.ride("crane", "3", "3")
    late.ride("quay", "0", "0")
    late.ride("crane", "0", "0", at=CLOSING + timedelta(seconds=1))
    draw_id = announce(port, sea, levels=2)
    close(port, sea, draw_id, hours=3)
    assert with_tickets(port, draw_id, two, one, late, nobody) == [two]


@pytest.mark.parametrize(("line", "names"), [(None, ["A", "B"]), ("A", ["A"])])
def test_who_finished_a_line_takes_part(port: Port, sea: Campaign, line: str | None, names: list[str]):
    riders = {"A": port.rider("On A"), "B": port.rider("On B"), "": port.rider("Under way")}
    for levels, rider in [("quay buoy pier", riders["A"]), ("crane buoy mast", riders["B"]), ("quay", riders[""])]:
        for level_id in levels.split():
            rider.ride(level_id, *{"quay": ("0", "0"), "crane": ("0", "0"), "buoy": ("0123",)}.get(level_id, ("0",)))
    draw_id = announce(port, sea, who="line", line=line, levels=None)
    close(port, sea, draw_id)
    assert with_tickets(port, draw_id, *riders.values()) == [riders[name] for name in names]


def test_the_first_of_a_board_are_those_with_more_points_and_then_those_who_were_earlier(port: Port, sea: Campaign):
    first, early, late, last = (port.rider(name) for name in ("First", "Early", "Late", "Last"))
    first.ride("quay", "0", "0")
    early.ride("quay", "0", "3")
    late.ride("quay", "0", "3")
    last.ride("quay", "3", "0")
    draw_id = announce(port, sea, who="board", board="overall", top=2, levels=None)
    last.ride("crane", "0", "0", at=CLOSING + timedelta(minutes=1))
    close(port, sea, draw_id, hours=1)
    assert with_tickets(port, draw_id, first, early, late, last) == [first, early]


def test_whom_an_organiser_hid_wins_nothing_and_who_opted_out_of_ranking_may(port: Port, sea: Campaign):
    hidden, unranked = port.rider("Hidden"), port.rider("Unranked")
    for rider in (hidden, unranked):
        rider.ride("quay", "0", "0")
    with port.database.unit_of_work() as session:
        session.execute(update(Player).where(Player.id == hidden.id).values(hidden=True))
        players.set_ranked(session, unranked.id, ranked=False)
    by_play = announce(port, sea)
    by_board = announce(port, sea, who="board", board="overall", top=5, levels=None)
    for draw_id in (by_play, by_board):
        close(port, sea, draw_id)
    assert with_tickets(port, by_play, hidden, unranked) == [unranked]
    assert with_tickets(port, by_board, hidden, unranked) == []


def test_closing_and_drawing_twice_change_nothing(ada: Rider, port: Port, sea: Campaign):
    ada.ride("quay", "0", "0")
    draw_id = announce(port, sea)
    close(port, sea, draw_id)
    first = published(port, sea, draw_id)
    port.rider("Ben").ride("quay", "0", "0")
    close(port, sea, draw_id, hours=9)
    assert published(port, sea, draw_id) == first
    draw_winners(port, sea, draw_id)
    drawn = published(port, sea, draw_id)
    draw_winners(port, sea, draw_id)
    assert published(port, sea, draw_id) == drawn


def test_of_two_who_close_at_once_one_does(ada: Rider, port: Port, sea: Campaign):
    ada.ride("quay", "0", "0")
    draw_id = announce(port, sea)
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(close, port, sea, draw_id) for _ in range(4)]:
            done.result()
    assert len(published(port, sea, draw_id)["tickets"]) == 1
    with port.database.reading() as session:
        assert [act.what for act, _ in acts.newest(session, sea, 9)] == ["draw_closed", "draw_announced"]


def test_nothing_happens_before_its_time(port: Port, sea: Campaign):
    draw_id = announce(port, sea)
    with pytest.raises(DrawNotReady):
        close(port, sea, draw_id, seconds=-1)
    with pytest.raises(DrawNotReady):
        draw_winners(port, sea, draw_id)
    with pytest.raises(NotFound):
        close(port, sea, 99)


def test_a_withdrawn_draw_stays_to_be_read_and_gives_nothing(port: Port, sea: Campaign):
    draw_id = announce(port, sea)
    with port.database.unit_of_work() as session:
        draws.withdraw(session, sea, draw_id, note="The kite flew away.", account_id=None, now=NOW)
    with pytest.raises(DrawNotReady):
        close(port, sea, draw_id)
    told = published(port, sea, draw_id)
    assert (told["note"], told["withdrawn_at"] is not None, told["seed"]) == ("The kite flew away.", True, None)
    closed = announce(port, sea)
    close(port, sea, closed)
    with port.database.unit_of_work() as session, pytest.raises(DrawNotReady):
        draws.withdraw(session, sea, closed, note="Too late.", account_id=None, now=CLOSING)


def test_a_public_value_that_was_promised_is_needed_and_no_other_is_taken(ada: Rider, port: Port, sea: Campaign):
    ada.ride("quay", "0", "0")
    promised, plain = announce(port, sea, public_source="Hang Seng Index, 23 Nov"), announce(port, sea)
    for draw_id in (promised, plain):
        close(port, sea, draw_id)
    for draw_id, value in [(promised, ""), (plain, "24,631.19")]:
        with pytest.raises(BadInput):
            draw_winners(port, sea, draw_id, value)
    draw_winners(port, sea, promised, "24,631.19")
    told = published(port, sea, promised)
    assert list(rules.faults(told)) == []
    assert told["public_value"] == "24,631.19"


def test_an_erased_winners_ticket_stays_in_the_list_and_is_nobodys(ada: Rider, port: Port, sea: Campaign):
    ada.ride("quay", "0", "0")
    draw_id = announce(port, sea)
    close(port, sea, draw_id)
    draw_winners(port, sea, draw_id)
    before = published(port, sea, draw_id)
    with port.database.unit_of_work() as session:
        jobseekers.erase(session, ada.id)
    assert published(port, sea, draw_id) == before
    with port.database.reading() as session:
        [(ticket, nickname)] = draws.in_order(session, draw_id, 5)
    assert (ticket.player_id, nickname) == (None, None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"closes_at": NOW}, "closes_at"),
        ({"levels": None}, "levels"),
        ({"levels": 6}, "levels"),
        ({"who": "line", "line": "Z"}, "line"),
        ({"who": "board", "top": 3}, "board"),
        ({"who": "board", "board": "overall"}, "top"),
    ],
)
def test_terms_that_make_no_sense_are_refused(port: Port, sea: Campaign, changed: dict[str, Any], field: str):
    with pytest.raises(BadInput) as refused:
        announce(port, sea, **changed)
    assert field in refused.value.details["fields"]  # type: ignore[operator]
    assert port.count(Draw) == 0


def test_a_board_that_is_not_there_decides_nothing(port: Port, sea: Campaign):
    with pytest.raises(NoSuchBoard):
        announce(port, sea, who="board", board="line:Z", top=3)
    crowd = port.stage(harbour(prizes=True, groups={"kinds": ["team"]}))
    with pytest.raises(NoSuchBoard):
        announce(port, crowd, who="board", board="group:7", top=3)


def test_there_is_nothing_to_win_where_speed_may_count(port: Port):
    with pytest.raises(PrizesOff):
        announce(port, port.stage(harbour(prizes=False)))


def test_taking_part_is_told_as_things_stand(ada: Rider, port: Port, sea: Campaign):
    by_play, by_board = announce(port, sea), announce(port, sea, who="board", board="overall", top=1, levels=None)

    def told(draw_id: int) -> bool | None:
        with port.database.reading() as session:
            return draws.takes_part(session, sea, draws.by_id(session, sea, draw_id), ada.id)

    assert (told(by_play), told(by_board)) == (False, None)
    ada.ride("quay", "0", "0")
    assert (told(by_play), told(by_board)) == (True, None)
