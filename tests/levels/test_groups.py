"""Groups: each thing in its group counts."""

from typing import Any

import pytest

from quest.levels.base import UNREADABLE, Verdict
from quest.levels.groups import Groups
from tests.levels.questions import SEED, made, problems, texts

SORTED = made(Groups)


def placed(**groups: str) -> dict[str, str]:
    """Items by their numbers, in groups by theirs: i0="0"."""
    return {SORTED.token(SEED, f"item-{i[1:]}"): SORTED.token(SEED, f"group-{g}") for i, g in groups.items()}


@pytest.mark.parametrize(
    ("groups", "right"),
    [
        ({"i0": "0", "i1": "0", "i2": "1", "i3": "1"}, 4),
        ({"i0": "0", "i1": "0", "i2": "0", "i3": "0"}, 2),
        ({"i0": "0"}, 1),
        ({"i0": "1", "i1": "1", "i2": "0", "i3": "0"}, 0),
    ],
)
def test_each_thing_in_its_group_counts_and_things_may_be_left_out(groups: dict[str, str], right: int):
    assert SORTED.grade(placed(**groups), SEED) == Verdict(right / 4, right, 4)


def test_what_is_no_thing_in_a_group_is_unreadable():
    assert SORTED.grade({}, SEED) == UNREADABLE
    assert SORTED.grade({**placed(i0="0"), "item-1": "group-0"}, SEED) == UNREADABLE
    assert SORTED.grade({token: ["x"] for token in placed(i0="0")}, SEED) == UNREADABLE


def test_an_answer_is_told_group_by_group():
    assert SORTED.in_words(placed(i0="0", i2="0", i3="1"), SEED, "en") == [
        "It senses ← Camera · Servo",
        "It moves ← Pump",
    ]


def group(name: str, *items: str) -> dict[str, Any]:
    return {"name": {"en": name}, "items": texts(*items)}


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ([group("a", "1", "2"), group("a", "3", "4")], "groups.1.name: an earlier group has this name"),
        ([group("a", "1", "2"), group("b", "3", "1")], "groups.1.items.1: an earlier item reads the same"),
        ([group("a", "1", "2"), group("b", "3")], "groups: there are 3 items in all"),
        ([group("a", *"12345"), group("b", *"67890")], "groups: there are 10 items in all"),
        ([group("a", "1", "2", "3", "4")], "groups: Tuple should have at least 2"),
    ],
)
def test_groups_that_cannot_be_played_are_refused_where_they_stand(groups: list[dict[str, Any]], says: str):
    assert any(problem.startswith(says) for problem in problems(Groups, groups=groups))
