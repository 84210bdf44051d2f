"""Somebody's answers become a profile of six types and a code of three letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.domain.interests import TYPES, holland, likeness, shared
from quest.levels import interests

NOBODY = dict.fromkeys(TYPES, (0, 2))
LEANINGS = st.fixed_dictionaries(
    {name: st.integers(1, 8).flatmap(lambda most: st.tuples(st.integers(0, most), st.just(most))) for name in TYPES}
)


def test_questions_and_profiles_know_the_same_types_in_the_same_order():
    assert interests.TYPES == TYPES
    assert "".join(name[0].upper() for name in TYPES) == "RIASEC"


def test_somebody_who_likes_to_find_out_to_help_and_to_build_is_an_isr():
    leanings = {**NOBODY, "investigative": (4, 4), "social": (3, 4), "realistic": (2, 4)}
    profile = holland([leanings])
    assert profile.code == "ISR"
    assert profile.shares["investigative"] == 1.0
    assert profile.shares["social"] == 0.75
    assert profile.shares["artistic"] == 0.0


def test_equally_strong_types_stand_in_the_order_of_their_letters():
    assert holland([dict.fromkeys(TYPES, (1, 2))]).code == "RIA"
    assert holland([{**NOBODY, "conventional": (2, 2), "enterprising": (2, 2), "social": (2, 2)}]).code == "SEC"


def test_several_questions_count_together():
    once = holland([{**NOBODY, "artistic": (2, 2)}, {**NOBODY, "artistic": (0, 2)}])
    assert once.shares["artistic"] == 0.5


@pytest.mark.parametrize("answered", [[], [NOBODY]])
def test_whoever_likes_nothing_or_was_not_asked_has_no_code(answered: list[dict[str, tuple[int, int]]]):
    assert holland(answered).code == ""
    assert set(holland(answered).shares.values()) == {0.0}


@given(st.lists(LEANINGS, max_size=4))
def test_shares_stay_shares_and_letters_are_three_different_ones(answered: list[dict[str, tuple[int, int]]]):
    profile = holland(answered)
    assert tuple(profile.shares) == TYPES
    assert all(0.0 <= share <= 1.0 for share in profile.shares.values())
    assert len(set(profile.code)) == len(profile.code) in (0, 3)


FINDER, SELLER = (0.2, 1.0, 0.3, 0.3, 0.2, 0.5), (0.1, 0.2, 0.4, 0.6, 1.0, 0.5)
DATA_SCIENTIST = (2.47, 6.82, 2.2, 1.9, 2.8, 5.4)


def test_likeness_is_about_which_types_stand_out_and_not_how_high_they_are():
    assert likeness(FINDER, DATA_SCIENTIST) == pytest.approx(likeness([x / 2 for x in FINDER], DATA_SCIENTIST))
    assert likeness(FINDER, DATA_SCIENTIST) > 0.8
    assert likeness(SELLER, DATA_SCIENTIST) < 0


def test_somebody_who_likes_everything_alike_is_like_nothing_in_particular():
    assert likeness((1.0,) * 6, DATA_SCIENTIST) is None


def test_what_two_profiles_share_is_what_stands_out_in_both():
    assert shared(FINDER, DATA_SCIENTIST) == ["investigative", "conventional"]
    assert shared((0, 0, 1, 0, 0, 0), DATA_SCIENTIST) == []


PROFILES = st.lists(st.floats(0, 7), min_size=6, max_size=6)


@given(PROFILES, PROFILES)
def test_likeness_stays_in_its_bounds_and_works_both_ways(one: list[float], other: list[float]):
    found = likeness(one, other)
    if found is not None:
        assert -1.000001 <= found <= 1.000001
        assert likeness(other, one) == pytest.approx(found, abs=1e-6)
