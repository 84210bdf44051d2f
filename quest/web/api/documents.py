"""The OpenAPI 3.1 document, made from the declared operations."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from quest.web.api.operations import NUMBERED, OPERATIONS, Operation
from quest.web.errors import STATUS

blueprint = Blueprint("api_documents", __name__)
SHARED = {
    "400": "bad_request",
    "403": "foreign_origin",
    "413": "too_large",
    "500": "server_error",
    "503": "unavailable",
}


@blueprint.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """Every operation with its roles, bodies, results and error codes."""
    return document()


def document() -> dict[str, Any]:
    """The OpenAPI document."""
    models = {model for operation in OPERATIONS.values() for model in (operation.body, operation.result) if model}
    _, schemas = models_json_schema(
        [(model, "validation") for model in sorted(models, key=lambda model: model.__name__)],
        ref_template="#/components/schemas/{model}",
    )
    paths: dict[str, dict[str, Any]] = {}
    for operation in sorted(OPERATIONS.values(), key=lambda operation: (operation.path, operation.method)):
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Talent Quest", "version": "1"},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": schemas.get("$defs", {}) | {"Problem": _PROBLEM},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "quest"}},
        },
    }


_PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem document.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, for programs."},
        "detail": {"type": "string", "description": "For people, in the language of the request."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
            },
        },
    },
}


def _described(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary.strip().splitlines()[0],
        "x-roles": list(operation.roles),
        "security": [] if operation.roles == ("anyone",) else [{"session": []}],
        "parameters": [*_path_parameters(operation.path), *_query_parameters(operation.query)],
        "responses": {
            **{str(status): _good(meaning, operation) for status, meaning in operation.statuses.items()},
            **_problems(operation),
        },
    }
    if operation.body is not None:
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(operation.body)}}}
    return described


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _good(meaning: str, operation: Operation) -> dict[str, Any]:
    if operation.result is None:
        return {"description": meaning}
    return {"description": meaning, "content": {"application/json": {"schema": _ref(operation.result)}}}


def _problems(operation: Operation) -> dict[str, Any]:
    codes: dict[str, list[str]] = {status: [code] for status, code in SHARED.items()}
    for error in operation.errors:
        codes.setdefault(str(STATUS.get(error, 400)), []).append(error.code)
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": ", ".join(sorted(set(names))), "x-codes": sorted(set(names)), "content": problem}
        for status, names in sorted(codes.items())
    }


def _path_parameters(path: str) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer" if name in NUMBERED else "string"},
        }
        for name in names
    ]


def _query_parameters(query: type[BaseModel] | None) -> list[dict[str, Any]]:
    if query is None:
        return []
    schema = query.model_json_schema()
    return [
        {"name": name, "in": "query", "required": name in schema.get("required", []), "schema": described}
        for name, described in schema["properties"].items()
    ]
