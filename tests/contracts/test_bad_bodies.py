"""Whatever body an API call is sent, it says what is wrong in the reader's language and writes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quest.web.api.operations import OPERATIONS, Operation
from tests.web.site import Site, open_site

WITH_BODY = [operation for operation in OPERATIONS.values() if operation.body is not None]
WITH_QUERY = [operation for operation in OPERATIONS.values() if operation.query is not None]
JUNK: list[Any] = [None, True, -1, 1.5, 10**400, "", "x" * 100_000, "\x00", "\ud800", [], {}, [[[]]], {"a": {"b": 1}}]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_site(tmp_path_factory.mktemp("bad") / "data")


def path_of(operation: Operation) -> str:
    """The call's address with ids that may or may not exist."""
    path = operation.path
    for name, value in {"level_id": "f1", "board": "overall"}.items():
        path = path.replace(f"{{{name}}}", value)
    return "/api/v1" + "".join("1" if part.startswith("{") else part for part in _split(path))


def _split(path: str) -> list[str]:
    return path.replace("{", "\n{").replace("}", "}\n").split("\n")


def send(site: Site, operation: Operation, body: Any, language: str = "en") -> Any:
    person = site.app.test_client()
    if operation.roles != ("anyone",):
        joined = person.post("/api/v1/players", json={"nickname": "Ada"})
        assert joined.status_code == 201
    return person.open(
        path_of(operation),
        method=operation.method,
        data=json.dumps(body),
        content_type="application/json",
        headers={"Accept-Language": language},
    )


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.id)
@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:20])
def test_junk_in_place_of_the_body_or_of_a_field_is_refused_with_a_problem(
    site: Site, operation: Operation, junk: Any
) -> None:
    assert operation.body is not None
    bodies = [junk, *({name: junk} for name in operation.body.model_fields)]
    for body in bodies:
        refused = send(site, operation, body)
        assert 400 <= refused.status_code < 500, (body, refused.status_code)
        assert refused.content_type == "application/problem+json"
        assert refused.json["code"]
        assert refused.json["detail"]


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.id)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=ANY_JSON)
def test_no_body_breaks_the_server(site: Site, operation: Operation, body: Any) -> None:
    assert send(site, operation, body).status_code < 500


@pytest.mark.parametrize("operation", WITH_QUERY, ids=lambda operation: operation.id)
def test_junk_in_a_query_is_refused_or_harmless(site: Site, operation: Operation) -> None:
    assert operation.query is not None
    person = site.app.test_client()
    for name in operation.query.model_fields:
        for junk in ("", "\x00", "x" * 3_000, "-1", "1e9", "[]", "%", "屌"):
            answered = person.get(path_of(operation), query_string={name: junk})
            assert answered.status_code < 500, (name, junk)


@pytest.mark.parametrize(("language", "script"), [("zh-HK", "繁"), ("zh-CN", "简")])
def test_a_refusal_speaks_the_readers_language(site: Site, language: str, script: str) -> None:
    refused = site.app.test_client().post("/api/v1/players", json={}, headers={"Accept-Language": language})
    english = site.app.test_client().post("/api/v1/players", json={})
    assert refused.json["detail"] != english.json["detail"]
    assert refused.json["errors"][0]["detail"] != english.json["errors"][0]["detail"]
    assert any("\u4e00" <= char <= "\u9fff" for char in refused.json["detail"]), script


def test_a_body_that_is_no_json_is_refused(site: Site, tmp_path: Path) -> None:
    for raw in (b"", b"{", b"\xff\xfe", b"[" * 50_000):
        refused = site.app.test_client().post("/api/v1/players", data=raw, content_type="application/json")
        assert refused.status_code == 422
        assert refused.json["errors"][0]["code"] == "not_json"
