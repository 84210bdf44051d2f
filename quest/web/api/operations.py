"""How an API call is declared: its route, its roles, its body and its errors, for Flask and for OpenAPI at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel

from quest.domain.errors import BadInput, Forbidden, QuestError, SignInRequired
from quest.web.context import require
from quest.web.forms import Body, read, read_json

ANYONE = ("anyone",)
View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the API.

    Attributes:
        id: the stable `operationId`.
        statuses: each possible good status and what it means.
        errors: what the rules may say no with, beside those that every call shares.
    """

    id: str
    method: str
    path: str
    summary: str
    roles: tuple[str, ...]
    body: type[Body] | None
    query: type[Body] | None
    result: type[BaseModel] | None
    statuses: Mapping[int, str]
    errors: tuple[type[QuestError], ...]


OPERATIONS: dict[str, Operation] = {}
GOOD = {200: "OK"}


def operation(
    blueprint: Blueprint,
    method: str,
    path: str,
    *,
    roles: tuple[str, ...],
    body: type[Body] | None = None,
    query: type[Body] | None = None,
    result: type[BaseModel] | None = None,
    statuses: Mapping[int, str] = GOOD,
    errors: tuple[type[QuestError], ...] = (),
) -> Callable[[View], View]:
    """Declares a view as an API call; its name is the operation's id, its docstring the summary.

    The view is called after the visitor's role was checked, with `body` and `query` read when they are declared.
    """

    def declare(view: View) -> View:
        own = errors + ((BadInput,) if body or query else ())
        own += (SignInRequired, Forbidden) if roles != ANYONE else ()
        OPERATIONS[view.__name__] = Operation(
            view.__name__, method, path, view.__doc__ or "", roles, body, query, result, statuses, own
        )

        @wraps(view)
        def handle(**values: Any) -> ResponseReturnValue:
            if roles != ANYONE:
                require(*roles)
            if body is not None:
                values["body"] = read_json(body)
            if query is not None:
                values["query"] = read(query, request.args.to_dict())
            return view(**values)

        blueprint.add_url_rule(_flask_path(path), view.__name__, handle, methods=[method])
        return handle

    return declare


NUMBERED = (
    "answer_id",
    "attempt_id",
    "candidate_id",
    "draw_id",
    "feed_id",
    "import_id",
    "job_id",
    "player_id",
    "round_id",
    "unwanted_id",
)


def _flask_path(path: str) -> str:
    """`/levels/{level_id}` as Flask writes it; names that end in `_id` of a row are numbers."""
    for name in NUMBERED:
        path = path.replace(f"{{{name}}}", f"<int:{name}>")
    return path.replace("{", "<").replace("}", ">")
