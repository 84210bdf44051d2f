"""A branch: stops beside a line for whoever likes."""

import pytest

from quest.domain.progress import LevelState
from quest.levels.level import Campaign
from quest.services import ledger, progress
from tests.services.harbour import DAY, LEVELS, Port, harbour, level, line, pick


@pytest.fixture
def bay(port: Port) -> Campaign:
    """The harbour, where line A branches behind its quay to a cave and a reef."""
    more = [level("cave", pick("cave-1")), level("reef", pick("reef-1"))]
    lines = [
        {**line("A", "blue", "quay", "buoy", "pier"), "branch": {"after": "quay", "levels": ["cave", "reef"]}},
        line("B", "teal", "crane", "buoy", "mast"),
    ]
    return port.stage(harbour([*LEVELS, *more], lines=lines))


@pytest.mark.usefixtures("bay")
def test_ada_sees_the_branch_open_stop_by_stop_behind_the_one_it_leaves(port: Port):
    ada = port.rider()
    assert ada.stands().states["cave"] is LevelState.LOCKED
    ada.ride("quay", "0", "0")
    assert (ada.stands().states["cave"], ada.stands().states["reef"]) == (LevelState.OPEN, LevelState.LOCKED)
    ada.ride("cave", "0")
    assert ada.stands().states["reef"] is LevelState.OPEN


def test_ada_completes_the_line_without_its_branch(port: Port, bay: Campaign):
    ada = port.rider()
    for stop, *options in (("quay", "0", "0"), ("buoy", "0123"), ("pier", "0")):
        ada.ride(stop, *options)
    stands = ada.stands()
    assert (stands.lines_done, progress.stops_to_go(bay, stands.passed)) == (["A"], 0)


def test_the_branch_alone_completes_nothing(port: Port, bay: Campaign):
    ada = port.rider()
    for stop, *options in (("quay", "0", "0"), ("cave", "0"), ("reef", "0")):
        ada.ride(stop, *options)
    stands = ada.stands()
    assert (list(stands.lines_done), progress.stops_to_go(bay, stands.passed)) == ([], 2)


def test_the_branch_is_suggested_once_nothing_else_is_left(port: Port, bay: Campaign):
    ada = port.rider()
    rides = [("quay", "0", "0"), ("buoy", "0123"), ("pier", "0"), ("crane", "0", "0"), ("mast", "0")]
    suggested = []
    for stop, *options in rides:
        suggested.append(progress.next_level(bay, ada.stands()))
        ada.ride(stop, *options)
    assert "cave" not in suggested
    assert progress.next_level(bay, ada.stands()) == "cave"


def test_points_of_the_branch_count_on_its_line(port: Port, bay: Campaign):
    ada = port.rider()
    ada.ride("quay", "0", "0")
    ada.ride("cave", "0")
    with port.database.reading() as session:
        totals = ledger.totals(session, bay, ada.id, "cave", DAY)
    assert totals["line:A"] == ada.total() > 150


def test_stops_of_the_branch_are_numbered_after_those_of_the_line(bay: Campaign):
    assert bay.codes("cave") == [("A", 4)]
    assert bay.codes("reef") == [("A", 5)]
    assert bay.levels_asked("cave") == ["quay"]
