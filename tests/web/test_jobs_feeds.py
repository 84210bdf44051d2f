"""What other programs get of the open jobs: postings, RSS, an XML feed, the map of the site."""

import json
import re
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import fromstring

import pytest

from quest.domain.work import Education, PayPeriod, Workplace
from quest.exchange.jobs.detect import read_jobs
from quest.models import Company
from tests.services.town import Town, a_job
from tests.web.site import Site

PAID = {"pay_min": 22_000, "pay_max": 26_000, "pay_currency": "HKD", "pay_period": PayPeriod.MONTH}
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def town(site: Site) -> Town:
    return Town(site.database, site.campaign)


def test_a_job_page_carries_a_posting_that_reads_back_as_the_job(site: Site, town: Town) -> None:
    stated = a_job(closes_on=date(2026, 12, 31), workplace=Workplace.REMOTE, **PAID)
    [job_id] = town.hire("Starpier Pay", stated)
    page = site.somebody().open(f"/jobs/{job_id}")
    reading = read_jobs(page.source.encode(), name="job.html")
    assert reading.rejected == []
    (job,) = reading.jobs
    assert job.description["en"].startswith(stated.description["en"])
    kept = {"description": job.description, "skills": job.skills, "url": job.url}
    assert replace(job, seniority=None) == replace(stated, company="Starpier Pay", sector=None, seniority=None, **kept)
    assert job.url == f"http://127.0.0.1:8000/jobs/{job_id}"
    assert set(stated.skills) <= set(job.skills)


def test_what_no_source_stated_is_in_no_posting(site: Site, town: Town) -> None:
    bare = a_job(location=None, education=None, work_type=None, skills=(), posted_on=None)
    [job_id] = town.hire("Starpier Pay", bare)
    found = BLOCK.search(site.somebody().open(f"/jobs/{job_id}").source)
    assert found
    assert not json.loads(found[1]).keys() & {"jobLocation", "educationRequirements", "baseSalary", "datePosted"}


def test_no_text_of_a_job_breaks_out_of_its_posting(site: Site, town: Town) -> None:
    wicked = "</script><script>alert(1)</script><!-- \u2028"
    [job_id] = town.hire("Starpier Pay", a_job(title=wicked, description={"en": wicked}))
    page = site.somebody().open(f"/jobs/{job_id}")
    found = BLOCK.search(page.source)
    assert found
    assert json.loads(found[1])["title"] == wicked
    assert "<script>alert" not in page.source


def test_a_closed_job_is_published_nowhere(site: Site, town: Town) -> None:
    closed, still = town.hire(
        "Starpier Pay", a_job("1", closes_on=date(2026, 11, 21)), a_job("2", closes_on=date(2026, 11, 22))
    )
    anybody = site.somebody()
    assert not BLOCK.search(anybody.open(f"/jobs/{closed}").source)
    for path in ("/jobs.rss", "/jobs.xml", "/sitemap.xml"):
        source = anybody.open(path).source
        assert f"/jobs/{still}<" in source.replace("]", "<")
        assert f"/jobs/{closed}<" not in source.replace("]", "<")


def test_the_xml_feed_reads_back_as_the_jobs(site: Site, town: Town) -> None:
    words = {"en": "Look & <b>watch</b>.\n\nFor ]]> ends.", "zh-Hant": "留意付款。"}
    stated = a_job(description=words, education=Education.MASTER, **PAID)
    town.hire("Starpier Pay", stated)
    reading = read_jobs(site.somebody().open("/jobs.xml").source.encode())
    assert reading.format == "xml"
    (job,) = reading.jobs
    assert job.description == {"en": words["en"]}
    assert (job.company, job.location, job.posted_on) == ("Starpier Pay", stated.location, stated.posted_on)
    assert (job.education, job.seniority, job.work_type) == (stated.education, stated.seniority, stated.work_type)
    assert (job.pay_min, job.pay_max, job.pay_currency, job.pay_period) == tuple(PAID.values())
    (chinese,) = read_jobs(site.somebody().open("/jobs.xml?language=zh-Hant").source.encode()).jobs
    assert chinese.description["en"] == "留意付款。"


def test_rss_is_well_formed_and_leads_to_the_jobs(site: Site, town: Town) -> None:
    [job_id] = town.hire("Star & Pay", a_job(title="Look <here>"))
    root = fromstring(site.somebody().open("/jobs.rss").source)
    assert root.findtext("channel/item/title") == "Look <here> · Star & Pay"
    assert root.findtext("channel/item/link") == f"http://127.0.0.1:8000/jobs/{job_id}"
    assert root.findtext("channel/item/pubDate") == "Sun, 01 Nov 2026 00:00:00 GMT"


def test_a_feed_follows_every_change_and_is_else_not_sent_again(site: Site, town: Town) -> None:
    town.hire("Starpier Pay", a_job("1"))
    browser = site.somebody().browser
    first = browser.get("/jobs.xml")
    again = browser.get("/jobs.xml", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    town.hire("Starpier Pay", a_job("2", title="Risk Trainee"))
    assert "Risk Trainee" in browser.get("/jobs.xml").get_data(as_text=True)


def test_an_invented_job_says_so_wherever_it_goes(site: Site, town: Town) -> None:
    [job_id] = town.hire("Starpier Pay", a_job())
    with site.database.unit_of_work() as session:
        session.get_one(Company, town.company("Starpier Pay")).is_sample = True
    anybody = site.somebody()
    for path in (f"/jobs/{job_id}", "/jobs.rss", "/jobs.xml"):
        assert "Invented for the sample fair" in anybody.open(path).source
    assert '<meta name="robots" content="noindex">' in anybody.open(f"/jobs/{job_id}").source


def test_the_map_leads_to_the_booths_of_companies_with_open_jobs(site: Site, town: Town) -> None:
    town.hire("Starpier Pay", a_job())
    town.hire("Saltwater Labs", a_job(closes_on=date(2026, 11, 1)))
    source = site.somebody().open("/sitemap.xml").source
    assert "<loc>http://127.0.0.1:8000/companies/starpier-pay</loc>" in source
    assert "saltwater-labs" not in source
    assert site.somebody().open("/companies/starpier-pay").status == 200


def test_robots_find_the_map_and_keep_out_of_private_pages(site: Site) -> None:
    lines = site.somebody().open("/robots.txt").source.splitlines()
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in lines
    assert {"Disallow: /me", "Disallow: /organise", "Disallow: /recruit"} <= set(lines)
    assert not any(line in ("Disallow: /", "Disallow: /jobs") for line in lines)
