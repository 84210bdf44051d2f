"""Groups stand against each other by the sum, the mean or the best of their members' points."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.domain.groups import GroupScore, Tally, group_score, group_standings, tally
from quest.domain.standings import Standing
from quest.levels.crowd import Groups

POINTS = st.lists(st.integers(0, 2**24 - 1), max_size=30)


def rule(score: GroupScore, **more: int) -> Groups:
    return Groups(kinds=("team",), score=score, **more)


@given(points=POINTS)
def test_a_sum_is_that_of_everybody(points: list[int]):
    assert group_score(rule("sum"), tally(points, 0)) == (sum(points) if points else None)


@given(points=POINTS, least=st.integers(1, 5))
def test_a_mean_is_exact_and_waits_for_enough_members(points: list[int], least: int):
    expected = Fraction(sum(points), len(points)) if len(points) >= least else None
    assert group_score(rule("mean", least=least), tally(points, 0)) == expected


@given(points=POINTS, best_of=st.integers(1, 8))
def test_the_best_are_those_whom_nobody_of_the_others_beats(points: list[int], best_of: int):
    counted = group_score(rule("best", best_of=best_of), tally(points, best_of))
    assert counted == (sum(sorted(points)[-best_of:]) if points else None)


@given(points=POINTS, extra=st.integers(0, 2**24 - 1), best_of=st.integers(1, 8))
def test_nobody_harms_a_group_by_joining_where_the_sum_or_the_best_count(points: list[int], extra: int, best_of: int):
    for how in (rule("sum"), rule("best", best_of=best_of)):
        alone = group_score(how, tally(points, best_of)) or 0
        assert (group_score(how, tally([*points, extra], best_of)) or 0) >= alone


@given(st.dictionaries(st.integers(1, 99), POINTS, max_size=8), st.sampled_from(["sum", "mean", "best"]))
def test_the_board_of_groups_is_that_of_a_plain_sort(members: dict[int, list[int]], score: GroupScore):
    how = rule(score, best_of=2, least=2)
    scores = {group: group_score(how, tally(points, 2)) for group, points in members.items()}
    board = group_standings(how, {group: tally(points, 2) for group, points in members.items()})
    assert {-row.player_id for row in board} == {group for group, found in scores.items() if found is not None}
    assert [row.rank for row in board] == list(range(1, len(board) + 1))
    keys = [(-(scores[-row.player_id] or 0), -row.player_id) for row in board]
    assert keys == sorted(keys)


def test_of_equal_groups_the_one_that_was_founded_first_leads_and_points_are_rounded():
    board = group_standings(
        rule("mean", least=2), {7: Tally(2, 25, 0), 3: Tally(4, 50, 0), 5: Tally(3, 40, 0), 9: Tally(1, 99, 0)}
    )
    assert board == [Standing(1, -5, 13), Standing(2, -3, 13), Standing(3, -7, 13)]


@pytest.mark.parametrize("score", ["sum", "mean", "best"])
def test_a_group_that_nobody_has_points_in_is_not_ranked(score: GroupScore):
    assert group_standings(rule(score, least=1), {1: Tally(0, 0, 0)}) == []
