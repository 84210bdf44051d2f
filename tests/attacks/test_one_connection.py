"""Nobody holds one database connection and waits for another: a crowd that did would stand still."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import servers
from tests.running import Quest, quest
from tests.story.solver import right_answer


@pytest.fixture(scope="module")
def narrow(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest that has one connection to PostgreSQL."""
    data_dir: Path = tmp_path_factory.mktemp("narrow") / "data"
    with (
        servers.postgres_database(postgres_url) as database,
        quest(data_dir, QUEST_DATABASE_URL=database, QUEST_DATABASE_POOL="1") as found,
    ):
        yield found


def test_everything_that_a_player_and_jobseeker_does_takes_one_connection_at_a_time(narrow: Quest) -> None:
    ada = narrow.client()
    ada.join("Ada")
    attempt = ada.api("POST", "/levels/f1/attempts", expect=201).json()
    question = attempt["question"]
    answer = {"question_id": question["id"], "answer": right_answer(question), "key": "first"}
    ada.api("POST", f"/attempts/{attempt['id']}/answers", answer, expect=200)
    ada.api("GET", f"/attempts/{attempt['id']}", expect=200)
    assert ada.post("/levels/a1/attempts").status_code == 303
    assert ada.post(f"/attempts/{attempt['id']}/answers", data={"question_id": "x"}).status_code == 303
    form = {"name": "Ada", "email": "ada@example.org", "education": "bachelor", "based_in": "hong-kong"}
    assert ada.post("/register", data=form).status_code == 303
    job_id = ada.api("GET", "/jobs?limit=1").json()["rows"][0]["id"]
    assert ada.post(f"/jobs/{job_id}/apply", data={"key": "tap"}).status_code == 303
    pages = ("/", "/me", "/route", "/route/list", "/levels/f1", f"/attempts/{attempt['id']}", "/matches", "/jobs")
    more = (f"/jobs/{job_id}", "/applications", "/profile", "/me/data", "/me/erase", "/live", "/boards/overall")
    calls = ("me", "campaign", "boards/overall", "jobs", f"jobs/{job_id}", "matches", "applications", "jobseeker")
    for path in (*pages, *more, *(f"/api/v1/{call}" for call in calls)):
        assert ada.get(path).status_code == 200, path


def test_a_recruiter_takes_one_connection_at_a_time(narrow: Quest) -> None:
    recruiter = narrow.signed_in("recruiter")
    for path in ("/recruit", "/api/v1/candidates", "/api/v1/me", "/me"):
        assert recruiter.get(path).status_code == 200, path
    assert recruiter.get("/recruit/999999").status_code == 404


def test_thirty_taps_on_start_are_one_attempt_and_do_not_stop_the_house(narrow: Quest) -> None:
    kit = narrow.client()
    kit.join("Kit")

    def start(_: int) -> int:
        device = narrow.client()
        device.cookies.update(kit.cookies)
        attempt: int = device.api("POST", "/levels/f1/attempts", expect=201).json()["id"]
        return attempt

    with ThreadPoolExecutor(30) as taps:
        assert len(set(taps.map(start, range(30)))) == 1
