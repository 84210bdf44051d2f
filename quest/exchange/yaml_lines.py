"""YAML that remembers where each value stood, so that a fault can name its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import yaml

Path = tuple[str | int, ...]

# An alias that stands for lists of aliases grows without bound; a level of ten questions has about 500 values.
MOST_VALUES = 50_000
# Composing goes one call deeper for each, and the C one has no guard of its own: it ends the process.
DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Located:
    """A document: its plain data, and the line (from 1) of each value by its path."""

    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def values(self) -> Iterator[tuple[Path, Any]]:
        """Every value with its path, the outer ones before what they hold."""
        return _values(self.data, ())


class BadYaml(ValueError):
    """The text is no YAML, or says a key twice."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line, self.problem = line, problem


_FASTEST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
)

_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str", "seq", "map")}


class _Loader(_FASTEST):  # type: ignore[misc] # its stubs know the slow one only
    """Reads bare words as YAML 1.2 does: `No`, `on`, 2026-11-22, 12:30 and 007 are words, not other things."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


class _Dumper(yaml.SafeDumper):
    """Quotes words that a reader of YAML 1.1 or 1.2 could take for something else."""


for _name, _pattern, _starts in _CORE:
    for _class in (_Loader, _Dumper):
        _class.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(rf"^(?:{_pattern})$"), _starts)


def load(text: str) -> Located:
    """Reads one document of plain values.

    Raises:
        BadYaml: with the line of the fault.
    """
    try:
        _check_depth(text)
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            raise BadYaml(1, "the file is empty")
        lines: dict[Path, int] = {}
        _walk(node, (), lines)
        return Located(_constructed(loader, node), lines)
    except yaml.MarkedYAMLError as error:
        raise BadYaml(_line(error.problem_mark, text), error.problem or "this is no YAML") from error
    except yaml.reader.ReaderError as error:
        raise BadYaml(text.count("\n", 0, error.position) + 1, "a character that YAML does not allow") from error
    except RecursionError as error:
        raise BadYaml(1, "values lie too deep inside one another") from error


def dump(data: Any) -> str:
    """Plain values as a document that `load` reads back the same."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text


def _line(mark: Any, text: str) -> int:
    """The line of a parser's mark; the last one for what it misses at the end."""
    return min(mark.line + 1, text.count("\n") + 1) if mark else 1


def _check_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise BadYaml(_line(event.start_mark, text), "values lie too deep inside one another")


def _constructed(loader: Any, node: yaml.Node) -> Any:
    try:
        return loader.construct_document(node)
    except (ValueError, KeyError) as error:
        raise BadYaml(1, "a number is too long, or a tag such as !!int does not fit its value") from error


def _walk(node: yaml.Node, path: Path, lines: dict[Path, int]) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if node.tag not in _TAGS:
        raise BadYaml(node.start_mark.line + 1, f"the tag {node.tag!r} has no place here")
    if len(lines) > MOST_VALUES:
        raise BadYaml(node.start_mark.line + 1, "there are too many values; an alias may hold itself")
    if isinstance(node, yaml.MappingNode):
        said: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in said:
                raise BadYaml(key.start_mark.line + 1, f"`{name}` is written twice")
            said.add(name)
            lines[(*path, name)] = key.start_mark.line + 1
            _walk(value, (*path, name), lines)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            _walk(value, (*path, place), lines)


def _values(data: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, data
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        yield from _values(value, (*path, step))
