"""A company sees who applied to it and who agreed, and nothing of anybody else."""

from datetime import timedelta

import pytest

from quest.domain.errors import NotFound
from quest.models import Job
from quest.services import applications, jobseekers, recruiting
from quest.services.recruiting import Candidate, Filters
from tests.services.town import NOW, TODAY, Town, a_job


@pytest.fixture
def fair(town: Town) -> dict[str, int]:
    """Two companies: one with two fintech jobs, one with a biotech job; the ids of the jobs."""
    fraud, risk = town.hire(
        "Starpier Pay", a_job("1"), a_job("2", title="Risk Trainee", skills=("risk-assessment", "statistics"))
    )
    [bench] = town.hire("Junk Bay Bio", a_job("1", title="Bench Scientist", sector="biotech", skills=("pcr",)))
    return {"fraud": fraud, "risk": risk, "bench": bench}


def apply(town: Town, player_id: int, job_id: int) -> None:
    with town.database.unit_of_work() as session:
        applications.apply(session, town.campaign, player_id=player_id, job_id=job_id, key="k", language="en", now=NOW)


def seen_by(town: Town, company: str, **filters: object) -> list[Candidate]:
    with town.database.reading() as session:
        found = recruiting.candidates(
            session,
            town.campaign,
            town.company(company),
            today=TODAY,
            filters=Filters(**filters),  # type: ignore[arg-type]
        )
    assert found.total == len(found.rows)
    return found.rows


def names(town: Town, company: str, **filters: object) -> list[str]:
    return [person.name for person in seen_by(town, company, **filters)]


def open_page(town: Town, company: str, candidate_id: int) -> Candidate:
    with town.database.reading() as session:
        return recruiting.candidate(session, town.campaign, town.company(company), candidate_id, today=TODAY)


def test_an_applicant_is_seen_by_that_company_alone(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=5)
    jobseeker = town.register(wing, "Wing")
    apply(town, wing, fair["fraud"])
    assert names(town, "Starpier Pay") == ["Wing"]
    assert names(town, "Junk Bay Bio") == []
    assert open_page(town, "Starpier Pay", jobseeker).name == "Wing"
    with pytest.raises(NotFound):
        open_page(town, "Junk Bay Bio", jobseeker)


def test_somebody_who_registered_and_agreed_to_nothing_is_seen_by_nobody(town: Town, fair: dict[str, int]):
    jobseeker = town.register(town.player("Ada", f3=5, b1=3), "Ada")
    for company in ("Starpier Pay", "Junk Bay Bio"):
        assert names(town, company) == []
        with pytest.raises(NotFound):
            open_page(town, company, jobseeker)


@pytest.mark.parametrize("purpose", ["follow_up", "newsletter", "profile"])
def test_another_consent_opens_nothing(town: Town, fair: dict[str, int], purpose: str):
    town.register(town.player("Ada", f3=5), "Ada", purpose)
    assert names(town, "Starpier Pay") == []


def test_agreeing_to_employers_means_those_with_a_job_on_lines_that_were_ridden(town: Town, fair: dict[str, int]):
    town.register(town.player("Ada", f3=5), "Ada", "employers")
    assert names(town, "Starpier Pay") == ["Ada"]
    assert names(town, "Junk Bay Bio") == []


def test_with_its_last_open_job_on_the_line_the_company_loses_sight(town: Town, fair: dict[str, int]):
    town.register(town.player("Ada", f3=5), "Ada", "employers")
    with town.database.unit_of_work() as session:
        for job in ("fraud", "risk"):
            session.get_one(Job, fair[job]).closed_at = NOW
    assert names(town, "Starpier Pay") == []


def test_a_consent_taken_back_acts_at_once(town: Town, fair: dict[str, int]):
    ada = town.player("Ada", f3=5)
    jobseeker = town.register(ada, "Ada", "employers")
    town.decide(ada, "employers", None, granted=False)
    assert names(town, "Starpier Pay") == []
    with pytest.raises(NotFound):
        open_page(town, "Starpier Pay", jobseeker)
    town.decide(ada, "employers", None, granted=True)
    assert names(town, "Starpier Pay") == ["Ada"]


def test_a_no_to_one_company_stands_against_a_yes_to_all(town: Town, fair: dict[str, int]):
    ada = town.player("Ada", f3=5, b1=3)
    town.register(ada, "Ada", "employers")
    town.decide(ada, "employers", town.company("Starpier Pay"), granted=False)
    assert names(town, "Starpier Pay") == []
    assert names(town, "Junk Bay Bio") == ["Ada"]


def test_a_yes_to_one_company_is_no_yes_to_another(town: Town, fair: dict[str, int]):
    ada = town.player("Ada")
    town.register(ada, "Ada")
    town.decide(ada, "employers", town.company("Junk Bay Bio"), granted=True)
    assert names(town, "Junk Bay Bio") == ["Ada"]
    assert names(town, "Starpier Pay") == []


