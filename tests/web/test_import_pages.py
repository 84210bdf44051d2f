"""An organiser brings jobs in: a look first, then the import, then perhaps taking it back."""

import io
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from quest.models import Application, ImportDraft, Job
from tests.web.site import Page, Person, Site, open_site

TABLE = (
    "title,company,reference,location\n"
    "Graduate Fraud Analyst,Starpier Pay,fa-1,Kwun Tong\n"
    ",Starpier Pay,fa-2,Kwun Tong\n"
    "Risk Trainee,Starpier Pay,fa-3,Kwun Tong\n"
)
SHORTER = "title,company,reference,location\nRisk Trainee,Starpier Pay,fa-3,Tai Po\n"


@pytest.fixture
def olga(site: Site) -> Person:
    """The organiser."""
    return site.staff("organiser")


def upload(person: Person, table: str | bytes, name: str = "jobs.csv", **fields: Any) -> str:
    """Sends a file; the address of what would happen."""
    data = table.encode() if isinstance(table, str) else table
    answer = person.send("/organise/jobs", file=(io.BytesIO(data), name), **fields)
    assert answer.status_code == 303, Page(answer).words
    return str(answer.headers["Location"])


def kept(site: Site, model: type[Any] = Job) -> int:
    with site.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def counts(page: Page) -> dict[str, str]:
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page.source))


def test_an_upload_is_looked_at_before_anything_is_imported(site: Site, olga: Person) -> None:
    page = olga.open(upload(olga, TABLE))
    assert counts(page) == {"Added": "2", "Changed": "0", "Unchanged": "0", "Closed": "0", "Left out": "1"}
    assert "row 3" in page.words
    assert "The row has no job title: fill it in, or delete the row." in page.words
    assert "New employers: Starpier Pay" in page.words
    assert kept(site) == 0


def test_the_import_is_done_listed_and_taken_back(site: Site, olga: Person) -> None:
    there = upload(olga, TABLE)
    page = olga.send_and_read(f"{there}/import")
    assert "Import 1" in page.words
    assert (kept(site), kept(site, ImportDraft)) == (2, 0)
    assert olga.open("/organise/jobs").link("jobs.csv") == "/organise/jobs/imports/1"
    assert "Imported jobs" in olga.open("/organise/log").words
    back = olga.send_and_read("/organise/jobs/imports/1/revert")
    assert "Taken back:" in back.words
    assert kept(site) == 0
    assert olga.send("/organise/jobs/imports/1/revert").status_code == 409


def test_two_taps_import_once(site: Site, olga: Person) -> None:
    there = upload(olga, TABLE)
    olga.send(f"{there}/import")
    assert "imported or thrown away already" in olga.send_and_read(f"{there}/import").words
    assert len(olga.api("/job-imports")["imports"]) == 1


def test_the_same_file_again_would_change_nothing(site: Site, olga: Person) -> None:
    olga.send(upload(olga, TABLE) + "/import")
    assert "Importing it would change nothing." in olga.open(upload(olga, TABLE)).words


def test_a_whole_list_closes_what_it_misses_and_keeps_the_applications(site: Site, olga: Person) -> None:
    olga.send(upload(olga, TABLE) + "/import")
    wing = site.rider("Wing")
    wing.send("/register", name="Wing", email="wing@example.org", education="bachelor")
    wing.send("/jobs/1/apply", key="k")
    there = upload(olga, SHORTER, company="Starpier Pay", close_missing="yes")
    page = olga.open(there)
    assert (counts(page)["Changed"], counts(page)["Closed"]) == ("1", "1")
    assert "Graduate Fraud Analyst" in page.words
    olga.send(f"{there}/import")
    assert "takes no more applications" in wing.open("/jobs/1").words
    assert kept(site, Application) == 1


def test_columns_that_say_nothing_are_named_on_the_page(site: Site, olga: Person) -> None:
    there = upload(olga, "Wunschtitel,Firma\nKoch,Wing\n")
    page = olga.open(there)
    assert page.status == 422
    assert "Wunschtitel" in page.words
    olga.send(there, heading=["Wunschtitel", "Firma"], field=["title", "company"])
    again = olga.open(there)
    assert counts(again)["Added"] == "1"
    assert re.search(r'<option value="company" selected>', again.source)


