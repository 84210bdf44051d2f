"""JSON Schemas of a pack's files, so that editors complete and check them while they are written."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from quest.levels.base import LANGUAGES, Question
from quest.levels.kinds import kinds
from quest.levels.level import Level, Outline

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    """The schema of the main file and that of a level file, by the names `campaign` and `level`."""
    outline = Outline.model_json_schema()
    models: list[type[BaseModel]] = [Level, *kinds().values()]
    references, together = models_json_schema([(model, "validation") for model in models])
    parts: Schema = together["$defs"]
    parts[Question.__name__] = _by_kind({name: references[kind, "validation"] for name, kind in kinds().items()})
    level = parts.pop(Level.__name__)
    return {
        "campaign": {"$schema": DIALECT, **outline, "title": "Campaign", "$defs": _in_all_languages(outline["$defs"])},
        "level": {"$schema": DIALECT, **level, "$defs": _in_all_languages(parts)},
    }


def _by_kind(references: Schema) -> Schema:
    """The schema that `kind` chooses, so that an editor names what this kind lacks and not what others would."""
    return {
        "type": "object",
        "properties": {"kind": {"enum": sorted(references)}},
        "required": ["kind"],
        "allOf": [
            {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": references[name]}
            for name in sorted(references)
        ],
    }


def _in_all_languages(parts: Schema) -> Schema:
    """The same, but whatever comes by language needs each: the game falls back to English, an author is told."""
    for part in parts.values():
        if part.get("properties", {}).keys() == set(LANGUAGES):
            words = {name: rule for name, rule in part["properties"]["en"].items() if name != "title"}
            part |= {"properties": dict.fromkeys(LANGUAGES, words), "required": list(LANGUAGES)}
    return parts
