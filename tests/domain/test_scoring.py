"""Points and streaks."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quest.domain.scoring import Streak, points

FRACTIONS = st.floats(0, 1) | st.fractions(0, 1, max_denominator=12).map(float)


@pytest.mark.parametrize(
    ("fraction", "worth", "earned"), [(1, 100, 100), (0, 100, 0), (2 / 3, 100, 67), (0.75, 50, 38), (1, 0, 0)]
)
def test_a_first_answer_earns_its_share_of_the_worth(fraction: float, worth: int, earned: int):
    assert points(fraction=fraction, worth=worth) == earned


@pytest.mark.parametrize(
    ("before", "fraction", "retry", "earned"),
    [(0, 1, 0.5, 50), (0.5, 1, 0.5, 25), (0.5, 0.75, 1, 25), (1, 1, 0.5, 0), (0.8, 0.2, 0.5, 0), (0, 1, 0, 0)],
)
def test_a_later_attempt_earns_part_of_what_was_still_missing(
    before: float, fraction: float, retry: float, earned: int
):
    assert points(fraction=fraction, worth=100, best_before=before, retry=retry) == earned


@given(st.lists(FRACTIONS, min_size=1, max_size=8), st.integers(0, 10_000), st.floats(0, 1))
@example([1 / 3, 2 / 3, 1.0], 100, 1.0)
@example([0.335, 1.0], 100, 1.0)
def test_no_number_of_attempts_earns_more_than_the_worth_or_less_than_nothing(
    fractions: list[float], worth: int, retry: float
):
    total, best = points(fraction=fractions[0], worth=worth), fractions[0]
    for fraction in fractions[1:]:
        more = points(fraction=fraction, worth=worth, best_before=best, retry=retry)
        assert more >= 0
        total, best = total + more, max(best, fraction)
    assert 0 <= total <= worth


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
