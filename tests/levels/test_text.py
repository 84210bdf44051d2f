"""Text: the word as it sounds, not as it is typed."""

import pytest

from quest.levels.base import UNREADABLE, Question
from quest.levels.gaps import Gaps
from quest.levels.passcode import Passcode
from quest.levels.text import LONGEST, TextQuestion, folded
from tests.levels.questions import SEED, made, problems

GAS = made(TextQuestion)


@pytest.mark.parametrize(
    "typed",
    [
        "carbon dioxide",
        "Carbon-Dioxide",
        " CARBON  DIOXIDE. ",
        "co2",
        "ＣＯ２",
        "CO₂",
        "二氧化碳",
        "「二氧化碳」",
        "carbon\u200bdioxide",
    ],
)
def test_case_width_spaces_and_punctuation_do_not_matter(typed: str):
    assert GAS.grade(typed, SEED).correct


@pytest.mark.parametrize("typed", ["carbon", "CO", "CO3", "一氧化碳", "carbon dioxide gas"])
def test_another_word_is_wrong_but_readable(typed: str):
    verdict = GAS.grade(typed, SEED)
    assert (verdict.fraction, verdict.readable) == (0.0, True)


@pytest.mark.parametrize(
    ("kind", "name"), [(TextQuestion, "b2-carbon-dioxide"), (Passcode, "quay-train"), (Gaps, "water-at-zero")]
)
def test_an_id_tells_nobody_what_to_type(kind: type[Question], name: str):
    assert problems(kind, id=name) == [
        "id: the id tells the answer, and every browser gets it; Choose an id that does not"
    ]


@pytest.mark.parametrize("typed", ["", "   ", "…!?", "\u200b", "\ud800", "a" * (LONGEST + 1), None, 2, ["co2"]])
def test_what_holds_no_word_is_unreadable(typed: object):
    assert GAS.grade(typed, SEED) == UNREADABLE


@pytest.mark.parametrize(("one", "other"), [("-5", "5"), ("3.5", "35"), ("C++", "C"), ("$5", "5")])
def test_signs_that_change_the_meaning_are_kept(one: str, other: str):
    assert folded(one) != folded(other)


@pytest.mark.parametrize(("one", "other"), [("1,000", "1000"), ("−5", "-5"), ("３．５", "3.5"), ("e-mail", "Email")])
def test_signs_that_do_not_are_folded_away(one: str, other: str):
    assert folded(one) == folded(other)


def test_the_first_spelling_of_the_language_is_the_one_shown():
    assert GAS.solution(1, "zh-Hant")["text"] == ["二氧化碳"]
    assert made(TextQuestion, accept={"en": ["yeast", "yeasts"]}).solution(1, "zh-Hant")["text"] == ["yeast"]


def test_what_is_accepted_changes_nothing_that_is_shown():
    assert GAS.present(1, "en") == made(TextQuestion, accept={"en": ["x"]}).present(1, "en")


def test_a_spelling_that_nobody_could_type_is_refused():
    [problem] = problems(TextQuestion, accept={"en": ["CO2", "…"]})
    assert problem.startswith("accept.en.1: nothing is left of '…'")
    assert problems(TextQuestion, accept={"en": ["CO2", "a" * (LONGEST + 1)]})[0].startswith("accept.en.1")
