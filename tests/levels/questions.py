"""Questions to grade: the examples of their kinds with some fields changed."""

from typing import Any, TypeVar

from quest.levels.base import Question

Kind = TypeVar("Kind", bound=Question)

SEED = 5


def made(kind: type[Kind], **changes: Any) -> Kind:
    """The kind's example with these fields."""
    return kind.model_validate({**kind.EXAMPLE, **changes})


def problems(kind: type[Question], **changes: Any) -> list[str]:
    """What is said against the kind's example with these fields: path and problem."""
    try:
        made(kind, **changes)
    except ValueError as error:
        found = error.errors()  # type: ignore[attr-defined]
        return [".".join(map(str, each["loc"])) + ": " + each["msg"] for each in found]
    return []


def texts(*words: str) -> list[dict[str, str]]:
    return [{"en": each} for each in words]
