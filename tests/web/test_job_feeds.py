"""Addresses that are fetched again and again: what is gone there closes, and a visit that fails closes nothing."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from quest import refreshing
from quest.models import Job, JobImport
from quest.services import job_feeds
from quest.web.context import EXTENSION
from tests.web.site import Page, Person, Site, open_site


@dataclass
class Board:
    """What a company publishes at the moment."""

    address: str = ""
    status: int = 200
    jobs: list[str] = field(default_factory=lambda: ["a", "b", "c", "d"])
    visits: int = 0

    @property
    def body(self) -> bytes:
        rows = "".join(f"Job {name},Wing,{name}\n" for name in self.jobs)
        return f"title,company,reference\n{rows}".encode()


@pytest.fixture
def board() -> Iterator[Board]:
    made = Board()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.visits += 1
            self.send_response(made.status)
            self.end_headers()
            self.wfile.write(made.body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made.address = f"http://127.0.0.1:{server.server_address[1]}/jobs.csv"
        yield made
        server.shutdown()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A quest that may ask this machine."""
    opened = open_site(tmp_path / "data", feed_allow_private="127.0.0.1")
    yield opened
    opened.database.close()


@pytest.fixture
def olga(site: Site) -> Person:
    """The organiser."""
    return site.staff("organiser")


def keep(olga: Person, board: Board) -> dict[str, Any]:
    """Has the address fetched every six hours from now on."""
    made = olga.browser.post("/api/v1/job-feeds", json={"address": board.address, "every_hours": 6})
    assert made.status_code == 201, made.get_data(as_text=True)
    return dict(made.get_json())


def visit(site: Site) -> list[refreshing.Visit]:
    """What the background of a server does every half minute."""
    parts = site.app.extensions[EXTENSION]
    return refreshing.visit_due(parts.database, parts.config, parts.now)


def open_jobs(site: Site) -> set[str]:
    with site.database.reading() as session:
        return set(session.scalars(select(Job.reference).where(Job.closed_at.is_(None))))


def state(olga: Person) -> dict[str, Any]:
    (found,) = olga.api("/job-feeds")["feeds"]
    return dict(found)


def test_a_feed_is_visited_when_it_is_due_and_not_before(site: Site, olga: Person, board: Board) -> None:
    keep(olga, board)
    (first,) = visit(site)
    assert (first.counts or {})["created"] == 4
    assert visit(site) == []
    site.clock.forward(hours=5, minutes=59)
    assert visit(site) == []
    site.clock.forward(minutes=1)
    board.jobs = ["a", "b", "c", "e"]
    (second,) = visit(site)
    assert second.counts == {"created": 1, "changed": 0, "unchanged": 3, "rejected": 0, "closed": 1}
    assert open_jobs(site) == {"a", "b", "c", "e"}
    assert board.visits == 2


def test_a_visit_that_finds_nothing_new_leaves_no_import(site: Site, olga: Person, board: Board) -> None:
    keep(olga, board)
    visit(site)
    site.clock.forward(hours=6)
    (again,) = visit(site)
    assert (again.counts, again.problem) == (None, "")
    with site.database.reading() as session:
        assert len(session.scalars(select(JobImport)).all()) == 1


def test_of_several_processes_one_makes_the_visit(site: Site, olga: Person, board: Board) -> None:
    feed_id, now = keep(olga, board)["id"], site.clock.now
    with site.database.unit_of_work() as session:
        first = job_feeds.claim(session, feed_id, now=now)
    with site.database.unit_of_work() as session:
        second = job_feeds.claim(session, feed_id, now=now)
    assert first is not None
    assert second is None


@pytest.mark.parametrize("status", [404, 500])
def test_a_feed_that_fails_says_why_closes_nothing_and_is_tried_again_soon(
    site: Site, olga: Person, board: Board, status: int
) -> None:
    keep(olga, board)
    visit(site)
    site.clock.forward(hours=6)
    board.status = status
    assert str(status) in visit(site)[0].problem
    assert open_jobs(site) == {"a", "b", "c", "d"}
    assert state(olga)["problem"]["code"] == "http_status"
    assert f"The server answers {status}" in olga.open("/organise/jobs").words
    site.clock.forward(hours=1)
    board.status = 200
    visit(site)
    assert state(olga)["problem"] is None


