"""Ranks at a moment follow from how many players had how many points."""

from hypothesis import given
from hypothesis import strategies as st

from quest.domain.history import place, riders, thinned


@given(st.lists(st.integers(0, 20), min_size=1))
def test_a_place_is_one_behind_everybody_with_more_points(points: list[int]):
    counts = [[held, points.count(held)] for held in sorted(set(points), reverse=True)]
    for mine in points:
        assert place(counts, mine) == 1 + sum(other > mine for other in points)
    assert riders(counts) == len(points)


@given(st.lists(st.integers(), min_size=2, max_size=200), st.integers(2, 30))
def test_thinning_keeps_the_ends_and_the_order(items: list[int], most: int):
    numbered = list(enumerate(items))
    kept = thinned(numbered, most)
    assert (kept[0], kept[-1]) == (numbered[0], numbered[-1])
    assert kept == sorted(kept)
    assert len(kept) == min(most, len(items))
    assert len(set(kept)) == len(kept)
