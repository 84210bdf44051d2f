"""The reader's language: chosen, kept in the session, or the first that the browser asks for."""

from __future__ import annotations

import re

from babel import Locale
from flask import g, request, session
from flask_babel import Babel, refresh

from quest.levels.base import LANGUAGES, Text

DEFAULT = "en"
ENDONYMS = {"en": ("EN", "English"), "zh-Hant": ("繁", "繁體中文"), "zh-Hans": ("简", "简体中文")}
_TRADITIONAL = ("zh-hant", "zh-hk", "zh-tw", "zh-mo", "yue")

_MEETING = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z+#%])(?=[\u4e00-\u9fff])")
_HAN = re.compile("[\u3400-\u9fff]")
_CHINESE = re.compile("[\u3400-\u9fff](?:[\u3000-\u9fff\uff00-\uffef]*[\u3400-\u9fff])?")
_SENTENCE = re.compile(r"[A-Za-z][\w’'-]*(?:[,;:]? [A-Za-z][\w’'-]*){3,}")
_LATIN_TEXT = re.compile(r".*[A-Za-z].*", re.DOTALL)

babel = Babel()


def language() -> str:
    """A tag of `LANGUAGES` for this request."""
    if "language" not in g:
        g.language = _kept() or _asked_for()
    chosen: str = g.language
    return chosen


def keep(tag: str) -> None:
    """Remembers a reader's choice; an unknown tag changes nothing."""
    if tag in LANGUAGES:
        session["language"] = g.language = tag


def speak(tag: str) -> None:
    """Answers this request in a language of `LANGUAGES`, whatever its reader chose."""
    g.language = tag


def offer(tag: str) -> None:
    """Speaks this language to whoever has not chosen one, on a page that somebody else sent them to."""
    if _kept() is None and tag in LANGUAGES:
        g.language = tag
        refresh()


def locale() -> str:
    """The request's language as Babel names it."""
    return language().replace("-", "_")


def tag(name: str) -> str | None:
    """The tag of `LANGUAGES` that a language range such as `zh-HK` or `en-GB` means."""
    lower = name.replace("_", "-").lower()
    if lower.startswith(_TRADITIONAL):
        return "zh-Hant"
    if lower.startswith("zh"):
        return "zh-Hans"
    return "en" if lower.startswith("en") else None


def t(text: Text | dict[str, str]) -> str:
    """The words of a campaign's or a job's text in the reader's language."""
    if isinstance(text, Text):
        return text.in_(language())
    return text.get(language()) or text.get(DEFAULT) or next(iter(text.values()), "")


def t2(text: Text) -> tuple[str, str]:
    """The second script of a sign, and its language: Chinese beside English and the other way round."""
    second = "zh-Hant" if language() == "en" else "en"
    return text.in_(second), second


def spaced(words: str) -> str:
    """Words put together by a rule, with a space wherever Chinese meets a Latin letter or a digit: “3 月 18 日”."""
    return _MEETING.sub(" ", words)


def lang_of(text: dict[str, str]) -> str:
    """The language in which `t` gives these words, for the `lang` attribute."""
    return language() if text.get(language()) else DEFAULT if text.get(DEFAULT) else next(iter(text), DEFAULT)


def by_language(words: str) -> list[tuple[str | None, str]]:
    """Words cut where their script changes from the page's, each part with its tag; None for the page's own.

    In English every run of Chinese is another language. In Chinese a Latin name or term is at home; a text that has no
    Chinese at all, or a run of four words, is English.
    """
    if language() == DEFAULT:
        cut, tag = _CHINESE, "zh"
    else:
        cut, tag = (_SENTENCE if _HAN.search(words) else _LATIN_TEXT), DEFAULT
    parts, at = list[tuple[str | None, str]](), 0
    for found in cut.finditer(words):
        parts += [(None, words[at : found.start()]), (tag, found[0])]
        at = found.end()
    return [part for part in [*parts, (None, words[at:])] if part[1]]


def _kept() -> str | None:
    kept = session.get("language")
    return kept if kept in LANGUAGES else None


def _asked_for() -> str:
    return next((found for asked in request.accept_languages.values() if (found := tag(asked))), DEFAULT)


def as_locale() -> Locale:
    """The request's language for formatting numbers and dates."""
    return Locale.parse(locale())
