"""Points and streaks."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quest.domain.scoring import Effort, Streak, points
from quest.levels.base import Scoring

PLAIN = Scoring()
FRACTIONS = st.floats(0, 1) | st.fractions(0, 1, max_denominator=12).map(float)


@pytest.mark.parametrize(
    ("fraction", "worth", "earned"), [(1, 100, 100), (0, 100, 0), (2 / 3, 100, 67), (0.75, 50, 38), (1, 0, 0)]
)
def test_a_first_answer_earns_its_share_of_the_worth(fraction: float, worth: int, earned: int):
    assert points(Effort(fraction), PLAIN, worth=worth) == earned


@pytest.mark.parametrize(
    ("before", "fraction", "retry", "earned"),
    [(0, 1, 0.5, 50), (0.5, 1, 0.5, 25), (0.5, 0.75, 1, 25), (1, 1, 0.5, 0), (0.8, 0.2, 0.5, 0), (0, 1, 0, 0)],
)
def test_a_later_attempt_earns_part_of_what_was_still_missing(
    before: float, fraction: float, retry: float, earned: int
):
    assert points(Effort(fraction, best_before=before), PLAIN, worth=100, retry=retry) == earned


SHARES, TIMES = st.sampled_from(["parts", "flat"]), st.sampled_from(["none", "half-floor", "to-zero"])
RULES = st.builds(Scoring, share=SHARES, time=TIMES, hint_cost=st.integers(0, 200))
TRIES = st.lists(st.builds(Effort, FRACTIONS, pace=st.floats(0, 2), hinted=st.booleans()), min_size=1, max_size=8)


@given(TRIES, RULES, st.integers(0, 10_000), st.floats(0, 1))
@example([Effort(1 / 3), Effort(2 / 3), Effort(1.0)], PLAIN, 100, 1.0)
@example([Effort(0.335), Effort(1.0)], PLAIN, 100, 1.0)
def test_without_a_penalty_no_number_of_attempts_earns_more_than_the_worth_or_less_than_nothing(
    tries: list[Effort], rule: Scoring, worth: int, retry: float
):
    total, best = 0, None
    for effort in tries:
        more = points(replace(effort, best_before=best), rule, worth=worth, retry=retry)
        assert more >= 0
        total, best = total + more, max(effort.fraction, best or 0.0)
    assert total <= worth


@given(FRACTIONS, FRACTIONS, st.floats(0, 1), RULES, st.integers(0, 10_000))
def test_at_the_same_pace_the_better_answer_never_earns_less(
    one: float, other: float, pace: float, rule: Scoring, worth: int
):
    worse, better = (points(Effort(fraction, pace), rule, worth=worth) for fraction in sorted([one, other]))
    assert worse <= better


@given(st.floats(0, 1), st.integers(0, 10_000))
def test_by_the_half_floor_no_haste_makes_a_wrong_answer_worth_more_than_a_right_one(pace: float, worth: int):
    rule = Scoring(time="half-floor")
    assert points(Effort(1.0, pace), rule, worth=worth) >= round(worth / 2)
    assert points(Effort(0.0, 0.0), rule, worth=worth) == 0


@pytest.mark.parametrize(
    ("time", "pace", "earned"),
    [
        ("none", 1.0, 100),
        ("half-floor", 0.0, 100),
        ("half-floor", 0.5, 75),
        ("half-floor", 1.0, 50),
        ("half-floor", 1.1, 50),
        ("to-zero", 0.0, 100),
        ("to-zero", 0.25, 75),
        ("to-zero", 1.0, 0),
        ("to-zero", 1.1, 0),
    ],
)
def test_points_fall_with_time_where_the_rule_says_so(time: Any, pace: float, earned: int):
    assert points(Effort(1.0, pace), Scoring(time=time), worth=100) == earned


@pytest.mark.parametrize(("fraction", "earned"), [(1.0, 100), (0.99, 0), (0.5, 0)])
def test_flat_counts_only_a_whole_answer(fraction: float, earned: int):
    assert points(Effort(fraction), Scoring(share="flat"), worth=100) == earned


def test_flat_lets_a_later_whole_answer_earn_what_the_half_one_did_not():
    effort = Effort(1.0, best_before=0.5)
    assert points(effort, Scoring(share="flat"), worth=100, retry=0.5) == 50


@pytest.mark.parametrize(("fraction", "before", "earned"), [(0, None, -25), (0.1, None, 10), (1, None, 100), (0, 0, 0)])
def test_a_penalty_is_for_a_wholly_wrong_first_answer(fraction: float, before: float | None, earned: int):
    assert points(Effort(fraction, best_before=before), Scoring(penalty=0.25), worth=100) == earned


@pytest.mark.parametrize(("fraction", "earned"), [(1.0, 80), (0.5, 30), (0.1, 0), (0.0, 0)])
def test_a_hint_takes_its_cost_from_what_the_answer_earns_and_no_more(fraction: float, earned: int):
    assert points(Effort(fraction, hinted=True), Scoring(hint_cost=20), worth=100) == earned


def run(marks: str) -> list[Streak]:
    """The streak after each answer; + is right, - is a miss."""
    streaks = [Streak()]
    for mark in marks:
        streaks.append(streaks[-1].after(correct=mark == "+"))
    return streaks[1:]


def test_the_bonus_grows_with_the_third_and_fourth_in_a_row_and_no_further():
    assert [streak.bonus for streak in run("++++++")] == [0, 0, 10, 20, 20, 20]


def test_a_miss_pauses_the_streak_and_the_next_right_answer_goes_on():
    assert run("++--+") == [
        Streak(1),
        Streak(2),
        Streak(2, paused=True),
        Streak(2, paused=True),
        Streak(3),
    ]


def test_there_is_nothing_to_pause_before_the_first_right_answer():
    assert run("--") == [Streak(), Streak()]


def test_five_in_a_row_ride_the_express():
    assert [streak.is_express for streak in run("++++-++")] == [False] * 5 + [True, True]


@given(st.text("+-", max_size=40))
def test_a_streak_counts_every_right_answer_and_loses_none(marks: str):
    streaks = run(marks)
    assert (streaks[-1].count if streaks else 0) == marks.count("+")
    assert all(0 <= streak.bonus <= 20 for streak in streaks)
