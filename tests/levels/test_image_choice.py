"""Image choice: one right picture, and neither its file nor its place tells which."""

from typing import Any

import pytest

from quest.levels.base import UNREADABLE, Verdict
from quest.levels.image_choice import ImageChoice
from tests.levels.questions import SEED, made, problems

SIGNS = made(ImageChoice)


def option(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "picture": {"file": f"{name}.svg", "alt": {"en": f"A {name}"}}, **more}


def test_the_right_picture_is_all_and_another_nothing():
    assert SIGNS.grade(SIGNS.token(SEED, "bolt"), SEED) == Verdict(1.0, 1)
    assert SIGNS.grade(SIGNS.token(SEED, "beam"), SEED) == Verdict(0.0, 0)


@pytest.mark.parametrize("answer", ["bolt", "bolt.svg", [SIGNS.token(SEED, "bolt")], None, 0, ""])
def test_only_the_name_that_was_shown_is_an_answer(answer: Any):
    assert SIGNS.grade(answer, SEED) == UNREADABLE


def test_what_is_right_changes_nothing_that_is_shown():
    one = made(ImageChoice, options=[option("a", correct=True), option("b")])
    other = made(ImageChoice, options=[option("a"), option("b", correct=True)])
    assert [one.present(seed, "en") for seed in range(50)] == [other.present(seed, "en") for seed in range(50)]


def test_a_picture_is_called_by_its_caption_or_by_what_it_shows():
    assert SIGNS.solution(SEED, "zh-Hant")["text"] == ["三角形內有閃電圖案"]
    captioned = made(ImageChoice, options=[option("a", text={"en": "Ay"}, correct=True), option("b", text={"en": "B"})])
    assert captioned.solution(SEED, "en")["text"] == ["Ay"]
    assert captioned.tally_names("en") == {"a": "Ay", "b": "B"}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([option("a"), option("b")], "options: 0 options are marked"),
        ([option("a", correct=True), option("b", correct=True)], "options: 2 options are marked"),
        ([option("a", correct=True), {**option("b"), "id": "a"}], "options.1.id: an earlier option has this id"),
        ([option("a", correct=True), {**option("a"), "id": "b"}], "options.1.picture.file: an earlier option shows"),
        ([option("a", correct=True), option("b", text={"en": "B"})], "options: some options have a caption"),
        (
            [option("a", correct=True), {"id": "b", "picture": {"file": "b.svg", "alt": {"en": "A a"}}}],
            "options.1: an earlier option reads the same",
        ),
        (
            [option("a", correct=True), {"id": "b", "picture": {"file": "../b.svg", "alt": {"en": "B"}}}],
            "options.1.picture.file: String should match",
        ),
    ],
)
def test_pictures_that_cannot_be_played_are_refused_where_they_stand(options: list[dict[str, Any]], says: str):
    assert any(problem.startswith(says) for problem in problems(ImageChoice, options=options))
