"""What is improbable is shown for a human to judge, and what is merely quick, slow or a common mistake is not."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.domain.fairness import (
    IMPROBABLE,
    TAP_MS,
    TWIN_CROWD,
    Shared,
    Signals,
    least_ms,
    most_alike,
    shared_answers,
    steady_bits,
    twins,
)

COUNTS = st.integers(0, 40)


def test_twenty_words_take_two_seconds_and_a_tap():
    assert least_ms("word " * 20) == 2_000 + TAP_MS
    assert least_ms("") == TAP_MS


def test_thirty_chinese_characters_take_two_seconds_beside_the_words_among_them():
    assert least_ms("字" * 30) == 2_000 + TAP_MS
    assert least_ms("字" * 30 + " GPU 2026 ") == 2_200 + TAP_MS


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_longer_text_never_takes_less(one: str, more: str):
    assert least_ms(f"{one} {more}") >= least_ms(one) >= TAP_MS


@given(st.lists(st.integers(200, 60_000), min_size=1, max_size=40))
def test_times_are_too_even_exactly_when_they_deviate_by_less_than_a_fifth(times: list[int]):
    mean, square = statistics.fmean(times), statistics.fmean(time * time for time in times)
    even = len(times) >= 10 and statistics.pstdev(times) < 0.2 * mean * (1 - 1e-9)
    clear = abs(statistics.pstdev(times) - 0.2 * mean) > 1e-3 * mean
    if clear:
        assert steady_bits(len(times), mean, square) == (min(20.0, len(times) / 2) if even else 0.0)


def test_a_mistake_that_a_quarter_makes_says_nothing_and_a_rare_one_says_how_rare_it_is():
    given = [*((player, "common") for player in range(25)), (50, "rare"), (51, "rare"), (60, "alone")]
    [(shared, players)] = shared_answers("q1", given, answers=100)
    assert (shared, players) == (Shared("q1", "rare", 0.02), [50, 51])
    assert shared.bits == pytest.approx(math.log2(50))


def test_of_few_answers_or_of_a_crowd_no_pairs_are_made():
    pair = [(1, "x"), (2, "x")]
    assert list(shared_answers("q1", pair, answers=7)) == []
    assert list(shared_answers("q1", [(player, "x") for player in range(TWIN_CROWD + 1)], answers=1_000)) == []


def test_two_who_share_three_rare_mistakes_are_twins_and_two_who_share_two_are_not():
    rare = [Shared(f"q{number}", "x", 0.05) for number in range(3)]
    found = twins([(rare[0], [1, 2, 3]), (rare[1], [1, 2, 3]), (rare[2], [2, 1])])
    assert found == {1: {2: rare}, 2: {1: rare}}
    assert most_alike(found[1]) == (2, pytest.approx(3 * math.log2(20)))
    assert most_alike({}) is None


@given(COUNTS, COUNTS, st.floats(0, 20), st.floats(0, 99))
def test_bits_add_up_and_never_speak_for_somebody(fast: int, unseen: int, steady: float, twin: float):
    signals = Signals(fast, unseen, steady, twin)
    assert signals.bits == pytest.approx(2 * fast + unseen + steady + twin)
    assert signals.is_improbable == (signals.bits >= IMPROBABLE)
    for other in (Signals(fast + 1, unseen, steady, twin), Signals(fast, unseen + 1, steady, twin)):
        assert other.bits > signals.bits


def test_a_quick_reader_with_a_few_lucky_guesses_is_not_shown():
    assert not Signals(fast=2, twin=5.0).is_improbable
