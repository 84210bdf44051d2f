"""What opens a level: rules of every sort, met by playing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from quest import prepared
from quest.db import Database
from quest.domain.errors import LevelLocked
from quest.domain.progress import LevelState
from quest.domain.rules import AtLeast
from quest.levels.level import Campaign
from quest.prepared import Row, run
from quest.services import groups
from tests.services.harbour import LEVELS, NOW, Port, Rider, harbour, level, pick, text

HOUR = timedelta(hours=1)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Yield what is sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    def noted(connection: Connection, sql: str, *more: Any) -> Sequence[Row]:
        sent.append(sql)
        return run(connection, sql, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepared, "run", noted)
        event.listen(database.engine, "before_cursor_execute", note)
        yield sent
        event.remove(database.engine, "before_cursor_execute", note)


def with_pier(unlock: Any) -> Any:
    """The harbour, whose pier opens by this rule; its crane asks nothing of the clock and may be tried three times."""
    crane = level("crane", pick("crane-1"), pick("crane-2"), pass_mark=0.5)
    others = [each for each in LEVELS if each["id"] not in ("pier", "crane")]
    return harbour([*others, crane, level("pier", pick("pier-1"), unlock=unlock)])


@pytest.mark.parametrize(
    ("unlock", "rides"),
    [
        ({"points": 150}, [("quay", "0", "0")]),
        ({"points": 210, "line": "B"}, [("crane", "0", "0"), ("quay", "0", "0"), ("buoy", "0345")]),
        ({"streak": 3}, [("quay", "0", "3"), ("crane", "0", "0")]),
        ({"lines": 1}, [("crane", "0", "0"), ("buoy", "0123"), ("mast", "0")]),
        ({"line": "B"}, [("crane", "0", "0"), ("buoy", "0123"), ("mast", "0")]),
        ({"levels": 2}, [("quay", "0", "0"), ("crane", "0", "0")]),
        ({"comebacks": 1}, [("crane", "0", "0"), ("quay", "3", "3"), ("quay", "0", "0")]),
        ({"right": 3}, [("quay", "0", "0"), ("quay", "0", "0"), ("buoy", "0123")]),
        ({"kinds": 1}, [("quay", "3", "0")]),
        ({"all": ["quay", {"any": ["mast", {"streak": 4}]}]}, [("quay", "0", "0"), ("crane", "0", "0")]),
    ],
)
def test_a_level_opens_with_the_answer_that_meets_its_rule(
    ada: Rider, port: Port, unlock: Any, rides: list[tuple[str, ...]]
):
    port.stage(with_pier(unlock))
    assert ada.stands().states["pier"] is LevelState.LOCKED
    *before, last = [receipt for level_id, *options in rides for receipt in ada.ride(level_id, *options)]
    assert [receipt for receipt in before if "pier" in receipt.opened] == []
    assert "pier" in last.opened
    assert ada.stands().states["pier"] is LevelState.OPEN
    assert ada.start("pier")


def test_a_level_opens_in_the_middle_of_another_when_points_are_all_it_waits_for(ada: Rider, port: Port):
    port.stage(with_pier({"points": 100}))
    first, second = ada.ride("quay", "0", "3")
    assert (first.opened, second.opened) == (["pier"], ["buoy"])


def test_a_locked_level_says_what_is_missing_and_how_far_it_is(ada: Rider, port: Port):
    port.stage(with_pier({"all": ["quay", {"points": 400}]}))
    ada.ride("quay", "0", "0")
    with pytest.raises(LevelLocked) as caught:
        ada.start("pier")
    assert caught.value.missing == AtLeast("points", 400)
    assert caught.value.facts.points == 150


def test_a_level_opens_at_its_hour_and_closes_at_its_end_but_stays_with_those_who_passed_it(ada: Rider, port: Port):
    opens, closes = (NOW + HOUR).isoformat(), (NOW + 3 * HOUR).isoformat()
    port.stage(with_pier({"from": opens, "until": closes}))
    ben = port.rider("Ben")
    for moment in (NOW, NOW + 3 * HOUR):
        assert ben.stands(moment).states["pier"] is LevelState.LOCKED
        with pytest.raises(LevelLocked):
            ben.start("pier", moment)
    ada.ride("pier", "0", at=NOW + HOUR)
    assert ada.stands(NOW + 3 * HOUR).states["pier"] is LevelState.PASSED
    assert ada.start("pier", NOW + 3 * HOUR), "once more"


def test_an_interchange_opens_the_other_line_and_one_line_is_enough_to_graduate(ada: Rider):
    ada.ride("crane", "0", "0")
    [at_the_interchange] = ada.ride("buoy", "0123")
    assert sorted(at_the_interchange.opened) == ["mast", "pier"], "pier lies on the line that she never boarded"
    [last] = ada.ride("mast", "0")
    assert last.lines_done == ["B"]
    assert ada.stands().lines_done == ["B"]


def test_answers_that_can_bring_nothing_cost_no_look_at_what_was_done_before(ada: Rider, port: Port):
    port.stage(with_pier({"all": [{"points": 9_999}, {"streak": 99}]}))
    attempt_id = ada.start("quay")
    with statements(port.database) as first:
        ada.choose(attempt_id, "quay-1", "0")
    with statements(port.database) as last:
        ada.choose(attempt_id, "quay-2", "0")
    assert [sent for sent in first if "'passed'" in sent] == []
    assert len([sent for sent in last if "'passed'" in sent]) == 1, "it passed the level"


@pytest.mark.parametrize("name", ["student", "team", "harbour-college"])
def test_a_level_opens_for_those_of_a_bracket_of_a_kind_of_group_or_of_one_group(ada: Rider, port: Port, name: str):
    college = {"id": "harbour-college", "kind": "team", "name": text("Harbour College")}
    crowd = {
        "groups": {"kinds": ["team"], "preset": [college]},
        "brackets": [{"id": "student", "name": text("Student")}],
    }
    pack = with_pier({"group": name}).model_dump(by_alias=True) | crowd
    campaign = port.stage(Campaign.parse(pack))
    assert ada.stands().states["pier"] is LevelState.LOCKED
    with port.database.unit_of_work() as session:
        [group] = groups.of_kind(session, campaign, "team")
        groups.join(session, campaign, player_id=ada.id, group=group, now=NOW)
        groups.choose_bracket(session, campaign, player_id=ada.id, bracket="student")
    assert ada.stands().states["pier"] is LevelState.OPEN
