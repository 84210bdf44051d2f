"""Steps of applications and notes about candidates: only of whom the company may see, and the person knows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quest.domain.errors import BadInput, NotFound
from quest.models import Account, Application
from quest.services import accounts, applications, desk, jobseekers, takeout
from quest.services.desk import Recruiter, Step
from tests.services.town import NOW, TODAY, Town, a_job


@pytest.fixture
def fair(town: Town) -> dict[str, int]:
    [fraud] = town.hire("Starpier Pay", a_job("1"))
    [bench] = town.hire("Junk Bay Bio", a_job("1", title="Bench Scientist", sector="biotech", skills=("pcr",)))
    return {"fraud": fraud, "bench": bench}


def recruiter(town: Town, company: str) -> Recruiter:
    """Somebody who recruits for a company."""
    company_id = town.company(company)
    email = f"{company_id}@quest.example"
    with town.database.unit_of_work() as session:
        made: Account | None = accounts.account_of_email(session, email)
        if made is None:
            slug = company.lower().replace(" ", "-")
            made = accounts.create_account(
                session, email=email, name=f"Joanne of {company}", role="recruiter", company=slug, now=NOW
            )
            session.flush()
        return Recruiter(company_id, made.id)


def apply(town: Town, player_id: int, job_id: int, *, key: str = "k") -> None:
    with town.database.unit_of_work() as session:
        applications.apply(session, town.campaign, player_id=player_id, job_id=job_id, key=key, language="en", now=NOW)


def withdraw(town: Town, player_id: int, job_id: int) -> None:
    with town.database.unit_of_work() as session:
        applications.withdraw(session, player_id=player_id, job_id=job_id, language="en", now=NOW)


def move(
    town: Town, who: Recruiter, candidate_id: int, job_id: int, stage: str, reason: str = "", late: int = 1
) -> None:
    with town.database.unit_of_work() as session:
        desk.move(
            session,
            town.campaign,
            who,
            candidate_id,
            job_id,
            stage,  # type: ignore[arg-type]
            reason=reason,
            today=TODAY,
            now=NOW + timedelta(minutes=late),
        )


def note(town: Town, who: Recruiter, candidate_id: int, words: str) -> None:
    with town.database.unit_of_work() as session:
        desk.write_note(session, town.campaign, who, candidate_id, words, today=TODAY, now=NOW)


def steps(town: Town, who: Recruiter, candidate_id: int) -> list[Step]:
    with town.database.reading() as session:
        return desk.steps(session, who.company_id, candidate_id)


def words(town: Town, who: Recruiter, candidate_id: int) -> list[str]:
    with town.database.reading() as session:
        return [each.words for each in desk.notes(session, who.company_id, candidate_id)]


def test_each_step_is_kept_with_who_made_it_and_the_person_sees_the_last(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=4)
    candidate = town.register(wing, "Wing")
    apply(town, wing, fair["fraud"])
    joanne = recruiter(town, "Starpier Pay")
    for minute, stage in enumerate(("reviewed", "shortlisted", "shortlisted", "interview"), 1):
        move(town, joanne, candidate, fair["fraud"], stage, late=minute)
    told = steps(town, joanne, candidate)
    assert [step.stage for step in told] == ["interview", "shortlisted", "reviewed"]
    assert {step.by for step in told} == {"Joanne of Starpier Pay"}
    with town.database.reading() as session:
        assert applications.of_player(session, wing)[0].application.stage == "interview"
        mine = takeout.everything(session, wing, "en")["applications"][0]["steps"]
    assert [step["stage"] for step in mine] == ["reviewed", "shortlisted", "interview"]


def test_nobody_is_passed_over_without_a_reason(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=4)
    candidate = town.register(wing, "Wing")
    apply(town, wing, fair["fraud"])
    joanne = recruiter(town, "Starpier Pay")
    with pytest.raises(BadInput):
        move(town, joanne, candidate, fair["fraud"], "passed", "  ")
    assert steps(town, joanne, candidate) == []
    move(town, joanne, candidate, fair["fraud"], "passed", "We need SQL on the first day.")
    assert steps(town, joanne, candidate)[0].reason == "We need SQL on the first day."


def test_another_company_moves_nothing_and_writes_nothing(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=4)
    candidate = town.register(wing, "Wing")
    apply(town, wing, fair["fraud"])
    stranger = recruiter(town, "Junk Bay Bio")
    with pytest.raises(NotFound):
        move(town, stranger, candidate, fair["fraud"], "hired")
    with pytest.raises(NotFound):
        note(town, stranger, candidate, "Call her")
    joanne = recruiter(town, "Starpier Pay")
    with pytest.raises(NotFound):
        move(town, joanne, candidate, fair["bench"], "hired")
    note(town, joanne, candidate, "Call her")
    apply(town, wing, fair["bench"])
    assert words(town, stranger, candidate) == []
    assert words(town, joanne, candidate) == ["Call her"]


def test_a_withdrawal_ends_the_desk_s_acts_and_a_new_application_begins_anew(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=4)
    candidate = town.register(wing, "Wing")
    apply(town, wing, fair["fraud"])
    joanne = recruiter(town, "Starpier Pay")
    move(town, joanne, candidate, fair["fraud"], "shortlisted", late=-1)
    withdraw(town, wing, fair["fraud"])
    with pytest.raises(NotFound):
        move(town, joanne, candidate, fair["fraud"], "hired")
    with pytest.raises(NotFound):
        note(town, joanne, candidate, "Call her")
    apply(town, wing, fair["fraud"], key="again")
    assert steps(town, joanne, candidate) == []
    with town.database.reading() as session:
        assert applications.of_player(session, wing)[0].application.stage == "new"


def test_what_was_written_about_somebody_is_theirs_to_read_and_goes_with_them(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=4)
    candidate = town.register(wing, "Wing")
    apply(town, wing, fair["fraud"])
    joanne = recruiter(town, "Starpier Pay")
    with pytest.raises(BadInput):
        note(town, joanne, candidate, " ")
    note(town, joanne, candidate, "Met at booth 03.")
    move(town, joanne, candidate, fair["fraud"], "hired")
    with town.database.reading() as session:
        [mine] = takeout.everything(session, wing, "en")["notes"]
    assert (mine["words"], mine["company"]["en"]) == ("Met at booth 03.", "Starpier Pay")
    with town.database.unit_of_work() as session:
        jobseekers.erase(session, wing)
    assert words(town, joanne, candidate) == []
    assert steps(town, joanne, candidate) == []
    with town.database.reading() as session:
        assert session.query(Application).count() == 0