def test_an_empty_feed_closes_nothing(site: Site, olga: Person, board: Board) -> None:
    keep(olga, board)
    visit(site)
    site.clock.forward(hours=6)
    board.jobs = []
    assert visit(site)[0].problem
    assert open_jobs(site) == {"a", "b", "c", "d"}


def test_a_feed_that_lacks_most_jobs_waits_for_a_human(site: Site, olga: Person, board: Board) -> None:
    keep(olga, board)
    visit(site)
    site.clock.forward(hours=6)
    board.jobs = ["a"]
    assert "3 of 4" in visit(site)[0].problem
    assert open_jobs(site) == {"a", "b", "c", "d"}
    assert state(olga)["waits"] is True
    site.clock.forward(hours=30)  # longer than a draft of a person is kept
    visit(site)
    there = olga.open("/organise/jobs").link("3 of 4")
    assert "Closed 3" in olga.open(there).words
    olga.send(f"{there}/import")
    assert open_jobs(site) == {"a"}
    assert (state(olga)["waits"], state(olga)["problem"]) == (False, None)


def test_half_of_the_jobs_may_go_without_a_human(site: Site, olga: Person, board: Board) -> None:
    keep(olga, board)
    visit(site)
    site.clock.forward(hours=6)
    board.jobs = ["a", "b"]
    visit(site)
    assert open_jobs(site) == {"a", "b"}


def test_a_feed_that_is_whole_again_waits_no_more(site: Site, olga: Person, board: Board) -> None:
    keep(olga, board)
    visit(site)
    for jobs in (["a"], ["a", "b", "c", "d"]):
        site.clock.forward(hours=6)
        board.jobs = jobs
        visit(site)
    assert (state(olga)["waits"], state(olga)["problem"]) == (False, None)


def test_an_organiser_looks_first_then_keeps_the_address_and_drops_it(site: Site, olga: Person, board: Board) -> None:
    there = olga.send("/organise/jobs", address=board.address).headers["Location"]
    assert "Import it regularly" in olga.open(there).words
    page = olga.send_and_read(f"{there}/feed", every_hours="6")
    assert "every 6 hours" in page.words
    assert open_jobs(site) == {"a", "b", "c", "d"}
    board.jobs = ["a", "b", "c"]
    assert "Fetched." in olga.send_and_read("/organise/jobs/feeds/1/refresh").words
    assert open_jobs(site) == {"a", "b", "c"}
    assert "fetched no more" in olga.send_and_read("/organise/jobs/feeds/1/remove").words
    assert olga.api("/job-feeds")["feeds"] == []
    assert open_jobs(site) == {"a", "b", "c"}


def test_an_address_is_kept_once_and_never_a_private_one(site: Site, olga: Person, board: Board) -> None:
    keep(olga, board)
    again = olga.browser.post("/api/v1/job-feeds", json={"address": board.address})
    assert (again.status_code, again.get_json()["code"]) == (409, "feed_there")
    other = olga.browser.post("/api/v1/job-feeds", json={"address": "ftp://a.example/jobs"})
    assert (other.status_code, other.get_json()["why"]) == (422, "bad_address")
    olga.browser.post("/api/v1/job-feeds", json={"address": "http://10.0.0.1/"})
    visit(site)
    assert [feed["problem"] and feed["problem"]["code"] for feed in olga.api("/job-feeds")["feeds"]] == [
        None,
        "forbidden_address",
    ]


def test_a_program_refreshes_and_removes(site: Site, olga: Person, board: Board) -> None:
    feed_id = keep(olga, board)["id"]
    assert olga.browser.post(f"/api/v1/job-feeds/{feed_id}/refresh").get_json()["import_id"] == 1
    assert olga.browser.delete(f"/api/v1/job-feeds/{feed_id}").status_code == 204
    assert olga.browser.delete(f"/api/v1/job-feeds/{feed_id}").status_code == 404


def test_only_an_organiser_keeps_feeds(site: Site, board: Board) -> None:
    for person in (site.somebody(), site.rider("Ada"), site.staff("host")):
        assert person.browser.post("/api/v1/job-feeds", json={"address": board.address}).status_code in (401, 403)
        assert Page(person.send("/organise/jobs/feeds/1/refresh")).status in (303, 401, 403)
    assert board.visits == 0
