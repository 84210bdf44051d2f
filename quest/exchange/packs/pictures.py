"""The pictures of a pack: of a format that every browser shows, small, and unable to act or to load anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from quest.exchange.packs.faults import Fault
from quest.levels.media import FORMATS

LARGEST = 200_000
"""Bytes: a phone on a fair's network waits a second for it."""

NAMESPACE = "http://www.w3.org/2000/svg"
ACTIVE = frozenset({"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "listener"})
# A backslash in a style can spell any of the others.
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import|image-set\(|\bsrc\(|\\", re.IGNORECASE)
_INLINE_IMAGE = re.compile(r"data:image/(?:png|jpeg|webp);base64,")
_SHAPE = "Save it anew as SVG, PNG, JPEG or WebP."


def read_picture(path: Path, name: str) -> tuple[list[Fault], bytes]:
    """What is wrong with a picture, and its bytes; `name` is its path inside the pack."""
    if path.is_symlink():
        return [Fault(name, 1, "This is a link to a file elsewhere.", "Put the picture itself there.")], b""
    if not path.is_file():
        return [Fault(name, 1, "This is no file.", "Lay pictures side by side, in no folders.")], b""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            return [Fault(name, 1, f"The picture has {size:,} bytes.", f"Keep it within {LARGEST:,}.")], b""
        data = path.read_bytes()
    except OSError as error:
        return [Fault(name, 1, f"The file cannot be read: {error.strerror}.", "Mend that and try again.")], b""
    ending = path.name.rpartition(".")[2]
    if ending not in FORMATS:
        endings = ", ".join(f".{known}" for known in FORMATS)
        return [Fault(name, 1, "The file's name has not the ending of a picture.", f"Use one of {endings}.")], data
    return [Fault(name, line, problem, remedy) for line, problem, remedy in _wrong(data, ending)], data


def _wrong(data: bytes, ending: str) -> Iterator[tuple[int, str, str]]:
    if ending == "svg":
        yield from _Drawing(data).faults
    elif not _begins_like(data, ending):
        yield 1, f"This is no {ending.upper()}.", _SHAPE


def _begins_like(data: bytes, ending: str) -> bool:
    """Whether the first bytes are those of the format."""
    if ending == "webp":
        return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return data.startswith({"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}[ending])


class _Drawing:
    """Reads an SVG and notes each thing that would act, or load from elsewhere, with its line."""

    def __init__(self, data: bytes) -> None:
        self.faults: list[tuple[int, str, str]] = []
        self._begun = False
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._words
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            if not self.faults:
                self.faults.append((error.lineno, f"This is no SVG: {expat.ErrorString(error.code)}.", _SHAPE))
        except _Stop:
            pass

    def _note(self, problem: str, remedy: str = "Take it out.") -> None:
        self.faults.append((self._parser.CurrentLineNumber, problem, remedy))

    def _doctype(self, *_: object) -> None:
        self._note("The SVG has a DOCTYPE, which can define entities.")
        raise _Stop

    def _instruction(self, target: str, _data: str) -> None:
        self._note(f"The SVG has a <?{target}?> instruction.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        if not self._begun:
            self._root(namespace, tag, attributes)
        self._begun = True
        if tag in ACTIVE:
            self._note(f"The SVG has a <{tag}>.")
        for attribute, value in attributes.items():
            self._attribute(attribute.rpartition(" ")[2], value)

    def _root(self, namespace: str, tag: str, attributes: dict[str, str]) -> None:
        if (namespace, tag) != (NAMESPACE, "svg"):
            self._note(f'The file does not begin with <svg xmlns="{NAMESPACE}">.', _SHAPE)
            raise _Stop
        if "viewBox" not in attributes:
            self._note("The SVG has no viewBox, so it cannot grow and shrink.", 'Add viewBox="0 0 WIDTH HEIGHT".')

    def _attribute(self, name: str, value: str) -> None:
        if name.lower().startswith("on"):
            self._note(f"The SVG has the attribute {name}, which runs a script.")
        elif name in ("href", "src") and not value.startswith("#") and not _INLINE_IMAGE.match(value):
            self._note(f"The SVG refers to {value[:60]!r}.", "Take it out, or draw what it refers to inside the file.")
        elif name == "attributeName" and value.lower().startswith(("on", "href", "xlink:href")):
            self._note(f"The SVG animates {value}.")
        elif _ELSEWHERE.search(value):
            self._note(f"The SVG loads something from elsewhere in {name}.", "Draw it inside the file.")

    def _words(self, words: str) -> None:
        if _ELSEWHERE.search(words):
            self._note("The SVG's style loads something from elsewhere.", "Draw it inside the file.")


class _Stop(Exception):
    """Nothing after this place is worth reading."""
