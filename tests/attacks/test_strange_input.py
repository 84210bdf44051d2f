"""What no browser sends: it is refused with a sentence, and is never a fault of ours."""

import socket
from urllib.parse import urlsplit

import pytest

from tests.running import Quest

NUL = "a\0b"
TOO_LARGE = 99_999_999_999_999_999_999
PROFILE = {"name": "Mallory", "email": "mallory@example.org", "education": "bachelor"}


@pytest.mark.parametrize(
    "address",
    [
        "/jobs/{id}",
        "/attempts/{id}",
        "/attempts/{id}/done",
        "/attempts/{id}/questions/x",
        "/recruit/{id}",
        "/api/v1/jobs/{id}",
        "/api/v1/attempts/{id}",
    ],
)
def test_an_id_that_no_database_can_hold_is_an_address_that_does_not_exist(running: Quest, address: str) -> None:
    mallory = running.client()
    mallory.join("Mallory")
    assert mallory.get(address.format(id=TOO_LARGE)).status_code == 404


@pytest.mark.parametrize("act", ["apply", "undo", "withdraw"])
def test_nobody_applies_for_a_job_with_an_id_beyond_every_database(running: Quest, act: str) -> None:
    assert running.client().post(f"/jobs/{TOO_LARGE}/{act}").status_code == 404


@pytest.mark.parametrize("name", ["q", "line", "level", "company", "location", "education"])
def test_a_nul_in_a_search_is_refused(running: Quest, name: str) -> None:
    mallory = running.client()
    for path in ("/jobs", "/api/v1/jobs"):
        assert mallory.get(path, params={name: NUL}).status_code in (400, 422)


@pytest.mark.parametrize("name", ["q", "stage", "line", "job"])
def test_a_nul_in_the_filters_of_a_recruiter_is_refused(running: Quest, name: str) -> None:
    assert running.signed_in("recruiter").get("/recruit", params={name: NUL}).status_code == 400


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/session", {"email": "a\0@example.org", "password": "secret"}),
        ("/jobseeker", PROFILE | {"name": NUL}),
        ("/jobseeker", PROFILE | {"email": "a\0b@example.org"}),
        ("/jobseeker", PROFILE | {"locations": [NUL]}),
        ("/jobseeker", PROFILE | {"consents": [{"purpose": "employers", "version": NUL}]}),
    ],
)
def test_a_nul_in_json_is_refused(running: Quest, path: str, body: dict[str, object]) -> None:
    mallory = running.client()
    mallory.join("Mallory")
    assert mallory.api("POST", path, body, expect=400).json()["code"] == "bad_request"


def test_a_backslash_before_u0000_is_plain_text(running: Quest) -> None:
    joined = running.client().api("POST", "/players", {"nickname": r"C \u0000", "language": "en"})
    assert joined.status_code == 201


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/sign-in", {"email": "a\0@example.org", "password": "secret"}),
        ("/register", PROFILE | {"name": NUL, "based_in": "hong-kong"}),
        ("/jobs/1/apply", {"key": NUL}),
    ],
)
def test_a_nul_in_a_form_is_refused(running: Quest, path: str, form: dict[str, str]) -> None:
    mallory = running.client()
    mallory.join("Mallory")
    assert mallory.post(path, data=form).status_code == 400


@pytest.mark.parametrize("origin", ["http://[::1", "null", "", "https://evil.example", "http:///", "::::"])
def test_an_origin_that_is_not_ours_is_refused_however_it_is_written(running: Quest, origin: str) -> None:
    answer = running.client().post("/language", data={"language": "en"}, headers={"Origin": origin})
    assert answer.status_code == 403


def test_a_wrong_method_is_told_which_are_right(running: Quest) -> None:
    answer = running.client().put("/jobs")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/", "/socket.io/"])
def test_the_answer_to_a_head_has_no_body_that_the_next_one_would_begin_with(running: Quest, path: str) -> None:
    address = urlsplit(running.url)
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        request = f"{{}} HTTP/1.1\r\nHost: {address.netloc}\r\n{{}}\r\n"
        connection.sendall(request.format(f"HEAD {path}", "").encode())
        connection.sendall(request.format("GET /healthz", "Connection: close\r\n").encode())
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
    _head, _, rest = received.partition(b"\r\n\r\n")
    assert rest.startswith(b"HTTP/1.1 200 ")
