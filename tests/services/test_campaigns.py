"""The campaign that is played here, its boards, and how far somebody has come."""

import pytest
from sqlalchemy import delete, func, select

from quest.db import Database
from quest.domain.errors import NotFound
from quest.domain.progress import LevelState
from quest.domain.standings import NoSuchBoard
from quest.models import Staging
from quest.services import boards, campaigns, ledger, progress
from tests.services.harbour import DAY, LEVELS, NOW, Port, harbour, level, pick


def test_one_campaign_is_the_current_one_and_a_new_version_takes_its_place(port: Port):
    ada = port.rider("Ada")
    ada.ride("quay", "0", "0")
    changed = harbour(levels=[*LEVELS[1:], level("quay", pick("quay-9"))])
    port.stage(changed)
    with port.database.reading() as session:
        assert campaigns.current(session) == changed
        assert session.scalars(select(func.count()).where(Staging.is_current)).one() == 1
        assert ledger.points_of(session, ada.id) == 150
    assert ada.stands().passed == {"quay"}


def test_a_campaign_of_another_name_leaves_the_first_ones_players_theirs(port: Port):
    ada = port.rider("Ada")
    port.stage(harbour(id="next-pier"))
    with port.database.reading() as session:
        assert campaigns.current(session).id == "next-pier"
        assert list(boards.ledger_totals(session, campaigns.current(session))) == []
    assert ada.ride("quay", "0", "0")[-1].total == 150
    with port.database.reading() as session:
        assert list(boards.ledger_totals(session, campaigns.current(session))) == []


def test_without_a_campaign_there_is_nothing_to_play(database: Database):
    with database.unit_of_work() as session:
        session.execute(delete(Staging))
    with database.reading() as session, pytest.raises(NotFound):
        campaigns.current(session)


def test_the_boards_are_those_of_the_campaign(port: Port):
    campaign = harbour()
    names = boards.names(campaign, NOW)
    assert names[:4] == ["overall", f"day:{DAY}", "line:A", "line:B"]
    assert all(boards.check(campaign, name) for name in names)
    for name in ("line:Z", "level:lighthouse", "group:hku", "round:1", "nothing"):
        with pytest.raises(NoSuchBoard):
            boards.check(campaign, name)


def test_people_on_a_board_have_their_names_and_the_line_they_earned_most_on(port: Port):
    ada, ben = port.rider("Ada"), port.rider("Ben")
    ada.ride("quay", "0", "0")
    ben.ride("crane", "0", "3")
    ben.ride("buoy", "0123")
    with port.database.reading() as session:
        assert boards.nicknames(session, [ada.id, ben.id, 99]) == {ada.id: "Ada", ben.id: "Ben"}
        assert boards.nicknames(session, []) == {}
        assert boards.favourite_lines(session, harbour(), [ada.id, ben.id]) == {ada.id: "A", ben.id: "B"}
        assert boards.favourite_lines(session, harbour(), []) == {}


def test_progress_says_what_is_open_what_waits_and_where_to_go_on(port: Port):
    ada, campaign = port.rider("Ada"), harbour()
    with port.database.reading() as session:
        nobody = progress.of_player(session, campaign, None, now=NOW)
    assert nobody == ada.stands()
    assert {name for name, state in nobody.states.items() if state is LevelState.OPEN} == {"quay", "crane"}
    assert progress.next_level(campaign, nobody) == "quay"

    ada.ride("crane", "0", "0")
    begun = ada.start("buoy")
    stands = ada.stands()
    assert (stands.passed, stands.unfinished) == ({"crane"}, {"buoy": begun})
    assert stands.attempts == {"crane": 1, "buoy": 1}
    assert progress.next_level(campaign, stands) == "buoy"
    assert progress.stops_to_go(campaign, stands.passed) == 2

    for name, options in (("buoy", ["0123"]), ("mast", ["0"])):
        ada.ride(name, *options)
    stands = ada.stands()
    assert (stands.lines_done, progress.stops_to_go(campaign, stands.passed)) == (["B"], 0)
    assert progress.next_level(campaign, stands) == "quay", "the first open stop of the line that is left"