def test_what_cannot_be_read_says_why(site: Site, olga: Person) -> None:
    page = olga.open(upload(olga, b"%PDF-1.7", "jobs.pdf"))
    assert (page.status, "PDF" in page.words) == (422, True)


def test_a_draft_is_thrown_away(site: Site, olga: Person) -> None:
    there = upload(olga, TABLE)
    assert "Thrown away" in olga.send_and_read(f"{there}/discard").words
    assert kept(site, ImportDraft) == 0
    assert olga.open(there).status == 404


def test_a_form_without_a_source_comes_back(site: Site, olga: Person) -> None:
    page = olga.send_and_read("/organise/jobs", company="Wing")
    assert (page.status, "Fill this in." in page.words, 'value="Wing"' in page.source) == (422, True, True)


def test_a_private_address_is_refused_in_every_language(site: Site, olga: Person) -> None:
    page = olga.send_and_read("/organise/jobs", address="http://127.0.0.1/jobs.json")
    assert (page.status, "private network" in page.words) == (422, True)


def test_only_an_organiser_brings_jobs_in(site: Site) -> None:
    for person in (site.somebody(), site.rider("Ada"), site.staff("host")):
        assert person.send("/organise/jobs", file=(io.BytesIO(b"title"), "a.csv")).status_code in (303, 401, 403)
    assert kept(site, ImportDraft) == 0


def test_only_an_organiser_may_send_a_large_body(tmp_path: Path) -> None:
    site = open_site(tmp_path / "data", max_body_bytes=1_000, max_import_bytes=100_000)
    large = TABLE + "".join(f"Cook {number},Starpier Pay,c-{number},Tai Po\n" for number in range(200))
    assert site.somebody().send("/organise/jobs", file=(io.BytesIO(large.encode()), "a.csv")).status_code == 413
    assert counts(site.staff("organiser").open(upload(site.staff("organiser"), large)))["Added"] == "202"
    site.database.close()


@pytest.fixture
def board() -> Iterator[str]:
    """The address of a feed on this machine."""

    class Board(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(TABLE.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Board) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/jobs.csv"
        server.shutdown()


def test_a_feed_of_the_intranet_is_read_where_that_is_allowed(tmp_path: Path, board: str) -> None:
    site = open_site(tmp_path / "data", feed_allow_private="127.0.0.1, feeds.intranet")
    olga = site.staff("organiser")
    answer = olga.send("/organise/jobs", address=board)
    assert counts(olga.open(answer.headers["Location"]))["Added"] == "2"
    site.database.close()


def test_a_program_imports_lists_and_reverts(site: Site, olga: Person) -> None:
    call = olga.browser
    tried = call.post("/api/v1/job-imports", json={"content": TABLE, "name": "jobs.csv", "dry_run": True})
    assert (tried.status_code, tried.get_json()["id"], kept(site)) == (200, None, 0)
    assert tried.get_json()["counts"] == {"created": 2, "changed": 0, "unchanged": 0, "closed": 0, "rejected": 1}
    assert {"heading": "title", "field": "title"} in tried.get_json()["columns"]
    made = call.post("/api/v1/job-imports", json={"content": TABLE, "name": "jobs.csv"})
    assert (made.status_code, kept(site)) == (201, 2)
    assert [run["id"] for run in olga.api("/job-imports")["imports"]] == [made.get_json()["id"]]
    assert olga.api("/job-imports/1")["rejected"][0]["code"] == "no_title"
    assert call.post("/api/v1/job-imports/1/revert").get_json()["removed"] == 2
    again = call.post("/api/v1/job-imports/1/revert")
    assert (again.status_code, again.get_json()["code"]) == (409, "not_revertible")


def test_a_program_hears_why_there_are_no_jobs(site: Site, olga: Person) -> None:
    for body, why in (({"content": "%PDF"}, "unknown_format"), ({"address": "http://10.0.0.1/"}, "forbidden_address")):
        said = olga.browser.post("/api/v1/job-imports", json=body)
        assert (said.status_code, said.get_json()["code"], said.get_json()["why"]) == (422, "unreadable_jobs", why)
    assert olga.browser.post("/api/v1/job-imports", json={}).status_code == 422
    assert site.somebody().browser.post("/api/v1/job-imports", json={"content": TABLE}).status_code == 401
