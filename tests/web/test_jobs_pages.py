"""Looking through jobs, seeing why some fit, applying with one tap and taking it back."""

import re
from dataclasses import replace
from datetime import date

import pytest

from quest.domain.work import Seniority, WorkType
from quest.models import Application, Consent
from tests.services.town import Town, a_job
from tests.web.site import Person, Site

WING = {"name": "Cheung Wing", "email": "wing@example.org", "education": "bachelor"}


@pytest.fixture
def town(site: Site) -> Town:
    return Town(site.database, site.campaign)


@pytest.fixture
def fraud_analyst(town: Town) -> int:
    """A job that stop F3 fits, and that asks for SQL as well."""
    return town.hire("Starpier Pay", a_job(pay_min=22_000, pay_max=26_000, pay_currency="HKD", pay_period="month"))[0]


def wing_arrives(site: Site) -> Person:
    """Wing, who passed stop F3 and registered."""
    wing = site.rider("Wing")
    site.ride(wing, "f3")
    wing.send("/register", **WING)
    return wing


def test_anybody_may_look_through_all_jobs(site: Site, fraud_analyst: int) -> None:
    page = site.somebody().open("/jobs")
    assert page.status == 200
    assert "1 job" in page.words
    assert "HK$22,000–26,000 a month · Full time" in page.words
    assert page.link("Graduate Fraud Analyst") == f"/jobs/{fraud_analyst}"


def test_filters_are_a_plain_form_that_counts_what_each_choice_leaves(site: Site, town: Town) -> None:
    town.hire("Starpier Pay", a_job(), a_job("fa-2", "Fraud Intern", work_type=WorkType.INTERNSHIP))
    town.hire("Saltwater Labs", a_job("d-1", "Data Engineer", sector="ai-data", seniority=Seniority.SENIOR))
    page = site.somebody().open("/jobs?line=F")
    assert "2 jobs" in page.words
    assert "Data Engineer" not in page.words
    assert re.search(r'<option value="A">AI &amp; Data \(1\)', page.source)
    assert re.search(r'<option value="F" selected>Fintech \(2\)', page.source)
    assert re.search(r'<option value="internship">Internship \(1\)', page.source)
    both = site.somebody().open("/jobs?line=F&work_type=internship&q=fraud")
    assert "1 job" in both.words
    assert both.link("Fintech take away") == "/jobs?q=fraud&work_type=internship"


@pytest.mark.parametrize("asked", ["?offset=-1", "?offset=abc", "?offset=99999999", "?level=nonsense"])
def test_an_odd_address_is_no_fault_of_the_reader(site: Site, fraud_analyst: int, asked: str) -> None:
    assert site.somebody().open(f"/jobs{asked}").status == 200


def test_a_search_without_a_result_says_so_and_offers_the_way_back(site: Site, fraud_analyst: int) -> None:
    page = site.somebody().open("/jobs?q=astronaut")
    assert "No job fits all of that." in page.words
    assert page.link("Clear all") == "/jobs"


def test_a_slip_of_the_finger_finds_the_title_and_says_so(site: Site, fraud_analyst: int) -> None:
    page = site.somebody().open("/jobs?q=gradaute+fraud+analist")
    assert "No job holds all these words. These have titles much like them." in page.words
    assert "Graduate Fraud Analyst" in page.words
    assert site.somebody().browser.get("/api/v1/jobs?q=gradaute+fraud+analist").get_json()["near"] is True


def test_a_long_list_comes_in_pages(site: Site, town: Town) -> None:
    town.hire("Starpier Pay", *(a_job(f"fa-{n}", f"Analyst {n}") for n in range(25)))
    first = site.somebody().open("/jobs?line=F")
    assert len(re.findall(r'<article class="job', first.source)) == 20
    second = site.somebody().open(first.link("More"))
    assert len(re.findall(r'<article class="job', second.source)) == 5
    assert "21–25" in second.words
    assert site.somebody().open(second.link("Before")).words == first.words


def test_a_match_names_the_stop_that_shows_it_and_one_honest_gap(site: Site, fraud_analyst: int) -> None:
    page = wing_arrives(site).open("/matches")
    assert "1 strong match" in page.words
    assert page.link("You got") == "/levels/f3"
    assert re.search(r'class="code small c-plum">F3<', page.source)
    assert "Not shown yet: They ask for SQL. Your route has not shown that yet." in page.words
    assert "%" not in page.words


