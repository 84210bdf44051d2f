"""What the stage shows is kept, and its ticker tells of those alone who may be seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quest.domain.errors import NotFound
from quest.domain.events import StageSet, TickerGrew
from quest.levels.level import Campaign
from quest.models import Award, Player
from quest.services import campaigns, players, stages, ticker
from quest.services.stages import Chosen
from tests.levels.test_agenda import talk
from tests.services.harbour import DAY, NOW, Port, Rider, harbour
from tests.services.test_talks import DURING, be_there, shown

KNOTS = talk("knots", "12:00", "12:30", points=30)
TIDES = talk("tides", "13:00", "13:30")


@pytest.fixture
def evening(port: Port) -> Campaign:
    return port.stage(harbour(agenda=[KNOTS, TIDES], groups={"kinds": ["team"]}))


def told(port: Port) -> list[tuple[str, str, str]]:
    with port.database.reading() as session:
        latest = ticker.latest(session, campaigns.current(session))
    return [(each.nickname, each.what, each.thing) for each in latest]


def finish_a_line(rider: Rider) -> None:
    rider.ride("quay", "0", "0")
    rider.ride("buoy", "0123")
    rider.ride("pier", "0")


def choose(port: Port, choice: Chosen) -> None:
    with port.database.unit_of_work() as session:
        stages.choose(session, campaigns.current(session), choice)


def chosen(port: Port) -> Chosen:
    with port.database.reading() as session:
        return stages.chosen(session, campaigns.current(session))


def test_every_line_and_kind_of_group_has_its_turn_and_the_agenda_until_it_is_over(evening: Campaign):
    boards = ["board:overall", "board:line:A", "board:line:B", "board:groups:team"]
    assert stages.turn(evening, now=NOW) == ["agenda", *boards]
    assert stages.turn(evening, now=NOW + timedelta(hours=3)) == boards


def test_all_scenes_take_turns_until_a_host_chooses_one_which_then_stays(port: Port, evening: Campaign):
    assert chosen(port) == Chosen(None, None)
    choose(port, Chosen("podium:overall", NOW))
    choose(port, Chosen("board:line:B", NOW))
    assert chosen(port) == Chosen("board:line:B", NOW)
    assert port.published.count(StageSet("harbour")) == 2


@pytest.mark.parametrize("scene", ["", "bored", "board:", "board:line:Z", "podium:round:1", "board:group:1", "x" * 99])
def test_a_scene_that_there_is_not_is_refused(port: Port, evening: Campaign, scene: str):
    with pytest.raises(NotFound):
        choose(port, Chosen(scene))


def test_a_scene_that_left_the_campaign_gives_way_to_the_turn(port: Port, evening: Campaign):
    choose(port, Chosen("board:groups:team"))
    port.stage(harbour(agenda=[KNOTS]))
    assert chosen(port) == Chosen(None)


def test_the_countdown_is_the_hosts_as_long_as_it_lies_ahead_and_then_the_next_talks(evening: Campaign):
    soon = Chosen("countdown", NOW + timedelta(minutes=5))
    assert stages.counted_to(evening, soon, now=NOW) == soon.counts_to
    tides = evening.talk("tides")
    assert tides
    assert stages.counted_to(evening, soon, now=NOW + timedelta(minutes=5)) == tides.starts
    assert stages.counted_to(evening, soon, now=NOW + timedelta(hours=5)) is None


def test_the_ticker_tells_who_completed_a_line_and_who_was_at_a_talk(port: Port, ada: Rider, evening: Campaign):
    finish_a_line(ada)
    be_there(port.rider("Ben"), shown(evening))
    assert told(port) == [("Ben", "talk", "knots"), ("Ada", "line", "A")]
    assert sum(isinstance(fact, TickerGrew) for fact in port.published) == 2


def test_the_ticker_tells_who_checked_in(port: Port, ada: Rider, evening: Campaign):
    visit = {"reason": "checkin", "subject": "quay", "level_id": "quay", "points": 50, "day": DAY, "at": NOW}
    with port.database.unit_of_work() as session:
        session.add(Award(player_id=ada.id, **visit))
    assert told(port) == [("Ada", "checkin", "quay")]


def test_the_ticker_keeps_to_the_latest_few(port: Port, evening: Campaign):
    for number in range(ticker.TOLD + 3):
        be_there(port.rider(f"Rider {number}"), shown(evening), at=DURING + timedelta(seconds=number))
    assert [name for name, *_ in told(port)] == [f"Rider {number}" for number in range(7, 2, -1)]


def test_the_ticker_never_tells_of_somebody_hidden_or_off_the_boards(port: Port, ada: Rider, evening: Campaign):
    ben = port.rider("Ben")
    for rider in (ada, ben):
        be_there(rider, shown(evening))
    with port.database.unit_of_work() as session:
        session.get_one(Player, ada.id).hidden = True
        players.set_ranked(session, ben.id, ranked=False)
    assert told(port) == []
