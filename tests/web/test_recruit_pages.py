"""The recruiter's desk: whoever applied or agreed is there, and nobody else leaves a trace."""

import pytest

from quest.models import Account, Company
from tests.services.town import Town, a_job
from tests.web.site import Person, Site


@pytest.fixture
def town(site: Site) -> Town:
    return Town(site.database, site.campaign)


@pytest.fixture
def job(town: Town) -> int:
    return town.hire("Starpier Pay", a_job())[0]


@pytest.fixture
def joanne(site: Site, job: int) -> Person:
    """The recruiter of Starpier Pay."""
    return site.staff("recruiter", company="starpier-pay")


def jobseeker(site: Site, name: str, *levels: str, **boxes: str) -> Person:
    """Somebody who passed these levels and registered."""
    person = site.rider(name)
    site.ride(person, *levels)
    email = f"{name.lower()}@example.org"
    person.send("/register", name=f"{name} Chan", email=email, education="bachelor", skills=["sql"], **boxes)
    return person


def test_an_applicant_is_there_with_everything_that_was_shared(site: Site, joanne: Person, job: int) -> None:
    jobseeker(site, "Wing", "f3").send(f"/jobs/{job}/apply", key="one")
    page = joanne.open("/recruit")
    assert "1 person" in page.words
    assert "Why Graduate Fraud Analyst" in page.words
    assert page.link("Write to") == "mailto:wing@example.org"
    assert "Wing Chan applied on 22 Nov and shares name, e-mail, profile and route" in page.words
    assert "right at “Fraud or not?”" in page.words
    assert 'aria-label="Route: 1 stop passed"' in page.source


def test_who_agreed_is_there_without_an_address(site: Site, joanne: Person) -> None:
    jobseeker(site, "Ada", "f1", employers="yes")
    page = joanne.open("/recruit")
    assert "Ada Chan agreed that you see name, education, experience and route" in page.words
    assert "ada@example.org" not in page.source
    assert "Skills from the profile" not in page.words


def test_who_agreed_to_nothing_is_neither_listed_nor_counted_nor_found(site: Site, joanne: Person, job: int) -> None:
    jobseeker(site, "Ben", "f1", "f3", newsletter="yes")
    page = joanne.open("/recruit")
    assert "0 people" in page.words
    assert "Nobody has applied yet or agreed to be seen." in page.words
    assert joanne.open("/recruit/1").status == 404
    assert "Ben" not in page.source


def test_a_withdrawn_application_takes_the_person_off_the_desk_at_once(site: Site, joanne: Person, job: int) -> None:
    wing = jobseeker(site, "Wing", "f3")
    wing.send(f"/jobs/{job}/apply", key="one")
    path = joanne.open("/recruit").link("Wing Chan")
    assert joanne.open(path).status == 200
    wing.send(f"/jobs/{job}/withdraw")
    assert joanne.open(path).status == 404
    assert "Wing" not in joanne.open("/recruit").source


def test_a_recruiter_sees_nobody_of_another_company(site: Site, town: Town, joanne: Person, job: int) -> None:
    wing = jobseeker(site, "Wing", "f3")
    wing.send(f"/jobs/{job}/apply", key="one")
    town.hire("Saltwater Labs", a_job("d-1", "Data Engineer", sector="ai-data"))
    with site.database.unit_of_work() as session:
        other = session.query(Company).filter_by(slug="saltwater-labs").one()
        session.query(Account).filter_by(role="recruiter").one().company_id = other.id
    assert "0 people" in joanne.open("/recruit").words
    assert joanne.open("/recruit/1").status == 404


def test_filters_narrow_the_list_and_can_be_cleared(site: Site, joanne: Person, job: int) -> None:
    jobseeker(site, "Wing", "f3").send(f"/jobs/{job}/apply", key="one")
    jobseeker(site, "Ada", "r1").send(f"/jobs/{job}/apply", key="one")
    assert "2 people" in joanne.open("/recruit").words
    rode_robotics = joanne.open("/recruit?line=R")
    assert "1 person" in rode_robotics.words
    assert "Wing" not in rode_robotics.words
    assert rode_robotics.link("Ada Chan").endswith("?line=R")
    nobody = joanne.open("/recruit?line=B")
    assert nobody.link("Clear the filters") == "/recruit"


def test_a_name_is_searched_and_sorted_by(site: Site, joanne: Person, job: int) -> None:
    for name in ("Wing", "Ada", "Kit"):
        jobseeker(site, name, "f3").send(f"/jobs/{job}/apply", key="one")
        site.clock.forward(minutes=1)
    newest = joanne.open("/recruit").words
    assert newest.index("Kit Chan") < newest.index("Ada Chan") < newest.index("Wing Chan")
    by_name = joanne.open("/recruit?order=name").words
    assert by_name.index("Ada Chan") < by_name.index("Kit Chan") < by_name.index("Wing Chan")
    found = joanne.open("/recruit?q=aDA&stage=new&order=name")
    assert "1 person" in found.words
    assert "0 people" in joanne.open("/recruit?q=%25").words
    assert "0 people" in joanne.open("/recruit?q=Ada&stage=shortlisted").words


