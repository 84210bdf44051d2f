"""Interests, polls, word clouds and open texts: no answer is wrong, but some cannot be read; a passcode can be."""

from typing import Any

import pytest

from quest.levels.base import UNREADABLE, Verdict
from quest.levels.cloud import Cloud
from quest.levels.interests import TYPES, Interests
from quest.levels.open import Open
from quest.levels.passcode import Passcode
from quest.levels.poll import Poll
from tests.levels.questions import SEED, made, problems

LIKES, VOTES, WORDS, ESSAY, CODE = made(Interests), made(Poll, choose=2), made(Cloud), made(Open), made(Passcode)


def liked(*likings: int) -> dict[str, int]:
    return {LIKES.token(SEED, str(n)): liking for n, liking in enumerate(likings)}


def votes(*names: str) -> list[str]:
    return [VOTES.token(SEED, name) for name in names]


def test_every_way_to_like_things_earns_the_same():
    assert LIKES.grade(liked(0, 0, 0, 0, 0, 0), SEED) == LIKES.grade(liked(2, 1, 0, 2, 1, 2), SEED) == Verdict(1.0, 1)


@pytest.mark.parametrize("answer", [liked(1, 1, 1), liked(0, 0, 0, 0, 0, 3), {**liked(0, 1, 2, 0, 1), "x": 1}, [], 2])
def test_a_statement_left_out_or_answered_otherwise_is_unreadable(answer: Any):
    assert LIKES.grade(answer, SEED) == UNREADABLE
    assert LIKES.grade(dict.fromkeys(liked(0, 0, 0, 0, 0, 0), True), SEED) == UNREADABLE


def test_what_is_liked_adds_up_by_type():
    statements = [*Interests.EXAMPLE["statements"], *({"type": name, "text": {"en": name}} for name in TYPES)]
    question = made(Interests, statements=statements)
    answer = {question.token(SEED, str(n)): 2 if n in (1, 7) else 1 if n == 0 else 0 for n in range(12)}
    leanings = question.leanings(answer, SEED)
    assert leanings == {name: ({"investigative": 4, "realistic": 1}.get(name, 0), 4) for name in TYPES}
    assert question.in_words(answer, SEED, "en") == ["Find out why a test fails", "investigative"]


def test_no_kind_of_liking_is_counted_for_others_to_see():
    assert LIKES.tally(liked(2, 2, 2, 2, 2, 2), SEED) == []


def test_every_type_is_asked_about_equally_often():
    statements = [*Interests.EXAMPLE["statements"][1:], {"type": "social", "text": {"en": "Nurse"}}]
    assert [each.split(":")[0] for each in problems(Interests, statements=statements)] == ["statements"]


def test_one_may_vote_for_as_many_as_the_poll_allows_and_for_each_once():
    assert VOTES.grade(votes("pay"), SEED) == VOTES.grade(votes("pay", "team"), SEED) == Verdict(1.0, 1)
    for answer in ([], votes("pay", "team", "learning"), votes("pay", "pay"), ["pay"], "pay", None):
        assert VOTES.grade(answer, SEED) == UNREADABLE
    assert VOTES.tally(votes("team", "pay"), SEED) == ["team", "pay"]


def test_a_poll_that_goes_from_little_to_much_keeps_its_order():
    kept = made(Poll, keep_order=True)
    for seed in range(20):
        assert [each["text"] for each in kept.present(seed, "en")["options"]] == ["Pay", "The team", "Learning"]


def test_a_poll_allows_no_more_votes_than_options():
    assert [each.split(":")[0] for each in problems(Poll, choose=4)] == ["choose"]


def test_words_of_a_cloud_are_counted_however_they_were_typed():
    assert WORDS.grade(["Machine  Learning", "ＡＩ"], SEED) == Verdict(1.0, 1)
    assert WORDS.tally(["Machine  Learning ", "ＡＩ"], SEED) == ["machine learning", "ai"]
    assert WORDS.tally(["ai", "AI"], SEED) == ["ai"]


@pytest.mark.parametrize(
    "answer", [[], ["a", "b", "c"], [""], ["  "], ["…"], ["x" * 25], ["a\nb\x07"], [1], "ai", None, {"a": 1}]
)
def test_what_are_no_words_for_a_cloud_is_unreadable(answer: Any):
    assert WORDS.grade(answer, SEED) == UNREADABLE


def test_an_open_answer_waits_for_its_reviewer_and_shows_the_rubric_then():
    assert ESSAY.grade("A big cupboard.", SEED) == Verdict(0.0, pending=True)
    assert "rubric" not in ESSAY.present(SEED, "en")
    assert ESSAY.lesson("A big cupboard.", SEED, "zh-Hans") == ["用上日常生活的比喻得一半，说明东西能再找到得另一半。"]


@pytest.mark.parametrize("answer", ["", " ", "?!", "x" * 401, None, ["A cupboard"], 5])
def test_nothing_to_read_is_unreadable(answer: Any):
    assert ESSAY.grade(answer, SEED) == UNREADABLE


def test_lines_are_counted_as_the_browser_counts_them():
    assert ESSAY.answer_from_form({"answer": [" one\r\ntwo "]}, SEED) == "one\ntwo"


@pytest.mark.parametrize("typed", ["TRAIN", "train", " t r a i n ", "ＴＲＡＩＮ", "T-R-A-I-N"])
def test_a_code_is_right_however_it_was_typed(typed: str):
    assert CODE.grade(typed, SEED) == Verdict(1.0, 1)


@pytest.mark.parametrize(("typed", "verdict"), [("USBJO", Verdict(0.0, 0)), ("", UNREADABLE), ("--", UNREADABLE)])
def test_another_code_is_wrong_and_none_is_unreadable(typed: str, verdict: Verdict):
    assert CODE.grade(typed, SEED) == verdict


def test_where_the_code_is_to_be_found_is_shown_and_the_code_is_not():
    shown = CODE.present(SEED, "en")
    assert shown["where"] == "Decode the five letters above."
    assert "TRAIN" not in str(shown)


def test_a_code_of_punctuation_alone_is_refused():
    assert [each.split(":")[0] for each in problems(Passcode, accept=["A1", "--"])] == ["accept.1"]
