"""Tiers: the step of the curve on which somebody stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.domain.tiers import Tier, tier_at, usual_curve

CURVES = st.sets(st.integers(1, 10_000), max_size=12).map(lambda steps: (0, *sorted(steps)))


@pytest.mark.parametrize(
    ("points", "tier"),
    [
        (0, Tier(1, 0, 200)),
        (199, Tier(1, 0, 200)),
        (200, Tier(2, 200, 500)),
        (500, Tier(3, 500, None)),
        (9_999, Tier(3, 500, None)),
        (-40, Tier(1, 0, 200)),
    ],
)
def test_a_tier_holds_its_first_point_and_not_that_of_the_next(points: int, tier: Tier):
    assert tier_at(points, (0, 200, 500)) == tier


@given(CURVES, st.integers(0, 20_000), st.integers(0, 20_000))
def test_more_points_never_lead_down(curve: tuple[int, ...], points: int, more: int):
    before, after = tier_at(points, curve), tier_at(points + more, curve)
    assert after.number >= before.number
    assert before.start <= points
    assert before.end is None or points < before.end


@given(st.integers(0, 1_000_000))
def test_the_usual_curve_begins_at_nothing_climbs_and_ends_at_all_there_is(worth: int):
    curve = usual_curve(worth)
    assert curve[0] == 0
    assert all(lower < upper for lower, upper in pairwise(curve))
    assert abs(curve[-1] - worth) <= 5
