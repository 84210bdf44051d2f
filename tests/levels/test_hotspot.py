"""Hotspot: one right spot among spots that do not overlap."""

from typing import Any

import pytest

from quest.levels.base import UNREADABLE, Verdict
from quest.levels.hotspot import Hotspot
from tests.levels.questions import SEED, made, problems

ARM = made(Hotspot)


def spot(name: str, x: float, y: float, *, width: float = 10, height: float = 10, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": {"en": name}, "x": x, "y": y, "width": width, "height": height, **more}


FREE = [spot("a", 0, 0, correct=True), spot("b", 20, 0), spot("c", 90, 90)]


def test_the_right_spot_is_all_and_another_nothing():
    assert ARM.grade(ARM.token(SEED, "elbow"), SEED) == Verdict(1.0, 1)
    assert ARM.grade(ARM.token(SEED, "base"), SEED) == Verdict(0.0, 0)
    assert ARM.grade("elbow", SEED) == UNREADABLE
    assert ARM.grade({"x": 45, "y": 15}, SEED) == UNREADABLE


def test_what_is_right_changes_nothing_that_is_shown():
    other = made(Hotspot, spots=[{**each, "correct": each["id"] == "wrist"} for each in Hotspot.EXAMPLE["spots"]])
    assert [ARM.present(seed, "en") for seed in range(50)] == [other.present(seed, "en") for seed in range(50)]


def test_spots_may_touch_and_reach_the_edges():
    assert problems(Hotspot, spots=[*FREE, spot("d", 10, 0), spot("e", 0, 10, height=90)]) == []


@pytest.mark.parametrize(
    ("spots", "says"),
    [
        ([*FREE, spot("d", 25, 5)], "spots.3: the spot overlaps 'b'"),
        ([*FREE, spot("d", 15, 0, width=30, height=30)], "spots.3: the spot overlaps 'b'"),
        ([*FREE, spot("d", 95, 0)], "spots.3.width: the spot leaves the picture at the right"),
        ([*FREE, spot("d", 50, 95)], "spots.3.height: the spot leaves the picture at the bottom"),
        ([*FREE, spot("d", -1, 50)], "spots.3.x: "),
        ([*FREE, spot("d", 50, 50, width=1)], "spots.3.width: "),
        ([*FREE, spot("a", 50, 50)], "spots.3.id: an earlier spot has this id"),
        ([*FREE, {**spot("d", 50, 50), "text": {"en": "a"}}], "spots.3.text: an earlier spot reads the same"),
        ([*FREE, spot("d", 50, 50, correct=True)], "spots: 2 spots are marked"),
        (FREE[1:], "spots: Tuple should have at least 3"),
    ],
)
def test_spots_that_cannot_be_played_are_refused_where_they_stand(spots: list[dict[str, Any]], says: str):
    assert any(problem.startswith(says) for problem in problems(Hotspot, spots=spots))
