"""Pairs: each right pair counts the same."""

import pytest

from quest.levels.base import UNREADABLE, Verdict
from quest.levels.pairs import Pairs
from tests.levels.questions import SEED, made, problems, texts

UNITS = made(
    Pairs,
    pairs=[{"left": {"en": left}, "right": {"en": right}} for left, right in ("1A", "2B", "3C", "4D")],
    extra=texts("E"),
)


def join(*pairs: tuple[str, str]) -> Verdict:
    return UNITS.grade({UNITS.token(SEED, left): UNITS.token(SEED, right) for left, right in pairs}, SEED)


def joined(rights: str) -> Verdict:
    """A verdict on joining left 0, 1, 2, 3 with these; `e` is the extra one and `-` leaves one out."""
    names = {"e": "extra-0", **{digit: f"right-{digit}" for digit in "0123"}}
    return join(*((f"left-{n}", names[right]) for n, right in enumerate(rights) if right != "-"))


@pytest.mark.parametrize(
    ("rights", "right"), [("0123", 4), ("0132", 2), ("012e", 3), ("0---", 1), ("1032", 0), ("-0--", 0), ("e---", 0)]
)
def test_each_right_pair_counts(rights: str, right: int):
    assert joined(rights) == Verdict(right / 4, right, 4)


@pytest.mark.parametrize("rights", ["0023", "0000", "ee--", "----"])
def test_a_thing_at_the_right_is_used_once_at_most(rights: str):
    assert joined(rights) == UNREADABLE


def test_sides_that_are_swapped_or_unknown_are_unreadable():
    assert join(("right-0", "left-0")) == UNREADABLE
    assert join(("left-0", "right-9")) == UNREADABLE
    assert join(("left-0", "left-1")) == UNREADABLE


def test_where_a_partner_stands_does_not_hang_on_where_its_thing_stands():
    both = [(UNITS.present(seed, "en")["left"], UNITS.present(seed, "en")["right"]) for seed in range(2_000)]
    level = sum(
        [thing["text"] for thing in left].index("1") == [thing["text"] for thing in right].index("A")
        for left, right in both
    )
    assert 300 < level < 500


@pytest.mark.parametrize(
    ("pairs", "extra", "where"),
    [
        (["1A", "1B"], [], "pairs.1.left"),
        (["1A", "2A"], [], "pairs.1.right"),
        (["1A", "2B"], ["A"], "extra.0"),
        (["1A", "2B"], ["C", "C"], "extra.1"),
    ],
)
def test_things_that_read_the_same_are_refused(pairs: list[str], extra: list[str], where: str):
    written = [{"left": {"en": left}, "right": {"en": right}} for left, right in pairs]
    [problem] = problems(Pairs, pairs=written, extra=texts(*extra))
    assert problem.startswith(f"{where}: an earlier")
