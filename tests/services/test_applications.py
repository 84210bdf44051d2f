"""One tap applies, once; taking it back ends what the company sees."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quest.domain.consent import Purpose
from quest.domain.errors import JobClosed, NotFound, NotRegistered
from quest.models import Application, Consent, Job
from quest.services import applications, jobseekers
from tests.services.town import NOW, Town, a_job


def apply(town: Town, player_id: int, job_id: int, key: str = "first") -> tuple[Application, bool]:
    with town.database.unit_of_work() as session:
        return applications.apply(
            session, town.campaign, player_id=player_id, job_id=job_id, key=key, language="en", now=NOW
        )


def withdraw(town: Town, player_id: int, job_id: int) -> Application:
    with town.database.unit_of_work() as session:
        return applications.withdraw(session, player_id=player_id, job_id=job_id, language="en", now=NOW)


def agrees(town: Town, jobseeker_id: int, company_id: int) -> bool:
    with town.database.reading() as session:
        return (Purpose.APPLICATION, company_id) in jobseekers.consents_in_force(session, jobseeker_id)


@pytest.fixture
def wing(town: Town) -> int:
    return town.player("Wing", f3=5)


def test_a_second_tap_is_the_first_application(town: Town, wing: int):
    [job] = town.hire("Starpier Pay", a_job())
    town.register(wing, "Wing")
    first, is_new = apply(town, wing, job)
    again, is_newer = apply(town, wing, job, key="another")
    assert (first.id, is_new, is_newer) == (again.id, True, False)
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Application)) == 1


def test_two_taps_at_once_make_one_application(town: Town, wing: int):
    [job] = town.hire("Starpier Pay", a_job())
    town.register(wing, "Wing")
    made: list[tuple[Application, bool]] = []
    taps = [threading.Thread(target=lambda: made.append(apply(town, wing, job))) for _ in range(2)]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    assert sorted(is_new for _, is_new in made) == [False, True]
    assert len({application.id for application, _ in made}) == 1


def test_an_application_keeps_what_the_match_said(town: Town, wing: int):
    [job] = town.hire("Starpier Pay", a_job())
    town.register(wing, "Wing", skills=[])
    application, _ = apply(town, wing, job)
    kept = application.reasons
    assert kept["reasons"][0]["code"] == "skill_shown"
    assert kept["reasons"][0]["evidence"]["level"] == "f3"
    assert kept["gaps"] == [{"code": "skill_missing", "evidence": {"skill": "sql"}}]
    assert kept["version"]


def test_applying_is_the_consent_that_this_company_sees_the_person(town: Town, wing: int):
    [job] = town.hire("Starpier Pay", a_job())
    jobseeker = town.register(wing, "Wing")
    apply(town, wing, job)
    with town.database.reading() as session:
        [consent] = session.scalars(select(Consent).where(Consent.purpose == Purpose.APPLICATION))
        assert (consent.jobseeker_id, consent.granted, consent.source) == (jobseeker, True, "application")
        assert consent.company_id == town.company("Starpier Pay")


def test_taking_an_application_back_ends_the_consent(town: Town, wing: int):
    [job] = town.hire("Starpier Pay", a_job())
    jobseeker = town.register(wing, "Wing")
    apply(town, wing, job)
    withdraw(town, wing, job)
    withdraw(town, wing, job)
    assert not agrees(town, jobseeker, town.company("Starpier Pay"))
    with town.database.reading() as session:
        decisions = select(func.count()).where(Consent.purpose == Purpose.APPLICATION)
        assert session.scalar(decisions) == 2


def test_the_consent_lasts_as_long_as_another_application_to_the_company_stands(town: Town, wing: int):
    one, other = town.hire("Starpier Pay", a_job("1"), a_job("2"))
    jobseeker = town.register(wing, "Wing")
    apply(town, wing, one)
    apply(town, wing, other)
    withdraw(town, wing, one)
    assert agrees(town, jobseeker, town.company("Starpier Pay"))
    withdraw(town, wing, other)
    assert not agrees(town, jobseeker, town.company("Starpier Pay"))


def test_wing_may_apply_again_after_taking_it_back(town: Town, wing: int):
    [job] = town.hire("Starpier Pay", a_job())
    jobseeker = town.register(wing, "Wing")
    first, _ = apply(town, wing, job)
    withdraw(town, wing, job)
    revived, is_new = apply(town, wing, job, key="second thoughts")
    assert (revived.id, is_new, revived.withdrawn_at) == (first.id, True, None)
    assert agrees(town, jobseeker, town.company("Starpier Pay"))


def test_an_old_message_that_arrives_late_does_not_undo_a_withdrawal(town: Town, wing: int):
    [job] = town.hire("Starpier Pay", a_job())
    town.register(wing, "Wing")
    apply(town, wing, job)
    withdraw(town, wing, job)
    late, is_new = apply(town, wing, job, key="first")
    assert (is_new, late.withdrawn_at) == (False, NOW)


def test_only_a_jobseeker_applies(town: Town, wing: int):
    [job] = town.hire("Starpier Pay", a_job())
    with pytest.raises(NotRegistered):
        apply(town, wing, job)


def test_a_job_that_is_over_takes_no_application_and_keeps_those_it_has(town: Town, wing: int):
    [job, past] = town.hire("Starpier Pay", a_job("1"), a_job("2", closes_on=(NOW - timedelta(days=1)).date()))
    town.register(wing, "Wing")
    first, _ = apply(town, wing, job)
    with town.database.unit_of_work() as session:
        session.get_one(Job, job).closed_at = NOW
    assert apply(town, wing, job)[0].id == first.id
    with pytest.raises(JobClosed):
        apply(town, wing, past)
    with pytest.raises(NotFound):
        apply(town, wing, 999)


def test_there_is_nothing_to_take_back_where_nobody_applied(town: Town, wing: int):
    [job] = town.hire("Starpier Pay", a_job())
    town.register(wing, "Wing")
    with pytest.raises(NotFound):
        withdraw(town, wing, job)


def test_wing_sees_every_application_the_newest_first(town: Town, wing: int):
    one, other = town.hire("Starpier Pay", a_job("1"), a_job("2"))
    town.register(wing, "Wing")
    apply(town, wing, one)
    apply(town, wing, other)
    withdraw(town, wing, one)
    with town.database.reading() as session:
        mine = applications.of_player(session, wing)
        assert [applied.job.id for applied in mine] == [other, one]
        assert mine[0].job.company.name == {"en": "Starpier Pay"}
        assert applications.live_jobs(session, wing, [one, other]) == {other}
        assert applications.of_player(session, town.player("Ada")) == []
