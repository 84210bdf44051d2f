"""The fair's companies and figures as anybody may see them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from quest.exchange.jobs.sample import sample_fair
from quest.services import fair
from tests.services.town import NOW, Town, a_job
from tests.web.site import Site

PUBLISHED = {
    ("groups", "research-institute"): 542 / 2_500,
    ("groups", "manufacturing-park"): 131 / 2_500,
    ("levels", "entry"): 0.60,
    ("levels", "middle"): 0.25,
    ("educations", "bachelor"): 0.65,
    ("educations", "doctorate"): 0.08,
    ("open_abroad", ""): 0.70,
    ("offices_abroad", ""): 0.55,
    ("technology", ""): 0.80,
}
"""What the organisers of the model fair published of it, as shares."""
HALF_A_POINT = 0.005


@pytest.fixture
def starpier(site: Site) -> None:
    town = Town(site.database, site.campaign)
    town.hire("Starpier Pay", a_job("1"), a_job("2", "Payments Engineer"))
    town.hire("Junk Bay Bio", a_job("1", "Bench Scientist", sector="biotech", closes_on=date(2026, 11, 1)))


def test_a_company_shows_its_stops_and_jobs(site: Site, starpier: None) -> None:
    page = site.somebody().open("/companies/starpier-pay")
    assert "Payments Engineer" in page.words
    assert "/levels/f4" in page.source
    assert site.somebody().open("/companies/nobody").status == 404


def test_only_companies_that_hire_are_listed(site: Site, starpier: None) -> None:
    page = site.somebody().open("/companies")
    assert "Starpier Pay" in page.words
    assert "2 jobs" in page.words
    assert "Junk Bay Bio" not in page.words
    assert [row["slug"] for row in site.somebody().api("/companies")["rows"]] == ["starpier-pay"]


def test_without_jobs_both_pages_say_so(site: Site) -> None:
    assert "No company has an open job here just now." in site.somebody().open("/companies").words
    assert site.somebody().open("/figures").status == 200


def test_the_sample_fair_has_the_shares_of_the_model_fair(site: Site) -> None:
    with site.database.unit_of_work() as session:
        fair.open_sample(session, sample_fair(today=NOW.date()), now=NOW)
    found = site.staff("organiser").api("/reports/figures")
    assert (found["jobs"], found["companies"]) == (2_500, 250)
    for (figure, value), share in PUBLISHED.items():
        told = found[figure][value] if value else found[figure]
        assert abs(told["share"] - share) <= HALF_A_POINT, (figure, value)
    page = site.somebody().open("/figures")
    assert re.search(r"70% of the jobs are open to people", page.words)
    assert re.search(r"55% of the companies have offices", page.words)


def test_the_report_is_for_organisers(site: Site) -> None:
    assert site.somebody().browser.get("/api/v1/reports/figures").status_code == 401
    assert site.rider("Wing").browser.get("/api/v1/reports/figures").status_code == 403
    assert site.staff("host").browser.get("/api/v1/reports/figures").status_code == 403
