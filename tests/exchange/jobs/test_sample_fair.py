"""The sample fair keeps its promises to the number, in three languages, and pretends nothing."""

from collections import Counter
from datetime import date

import pytest

from quest.domain.work import Education, PayPeriod, Seniority
from quest.exchange.jobs.records import CompanyRecord
from quest.exchange.jobs.sample import SampleFair, sample_fair
from quest.exchange.jobs.sample_plan import apportion
from quest.exchange.skills import vocabulary

LANGUAGES = ["en", "zh-Hant", "zh-Hans"]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def fair() -> SampleFair:
    return sample_fair(today=TODAY)


def companies_of(fair: SampleFair) -> dict[str, CompanyRecord]:
    return {company.slug: company for company in fair.companies}


@pytest.mark.parametrize("seed", [2023, 1, 77])
def test_the_shares_of_the_real_fair_are_kept_exactly(seed: int):
    fair = sample_fair(seed)
    companies = companies_of(fair)
    kinds = {occupation.id: occupation.kind for occupation in fair.occupations}
    groups = Counter(companies[job.company or ""].group for job in fair.jobs)
    levels = Counter(job.seniority for job in fair.jobs)
    education = Counter(job.education for job in fair.jobs)
    assert (len(companies), len(fair.jobs)) == (250, 2_500)
    assert (groups["research-institute"], groups["manufacturing-park"]) == (542, 131)
    assert Counter(job.open_to for job in fair.jobs) == {frozenset({"overseas", "gba"}): 1_750, frozenset(): 750}
    assert sum(company.offices for company in fair.companies) == 138
    assert Counter(kinds[job.occupation or ""] for job in fair.jobs) == {"technology": 2_000, "business": 500}
    assert levels == {Seniority.ENTRY: 1_500, Seniority.MIDDLE: 625, Seniority.SENIOR: 375}
    assert (education[Education.BACHELOR], education[Education.DOCTORATE]) == (1_625, 200)
    assert sum(count for level, count in education.items() if level not in ("bachelor", "doctorate")) == 675


def test_every_company_hires_and_every_job_has_its_company(fair: SampleFair):
    assert {job.company for job in fair.jobs} == set(companies_of(fair))


def test_a_job_is_of_its_company_s_sector_and_of_an_occupation_of_the_fair(fair: SampleFair):
    companies = companies_of(fair)
    sectors = {occupation.id: occupation.sector for occupation in fair.occupations}
    assert len(sectors) == 48
    assert all(job.sector == companies[job.company or ""].sector == sectors[job.occupation or ""] for job in fair.jobs)


def test_nothing_is_told_twice(fair: SampleFair):
    assert len({job.description["en"] for job in fair.jobs}) == len(fair.jobs)
    assert len({(job.company, job.title["en"]) for job in fair.jobs}) == len(fair.jobs)
    assert len({job.reference for job in fair.jobs}) == len(fair.jobs)
    assert len({company.name["en"] for company in fair.companies}) == len(fair.companies)
    assert len({company.name["zh-Hant"] for company in fair.companies}) == len(fair.companies)


def test_there_are_hundreds_of_titles(fair: SampleFair):
    assert len({job.title["en"] for job in fair.jobs}) >= 200


def test_all_words_are_there_in_three_languages(fair: SampleFair):
    texts = [words for job in fair.jobs for words in (job.title, job.description)]
    texts += [words for company in fair.companies for words in (company.name, company.story)]
    texts += [occupation.name for occupation in fair.occupations]
    assert {tuple(words) for words in texts} == {tuple(LANGUAGES)}
    assert not [words for words in texts for text in words.values() if not text.strip() or "{" in text or " | " in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_job_names_each_of_its_skills(fair: SampleFair, language: str):
    untold = [
        (job.reference, set(job.skills) - set(vocabulary().find(job.description[language])))
        for job in fair.jobs
        if not set(job.skills) <= set(vocabulary().find(job.description[language]))
    ]
    assert untold == []


def test_skills_are_of_the_vocabulary_and_named_once(fair: SampleFair):
    assert {skill for job in fair.jobs for skill in job.skills} <= set(vocabulary().skills)
    assert all(len(set(job.skills)) == len(job.skills) >= 4 for job in fair.jobs)


def test_every_story_says_that_it_is_invented(fair: SampleFair):
    assert all(company.invented for company in fair.companies)
    assert all("invented sample data" in company.story["en"] for company in fair.companies)
    assert all("虛構" in company.story["zh-Hant"] for company in fair.companies)
    assert all("虚构" in company.story["zh-Hans"] for company in fair.companies)


def test_the_companies_of_the_campaign_are_there_and_hire(fair: SampleFair):
    jobs = Counter(job.company for job in fair.jobs)
    known = ["saltwater-labs", "junk-bay-bio", "starpier-pay", "signal-eight-robotics"]
    assert [companies_of(fair)[slug].sector for slug in known] == ["ai-data", "biotech", "fintech", "robotics"]
    assert min(jobs[slug] for slug in known) >= 12


def test_starpier_pay_looks_for_a_graduate_fraud_analyst(fair: SampleFair):
    (job,) = [job for job in fair.jobs if (job.company, job.title["en"]) == ("starpier-pay", "Graduate Fraud Analyst")]
    assert (job.seniority, job.education, job.occupation) == (Seniority.ENTRY, Education.BACHELOR, "fraud-analyst")
    assert {"fraud-detection", "sql"} <= set(job.skills)


def test_pay_is_in_hong_kong_dollars_a_month_and_rises_with_the_level(fair: SampleFair):
    assert {(job.pay_currency, job.pay_period) for job in fair.jobs} == {("HKD", PayPeriod.MONTH)}
    assert all(7_000 <= (job.pay_min or 0) < (job.pay_max or 0) <= 120_000 for job in fair.jobs)
    means = [
        sum(job.pay_min or 0 for job in fair.jobs if job.seniority is level)
        / sum(job.seniority is level for job in fair.jobs)
        for level in Seniority
    ]
    assert means == sorted(means)


def test_jobs_were_posted_before_today_and_close_after_it(fair: SampleFair):
    assert all(job.posted_on and job.closes_on and job.posted_on < TODAY < job.closes_on for job in fair.jobs)
    assert {(job.posted_on, job.closes_on) for job in sample_fair().jobs} == {(None, None)}


def test_a_seed_is_a_fair(fair: SampleFair):
    assert sample_fair(today=TODAY) == fair
    assert sample_fair(seed=7, today=TODAY) != fair


def test_titles_do_not_promise_what_the_job_does_not_ask(fair: SampleFair):
    graduates = {job.education for job in fair.jobs if job.title["en"].startswith("Graduate ")}
    seniors = {job.seniority for job in fair.jobs if job.title["en"].startswith(("Senior ", "Lead ", "Principal "))}
    assert graduates == {Education.BACHELOR, Education.MASTER}
    assert seniors == {Seniority.SENIOR}


def test_shares_go_to_the_largest_remainders():
    assert apportion(250, [55, 45]) == [138, 112]
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(0, [1, 2]) == [0, 0]
