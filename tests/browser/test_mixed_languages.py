"""Pages in each language: words in another one say so, and a voice reads them right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from quest.levels.base import LANGUAGES
from tests.running import Quest, quest
from tests.shots import Shot
from tests.shots.everything import all_shots
from tests.shots.players import kind_shots

HAN = re.compile("[\u3400-\u9fff]")
LATIN = re.compile("[A-Za-z]")
SENTENCE = re.compile(r"[A-Za-z][\w’'-]*(?:[,;:]? [A-Za-z][\w’'-]*){3,}")
"""Four Latin words in a row; fewer may be a name."""
SHOWN = ("title", "placeholder", "alt")
"""Attributes that are read; a label may quote a name, and has no markup to say its language with."""
NO_LANGUAGE = {"script", "style", "code", "pre", "title"}
"""What is in no language, and the title of a page, which may quote a name as well."""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    """Reads a page aloud: what stands in it, each with the language that is in force there."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.heard: list[tuple[str, str]] = []

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        language = own.get("lang", self.language) or ""
        # A name may be quoted in there as well, which no markup can tell.
        whole = (own[name] or "" for name in SHOWN if name in own)
        self.heard += [(language, words) for words in whole if not (HAN.search(words) and LATIN.search(words))]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and not NO_LANGUAGE.intersection(tag for tag, _ in self.open):
            self.heard.append((self.language, " ".join(data.split())))


def misread(source: str) -> list[str]:
    """What a voice of the wrong language would read."""
    reader = Reader()
    reader.feed(source)
    return [
        f"{language}: {words[:120]}"
        for language, words in reader.heard
        if (language == "en" and HAN.search(words)) or (language.startswith("zh") and SENTENCE.search(words))
    ]


def test_the_reader_hears_what_has_no_language_of_its_own():
    assert misread('<html lang="en"><p>Riding to 港 now</p>') == ["en: Riding to 港 now"]
    assert misread('<html lang="zh-Hant"><p>Choose what you like</p>') == ["zh-Hant: Choose what you like"]
    assert misread('<html lang="en"><p>To <span lang="zh">港</span><img alt="港" lang="zh"> now</p>') == []
    assert misread('<html lang="zh-Hans"><p>在 <b lang="en">All you need is this</b> 和 Next Stop</p>') == []


def heard(running: Quest, shots: Iterator[Shot]) -> list[str]:
    """The faults of every page in every language, each page once."""
    faults: dict[str, None] = {}
    for shot in shots:
        for language in LANGUAGES:
            shot.visitor.post("/language", data={"language": language})
            page = shot.visitor.get(shot.path, follow_redirects=True)
            assert page.headers["Content-Language"] == language, shot.name
            faults |= dict.fromkeys(f"{shot.name} {fault}" for fault in misread(page.text))
        shot.visitor.post("/language", data={"language": "en"})
    return list(faults)


def test_every_page_says_in_which_language_each_of_its_words_is(tmp_path_factory: pytest.TempPathFactory):
    with quest(tmp_path_factory.mktemp("pages") / "data") as own:  # its campaign ends on the way
        found = heard(own, all_shots(own))
    assert found == [], "\n".join(found)


def test_every_question_says_in_which_language_each_of_its_words_is(tmp_path_factory: pytest.TempPathFactory):
    with quest(tmp_path_factory.mktemp("languages") / "data") as kinds:
        assert heard(kinds, kind_shots(kinds)) == []
