"""A link to play on another device got around: whoever has it rides along, and learns nothing of the person."""

import re
from collections.abc import Callable

import pytest
import socketio

from tests.running import Client, Quest

Register = Callable[[], tuple[Client, str]]


@pytest.fixture
def people(running: Quest, jobseeker: Register) -> tuple[Client, str, Client]:
    """Wing with an application, Wing's e-mail, and somebody who has Wing's link."""
    wing, email = jobseeker()
    found = re.search(r"/resume/[\w.%-]+", wing.get("/me").text)
    assert found
    follower = running.client()
    assert follower.post(found.group()).status_code == 303
    return wing, email, follower


def a_job(client: Client) -> int:
    job_id: int = client.api("GET", "/jobs?limit=1").json()["rows"][0]["id"]
    return job_id


def test_the_link_plays_on_as_the_same_player(people: tuple[Client, str, Client]) -> None:
    wing, _, follower = people
    assert follower.api("GET", "/me").json()["id"] == wing.api("GET", "/me").json()["id"]


def test_the_link_shows_nothing_of_the_profile(people: tuple[Client, str, Client]) -> None:
    wing, email, follower = people
    assert wing.api("GET", "/me").json()["jobseeker"]["email"] == email
    assert follower.api("GET", "/me").json()["jobseeker"] is None
    job_id = a_job(wing)
    for path in ("/me", "/matches", "/jobs", f"/jobs/{job_id}", "/register", "/profile", "/applications", "/me/data"):
        page = follower.get(path, follow_redirects=True).text
        assert email not in page
        assert "Cheung Wing" not in page


def test_the_link_does_not_tell_where_the_person_applied(people: tuple[Client, str, Client]) -> None:
    wing, _, follower = people
    job_id = a_job(wing)
    wing.api("POST", f"/jobs/{job_id}/application", {"key": "tap"}, expect=201)
    assert wing.api("GET", f"/jobs/{job_id}").json()["applied"] is True
    assert follower.api("GET", f"/jobs/{job_id}").json()["applied"] is False
    assert follower.get("/applications").status_code == 401


def test_the_link_neither_applies_nor_withdraws(people: tuple[Client, str, Client]) -> None:
    wing, _, follower = people
    job_id = a_job(wing)
    assert follower.post(f"/jobs/{job_id}/apply", data={"key": "tap"}).status_code == 401
    assert wing.api("GET", "/applications").json()["rows"] == []
    wing.api("POST", f"/jobs/{job_id}/application", {"key": "tap"}, expect=201)
    for act in ("undo", "withdraw"):
        assert follower.post(f"/jobs/{job_id}/{act}").status_code == 401
    assert wing.api("GET", "/applications").json()["rows"][0]["withdrawn_at"] is None


def test_a_refused_form_offers_no_way_back_to_an_address_that_takes_forms_only(
    people: tuple[Client, str, Client],
) -> None:
    wing, _, follower = people
    page = follower.post(f"/jobs/{a_job(wing)}/apply", data={"key": "tap"}).text
    assert 'href="/sign-in"' in page


def test_erasing_cuts_the_sockets_of_every_device_at_once(people: tuple[Client, str, Client]) -> None:
    wing, email, follower = people
    told: list[str] = []
    socket = socketio.Client(reconnection=False)
    socket.on("signed_out", lambda *_: told.append("signed out"))
    socket.connect(str(follower.base_url), headers={"Cookie": follower.cookie}, transports=["websocket"])
    assert socket.call("watch", {"room": "me"}, timeout=20)["ok"] is True
    wing.api("DELETE", "/jobseeker", expect=204)
    socket.wait()
    assert told == ["signed out"]
    assert follower.api("GET", "/me").status_code == 401
    again = {"name": "Wing", "email": email, "education": "bachelor"}
    wing.join("Wing")
    wing.api("POST", "/jobseeker", again, expect=201)
