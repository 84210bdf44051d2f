"""Choice: all or nothing, or a share of the right ones."""

from typing import Any

import pytest

from quest.levels.base import UNREADABLE, Verdict
from quest.levels.choice import Choice
from tests.levels.questions import SEED, made, problems


def options(*ids: str, right: str = "") -> list[dict[str, Any]]:
    return [{"id": each, "text": {"en": each.upper()}, "correct": each in right.split()} for each in ids]


def ticked(question: Choice, *ids: str) -> Verdict:
    return question.grade([question.token(SEED, each) for each in ids], SEED)


SINGLE = made(Choice, options=options("a", "b", "c", right="b"))
MULTI = made(Choice, mode="multi", options=options("a", "b", "c", "d", "e", right="a c e"))


def test_one_right_option_is_all_or_nothing():
    assert ticked(SINGLE, "b") == Verdict(1.0, 1, 1)
    assert ticked(SINGLE, "a") == Verdict(0.0, 0, 1)


def test_a_single_word_is_read_like_a_list_of_one():
    assert SINGLE.grade(SINGLE.token(SEED, "b"), SEED) == Verdict(1.0, 1, 1)


@pytest.mark.parametrize(
    ("ids", "right"), [("a c e", 3), ("a c", 2), ("a c b", 2), ("a", 1), ("b d a", 1), ("b d", 0), ("c c c", 1)]
)
def test_several_right_options_count_each_and_a_wrong_one_takes_nothing_away(ids: str, right: int):
    assert ticked(MULTI, *ids.split()) == Verdict(right / 3, right, 3)


def test_ticking_more_than_was_asked_for_is_no_answer():
    assert MULTI.present(SEED, "en")["choose"] == 3
    assert ticked(MULTI, "a", "b", "c", "d", "e") == UNREADABLE
    assert ticked(SINGLE, "a", "b") == UNREADABLE


def test_the_ids_of_the_author_are_no_answer():
    assert SINGLE.grade(["b"], SEED) == UNREADABLE


def test_what_is_right_changes_nothing_that_is_shown():
    other = made(Choice, options=options("a", "b", "c", right="a"))
    assert [SINGLE.present(seed, "en") for seed in range(50)] == [other.present(seed, "en") for seed in range(50)]


def test_true_and_false_and_a_kept_order_stay_as_they_were_written():
    true_false = made(Choice, mode="true-false", options=options("true", "false", right="false"))
    kept = made(Choice, keep_order=True, options=options("a", "b", "c", right="b"))
    for seed in range(20):
        assert [each["text"] for each in true_false.present(seed, "en")["options"]] == ["TRUE", "FALSE"]
        assert [each["text"] for each in kept.present(seed, "en")["options"]] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"options": options("a", "b", "a", right="b")}, "options.2.id: an earlier option has this id"),
        ({"options": options("a", "b")}, "options: 0 options are marked"),
        ({"options": options("a", "b", right="a b")}, "options: 2 options are marked"),
        ({"mode": "multi", "options": options("a", "b")}, "options: no option is marked"),
        ({"mode": "multi", "options": options("a", "b", right="a b")}, "options: every option is right"),
        ({"mode": "true-false", "options": options("a", "b", "c", right="a")}, "options: true-false has two options"),
        ({"options": [*options("a", right="a"), {"id": "b", "text": {"en": "A"}}]}, "options.1: an earlier option"),
    ],
)
def test_options_that_cannot_be_played_are_refused_where_they_stand(changes: dict[str, Any], says: str):
    assert any(problem.startswith(says) for problem in problems(Choice, **changes))


def test_options_that_are_alike_in_one_language_only_are_found():
    alike = [
        {"id": "credit", "text": {"en": "Credit", "zh-Hant": "信用", "zh-Hans": "信用"}, "correct": True},
        {"id": "trust", "text": {"en": "Trust", "zh-Hant": "信任", "zh-Hans": "信用"}},
    ]
    assert [problem.split(":")[0] for problem in problems(Choice, options=alike)] == ["options.1"]
    told_apart = [{**alike[0], "figure": {"en": "1"}}, {**alike[1], "figure": {"en": "2"}}]
    assert problems(Choice, options=told_apart) == []
