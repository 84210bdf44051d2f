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
from quest.levels.base import Question


def _found() -> dict[str, type[Question]]:
    kinds: dict[str, type[Question]] = {}
    for module in pkgutil.iter_modules(quest.levels.__path__):
        for _, found in inspect.getmembers(import_module(f"quest.levels.{module.name}"), inspect.isclass):
            if issubclass(found, Question) and not inspect.isabstract(found):
                kinds[found.NAME] = found
    return kinds


_KINDS: dict[str, type[Question]] = {}


def kinds() -> Mapping[str, type[Question]]:
    """Every question kind by its name."""
    if not _KINDS:
        _KINDS.update(_found())
    return MappingProxyType(_KINDS)


def question_from(data: Any) -> Question:
    """The question that a pack describes.

    Raises:
        ValueError: the kind is missing or unknown (pydantic's `ValidationError`, a `ValueError`, for other faults).
    """
    if isinstance(data, Question):
        return data
    name = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(name, str) or name not in kinds():
        raise ValueError(f"unknown kind {name!r}; use one of {', '.join(sorted(kinds()))}")
    return kinds()[name].model_validate(data)
