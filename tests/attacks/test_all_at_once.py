"""The same thing many times in one moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.running import Client, Quest

CROWD = 20


def at_once(act: Callable[[Client], Any], clients: list[Client]) -> list[Any]:
    """What each got who did this, all of them together."""
    with ThreadPoolExecutor(len(clients)) as crowd:
        return list(crowd.map(act, clients))


def devices(running: Quest, client: Client, count: int = CROWD) -> list[Client]:
    """Clients with the cookies of one."""
    found = []
    for _ in range(count):
        device = running.client()
        device.cookies.update(client.cookies)
        found.append(device)
    return found


def test_of_many_people_who_register_one_address_at_once_one_has_it(running: Quest) -> None:
    crowd = [running.client() for _ in range(CROWD)]
    for client in crowd:
        client.join("Racer")
    profile = {"name": "Racer", "email": "race@example.org", "education": "bachelor"}
    found = at_once(lambda client: client.api("POST", "/jobseeker", profile), crowd)
    assert Counter(answer.status_code for answer in found) == {201: 1, 409: CROWD - 1}
    assert "race@example.org" not in running.log.read_text()


def test_a_player_who_sends_many_registrations_at_once_registers_once(running: Quest) -> None:
    kit = running.client()
    kit.join("Kit")

    def register(numbered: tuple[int, Client]) -> int:
        number, client = numbered
        profile = {"name": "Kit", "email": f"kit{number}@example.org", "education": "bachelor"}
        return client.api("POST", "/jobseeker", profile).status_code

    with ThreadPoolExecutor(CROWD) as crowd:
        found = Counter(crowd.map(register, enumerate(devices(running, kit))))
    assert found[201] == 1
    assert set(found) <= {201, 401, 409}


def test_of_many_who_register_on_the_page_one_has_the_address(running: Quest) -> None:
    form = {"name": "Racer", "email": "page@example.org", "education": "bachelor", "based_in": "hong-kong"}
    crowd = [running.client() for _ in range(CROWD)]
    found = at_once(lambda client: client.post("/register", data=form), crowd)
    assert Counter(answer.status_code for answer in found) == {303: 1, 422: CROWD - 1}


def test_fifty_taps_are_one_application(running: Quest, jobseeker: Callable[[], tuple[Client, str]]) -> None:
    wing, _ = jobseeker()
    job_id = wing.api("GET", "/jobs?limit=1").json()["rows"][0]["id"]
    found = at_once(
        lambda client: client.api("POST", f"/jobs/{job_id}/application", {"key": str(id(client))}),
        devices(running, wing, 50),
    )
    assert Counter(answer.status_code for answer in found) == {201: 1, 200: 49}
    assert len(wing.api("GET", "/applications").json()["rows"]) == 1
