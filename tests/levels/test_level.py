"""Levels: what an attempt asks, what it is worth, and what no level may say."""

from collections import Counter
from typing import Any

import pytest
from pydantic import ValidationError

from quest.levels.level import Level
from tests.services.harbour import harbour, level, pick

POOL = [pick(f"q-{n}") for n in range(6)]


def stop(*questions: dict[str, Any], **more: Any) -> Level:
    return Level.model_validate(level("quay", *(questions or POOL), **{"shuffle": True, **more}))


def test_without_a_draw_every_question_is_asked_in_an_order_of_the_attempt():
    orders = {tuple(stop().drawn(seed)) for seed in range(200)}
    assert len(orders) > 100
    assert {frozenset(order) for order in orders} == {frozenset(f"q-{n}" for n in range(6))}


def test_an_author_can_keep_the_order():
    assert stop(shuffle=False).drawn(5) == [f"q-{n}" for n in range(6)]
    drawn = stop(shuffle=False, draw=3).drawn(5)
    assert drawn == sorted(drawn)


def test_a_draw_takes_so_many_and_each_question_as_often_as_another():
    draws = [stop(draw=2).drawn(seed) for seed in range(3_000)]
    assert {len(set(draw)) for draw in draws} == {2}
    counts = Counter(name for draw in draws for name in draw)
    assert all(abs(count - 1_000) < 150 for count in counts.values()), counts


def test_questions_that_are_always_asked_come_on_top_of_the_draw():
    asked = stop(*POOL[:5], pick("q-5", always=True), draw=2)
    assert asked.asked == 3
    assert all("q-5" in asked.drawn(seed) for seed in range(100))
    assert {len(asked.drawn(seed)) for seed in range(100)} == {3}


def test_a_later_attempt_asks_what_the_earlier_one_did_in_another_order():
    first = stop(draw=4).drawn(1)
    later = [stop(draw=4).drawn(seed, first) for seed in range(2, 40)]
    assert all(set(again) == set(first) for again in later)
    assert any(again != first for again in later)


def test_a_question_that_left_the_pool_makes_room_for_another():
    smaller = stop(*POOL[1:], draw=4)
    again = smaller.drawn(9, ["q-0", "q-1", "q-2", "q-3"])
    assert {"q-1", "q-2", "q-3"} < set(again)
    assert len(set(again)) == 4


def test_the_worth_counts_what_is_asked_with_multipliers_and_the_bonus():
    double = pick("q-5", always=True, worth=50, scoring={"multiplier": 2})
    assert stop(*POOL[:5], double, draw=2, bonus=30).worth == 100 + 100 + 100 + 30
    assert stop(scoring={"multiplier": 1.5}).worth == 900


@pytest.mark.parametrize(
    ("questions", "more", "place", "problem"),
    [
        (POOL, {"draw": 6}, ("draw",), "6 are drawn from a pool of 6"),
        (POOL[:5], {"draw": 5}, ("draw",), "5 are drawn from a pool of 5"),
        ([*POOL[:5], pick("q-5", worth=50)], {"draw": 2}, ("questions", 5, "worth"), "worth the same"),
        (
            [*POOL[:5], pick("q-5", scoring={"multiplier": 2})],
            {"draw": 2},
            ("questions", 5, "worth"),
            "worth the same",
        ),
        (POOL, {"scoring": {"time": "to-zero"}}, ("questions", 0), "no time limit"),
        ([pick("q-0", scoring={"hint_cost": 5})], {}, ("questions", 0, "scoring"), "hint"),
    ],
)
def test_a_level_that_cannot_be_fair_is_refused(
    questions: list[dict[str, Any]], more: dict[str, Any], place: tuple[Any, ...], problem: str
):
    with pytest.raises(ValidationError) as caught:
        stop(*questions, **more)
    flaws = {detail["loc"]: detail["msg"] for detail in caught.value.errors()}
    assert problem in flaws[place]


def test_a_changed_copy_of_a_campaign_is_another_version_of_it():
    campaign = harbour(groups={"kinds": ["team"]})
    plain = campaign.model_copy(update={"groups": None})
    assert (campaign.digest, plain.digest) == (campaign.digest, harbour().digest)
    assert campaign.model_copy(update={"levels": campaign.levels[1:]}).level("quay") is None
