"""The plain form of every kind, without a script: what it sends can be read, and the right answer can be sent."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import chain, combinations, product
from typing import Any

import jinja2
import pytest

from quest.levels.base import LANGUAGES, UNREADABLE, Question
from quest.levels.kinds import kinds
from quest.paths import TEMPLATES

SEED = 11
QUESTIONS = {name: kind.model_validate(kind.EXAMPLE) for name, kind in kinds().items()}


class Controls(HTMLParser):
    """The fields of a form: `one` of several values, `many` of several, `typed`, or `fixed` by the page."""

    def __init__(self) -> None:
        super().__init__()
        self.one: dict[str, list[str]] = {}
        self.many: dict[str, list[str]] = {}
        self.typed: set[str] = set()
        self.fixed: list[tuple[str, str]] = []
        self._select: list[str] | None = None
        self._is_option = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value, kind = given.get("name"), given.get("value") or "", given.get("type") or "text"
        self._is_option = tag == "option"
        if tag == "select" and name:
            self._select = self.one.setdefault(name, [])
        elif tag == "option" and self._select is not None and "value" in given:
            self._select.append(value)
            self._is_option = False
        elif tag == "input" and name and kind in ("radio", "checkbox"):
            (self.one if kind == "radio" else self.many).setdefault(name, []).append(value)
        elif tag == "input" and name and kind == "hidden":
            self.fixed.append((name, value))
        elif tag in ("input", "textarea") and name:
            self.typed.add(name)

    def handle_data(self, data: str) -> None:
        if self._is_option and self._select is not None:
            self._select.append(data.strip())

    def fillings(self, typed: str) -> Iterator[dict[str, list[str]]]:
        """Every way to fill the form in, with these words where something is typed."""
        ways = [[(name, [value]) for value in values] for name, values in self.one.items()]
        ways += [[(name, list(ticks)) for ticks in _subsets(values)] for name, values in self.many.items()]
        ways += [[(name, [typed])] for name in sorted(self.typed)]
        return (self._sent(way) for way in product(*ways))

    def _sent(self, way: tuple[tuple[str, list[str]], ...]) -> dict[str, list[str]]:
        fields: dict[str, list[str]] = {}
        for name, values in [*((name, [value]) for name, value in self.fixed), *way]:
            fields.setdefault(name, []).extend(values)
        return fields


def _subsets(values: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(values, size) for size in range(len(values) + 1))


def form_of(question: Question, turns: Sequence[str] = ()) -> Controls:
    page = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n"], autoescape=True
    )
    page.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    page.filters["number"] = str
    page.globals["written"] = str
    page.globals["url_for"] = lambda endpoint, name: f"/{endpoint}/{name}"
    shown: dict[str, Any] = {"id": question.id, "kind": question.kind, **question.present_turn(turns, SEED, "en")}
    controls = Controls()
    template: Any = page.get_template(f"questions/{question.kind}.html").module
    assert template.help(shown).strip()
    controls.feed(template.form(shown))
    return controls


def answers(question: Question, typed: str, turns: Sequence[str] = ()) -> Iterator[Any]:
    """Every answer that the form lets somebody send, turn by turn where it asks on."""
    for fields in form_of(question, turns).fillings(typed):
        answer = question.answer_from_form(fields, SEED)
        if question.asks_on(answer, SEED):
            yield from answers(question, typed, answer)
        else:
            yield answer


@pytest.fixture(params=sorted(QUESTIONS))
def question(request: pytest.FixtureRequest) -> Question:
    return QUESTIONS[request.param]


def test_the_right_answer_can_be_sent_or_any_where_none_is_right(question: Question):
    answer = question.solution(SEED, "en")["answer"]
    typed = str(answer) if isinstance(answer, str | int | float) else "words of mine"
    verdicts = [question.grade(answer, SEED) for answer in answers(question, typed)]
    assert max(verdict.fraction for verdict in verdicts) == (0.0 if question.JUDGED_BY == "reviewer" else 1.0)
    assert any(verdict.pending for verdict in verdicts) == (question.JUDGED_BY == "reviewer")


def test_a_form_with_every_field_filled_in_once_is_read_or_said_to_be_unreadable(question: Question):
    verdicts = [question.grade(answer, SEED) for answer in answers(question, "something else")]
    assert all(verdict.readable or verdict == UNREADABLE for verdict in verdicts)
    assert any(verdict.readable for verdict in verdicts) or question.kind == "estimate"


def test_a_readable_answer_is_told_in_words_of_every_language(question: Question):
    for answer in answers(question, "something else"):
        if question.grade(answer, SEED).readable:
            for language in LANGUAGES:
                assert all(question.in_words(answer, SEED, language))
                assert all(question.lesson(answer, SEED, language))