def test_a_withdrawn_application_is_not_seen(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=5)
    jobseeker = town.register(wing, "Wing")
    apply(town, wing, fair["fraud"])
    apply(town, wing, fair["risk"])
    with town.database.unit_of_work() as session:
        applications.withdraw(session, player_id=wing, job_id=fair["fraud"], language="en", now=NOW)
    assert [applied.job.id for applied in open_page(town, "Starpier Pay", jobseeker).applications] == [fair["risk"]]
    with town.database.unit_of_work() as session:
        applications.withdraw(session, player_id=wing, job_id=fair["risk"], language="en", now=NOW)
    assert names(town, "Starpier Pay") == []


def test_an_erased_person_is_gone(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=5)
    town.register(wing, "Wing", "employers")
    apply(town, wing, fair["fraud"])
    with town.database.unit_of_work() as session:
        jobseekers.erase(session, wing)
    assert names(town, "Starpier Pay") == []


def test_an_applicant_shares_the_email_and_somebody_who_only_agreed_does_not(town: Town, fair: dict[str, int]):
    wing, ada = town.player("Wing", f3=5), town.player("Ada", f3=5)
    town.register(wing, "Wing")
    town.register(ada, "Ada", "employers")
    apply(town, wing, fair["fraud"])
    applicant, agreeing = seen_by(town, "Starpier Pay")
    assert (applicant.name, applicant.email, applicant.skills) == ("Wing", "wing@example.org", ["python"])
    assert (agreeing.name, agreeing.email, agreeing.skills, agreeing.starts_on) == ("Ada", None, [], None)
    assert (agreeing.education, agreeing.experience) == ("bachelor", 1)


def test_a_company_sees_no_application_to_another(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=5)
    jobseeker = town.register(wing, "Wing")
    apply(town, wing, fair["fraud"])
    apply(town, wing, fair["bench"])
    [applied] = open_page(town, "Junk Bay Bio", jobseeker).applications
    assert applied.job.id == fair["bench"]


def test_the_recruiter_reads_what_speaks_for_a_person_and_their_stops(town: Town, fair: dict[str, int]):
    ada = town.player("Ada", f1=4, f3=5)
    jobseeker = town.register(ada, "Ada", "employers", skills=["sql"])
    seen = open_page(town, "Starpier Pay", jobseeker)
    assert [(stop.code, stop.points) for stop in seen.route] == [("F1", 400), ("F3", 500)]
    assert seen.points == 900
    assert seen.job is not None
    assert seen.job.company.slug == "starpier-pay"
    assert seen.reasons[0].code == "skill_shown"
    assert not any(reason.evidence.get("profile") == "skills" for reason in seen.reasons)
    assert seen.gaps


def test_a_person_who_agreed_on_no_matching_job_is_seen_without_reasons(town: Town, fair: dict[str, int]):
    ada = town.player("Ada")
    town.register(ada, "Ada")
    town.decide(ada, "employers", town.company("Junk Bay Bio"), granted=True)
    [seen] = seen_by(town, "Junk Bay Bio")
    assert (seen.job, seen.reasons, seen.gaps, seen.route) == (None, [], [], [])


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"job_id": "fraud"}, ["Wing"]),
        ({"job_id": "risk"}, []),
        ({"job_id": "bench"}, []),
        ({"line": "A"}, ["Ada"]),
        ({"line": "F"}, ["Wing", "Ada"]),
        ({"education": "doctorate"}, ["Ada"]),
    ],
)
def test_a_recruiter_narrows_the_list(town: Town, fair: dict[str, int], filters: dict[str, str], found: list[str]):
    wing = town.player("Wing", f3=5)
    town.register(wing, "Wing")
    apply(town, wing, fair["fraud"])
    town.register(town.player("Ada", a1=2, f3=2), "Ada", "employers", education="doctorate")
    asked = {name: fair.get(value, value) for name, value in filters.items()}
    assert names(town, "Starpier Pay", **asked) == found


def test_the_newest_application_stands_first_over_pages(town: Town, fair: dict[str, int]):
    for minutes, name in enumerate(("Ada", "Ben", "Cleo")):
        player = town.player(name)
        town.register(player, name)
        with town.database.unit_of_work() as session:
            applications.apply(
                session,
                town.campaign,
                player_id=player,
                job_id=fair["fraud"],
                key="k",
                language="en",
                now=NOW + timedelta(minutes=minutes),
            )
    company_id = town.company("Starpier Pay")
    with town.database.reading() as session:
        first = recruiting.candidates(session, town.campaign, company_id, today=TODAY, limit=2)
        rest = recruiting.candidates(session, town.campaign, company_id, today=TODAY, limit=2, offset=2)
    assert [person.name for person in (*first.rows, *rest.rows)] == ["Cleo", "Ben", "Ada"]
    assert (first.next_offset, rest.next_offset) == (2, None)
