"""Somebody adds a kind: one file and one template, and nothing else, make it playable."""

import sys
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

import quest.levels
from quest.levels import kinds
from quest.levels.level import Campaign
from quest.services import campaigns
from tests.services.harbour import harbour, level, text
from tests.web.site import NOON, Site, open_site

KIND = '''
"""Riddle: one word."""

from typing import Any, ClassVar, Literal

from quest.levels.base import UNREADABLE, Question, Verdict, first_field


class Riddle(Question):
    """Say the word."""

    NAME: ClassVar[str] = "riddle"
    EXAMPLE: ClassVar[dict[str, Any]] = {}

    kind: Literal["riddle"]
    word: str

    def present(self, seed, language):
        return {"letters": len(self.word)}

    def grade(self, answer, seed):
        return Verdict(float(answer == self.word)) if isinstance(answer, str) and answer else UNREADABLE

    def solution(self, seed, language):
        return {"answer": self.word, "text": [self.word]}

    def answer_from_form(self, fields, seed):
        return first_field(fields, "answer")
'''
TEMPLATE = """
{%- macro help(question) -%}Guess!{%- endmacro -%}
{%- macro form(question) -%}<input name="answer" size="{{ question.letters }}">{%- endmacro -%}
"""
RIDDLE = {
    "id": "footless",
    "kind": "riddle",
    "prompt": text("What has keys and opens nothing?"),
    "word": "piano",
    "explanation": text("Black and white ones."),
}


@pytest.fixture
def kind_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lay the file where kinds are looked for, and take all traces of it away afterwards."""
    folder = tmp_path / "levels"
    folder.mkdir()
    (folder / "riddle.py").write_text(KIND, "utf-8")
    monkeypatch.setattr(quest.levels, "__path__", [*quest.levels.__path__, str(folder)])
    monkeypatch.setattr(kinds, "_KINDS", {})
    yield
    sys.modules.pop("quest.levels.riddle", None)
    vars(quest.levels).pop("riddle", None)


@pytest.fixture
def site(tmp_path: Path, kind_file: None) -> Iterator[Site]:
    """Yield a quest whose first level asks the riddle, with the template beside the others."""
    opened = open_site(tmp_path / "data")
    templates = tmp_path / "templates" / "questions"
    templates.mkdir(parents=True)
    (templates / "riddle.html").write_text(TEMPLATE, "utf-8")
    here = jinja2.FileSystemLoader(templates.parent)
    opened.app.jinja_loader = jinja2.ChoiceLoader([opened.app.jinja_loader, here])
    with opened.database.unit_of_work() as session:
        campaigns.stage(session, _campaign(), now=NOON)
    yield opened
    opened.database.close()


def _campaign() -> Campaign:
    others = [level(name, {**RIDDLE, "id": name}) for name in ("crane", "buoy", "pier", "mast")]
    return harbour([level("quay", RIDDLE), *others])


def test_the_file_is_found(kind_file: None):
    assert "riddle" in kinds.kinds()
    assert kinds.question_from(RIDDLE).grade("piano", 1).correct


def test_it_is_presented_rendered_and_graded(site: Site):
    ada = site.rider("Ada")
    page = ada.send_and_read("/levels/quay/attempts")
    assert "What has keys" in page.words
    assert "Guess!" in page.words
    assert '<input name="answer" size="5">' in page.source
    attempt = page.response.request.path
    after = ada.send_and_read(f"{attempt}/answers", question_id="footless", key="k", answer="piano")
    assert "Black and white ones." in after.words
    assert ada.me["points"] == 100


def test_its_answer_can_be_wrong_and_an_empty_one_is_asked_for_again(site: Site):
    ada = site.rider("Ada")
    attempt = ada.send_and_read("/levels/quay/attempts").response.request.path
    again = ada.send_and_read(f"{attempt}/answers", question_id="footless", key="k", answer="")
    assert "could not be read" in again.words
    after = ada.send_and_read(f"{attempt}/answers", question_id="footless", key="l", answer="a map")
    assert "piano" in after.words
    assert ada.me["points"] == 0
