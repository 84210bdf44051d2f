"""A frozen board shows its moment, to be made again from the ledger at any time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from quest.domain.events import BoardFrozen, BoardRevealed
from quest.domain.standings import NoSuchBoard, Total
from quest.levels.level import Campaign
from quest.services import acts, campaigns, freezes, groups, players
from tests.services.harbour import NOW, Port, Rider, harbour


def freeze(port: Port, board: str = "overall", **later: float) -> None:
    with port.database.unit_of_work() as session:
        now = NOW + timedelta(**later)
        freezes.freeze(session, campaigns.current(session), board, account_id=None, now=now)


def reveal(port: Port, board: str = "overall") -> None:
    with port.database.unit_of_work() as session:
        freezes.reveal(session, campaigns.current(session), board, account_id=None, now=NOW)


def shown(port: Port, board: str = "overall") -> dict[int, int]:
    """What the frozen board shows, from the ledger."""
    with port.database.reading() as session:
        campaign = campaigns.current(session)
        frozen = {each.board: each for each in freezes.all_of(session, campaign)}
        return {row.player_id: row.points for row in freezes.rows(session, campaign, frozen[board])}


def test_what_comes_after_the_moment_is_not_shown(ada: Rider, port: Port):
    ada.ride("quay", "0", "0")
    freeze(port)
    ada.ride("crane", "0", "0")
    port.rider("Ben").ride("quay", "0", "0")
    assert shown(port) == {ada.id: 150}
    assert ada.total() > 150


def test_a_frozen_board_keeps_its_moment_when_it_is_frozen_again(ada: Rider, port: Port):
    freeze(port)
    ada.ride("quay", "0", "0")
    freeze(port, minutes=5)
    assert shown(port) == {}
    reveal(port)
    freeze(port, minutes=9)
    assert shown(port) == {ada.id: 150}


def test_what_was_done_is_told_and_written_down_once(port: Port):
    freeze(port)
    freeze(port)
    reveal(port)
    reveal(port)
    assert [fact for fact in port.published if isinstance(fact, BoardFrozen | BoardRevealed)] == [
        BoardFrozen("overall"),
        BoardRevealed("overall"),
        BoardRevealed("overall"),
    ]
    with port.database.reading() as session:
        done = acts.newest(session, campaigns.current(session), 10)
    assert [(act.what, act.subject) for act, _ in done] == [
        ("board_revealed", "overall"),
        ("board_frozen", "overall"),
    ]


def test_no_answer_that_was_on_its_way_slips_under_the_moment_later(port: Port):
    riders = [port.rider(f"Rider {number}") for number in range(12)]
    runs = [(rider, rider.start("quay")) for rider in riders]
    for rider, attempt_id in runs:
        rider.open(attempt_id)

    def answer(run: tuple[Rider, int]) -> None:
        rider, attempt_id = run
        rider.choose(attempt_id, "quay-1", "0")

    with ThreadPoolExecutor(13) as pool:
        answering = [pool.submit(answer, run) for run in runs[:6]]
        frozen = pool.submit(freeze, port)
        answering += [pool.submit(answer, run) for run in runs[6:]]
        frozen.result()
        at_once = shown(port)
        for each in answering:
            each.result()
    assert shown(port) == at_once


def test_whoever_leaves_the_boards_leaves_the_frozen_one_and_may_come_back(ada: Rider, port: Port):
    ada.ride("quay", "0", "0")
    freeze(port)
    for ranked, rows in [(False, {}), (True, {ada.id: 150})]:
        with port.database.unit_of_work() as session:
            players.set_ranked(session, ada.id, ranked=ranked)
        assert shown(port) == rows
    with port.database.reading() as session:
        assert freezes.rows_of_player(session, campaigns.current(session), ada.id) == [Total("overall", ada.id, 150, 2)]


@pytest.fixture
def sea(port: Port) -> Campaign:
    return port.stage(harbour(groups={"kinds": ["team"], "score": "sum"}))


def test_a_frozen_board_of_groups_adds_up_to_its_moment(ada: Rider, port: Port, sea: Campaign):
    teams = []
    for rider, name in [(ada, "Tugs"), (port.rider("Ben"), "Ferries")]:
        with port.database.unit_of_work() as session:
            team = groups.found(session, sea, player_id=rider.id, kind="team", name=name, now=NOW)
        teams.append(team.id)
        rider.ride("crane", "0", "0" if name == "Tugs" else "3")
    freeze(port, "groups:team")
    ada.ride("quay", "0", "0")
    assert shown(port, "groups:team") == {-teams[0]: 200, -teams[1]: 100}


@pytest.mark.parametrize("board", ["line:Z", "groups:team", "nonsense"])
def test_a_board_that_is_not_there_cannot_be_frozen(port: Port, board: str):
    with pytest.raises(NoSuchBoard):
        freeze(port, board)
    with pytest.raises(NoSuchBoard):
        reveal(port, board)
