"""Players found groups, join and leave them, and every board follows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from quest.domain.errors import (
    AlreadyInGroup,
    BadNickname,
    CampaignClosed,
    GroupNameTaken,
    NoSuchGroup,
    NotFound,
)
from quest.domain.events import BoardsChanged, GroupRenamed, PointsAwarded
from quest.levels.level import Campaign
from quest.models import Group
from quest.services import boards, groups, jobseekers
from tests.services.harbour import NOW, Port, Rider, harbour, text

KINDS = {"kinds": ["school", "team"], "score": "sum"}
PRESET = [{"id": "kai-tak", "kind": "school", "name": {"en": "Kai Tak", "zh-Hant": "啟德", "zh-Hans": "启德"}}]
BRACKETS = [{"id": "student", "name": text("Students")}, {"id": "pro", "name": text("Professionals")}]


@pytest.fixture
def sea(port: Port) -> Campaign:
    return port.stage(harbour(groups={**KINDS, "preset": PRESET}, brackets=BRACKETS))


def found(rider: Rider, sea: Campaign, kind: str = "team", name: str = "Tugs") -> Group:
    with rider.port.database.unit_of_work() as session:
        return groups.found(session, sea, player_id=rider.id, kind=kind, name=name, now=NOW)


def join(rider: Rider, sea: Campaign, code: str, **later: Any) -> None:
    with rider.port.database.unit_of_work() as session:
        group = groups.by_code(session, sea, code)
        groups.join(session, sea, player_id=rider.id, group=group, now=NOW + timedelta(**later))


def leave(rider: Rider, kind: str) -> None:
    with rider.port.database.unit_of_work() as session:
        groups.leave(session, player_id=rider.id, kind=kind)


def held(port: Port, sea: Campaign, player_id: int | None = None) -> dict[str, dict[int, int]]:
    """The boards of groups and brackets as the ledger has them."""
    found: dict[str, dict[int, int]] = {}
    with port.database.reading() as session:
        for total in boards.ledger_totals(session, sea, player_id):
            if total.board.startswith(("group:", "bracket:")):
                found.setdefault(total.board, {})[total.player_id] = total.points
    return found


def test_what_a_member_earns_counts_for_the_group_and_the_bracket(ada: Rider, port: Port, sea: Campaign):
    team = found(ada, sea)
    with port.database.unit_of_work() as session:
        groups.choose_bracket(session, sea, player_id=ada.id, bracket="student")
    ada.ride("quay", "0", "0")
    assert held(port, sea) == {f"group:{team.id}": {ada.id: 150}, "bracket:student": {ada.id: 150}}


def test_an_answer_tells_the_same_totals_as_the_ledger(ada: Rider, port: Port, sea: Campaign):
    found(ada, sea)
    with port.database.unit_of_work() as session:
        groups.choose_bracket(session, sea, player_id=ada.id, bracket="pro")
    ada.ride("quay", "0", "0")
    told = [fact for fact in port.published if isinstance(fact, PointsAwarded)]
    with port.database.reading() as session:
        ledger = {total.board: total.points for total in boards.ledger_totals(session, sea, ada.id)}
    assert told[-1].totals == ledger
    assert {name.partition(":")[0] for name in told[0].totals} >= {"group", "bracket"}


def test_points_come_along_when_somebody_joins_and_go_when_somebody_leaves(ada: Rider, port: Port, sea: Campaign):
    ada.ride("quay", "0", "0")
    ben = port.rider("Ben")
    team = found(ben, sea)
    join(ada, sea, team.code)
    assert held(port, sea) == {f"group:{team.id}": {ada.id: 150}}
    leave(ada, "team")
    assert held(port, sea) == {}
    assert [fact for fact in port.published if fact == BoardsChanged(ada.id)] == [BoardsChanged(ada.id)] * 2


def test_a_player_rides_for_one_group_of_each_kind(ada: Rider, port: Port, sea: Campaign):
    team = found(port.rider("Ben"), sea)
    found(ada, sea, "school", "Stonecutters")
    join(ada, sea, team.code)
    with pytest.raises(AlreadyInGroup):
        found(ada, sea, "team", "Ferries")
    with port.database.reading() as session:
        assert [(group.kind, group.name) for group in groups.of_player(session, ada.id)] == [
            ("school", "Stonecutters"),
            ("team", "Tugs"),
        ]
        assert groups.sizes(session, [team.id]) == {team.id: 2}


def at_once(*acts: Callable[[], object]) -> list[type[BaseException] | None]:
    """What becomes of acts at the same moment: None for one that was done."""
    with ThreadPoolExecutor(len(acts)) as pool:
        errors = [running.exception() for running in [pool.submit(act) for act in acts]]
    return [type(error) if error else None for error in errors]


def test_of_many_groups_joined_at_once_one_counts(ada: Rider, port: Port, sea: Campaign):
    teams = [found(port.rider(f"Founder {n}"), sea, name=f"Team {n}") for n in range(8)]
    outcomes = at_once(*(lambda code=team.code: join(ada, sea, code) for team in teams))  # type: ignore[misc]
    assert outcomes.count(None) == 1
    assert outcomes.count(AlreadyInGroup) == 7


def test_of_many_founders_of_one_name_one_gets_it(port: Port, sea: Campaign):
    riders = [port.rider(f"Rider {n}") for n in range(8)]
    outcomes = at_once(*(lambda rider=rider: found(rider, sea, name="Tugs") for rider in riders))  # type: ignore[misc]
    assert outcomes.count(None) == 1
    assert outcomes.count(GroupNameTaken) == 7


@pytest.mark.parametrize("name", ["tugs", "T u g s!", "ＴＵＧＳ", "Túgs"])
def test_no_two_groups_of_a_kind_look_the_same(ada: Rider, port: Port, sea: Campaign, name: str):
    found(port.rider("Ben"), sea, name="Tugs")
    with pytest.raises(GroupNameTaken):
        found(ada, sea, name=name)
    assert found(ada, sea, kind="school", name=name).kind == "school"


@pytest.mark.parametrize("name", ["Kai Tak", "啟德", "启德"])
def test_a_preset_groups_name_is_taken_in_every_language(ada: Rider, sea: Campaign, name: str):
    with pytest.raises(GroupNameTaken):
        found(ada, sea, kind="school", name=name)


@pytest.mark.parametrize("name", ["", "F u c k", "x" * 41, "!!!"])
def test_a_groups_name_keeps_the_rules_of_nicknames(ada: Rider, sea: Campaign, name: str):
    with pytest.raises(BadNickname):
        found(ada, sea, name=name)


def test_a_name_of_a_school_may_be_longer_than_a_nickname(ada: Rider, sea: Campaign):
    assert found(ada, sea, kind="school", name="St. Somebody’s College for Navigation").name.endswith("Navigation")


def test_a_code_may_be_typed_in_any_way(ada: Rider, port: Port, sea: Campaign):
    team = found(port.rider("Ben"), sea)
    join(ada, sea, f" {team.code[:3].lower()}-{team.code[3:]} ")
    with port.database.reading() as session, pytest.raises(NoSuchGroup):
        groups.by_code(session, sea, "nonsense")


def test_a_kind_that_the_campaign_has_not_cannot_be_founded(ada: Rider, port: Port, sea: Campaign):
    with pytest.raises(NotFound):
        found(ada, sea, kind="company")
    closed = port.stage(harbour(groups={**KINDS, "kinds": ["school"], "found": False, "preset": PRESET}))
    with pytest.raises(NotFound):
        found(ada, closed, kind="school", name="Stonecutters")


def test_nobody_joins_after_the_end_but_everybody_may_leave(ada: Rider, port: Port, sea: Campaign):
    ben = port.rider("Ben")
    team = found(ben, sea)
    over = port.stage(harbour(groups=KINDS, closes_at=NOW + timedelta(hours=1)))
    join(port.rider("Cy"), over, team.code)
    with pytest.raises(CampaignClosed):
        join(ada, over, team.code, hours=1)
    leave(ben, "team")
    with port.database.reading() as session:
        assert groups.of_player(session, ben.id) == []


def test_a_founded_group_becomes_the_preset_one_of_its_name(ada: Rider, port: Port):
    before = port.stage(harbour(groups=KINDS))
    school = found(ada, before, kind="school", name="kai tak")
    sea = port.stage(harbour(groups={**KINDS, "preset": PRESET}))
    port.stage(sea)
    with port.database.reading() as session:
        assert [(group.id, group.preset) for group in groups.to_choose(session, sea, "school")] == [
            (school.id, "kai-tak")
        ]


def test_there_is_no_bracket_that_the_campaign_has_not(ada: Rider, port: Port, sea: Campaign):
    with port.database.unit_of_work() as session, pytest.raises(NotFound):
        groups.choose_bracket(session, sea, player_id=ada.id, bracket="expert")


def test_a_group_gets_another_name_within_the_same_rules(ada: Rider, port: Port, sea: Campaign):
    team, other = found(ada, sea), found(port.rider("Ben"), sea, name="Ferries")

    def rename(name: str) -> None:
        with port.database.unit_of_work() as session:
            groups.rename(session, sea, group_id=team.id, name=name, account_id=None, now=NOW)

    rename("Barges")
    assert GroupRenamed(team.id) in port.published
    with port.database.reading() as session:
        assert groups.by_id(session, sea, team.id).name == "Barges"
    with pytest.raises(GroupNameTaken):
        rename(other.name)
    with pytest.raises(BadNickname):
        rename("F u c k")
    rename("barges!")


def erase(rider: Rider) -> None:
    with rider.port.database.unit_of_work() as session:
        jobseekers.erase(session, rider.id)


def test_an_erased_member_is_gone_from_the_group_which_stays_for_the_others(ada: Rider, port: Port, sea: Campaign):
    team, ben = found(ada, sea), port.rider("Ben")
    join(ben, sea, team.code)
    ada.ride("quay", "0", "0")
    erase(ada)
    assert held(port, sea) == {}
    with port.database.reading() as session:
        assert groups.sizes(session, [team.id]) == {team.id: 1}


def test_a_name_that_a_player_gave_a_group_goes_with_its_last_member(ada: Rider, port: Port, sea: Campaign):
    found(ada, sea, name="Friends of Ada Lovelace")
    with port.database.unit_of_work() as session:
        [preset] = groups.of_kind(session, sea, "school")
        groups.join(session, sea, player_id=ada.id, group=preset, now=NOW)
    erase(ada)
    with port.database.reading() as session:
        assert groups.of_kind(session, sea, "team") == []
        assert [group.name for group in groups.of_kind(session, sea, "school")] == ["Kai Tak"]
