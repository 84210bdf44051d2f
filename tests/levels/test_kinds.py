"""What every question kind promises; a new kind is found and held to it."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.levels import text
from quest.levels.base import LANGUAGES, UNREADABLE, Content, Question, Text
from quest.levels.choice import Choice
from quest.levels.kinds import found, kinds, question_from

SEEDS = range(2_000)
KEY_FIELDS = {
    *("correct", "value", "accept", "answer", "solution", "explanation", "full", "zero", "pairs", "source"),
    *("file", "type", "rubric", "outcome", "lesson", "leads_to"),
}
KINDS = sorted(kinds())
QUESTIONS = {name: kind.model_validate(kind.EXAMPLE) for name, kind in kinds().items()}
RULED = [name for name in KINDS if QUESTIONS[name].JUDGED_BY == "rule"]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=12,
)


@pytest.fixture(params=KINDS)
def question(request: pytest.FixtureRequest) -> Question:
    return QUESTIONS[request.param]


@pytest.fixture(params=RULED)
def ruled(request: pytest.FixtureRequest) -> Question:
    """One that has a right answer."""
    return QUESTIONS[request.param]


@pytest.fixture(params=[name for name in KINDS if name not in RULED])
def unruled(request: pytest.FixtureRequest) -> Question:
    """One that has none."""
    return QUESTIONS[request.param]


def fields_in(shown: Any) -> Iterator[str]:
    """The names of all fields, at any depth."""
    if isinstance(shown, dict):
        yield from shown
        shown = list(shown.values())
    for inner in shown if isinstance(shown, list) else ():
        yield from fields_in(inner)


def named_values_in(content: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """Every plain value at any depth, with the name of the field that holds it."""
    if isinstance(content, dict):
        for name, inner in content.items():
            yield from named_values_in(inner, name)
    elif isinstance(content, list):
        for inner in content:
            yield from named_values_in(inner, field)
    else:
        yield field, content


def texts_in(content: Any) -> Iterator[Text]:
    """Every text at any depth."""
    if isinstance(content, Text):
        yield content
    elif isinstance(content, Content):
        for _, value in content:
            yield from texts_in(value)
    elif isinstance(content, tuple):
        for value in content:
            yield from texts_in(value)


def words_of(thing: dict[str, Any]) -> str:
    """What tells a thing from others: its text, or that of its picture."""
    words: str = thing["text"] or thing["picture"]["alt"]
    return words


def lists_in(shown: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The lists of things that the player chooses from or moves, by field."""
    lists = {name: value for name, value in shown.items() if isinstance(value, list)}
    return {name: things for name, things in lists.items() if any("id" in thing for thing in things)}


def tokens_in(shown: dict[str, Any]) -> list[str]:
    return [thing["id"] for things in lists_in(shown).values() for thing in things]


def is_even(counts: Counter[Any], cells: int) -> bool:
    """Whether so many draws spread over the cells as even chances do: none further off than five deviations."""
    draws = counts.total()
    deviation = (draws / cells * (1 - 1 / cells)) ** 0.5
    return len(counts) == cells and all(abs(count - draws / cells) < 5 * deviation for count in counts.values())


def test_there_are_kinds_and_each_is_known_by_its_name():
    assert len(KINDS) >= 15
    assert [kind.NAME for _, kind in sorted(kinds().items())] == KINDS


def test_the_example_parses_and_round_trips(question: Question):
    assert question.kind == type(question).NAME
    written = json.loads(json.dumps(question.model_dump(mode="json", by_alias=True, exclude_none=True)))
    assert question_from(written) == question


