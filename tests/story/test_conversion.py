"""From the end of a line to the recruiter's desk, over the API, against a running quest in both modes."""

from typing import Any

from tests.running import Client, Quest
from tests.story.solver import pack
from tests.story.test_playing import play_level

PERSON = {
    "education": "bachelor",
    "experience": 1,
    "based_in": "hong-kong",
    "locations": [],
    "work_types": ["full-time"],
}


def graduate(running: Quest, nickname: str, line_id: str = "F") -> Client:
    """Somebody who has finished a line."""
    client = running.client()
    client.join(nickname)
    line = pack().line(line_id)
    assert line is not None
    for level_id in line.levels:
        play_level(client, level_id)
    return client


def test_mei_finishes_registers_sees_why_jobs_fit_applies_and_the_company_sees_her(running: Quest) -> None:
    mei = graduate(running, "Mei")
    body = PERSON | {"name": "Chan Mei", "email": "mei@example.org", "skills": ["sql"], "consents": []}
    assert mei.api("POST", "/jobseeker", body, expect=201).json()["name"] == "Chan Mei"
    matches = mei.api("GET", "/matches?limit=20", expect=200).json()
    best = matches["rows"][0]
    assert best["reasons"]
    assert best["gaps"]
    assert all(reason["evidence"] and reason["text"] for reason in best["reasons"])

    job = own_job(mei)
    first = mei.api("POST", f"/jobs/{job['id']}/application", {"key": "tap"}, expect=201).json()
    again = mei.api("POST", f"/jobs/{job['id']}/application", {"key": "tap"}, expect=200).json()
    assert again == first
    assert [row["job"]["id"] for row in mei.api("GET", "/applications", expect=200).json()["rows"]] == [job["id"]]

    recruiter = running.signed_in("recruiter")
    mine = candidate(recruiter, "Chan Mei")
    assert mine is not None
    page = recruiter.api("GET", f"/candidates/{mine['id']}", expect=200).json()
    assert page["email"] == "mei@example.org"
    assert page["lines_done"] == ["F"]

    mei.api("DELETE", f"/jobs/{job['id']}/application", expect=204)
    assert candidate(recruiter, "Chan Mei") is None
    assert recruiter.api("GET", f"/candidates/{mine['id']}").status_code == 404


def test_a_recruiter_sees_nobody_who_neither_applied_nor_agreed(running: Quest) -> None:
    quiet = graduate(running, "Quiet")
    body = PERSON | {"name": "Quiet Person", "email": "quiet@example.org", "consents": []}
    quiet.api("POST", "/jobseeker", body, expect=201)
    recruiter = running.signed_in("recruiter")
    assert candidate(recruiter, "Quiet Person") is None
    assert "quiet" not in recruiter.api("GET", "/candidates?q=quiet").text.lower().replace('"q":"quiet"', "")


def test_a_person_takes_everything_along_and_is_gone_after_erasure(running: Quest) -> None:
    leaving = graduate(running, "Leaving")
    body = PERSON | {"name": "Leaving Soon", "email": "leaving@example.org", "consents": []}
    leaving.api("POST", "/jobseeker", body, expect=201)
    me = leaving.api("GET", "/me").json()["id"]
    exported = leaving.api("GET", "/jobseeker/export", expect=200).json()
    assert exported["profile"]["email"] == "leaving@example.org"
    leaving.api("DELETE", "/jobseeker", expect=204)
    assert leaving.api("GET", "/me").status_code == 401
    rows = running.client().api("GET", "/boards/overall?limit=100").json()["rows"]
    assert me not in [row["player_id"] for row in rows]
    verified = running.command("standings", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def own_job(client: Client) -> dict[str, Any]:
    """A job of the company whose recruiter the first start made."""
    job: dict[str, Any] = client.api("GET", "/jobs?company=starpier-pay&limit=1", expect=200).json()["rows"][0]
    return job


def candidate(recruiter: Client, name: str) -> dict[str, Any] | None:
    """The candidate of that name, as the recruiter's list has it."""
    rows = recruiter.api("GET", "/candidates?limit=100", expect=200).json()["rows"]
    return next((row for row in rows if row["name"] == name), None)
