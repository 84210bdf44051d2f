"""JSON-LD in pages and files: its blocks, the nodes of a type within them, and plain words out of their values."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quest.exchange.jobs.gathering import excerpt

SCRIPT_OR_COMMENT = re.compile(r"<(?P<close>/?)script\b(?P<attributes>[^>]{0,500})>|<!--|-->", re.IGNORECASE)
LINKED_DATA = re.compile(r"""type\s*=\s*["']?\s*application/ld\+json""", re.IGNORECASE)
BASE = re.compile(r"""<base\b[^>]{0,300}?href\s*=\s*["']?([^"'\s>]{1,500})""", re.IGNORECASE)
OPENING = re.compile(r"\s*(?:<!--)?\s*(?://\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)?")
ENDINGS = ("-->", "/*]]>*/", "/* ]]> */", "// ]]>", "//]]>", "]]>", "//")
VOCABULARY = re.compile(r"^(?:https?://schema\.org/|schema:)", re.IGNORECASE)
WORD_KEYS = ("@value", "name", "credentialCategory", "description", "educationalLevel")
BARE_KEYS = ("value", "termCode")


@dataclass(frozen=True, slots=True)
class Block:
    """A script of a page, or a whole file: its JSON text and the line where that starts."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Node:
    """An object of a graph: `where` it stands, for a person; properties without the prefix of their vocabulary."""

    where: str
    properties: Mapping[str, Any]
    graph: Mapping[str, Mapping[str, Any]]

    def get(self, *names: str) -> Any:
        """The value of the first of the properties that is there; a reference to a node gives that node."""
        for name in names:
            value = self.properties.get(name)
            if value not in (None, "", [], {}):
                return self._resolved(value)
        return None

    def within(self, value: Any) -> Node:
        """A node for an object inside this one; empty for anything else."""
        return Node(self.where, bare(self._resolved(value)), self.graph)

    def _resolved(self, value: Any) -> Any:
        if isinstance(value, dict) and set(value) == {"@id"} and isinstance(value["@id"], str):
            return self.graph.get(value["@id"], value)
        return value


def blocks_of_page(page: str) -> list[Block]:
    """The linked-data scripts of an HTML page, without those in comments."""
    found: list[Block] = []
    start: int | None = None
    line, counted = 1, 0
    in_comment = in_script = False
    for match in SCRIPT_OR_COMMENT.finditer(page):
        if match["close"] is None:
            in_comment = not in_script and match[0] == "<!--"
        elif in_comment:
            continue
        elif match["close"]:
            if start is not None:
                line, counted = line + page.count("\n", counted, start), start
                found.append(Block(page[start : match.start()], line))
            start, in_script = None, False
        elif not in_script:
            in_script = True
            start = match.end() if LINKED_DATA.search(match["attributes"]) else None
    return found


def base_of_page(page: str) -> str | None:
    """The address that the page's `base` element gives for relative ones."""
    match = BASE.search(page)
    return html.unescape(match[1]) if match else None


def unwrapped(block: Block) -> Block:
    """The block without comment or CDATA wrappers and without semicolons at its end."""
    opening = OPENING.match(block.text)
    start = opening.end() if opening else 0
    text = block.text[start:].rstrip("; \t\r\n")
    for ending in ENDINGS:
        text = text.removesuffix(ending).rstrip("; \t\r\n")
    if text.lstrip().startswith(("{&quot;", "[{&quot;", "{ &quot;")):
        text = html.unescape(text)
    return Block(text, block.line + block.text.count("\n", 0, start))


def nodes(value: Any, type_name: str, where: str) -> list[Node]:
    """The nodes of a type anywhere in the value, in its order; `where` names the value for a person."""
    graph: dict[str, Mapping[str, Any]] = {}
    found: list[tuple[str, Mapping[str, Any]]] = []
    for path, item in _objects(value, ""):
        if isinstance(item.get("@id"), str) and len(item) > len(graph.get(item["@id"], ())):
            graph[item["@id"]] = item
        if type_name in _types(item):
            found.append((path, item))
    return [Node(", ".join(filter(None, (where, path))) or "the file", bare(item), graph) for path, item in found]


def bare(item: Any) -> Mapping[str, Any]:
    """The properties of an object, without the prefix of schema.org; none for what is no object."""
    if isinstance(item, list):
        item = next((part for part in item if isinstance(part, dict)), None)
    return {VOCABULARY.sub("", key): value for key, value in item.items()} if isinstance(item, dict) else {}


def words(value: Any) -> list[str]:
    """The texts in a value: itself, its parts, or what names and describes an object."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return [str(int(value) if isinstance(value, float) and value.is_integer() else value)]
    if isinstance(value, list):
        return [text for part in value for text in words(part)]
    properties = bare(value)
    return _texts(properties, WORD_KEYS) or _texts(properties, BARE_KEYS)


def first_words(value: Any) -> str:
    """The first text in a value, or an empty one."""
    return next(iter(words(value)), "")


def _texts(properties: Mapping[str, Any], keys: Iterable[str]) -> list[str]:
    return [text for key in keys if not isinstance(properties.get(key), dict) for text in words(properties.get(key))]


def _types(item: Mapping[str, Any]) -> list[str]:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return [VOCABULARY.sub("", name.strip()) for name in names if isinstance(name, str)]


def _objects(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
        for key, part in value.items():
            name = excerpt(key)
            yield from _objects(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _objects(part, f"{path}[{at}]")
