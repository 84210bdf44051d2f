"""Looking for jobs."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from quest.domain.errors import JobClosed, NotFound
from quest.domain.work import Education, Seniority, WorkType
from quest.models import Job
from quest.services import job_imports, jobs
from quest.services.jobs import Search
from tests.services.town import NOW, TODAY, Town, a_job


@pytest.fixture
def market(town: Town):
    """Three jobs of two companies: a fraud analyst, a data engineer in Shenzhen, a bench scientist."""
    analyst, engineer = town.hire(
        "Starpier Pay",
        a_job("1", posted_on=date(2026, 11, 3)),
        a_job(
            "2",
            title="Data Engineer",
            description={"en": "Keep the pipelines of payments running.", "zh-Hant": "維護支付數據的管道。"},
            location="Shenzhen",
            sector="ai-data",
            seniority=Seniority.SENIOR,
            open_to=frozenset({"hong-kong", "gba"}),
            skills=("sql", "python"),
            posted_on=date(2026, 11, 9),
        ),
    )
    [scientist] = town.hire(
        "Junk Bay Bio",
        a_job(
            "1",
            title="Bench Scientist",
            description={"en": "Run assays."},
            sector="biotech",
            location="Science Park",
            education=Education.MASTER,
            work_type=WorkType.CONTRACT,
            skills=("pcr",),
            posted_on=None,
        ),
    )
    return {"analyst": analyst, "engineer": engineer, "scientist": scientist}


def look(town: Town, **asked: str) -> jobs.Results:
    with town.database.reading() as session:
        return jobs.search(session, Search(**asked), today=TODAY)


def found(town: Town, market: dict[str, int], **asked: str) -> list[str]:
    names = {job_id: name for name, job_id in market.items()}
    return [names[job.id] for job in look(town, **asked).jobs]


def test_the_newest_job_stands_first_and_one_without_a_date_last(town: Town, market: dict[str, int]):
    assert found(town, market) == ["engineer", "analyst", "scientist"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"q": "payment"}, ["engineer", "analyst"]),
        ({"q": "payments fraud"}, ["analyst"]),
        ({"q": "支付"}, ["engineer"]),
        ({"q": "junk bay"}, ["scientist"]),
        ({"q": "zebra"}, []),
        ({"q": "pay"}, ["engineer", "analyst"]),
        ({"q": "assa"}, []),
        ({"sector": "biotech"}, ["scientist"]),
        ({"seniority": "senior"}, ["engineer"]),
        ({"education": "master"}, ["scientist"]),
        ({"location": "Hong Kong"}, ["analyst", "scientist"]),
        ({"location": "gba"}, ["engineer", "analyst", "scientist"]),
        ({"work_type": "contract"}, ["scientist"]),
        ({"open_to": "gba"}, ["engineer"]),
        ({"open_to": "overseas"}, []),
        ({"group": "other"}, ["analyst", "engineer", "scientist"]),
        ({"group": "start-up"}, []),
        ({"company": "starpier-pay", "location": "Kowloon"}, ["analyst"]),
        ({"q": "payments", "sector": "biotech"}, []),
    ],
)
def test_a_search_finds_whole_words_and_what_every_filter_lets_through(
    town: Town, market: dict[str, int], asked: dict[str, str], names: list[str]
):
    assert sorted(found(town, market, **asked)) == sorted(names)


@pytest.mark.parametrize(("typed", "name"), [("fraud analist", "analyst"), ("dta enginer", "engineer"), ("科学家", "")])
def test_words_that_no_job_holds_find_titles_much_like_them(town: Town, market: dict[str, int], typed: str, name: str):
    results = look(town, q=typed)
    assert found(town, market, q=typed)[:1] == ([name] if name else [])
    assert results.is_near is bool(name)
    assert look(town, q="payments").is_near is False


def test_filters_hold_for_titles_that_are_near(town: Town, market: dict[str, int]):
    assert found(town, market, q="dta enginer", sector="fintech") == []


def test_each_filter_counts_what_its_other_values_would_give(town: Town, market: dict[str, int]):
    facets = look(town, sector="biotech").facets
    assert facets["sector"] == {"fintech": 1, "ai-data": 1, "biotech": 1}
    assert facets["company"] == {"junk-bay-bio": 1}
    assert look(town).facets["open_to"] == {"gba": 1, "hong-kong": 1}


def test_the_counts_follow_the_words(town: Town, market: dict[str, int]):
    assert look(town, q="payments").facets["company"] == {"starpier-pay": 2}


def test_pages_hold_every_job_once(town: Town):
    town.hire("Starpier Pay", *(a_job(str(number)) for number in range(7)))
    seen, offset = [], 0
    with town.database.reading() as session:
        while offset is not None:
            page = jobs.search(session, Search(), today=TODAY, limit=3, offset=offset)
            assert page.total == 7
            seen += [job.id for job in page.jobs]
            offset = page.next_offset
    assert len(seen) == len(set(seen)) == 7


def test_a_search_sees_a_change_of_the_jobs_at_once(town: Town, market: dict[str, int]):
    assert found(town, market, q="astronomer") == []
    town.hire("Starpier Pay", a_job("9", title="Astronomer"))
    assert [job.title["en"] for job in look(town, q="astronomer").jobs] == ["Astronomer"]


def test_a_job_that_is_over_can_be_read_but_not_found(town: Town):
    [yesterday, gone] = town.hire("Starpier Pay", a_job("1", closes_on=TODAY - timedelta(days=1)), a_job("2"))
    with town.database.unit_of_work() as session:
        session.get_one(Job, gone).closed_at = NOW
    assert look(town).total == 0
    with town.database.reading() as session:
        assert jobs.one(session, gone).company.slug == "starpier-pay"
        for job_id in (yesterday, gone):
            with pytest.raises(JobClosed):
                jobs.open_one(session, job_id, today=TODAY)
        with pytest.raises(NotFound):
            jobs.one(session, 999)


def test_the_company_comes_with_its_job(town: Town, market: dict[str, int]):
    assert {job.company.name["en"] for job in look(town).jobs} == {"Starpier Pay", "Junk Bay Bio"}
    with town.database.reading() as session:
        assert len(session.scalars(select(Job)).all()) == jobs.count_open(session, today=TODAY)


def test_an_import_taken_back_is_gone_from_the_search_even_under_a_newer_one(town: Town) -> None:
    town.hire("Starpier Pay", a_job("1", title="Astronomer"))
    town.hire("Starpier Pay", a_job("2", title="Beekeeper"))
    assert look(town, q="astronomer").total == 1
    with town.database.unit_of_work() as session:
        job_imports.revert(session, 1, now=NOW)
    assert look(town, q="astronomer").total == 0
    assert look(town, q="beekeeper").total == 1