def test_the_example_has_every_text_in_every_language(question: Question):
    assert [text for text in texts_in(question) if text.missing()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_presentation_is_json_without_any_field_of_the_key(question: Question, language: str):
    shown = question.present(1, language)
    assert json.loads(json.dumps(shown)) == shown
    assert not KEY_FIELDS & set(fields_in(shown))


def test_no_name_that_an_author_gave_is_shown(question: Question):
    names = {value for field, value in named_values_in(question.EXAMPLE) if field in ("id", "file", "leads_to")}
    assert not names & {value for _, value in named_values_in(question.present(1, "en"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_presentation_is_that_of_no_turns(question: Question, language: str):
    assert question.present_turn((), 1, language) == question.present(1, language)


def test_the_presentation_belongs_to_its_seed(question: Question):
    assert all(question.present(seed, "en") == question.present(seed, "en") for seed in range(20))


def test_names_of_parts_say_nothing_and_change_with_the_seed(question: Question):
    seen = [token for seed in SEEDS for token in tokens_in(question.present(seed, "en"))]
    assert len(set(seen)) == len(seen)
    assert len({len(token) for token in seen}) <= 1


def test_things_to_choose_from_all_have_the_same_fields(question: Question):
    for things in lists_in(question.present(1, "en")).values():
        assert len({tuple(sorted(thing)) for thing in things}) == 1


@pytest.mark.parametrize("by", ["position", "name"])
def test_no_thing_is_likelier_to_stand_in_one_place_than_another(question: Question, by: str):
    for field, things in lists_in(question.present(0, "en")).items():
        places: Counter[tuple[str, int]] = Counter()
        for seed in SEEDS:
            shown = question.present(seed, "en")[field]
            if by == "name":
                shown = sorted(shown, key=lambda thing: thing["id"])
            places.update((words_of(thing), place) for place, thing in enumerate(shown))
        for words in map(words_of, things):
            mine = Counter({place: count for (other, place), count in places.items() if other == words})
            assert is_even(mine, len(things)), (field, words, mine)


def test_the_solution_is_right_for_every_seed(ruled: Question):
    for seed in range(50):
        for language in LANGUAGES:
            solution = ruled.solution(seed, language)
            verdict = ruled.grade(solution["answer"], seed)
            assert verdict.fraction == 1.0
            assert verdict.correct
            assert verdict.readable
            assert verdict.parts_right == verdict.parts >= 1
            assert json.loads(json.dumps(solution)) == solution
            assert all(isinstance(words, str) and words for words in solution["text"])
            assert solution["text"] == ruled.in_words(solution["answer"], seed, language)


def test_the_solution_of_one_seed_is_no_answer_to_another(ruled: Question):
    if tokens_in(ruled.present(1, "en")):
        assert ruled.grade(ruled.solution(1, "en")["answer"], 2) == UNREADABLE


def test_where_no_rule_judges_there_is_no_solution(unruled: Question):
    assert unruled.solution(1, "en") == {"answer": None, "text": []}


def test_what_a_right_answer_counts_for_hangs_on_no_seed_and_has_words(ruled: Question):
    counted = {tuple(ruled.tally(ruled.solution(seed, "en")["answer"], seed)) for seed in range(50)}
    assert len(counted) == 1
    for language in LANGUAGES:
        names = ruled.tally_names(language)
        assert {name for each in counted for name in each} <= names.keys()
        assert all(words and isinstance(words, str) for words in names.values())


@given(answer=JSON, seed=st.integers(0, 2**62))
@pytest.mark.parametrize("name", KINDS)
def test_grading_survives_any_json(name: str, answer: Any, seed: int):
    question = QUESTIONS[name]
    verdict = question.grade(answer, seed)
    assert 0.0 <= verdict.fraction <= 1.0
    assert verdict.readable or verdict == UNREADABLE
    assert verdict.pending == (verdict.readable and question.JUDGED_BY == "reviewer")
    assert not (question.asks_on(answer, seed) and verdict.readable)


@given(data=st.data(), seed=st.integers(0, 2**62))
@pytest.mark.parametrize("name", KINDS)
def test_grading_survives_answers_made_of_the_right_pieces(name: str, data: st.DataObject, seed: int):
    question = QUESTIONS[name]
    tokens = tokens_in(question.present(seed, "en"))
    piece = st.sampled_from([*tokens, question.solution(seed, "en")["answer"], "", None, 0])
    answer = data.draw(piece | st.lists(piece, max_size=9) | st.dictionaries(st.sampled_from([*tokens, ""]), piece))
    verdict = question.grade(answer, seed)
    assert 0.0 <= verdict.fraction <= 1.0
    assert 0 <= verdict.parts_right <= verdict.parts
    assert verdict.readable or verdict == UNREADABLE
    assert not (question.asks_on(answer, seed) and verdict.readable)
    if verdict.readable:
        said = [*question.in_words(answer, seed, "en"), *question.lesson(answer, seed, "en")]
        assert all(words and isinstance(words, str) for words in said)
        known = question.tally_names("en")
        assert not known or set(question.tally(answer, seed)) <= known.keys()


@given(fields=st.dictionaries(st.text(max_size=12) | st.just("answer"), st.lists(st.text(), max_size=3)))
@pytest.mark.parametrize("name", KINDS)
def test_any_form_can_be_read_and_graded(name: str, fields: dict[str, list[str]]):
    question = QUESTIONS[name]
    verdict = question.grade(question.answer_from_form(fields, 7), 7)
    assert 0.0 <= verdict.fraction <= 1.0


def test_an_empty_form_is_unreadable(question: Question):
    assert question.grade(question.answer_from_form({}, 7), 7) == UNREADABLE


def test_two_classes_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch):
    class Impostor(Choice):
        pass

    monkeypatch.setattr(text, "Impostor", Impostor, raising=False)
    with pytest.raises(TypeError, match="both the kind 'choice'"):
        found()


@pytest.mark.parametrize("data", [{}, {"kind": "riddle"}, {"kind": None}, {"kind": ["choice"]}, None, [], "choice", 3])
def test_what_names_no_kind_is_refused(data: Any):
    with pytest.raises(ValueError, match=r"kind|no question"):
        question_from(data)
