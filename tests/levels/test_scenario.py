"""Scenario: two or three choices, each with what comes of it, and a lesson at the end of every path."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from quest.levels.base import UNREADABLE, Verdict
from quest.levels.scenario import Scenario
from tests.levels.questions import SEED, made, problems

ANGRY = made(Scenario)


def path(*choices: str) -> list[str]:
    """Choices by their scene and number."""
    return [ANGRY.token(SEED, choice) for choice in choices]


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        (("start/0", "heard/0"), 1.0),
        (("start/0", "heard/1"), 0.5),
        (("start/1", "louder/0"), 0.5),
        (("start/1", "louder/1"), 0.0),
    ],
)
def test_a_path_is_worth_the_outcome_of_its_end(choices: tuple[str, ...], outcome: float):
    assert ANGRY.grade(path(*choices), SEED) == Verdict(outcome, int(outcome))


def test_it_asks_on_until_an_end_is_reached():
    assert ANGRY.asks_on(path("start/0"), SEED)
    assert ANGRY.grade(path("start/0"), SEED) == UNREADABLE
    assert not ANGRY.asks_on(path("start/0", "heard/0"), SEED)


@pytest.mark.parametrize(
    "answer",
    [[], path("heard/0"), path("start/0", "louder/0"), path("start/0", "heard/0", "start/0"), ["start/0"], "x"],
)
def test_what_is_no_path_is_unreadable_and_no_turn(answer: Any):
    assert ANGRY.grade(answer, SEED) == UNREADABLE
    assert not ANGRY.asks_on(answer, SEED)


def test_after_a_choice_its_consequence_is_told_and_the_next_choices_are_offered():
    shown = ANGRY.present_turn(path("start/0"), SEED, "en")
    assert shown["past"] == [{"turn": path("start/0")[0], "scene": "The parcel came broken.", "chosen": "Listen first"}]
    assert shown["scene"] == "They calm down."
    assert {choice["text"] for choice in shown["choices"]} == {"Send a new one", "Promise to call"}


def words_in(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    for inner in content.values() if isinstance(content, dict) else content if isinstance(content, list) else ():
        yield from words_in(inner)


@pytest.mark.parametrize(
    ("choices", "scenes"), [((), {"start"}), (("start/0",), {"start", "heard"}), (("start/1",), {"start", "louder"})]
)
def test_nothing_of_a_scene_is_sent_before_it_is_reached(choices: tuple[str, ...], scenes: set[str]):
    sent = json.dumps(ANGRY.present_turn(path(*choices), SEED, "en"))
    for scene in Scenario.EXAMPLE["scenes"]:
        assert (scene["text"]["en"] in sent) == (scene["id"] in scenes)
        if scene["id"] not in scenes:
            assert [words for words in words_in(scene.get("choices", [])) if words in sent] == []
        assert scene.get("lesson", {"en": "outcome"})["en"] not in sent


def test_an_end_teaches_what_came_of_it():
    lost = path("start/1", "louder/1")
    assert ANGRY.lesson(lost, SEED, "en") == ["They leave.", "Terms answer nobody who is angry."]
    assert ANGRY.in_words(lost, SEED, "en") == ["Quote the terms", "Repeat the terms"]


def test_players_are_counted_by_the_choice_that_everybody_meets():
    assert ANGRY.tally(path("start/1", "louder/1"), SEED) == ["1"]
    assert ANGRY.tally_names("en") == {"0": "Listen first", "1": "Quote the terms"}


def turn(scene: str, *leads_to: str) -> dict[str, Any]:
    choices = [{"text": {"en": f"{scene} {n}"}, "leads_to": name} for n, name in enumerate(leads_to)]
    return {"id": scene, "text": {"en": scene}, "choices": choices}


def end(scene: str, outcome: float = 1) -> dict[str, Any]:
    return {"id": scene, "text": {"en": scene}, "lesson": {"en": f"Of {scene}"}, "outcome": outcome}


SOUND = [turn("a", "b", "c"), turn("b", "c", "x"), turn("c", "x", "y"), end("x"), end("y", 0)]


def test_a_path_may_have_two_choices_or_three():
    assert problems(Scenario, scenes=SOUND) == []


@pytest.mark.parametrize(
    ("scenes", "says"),
    [
        ([turn("a", "b", "x"), *SOUND[1:]], "scenes: the path a → x has not 2 or 3 choices before its end"),
        ([*SOUND[:2], turn("c", "a", "y"), *SOUND[3:]], "scenes: the path a → b → c → a → "),
        ([*SOUND[:3], {**end("x"), "outcome": None}, SOUND[4]], "scenes.3: the scene has neither choices nor a whole"),
        (
            [*SOUND[:3], {**end("x"), "choices": turn("q", "x", "y")["choices"]}, SOUND[4]],
            "scenes.3: the scene has cho",
        ),
        ([turn("a", "b"), *SOUND[1:]], "scenes.0.choices: there is only one choice"),
        ([turn("a", "b", "d"), *SOUND[1:]], "scenes.0.choices.1.leads_to: there is no scene 'd'"),
        ([*SOUND, turn("d", "x", "y")], "scenes.5: no choice leads to this scene"),
        ([*SOUND, end("x")], "scenes.5.id: an earlier scene has this id"),
        ([*SOUND[:3], end("x", 0.9), SOUND[4]], "scenes: no path ends well"),
        ([*SOUND[:3], end("x", 1.5), SOUND[4]], "scenes.3.outcome: "),
        (
            [{**SOUND[0], "choices": [{"text": {"en": "Go"}, "leads_to": name} for name in "bc"]}, *SOUND[1:]],
            "scenes.0.choices.1.text: an earlier choice reads the same",
        ),
    ],
)
def test_scenes_that_cannot_be_played_are_refused_where_they_stand(scenes: list[dict[str, Any]], says: str):
    found = problems(Scenario, scenes=scenes)
    assert any(problem.startswith(says) for problem in found), found