def test_the_five_strongest_come_with_their_reasons_and_the_rest_in_short(site: Site, town: Town) -> None:
    town.hire("Starpier Pay", *(a_job(f"fa-{n}", f"Analyst {n}") for n in range(8)))
    page = wing_arrives(site).open("/matches")
    assert "Your 5 strongest matches" in page.words
    assert len(re.findall(r'<ul class="reasons"', page.source)) == 5
    assert len(re.findall(r'<article class="job', page.source)) == 8


def test_who_finished_a_line_has_arrived(site: Site, fraud_analyst: int) -> None:
    wing = site.rider("Wing")
    line = site.campaign.line("F")
    assert line
    site.ride(wing, *line.levels)
    page = wing.open("/matches")
    assert "You’ve arrived, Wing. Fintech line complete." in page.words


def test_without_a_strong_match_the_next_stop_is_the_way(site: Site, town: Town) -> None:
    town.hire("Junk Bay Bio", a_job("b-1", "Assay Scientist", sector="biotech", skills=("cell-culture",)))
    page = site.rider("Wing").open("/matches")
    assert "No strong match yet" in page.words
    assert page.link("Ride one more stop on") == "/levels/a1"


def test_a_stranger_is_told_where_matches_come_from(site: Site, fraud_analyst: int) -> None:
    page = site.somebody().open("/matches")
    assert page.status == 200
    assert page.link("Start riding") == "/start"
    assert page.link("All 1 job") == "/jobs"


def test_what_a_limit_keeps_away_is_named_with_the_limit(site: Site, town: Town) -> None:
    town.hire("Starpier Pay", a_job("fa-9", "Fraud Scientist", education="doctorate"))
    page = wing_arrives(site).open("/matches")
    assert "1 more would fit but for one thing" in page.words
    assert "Education asked for: Doctorate. Yours: Bachelor’s degree." in page.words


def test_applying_asks_to_register_first_and_then_comes_back_to_the_job(site: Site, fraud_analyst: int) -> None:
    wing = site.rider("Wing")
    site.ride(wing, "f3")
    asked = wing.send(f"/jobs/{fraud_analyst}/apply", key="one")
    assert asked.location == f"/register?next=/jobs/{fraud_analyst}"
    registered = wing.send("/register", **WING, next=f"/jobs/{fraud_analyst}")
    assert registered.location == f"/jobs/{fraud_analyst}"
    assert "Apply in one tap" in wing.open(f"/jobs/{fraud_analyst}").words


def test_a_preview_says_what_would_be_sent_before_it_is(site: Site, fraud_analyst: int) -> None:
    page = wing_arrives(site).open(f"/jobs/{fraud_analyst}")
    assert "Sends your profile, e-mail and route. Preview To Starpier Pay Name Cheung Wing" in page.words
    assert "wing@example.org" in page.words


def test_one_tap_applies_and_ten_seconds_undo_it(site: Site, fraud_analyst: int) -> None:
    wing = wing_arrives(site)
    applied = wing.send(f"/jobs/{fraud_analyst}/apply", key="one", next="/matches")
    assert applied.location == f"/matches#job-{fraud_analyst}"
    page = wing.open("/matches")
    assert "Applied Undo" in page.words
    assert 'data-undo="10"' in page.source
    site.clock.forward(seconds=4)
    assert 'data-undo="6"' in wing.open("/matches").source
    undone = wing.send_and_read(f"/jobs/{fraud_analyst}/undo", next="/matches")
    assert "Taken back." in undone.words
    assert "Apply in one tap" in undone.words


def test_after_ten_seconds_an_application_is_withdrawn_from_the_list(site: Site, fraud_analyst: int) -> None:
    wing = wing_arrives(site)
    wing.send(f"/jobs/{fraud_analyst}/apply", key="one")
    site.clock.forward(seconds=11)
    page = wing.open("/matches")
    assert "data-undo" not in page.source
    listed = wing.open(page.link("Your applications"))
    assert "Sent since 22 Nov" in listed.words
    withdrawn = wing.send_and_read(f"/jobs/{fraud_analyst}/withdraw", next="/applications")
    assert "Withdrawn on 22 Nov" in withdrawn.words
    with site.database.reading() as session:
        newest = session.query(Consent).order_by(Consent.id.desc()).first()
        assert newest
        assert (newest.purpose, newest.granted) == ("application", False)


def test_two_taps_are_one_application(site: Site, fraud_analyst: int) -> None:
    wing = wing_arrives(site)
    for _ in range(2):
        assert wing.send(f"/jobs/{fraud_analyst}/apply", key="one").status_code == 303
    with site.database.reading() as session:
        assert session.query(Application).count() == 1