@pytest.mark.parametrize("asked", ["?job=abc", "?stage=none", "?line=Z", "?offset=x"])
def test_an_odd_address_is_no_fault_of_the_recruiter(joanne: Person, asked: str) -> None:
    assert joanne.open(f"/recruit{asked}").status == 200


def test_a_stranger_is_shown_the_door_to_sign_in_by(site: Site) -> None:
    page = site.somebody().open("/recruit")
    assert page.status == 200
    assert page.link("Sign in") == "/sign-in?next=/recruit"
    assert site.somebody().open("/recruit/1").status == 401


def test_a_jobseeker_and_a_host_are_not_let_in(site: Site) -> None:
    assert jobseeker(site, "Wing", "f3").open("/recruit").status == 403
    assert site.staff("host").open("/recruit").status == 403


def test_a_name_is_text_and_nothing_else(site: Site, joanne: Person, job: int) -> None:
    person = site.rider("Wing")
    person.send("/register", name="<img src=x>", email="x@example.org", education="bachelor")
    person.send(f"/jobs/{job}/apply", key="one")
    page = joanne.open("/recruit")
    assert "<img" not in page.source
    assert "<img src=x>" in page.words


def test_a_recruiter_shortlists_with_one_press_and_the_person_sees_it(site: Site, joanne: Person, job: int) -> None:
    wing = jobseeker(site, "Wing", "f3")
    wing.send(f"/jobs/{job}/apply", key="one")
    [row] = joanne.api("/candidates")["rows"]
    page = joanne.send_and_read(f"/recruit/{row['id']}/stage", job=str(job), stage="shortlisted")
    assert "Shortlisted" in page.words
    assert "Recruiter" in page.words
    assert "Shortlisted" in wing.open("/applications").words


def test_passing_somebody_over_asks_why(site: Site, joanne: Person, job: int) -> None:
    wing = jobseeker(site, "Wing", "f3")
    wing.send(f"/jobs/{job}/apply", key="one")
    [row] = joanne.api("/candidates")["rows"]
    page = joanne.send_and_read(f"/recruit/{row['id']}/stage", job=str(job), stage="passed")
    assert "Say why you pass somebody over" in page.words
    assert "Sent" in wing.open("/applications").words
    joanne.send(f"/recruit/{row['id']}/stage", job=str(job), stage="passed", reason="No SQL yet")
    assert "Not this time" in wing.open("/applications").words
    assert "No SQL yet" in joanne.open(f"/recruit/{row['id']}").words


def test_a_note_stays_text_and_inside_the_company(site: Site, town: Town, joanne: Person, job: int) -> None:
    jobseeker(site, "Wing", "f3").send(f"/jobs/{job}/apply", key="one")
    [row] = joanne.api("/candidates")["rows"]
    page = joanne.send_and_read(f"/recruit/{row['id']}/notes", words="<b>Call</b> on Monday")
    assert "&lt;b&gt;Call&lt;/b&gt; on Monday" in page.source
    assert [each["words"] for each in joanne.api(f"/candidates/{row['id']}/notes")["rows"]] == ["<b>Call</b> on Monday"]
    assert site.rider("Ada").browser.get(f"/api/v1/candidates/{row['id']}/notes").status_code == 403


def test_a_list_is_taken_along_with_its_purpose_and_runs_no_formula(site: Site, joanne: Person, job: int) -> None:
    wing = site.rider("Wing")
    site.ride(wing, "f3")
    wing.send("/register", name="=HYPERLINK(1) 詠", email="wing@example.org", education="bachelor")
    wing.send(f"/jobs/{job}/apply", key="one")
    jobseeker(site, "Ben", "f3")
    assert "Say what the list is for." in joanne.send_and_read("/recruit/export", format="csv").words
    taken = joanne.send("/recruit/export", format="csv", purpose="Interviews on Monday")
    assert taken.headers["Content-Disposition"] == "attachment; filename=candidates.csv"
    text = taken.get_data().decode("utf-8-sig")
    assert "'=HYPERLINK(1) 詠" in text
    assert "wing@example.org" in text
    assert "Ben" not in text
    assert joanne.send("/recruit/export", format="xlsx", purpose="Interviews").get_data()[:2] == b"PK"
    log = site.staff("organiser").open("/organise/log").words
    assert "Took a list of candidates along" in log
    assert "Interviews on Monday" in log
    assert site.rider("Ada").browser.get("/api/v1/candidates.csv?purpose=x").status_code == 403
