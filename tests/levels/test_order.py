"""Order: a point for each pair of neighbours that belong together."""

import pytest

from quest.levels.base import UNREADABLE, Verdict
from quest.levels.order import Order
from tests.levels.questions import SEED, made, problems, texts

STEPS = made(Order, items=texts("wake", "wash", "dress", "eat", "leave"))


def put(places: str) -> Verdict:
    return STEPS.grade([STEPS.token(SEED, place) for place in places], SEED)


@pytest.mark.parametrize(
    ("places", "right"), [("01234", 4), ("12340", 3), ("10234", 2), ("01243", 2), ("43210", 0), ("02413", 0)]
)
def test_each_pair_of_neighbours_counts(places: str, right: int):
    assert put(places) == Verdict(right / 4, right, 4)


@pytest.mark.parametrize("places", ["", "0123", "01233", "012344", "01235"])
def test_every_item_has_to_stand_once(places: str):
    assert put(places) == UNREADABLE


def test_the_right_order_is_shown_as_often_as_any_other():
    three = made(Order, items=texts("one", "two", "three"))
    shown = [[item["text"] for item in three.present(seed, "en")["items"]] for seed in range(1_200)]
    assert 140 < shown.count(["one", "two", "three"]) < 260


def test_the_form_gives_place_numbers_or_the_items_in_their_order():
    tokens = [STEPS.token(SEED, place) for place in "01234"]
    numbered = {f"place-{token}": [str(number)] for token, number in zip(tokens, (2, 1, 3, 10, 5), strict=True)}
    assert STEPS.answer_from_form(numbered, SEED) == [tokens[place] for place in (1, 0, 2, 4, 3)]
    assert STEPS.answer_from_form({"answer": tokens[::-1]}, SEED) == tokens[::-1]


@pytest.mark.parametrize("numbers", ["1 2 3 4 4", "1 2 3 4 x", "1 2 3 4 -5", "1 2 3 4 ²", "1 2 3 4 9999"])
def test_places_that_make_no_order_are_unreadable(numbers: str):
    fields = {f"place-{STEPS.token(SEED, str(item))}": [n] for item, n in enumerate(numbers.split())}
    assert STEPS.answer_from_form(fields, SEED) is None


def test_the_ends_that_are_given_are_shown_and_not_asked():
    ends = made(Order, first={"en": "alarm"}, last={"en": "lunch"})
    assert (ends.present(1, "en")["first"], ends.present(1, "en")["last"]) == ("alarm", "lunch")
    assert len(ends.present(1, "en")["items"]) == 3


def test_items_that_read_the_same_are_refused():
    [problem] = problems(Order, items=texts("wash", "rinse", "wash"))
    assert problem.startswith("items.2: an earlier item reads the same")
