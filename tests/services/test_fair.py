"""The sample fair of a new installation."""

import pytest
from sqlalchemy import select

from quest.domain.facts import Seeker
from quest.domain.limits import limit
from quest.exchange.jobs.records import CompanyRecord
from quest.exchange.jobs.sample import SampleFair
from quest.models import Company, Job
from quest.services import fair, job_index, jobs
from quest.services.jobs import Search
from tests.services.town import NOW, TODAY, Town, a_job

STARPIER = CompanyRecord(
    slug="starpier-pay",
    name={"en": "Starpier Pay", "zh-Hant": "星灣支付"},
    sector="fintech",
    story={"en": "Invented."},
    group="start-up",
    offices=True,
    place="Kwun Tong",
)


@pytest.fixture
def opened(town: Town) -> Town:
    """A town with a sample fair of one company: one job for everybody, one for people who are here."""
    records = [
        a_job("1", company="starpier-pay", sector=None, open_to=frozenset({"gba", "overseas"})),
        a_job("2", company="starpier-pay"),
    ]
    with town.database.unit_of_work() as session:
        assert not fair.has_companies(session)
        fair.open_sample(session, SampleFair([STARPIER], records, []), now=NOW)
    return town


def test_a_sample_says_that_it_is_one(opened: Town) -> None:
    with opened.database.reading() as session:
        assert fair.has_companies(session)
        [company] = session.scalars(select(Company))
    assert (company.slug, company.is_sample, company.has_offices_abroad) == ("starpier-pay", True, True)
    assert company.name == {"en": "Starpier Pay", "zh-Hant": "星灣支付"}


def test_its_jobs_can_be_found_on_the_line_of_their_company(opened: Town) -> None:
    with opened.database.reading() as session:
        assert jobs.search(session, Search(sector="fintech", q="支付"), today=TODAY).total == 2


def test_a_sample_job_that_names_nobody_from_abroad_is_for_people_who_are_here(opened: Town) -> None:
    with opened.database.reading() as session:
        ids = dict(session.execute(select(Job.reference, Job.id)).all())
        openings = job_index.current(session).openings
    for based_in, barred in (("hong-kong", []), ("gba", ["2"]), ("overseas", ["2"])):
        seeker = Seeker(based_in=based_in)
        assert [reference for reference, job_id in ids.items() if limit(seeker, openings[job_id])] == barred
