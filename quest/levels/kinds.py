"""The question kinds: found by looking, so that a new one needs no entry in a list.

Every module of this package may hold one concrete `Question`; its `NAME` is the `kind` that packs write.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

import quest.levels
from quest.levels.base import Flaw, Question, flawed


def found() -> dict[str, type[Question]]:
    """Looks for the kinds in every module of the package.

    Raises:
        TypeError: two classes have one name.
    """
    kinds: dict[str, type[Question]] = {}
    for module in pkgutil.iter_modules(quest.levels.__path__):
        for _, held in inspect.getmembers(import_module(f"quest.levels.{module.name}"), inspect.isclass):
            if not issubclass(held, Question) or inspect.isabstract(held):
                continue
            if kinds.setdefault(held.NAME, held) is not held:
                raise TypeError(f"{held} and {kinds[held.NAME]} are both the kind {held.NAME!r}")
    return kinds


_KINDS: dict[str, type[Question]] = {}


def kinds() -> Mapping[str, type[Question]]:
    """Every question kind by its name."""
    if not _KINDS:
        _KINDS.update(found())
    return MappingProxyType(_KINDS)


def question_from(data: Any) -> Question:
    """The question that a pack describes.

    Raises:
        pydantic.ValidationError: the kind is missing or unknown, or the question does not fit its kind.
    """
    if isinstance(data, Question):
        return data
    if not isinstance(data, dict):
        raise flawed([Flaw("this is no question", "Write `id:`, `kind:`, `prompt:` and so on")])
    name = data.get("kind")
    if not isinstance(name, str) or name not in kinds():
        problem = f"unknown kind {name!r}" if "kind" in data else "`kind` is missing"
        raise flawed([Flaw(problem, f"Use one of {', '.join(sorted(kinds()))}", ("kind",))])
    return kinds()[name].model_validate(data)
