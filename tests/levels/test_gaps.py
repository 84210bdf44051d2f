"""Gaps: each right one counts, typed in any width and language, or chosen from a bank."""

from typing import Any

import pytest

from quest.levels.base import UNREADABLE, Verdict
from quest.levels.gaps import Gaps
from tests.levels.questions import SEED, made, problems

CHOSEN = made(Gaps)
TYPED = made(Gaps, choose=False, extra=[])


def token(place: int) -> str:
    return CHOSEN.token(SEED, f"word-{place}")


@pytest.mark.parametrize(
    ("typed", "right"),
    [(["0", "100"], 2), (["zero", "一百"], 2), ([" ０ ", "１００"], 2), (["0", ""], 1), (["100", "0"], 0)],
)
def test_each_gap_counts_by_itself_in_any_language_and_width(typed: list[str], right: int):
    assert TYPED.grade(typed, SEED) == Verdict(right / 2, right, 2)


@pytest.mark.parametrize("answer", [["", ""], ["0"], ["0", "100", ""], ["0", 100], "0", None, ["x" * 201, "100"]])
def test_what_does_not_fill_the_gaps_is_unreadable(answer: Any):
    assert TYPED.grade(answer, SEED) == UNREADABLE


def test_words_of_the_bank_are_chosen_by_the_names_that_were_shown():
    assert CHOSEN.grade([token(0), token(1)], SEED) == Verdict(1.0, 2, 2)
    assert CHOSEN.grade([token(0), token(2)], SEED) == Verdict(0.5, 1, 2)
    assert CHOSEN.grade([token(0), ""], SEED) == Verdict(0.5, 1, 2)
    assert CHOSEN.grade(["0", "100"], SEED) == UNREADABLE


def test_what_was_filled_in_is_told_gap_by_gap():
    assert CHOSEN.in_words([token(2), ""], SEED, "en") == ["50", "…"]


def test_gaps_stand_where_each_language_has_them():
    text = {"en": "First {1}, then {2}.", "zh-Hant": "{2} 之前先 {1}。", "zh-Hans": "{2} 之前先 {1}。"}
    question = made(Gaps, text=text)
    assert [piece["gap"] for piece in question.present(SEED, "en")["pieces"]] == [0, 1, 2]
    assert question.present(SEED, "zh-Hant")["pieces"] == [
        {"gap": 0, "words": ""},
        {"gap": 2, "words": " 之前先 "},
        {"gap": 1, "words": "。"},
    ]


def test_a_typed_gap_shows_no_bank():
    assert TYPED.present(SEED, "en")["bank"] is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": {"en": "Only {1}."}}, "text.en: the text does not have {1}, {2} once each"),
        ({"text": {"en": "{1} and {2} and {2}."}}, "text.en: the text does not have"),
        ({"text": {"en": "{1}, {2}", "zh-Hant": "{1}"}}, "text.zh-Hant: the text does not have"),
        ({"choose": False}, "extra: `extra` words are only shown with `choose: true`"),
        ({"extra": [{"en": "0 "}]}, "extra.0: an earlier word of the bank reads the same"),
        ({"extra": [{"en": "Zero"}]}, "extra.0: a gap accepts this word"),
        ({"gaps": [{"accept": {"en": ["0"]}}, {"accept": {"en": ["0"]}}], "extra": []}, "gaps.1: an earlier word"),
    ],
)
def test_gaps_that_cannot_be_played_are_refused_where_they_stand(changes: dict[str, Any], says: str):
    assert any(problem.startswith(says) for problem in problems(Gaps, **changes))
