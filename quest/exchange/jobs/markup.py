"""HTML and loose text to plain words: what a person would read, with blank lines between paragraphs."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import nh3

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote dd div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr main nav ol p pre"
        " section table tbody ul",
    )
)
LINES = frozenset({"br", "tr"})
CELLS = frozenset({"td", "th"})
KEPT = BLOCKS | LINES | CELLS | {"li"}
TAG_NAMES = (
    "a|article|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|script|section|small|span|strong|style"
    "|sub|sup|table|tbody|td|th|tr|u|ul"
)
TAG = re.compile(rf"</?(?:{TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
ESCAPED_TAG = re.compile(rf"&lt;/?(?:{TAG_NAMES})(?:\s[^<>]{{0,300}}?)?/?&gt;", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u200b\u202a-\u202e\u2066-\u2069]")
SPACES = re.compile(r"[^\S\n]+")
BLANK_LINES = re.compile(r"\n\s*\n\s*")
BULLET = re.compile(r"(?<=\S)\s*[•▪●]\s*|^[•▪●]\s*", re.MULTILINE)


LONGEST = 200_000
LONGEST_LINE = 2_000
"""Characters of a field that are read: nobody reads further, and deep nesting would keep a core busy for hours."""


class _Words(HTMLParser):
    """Collects the text of a page; blocks become paragraphs, list items lines with a dot. Unescapes entities once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag in LINES:
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n• ")
        elif tag in CELLS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"\s+", " ", data))


def words_of_html(markup: str) -> str:
    """The plain text of a piece of HTML: scripts, styles and comments gone, entities unescaped once."""
    reader = _Words()
    markup = CONTROLS.sub("", markup[:LONGEST])
    reader.feed(nh3.clean(markup, tags=set(KEPT), clean_content_tags={"script", "style"}, attributes={}))
    reader.close()
    return tidy("".join(reader.parts))


def words_of_field(value: str) -> str:
    """The plain text of a field that may hold HTML, HTML escaped as a whole, or just words with lost line breaks."""
    value = value[:LONGEST]
    if not TAG.search(value) and ESCAPED_TAG.search(value):
        value = html.unescape(value)
    if TAG.search(value):
        return words_of_html(value)
    return words_of_text(html.unescape(value))


def words_of_text(text: str) -> str:
    """Plain text made readable: bullets and wide gaps, where a table lost its line breaks, start new lines."""
    return tidy(re.sub(r"(?<=\S) {3,}(?=\S)", "\n\n", BULLET.sub("\n• ", text)))


def line(value: str) -> str:
    """One line of words, for titles and names: entities unescaped once, tags and padding gone."""
    text = html.unescape(value[:LONGEST_LINE])
    if TAG.search(text):
        text = words_of_html(text)
    return " ".join(CONTROLS.sub("", text).split())


def tidy(text: str) -> str:
    """The text without controls and padding, with single blank lines."""
    text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (SPACES.sub(" ", row).strip() for row in text.split("\n"))
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
