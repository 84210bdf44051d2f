"""What is wrong in a pack, in words for its author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quest.exchange.yaml_lines import Path

_ZONE = "Write the time with its zone, as 2026-11-22T09:00:00+08:00"
_QUOTE = "Put it in quotes if it is words: YAML reads a bare 12, true or ~ as something else"
_NAME = "Use small letters, digits and hyphens (a line's id: a capital letter; a picture: an ending such as .svg)"
_FIELDS = {
    "Text": "Write one entry for each language: `en:`, `zh-Hant:`, `zh-Hans:`",
    "Rule": "Write a level's id or a condition; a list of them stands under `all:` or `any:`",
}

REMEDIES = {
    "missing": "Add it",
    "extra_forbidden": "Remove it, or check its spelling",
    "string_pattern_mismatch": _NAME,
    "string_type": _QUOTE,
    "string_too_short": "Write some words",
    "string_too_long": "Shorten it",
    "too_short": "Add entries",
    "too_long": "Remove entries",
    "tuple_type": "Write a list: one `- ` for each entry, or [one, two]",
    "int_parsing": "Write a whole number",
    "int_from_float": "Write a whole number",
    "int_type": "Write a whole number",
    "float_parsing": "Write a number",
    "float_type": "Write a number",
    "greater_than_equal": "Write {ge} or more",
    "greater_than": "Write more than {gt}",
    "less_than_equal": "Write {le} or less",
    "literal_error": "Use one of these",
    "bool_parsing": "Write true or false",
    "bool_type": "Write true or false",
    "timezone_aware": _ZONE,
    "datetime_parsing": _ZONE,
    "datetime_from_date_parsing": _ZONE,
}
PROBLEMS = {
    "missing": "this field is missing",
    "extra_forbidden": "there is no such field",
    "model_type": "this should be a list of fields",
    "tuple_type": "this should be a list",
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a pack; `problem` and `remedy` are sentences."""

    file: str
    line: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem} {self.remedy}"


class FaultyPack(ValueError):
    """A pack that cannot be played; `faults` has at least one entry."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


def explained(error: ValidationError) -> Iterator[tuple[Path, str, str]]:
    """The path, problem and remedy of each thing that a validation found."""
    details = error.errors(include_url=False, include_input=False)
    for detail in details:
        if not _is_echo(detail, details):
            problem, remedy = _words(detail)
            field = ".".join(map(str, detail["loc"])) or "the file"
            yield detail["loc"], f"{field}: {problem}.", f"{remedy}."


def _is_echo(detail: ErrorDetails, details: Iterable[ErrorDetails]) -> bool:
    """Whether a list only counts as too short because of the faults in its entries."""
    size = len(detail["loc"])
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > size and other["loc"][:size] == detail["loc"] for other in details
    )


def _words(detail: ErrorDetails) -> tuple[str, str]:
    if detail["type"] == "flaw":
        return detail["ctx"]["problem"], detail["ctx"]["remedy"]
    if detail["type"] == "model_type":
        return PROBLEMS["model_type"], _FIELDS.get(detail["ctx"]["class_name"], "Write its fields, each on its line")
    remedy = REMEDIES.get(detail["type"], "Mend the value; the schema of levels and campaigns describes the field")
    problem = PROBLEMS.get(detail["type"], detail["msg"].removeprefix("Value error, "))
    return problem, remedy.format_map({name: _plain(value) for name, value in detail.get("ctx", {}).items()})


def _plain(value: object) -> object:
    """A bound as its author would write it: 1 and not 1.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