def test_a_job_that_closed_meanwhile_takes_no_application(site: Site, town: Town) -> None:
    (job_id,) = town.hire("Starpier Pay", a_job(closes_on=date(2026, 11, 23)))
    wing = wing_arrives(site)
    site.clock.forward(days=3)
    page = wing.send_and_read(f"/jobs/{job_id}/apply", key="late")
    assert "This job takes no more applications." in page.words
    with site.database.reading() as session:
        assert session.query(Application).count() == 0


def test_nobody_undoes_the_application_of_somebody_else(site: Site, fraud_analyst: int) -> None:
    wing_arrives(site).send(f"/jobs/{fraud_analyst}/apply", key="one")
    ben = site.rider("Ben")
    ben.send("/register", **{**WING, "name": "Ben", "email": "ben@example.org"})
    assert ben.send(f"/jobs/{fraud_analyst}/withdraw").status_code == 404
    with site.database.reading() as session:
        assert session.query(Application).one().withdrawn_at is None


def test_a_job_that_is_not_there_is_not_found(site: Site) -> None:
    assert site.somebody().open("/jobs/4711").status == 404


def test_what_an_employer_wrote_is_text_and_nothing_else(site: Site, town: Town) -> None:
    wicked = "<script>alert(1)</script>"
    (job_id,) = town.hire(
        "Starpier Pay", a_job(title=wicked, description={"en": wicked}, location='"><b>', url="https://example.org/1")
    )
    for path in ("/jobs", f"/jobs/{job_id}"):
        page = site.somebody().open(path)
        assert "<script>alert" not in page.source
        assert "<b>" not in re.findall(r'job-head">.*?</article>', page.source, re.DOTALL)[0]


def test_a_registered_player_reads_jobs_in_chinese(site: Site, town: Town) -> None:
    words = {"en": "Fraud Analyst", "zh-Hant": "反欺詐分析員", "zh-Hans": "反欺诈分析员"}
    town.hire("Starpier Pay", replace(a_job(), title=words))
    page = site.somebody("zh-HK").open("/jobs")
    assert "反欺詐分析員" in page.words
    assert 'lang="zh-Hant"' in page.source


def test_a_bookmark_keeps_a_job_and_a_second_tap_lets_it_go(site: Site, fraud_analyst: int) -> None:
    wing = site.rider("Wing")
    page = wing.send_and_read(f"/jobs/{fraud_analyst}/save", saved="yes", next="/jobs/saved")
    assert "Graduate Fraud Analyst" in page.words
    assert 'aria-pressed="true"' in wing.open("/jobs").source
    assert [row["id"] for row in wing.api("/saved-jobs")["rows"]] == [fraud_analyst]
    assert "Nothing saved yet." in wing.send_and_read(f"/jobs/{fraud_analyst}/save", next="/jobs/saved").words
    assert site.somebody().open("/jobs").source.count("job-save") == 0


def test_not_this_kind_shows_its_effect_and_the_way_back(site: Site, fraud_analyst: int) -> None:
    wing = site.rider("Wing")
    site.ride(wing, "f3")
    assert "Graduate Fraud Analyst" in [row["job"]["title"] for row in wing.api("/matches")["rows"]]
    page = wing.send_and_read(f"/jobs/{fraud_analyst}/not-this-kind")
    assert "Jobs like “Graduate Fraud Analyst” are left out from now on." in page.words
    assert "1 kind left out" in page.words
    [kind] = wing.api("/matches")["unwanted"]
    assert wing.api("/matches")["rows"] == []
    assert "left out" not in wing.send_and_read(f"/matches/kinds/{kind['id']}").words
    assert wing.api("/matches")["total"] == 1


def test_a_gap_leads_to_the_stop_that_closes_it(site: Site, town: Town) -> None:
    [asks] = town.hire("Starpier Pay", a_job("kyc", "Onboarding Analyst", skills=("fraud-detection", "kyc")))
    wing = site.rider("Wing")
    site.ride(wing, "f3")
    page = wing.open(f"/jobs/{asks}")
    assert "The route has not" not in page.words
    assert "Your route has not shown that yet." in page.words
    way = page.link("Show it at F4 Know your customer")
    level = site.campaign.level(way.rpartition("/")[2])
    assert level is not None
    assert "kyc" in level.skills


def test_a_gap_that_only_the_profile_can_close_leads_there(site: Site, town: Town) -> None:
    [asks] = town.hire("Starpier Pay", a_job("1", skills=("fraud-detection",), seniority=Seniority.SENIOR))
    wing = site.rider("Wing")
    site.ride(wing, "f3")
    page = wing.open(f"/jobs/{asks}")
    assert page.link("Say it in your profile") == "/profile#experience"
