"""Estimate: full within a band, then falling in a straight line."""

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quest.levels.base import UNREADABLE
from quest.levels.estimate import Estimate
from tests.levels.questions import SEED, made, problems

BOILING = made(Estimate)  # 100, full within 2, nothing from 30 off
FAR = made(Estimate, value=100, min=1, max=100_000, full=2, zero=32, scale="log")


@pytest.mark.parametrize(
    ("number", "fraction"),
    [
        (100, 1),
        (98, 1),
        (102, 1),
        (109, 0.75),
        (91, 0.75),
        (116, 0.5),
        (130, 0),
        (70, 0),
        (0, 0),
        (300, 0),
        (84.0, 0.5),
    ],
)
def test_points_fall_with_the_distance(number: float, fraction: float):
    assert BOILING.grade(number, SEED).fraction == pytest.approx(fraction, abs=1e-9)


@pytest.mark.parametrize(("number", "fraction"), [(200, 1), (50, 1), (800, 0.5), (12.5, 0.5), (3_200, 0), (1, 0)])
def test_on_the_log_scale_they_fall_with_the_factor(number: float, fraction: float):
    assert FAR.grade(number, SEED).fraction == pytest.approx(fraction, abs=1e-9)


def test_the_edge_of_the_band_is_right_whatever_floating_point_says():
    tenths = made(Estimate, value=0.3, min=0, max=1, step=0.1, full=0.1, zero=0.5)
    assert tenths.grade(0.4, SEED).correct
    assert made(Estimate, value=1_000, min=1, max=9_000, full=1.1, zero=2, scale="log").grade(1_100, SEED).correct


@given(st.floats(0, 300), st.floats(0, 300))
def test_whoever_is_nearer_never_earns_less(one: float, other: float):
    near, far = sorted((one, other), key=lambda number: abs(number - 100))
    assert BOILING.grade(near, SEED).fraction >= BOILING.grade(far, SEED).fraction


@pytest.mark.parametrize(
    "answer", [-1, 301, 10**400, -(10**400), math.nan, math.inf, True, "100", None, [100], {"answer": 100}]
)
def test_what_is_no_number_between_the_ends_is_unreadable(answer: Any):
    assert BOILING.grade(answer, SEED) == UNREADABLE


@pytest.mark.parametrize(
    ("typed", "number"), [("1,240.5", 1240.5), (" 12 ", 12.0), ("１００", 100.0), ("", None), ("many", None)]
)
def test_a_typed_number_may_have_separators_and_full_width_digits(typed: str, number: float | None):
    assert BOILING.answer_from_form({"answer": [typed]}, SEED) == number


def test_the_solution_is_written_for_people():
    assert BOILING.solution(1, "en")["text"] == ["100 °C"]
    assert made(Estimate, value=1_234_500, max=9_000_000, unit=None, full=2).solution(1, "en")["text"] == ["1,234,500"]


def test_the_value_changes_nothing_that_is_shown():
    assert BOILING.present(1, "en") == made(Estimate, value=20, full=1, zero=5).present(1, "en")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"min": 100, "max": 100}, "max"),
        ({"value": 301}, "value"),
        ({"zero": 2}, "zero"),
        ({"scale": "log"}, "min"),
        ({"scale": "log", "min": 1, "full": 0.5}, "full"),
        ({"scale": "log", "min": 1, "full": 1e10, "zero": 1e10 + 1e-6}, "zero"),
        ({"max": 200}, "value"),
        ({"scale": "log", "min": 1, "max": 10_000, "full": 1.2}, "value"),
        ({"step": 30, "full": 0}, "step"),
        ({"value": math.nan}, "value"),
        ({"max": 1e31}, "max"),
        ({"step": 0}, "step"),
    ],
)
def test_numbers_that_cannot_be_played_are_refused_where_they_stand(changes: dict[str, Any], where: str):
    assert [problem.split(":")[0] for problem in problems(Estimate, **changes)] == [where]


@given(
    ends=st.lists(st.floats(-1e30, 1e30) | st.integers(1, 1_000), min_size=3, max_size=3).map(sorted),
    band=st.lists(st.floats(0, 1e30) | st.integers(0, 100), min_size=2, max_size=2).map(sorted),
    scale=st.sampled_from(["linear", "log"]),
    answer=st.floats() | st.integers(),
)
def test_whatever_is_accepted_can_be_graded(ends: list[float], band: list[float], scale: str, answer: float):
    low, value, high = ends
    full, zero = band
    changes = {"min": low, "value": value, "max": high, "full": full, "zero": zero, "scale": scale, "step": 1e-30}
    assume(not problems(Estimate, **changes))
    question = made(Estimate, **changes)
    assert 0 <= question.grade(answer, SEED).fraction <= 1
    assert all(0 <= question.grade(number, SEED).fraction <= 1 for number in (low, high))
    assert question.grade(value, SEED).fraction == 1
