"""Which jobs fit a person, with facts that were stored."""

from datetime import UTC, datetime, time

import pytest

from quest.models import Job, Jobseeker, Player
from quest.services import job_index, matches, seekers
from tests.services.town import TODAY, Town, a_job


def matched(town: Town, player_id: int) -> matches.Matches:
    with town.database.reading() as session:
        return matches.for_player(session, town.campaign, player_id, today=TODAY)


@pytest.fixture
def fair(town: Town) -> dict[str, int]:
    fraud, robots = town.hire(
        "Starpier Pay",
        a_job("1"),
        a_job("2", title="Robot Trainee", sector="robotics", skills=("ros", "sensors")),
    )
    [modeller] = town.hire(
        "Junk Bay Bio",
        a_job(
            "1",
            title="3D Illustrator",
            description={"en": "You draw cells in Blender for our web site."},
            sector="biotech",
            skills=("presentation",),
        ),
    )
    return {"fraud": fraud, "robots": robots, "modeller": modeller}


def test_a_player_who_has_not_registered_gets_jobs_by_play_alone(town: Town, fair: dict[str, int]):
    found = matched(town, town.player("Wing", f3=5))
    assert [row.job.id for row in found.rows] == [fair["fraud"]]
    [row] = found.rows
    assert row.match.reasons[0].evidence["level"] == "f3"
    assert row.match.reasons[0].evidence["code"] == "F3"
    assert row.match.gaps
    assert row.job.company.slug == "starpier-pay"


def test_somebody_who_has_not_played_gets_none(town: Town, fair: dict[str, int]):
    found = matched(town, town.player("Wing"))
    assert (found.rows, found.total, found.ineligible) == ([], 0, [])


def test_the_reason_counts_the_right_answers_that_are_stored(town: Town, fair: dict[str, int]):
    level = town.campaign.level("f3")
    assert level
    [row] = matched(town, town.player("Wing", f3=3)).rows
    stop = next(reason for reason in row.match.reasons if reason.code == "skill_shown")
    assert (stop.evidence["right"], stop.evidence["of"]) == (3, level.asked)


def test_a_skill_that_the_profile_states_finds_a_job(town: Town, fair: dict[str, int]):
    ada = town.player("Ada")
    town.register(ada, "Ada", skills=["ROS"])
    [row] = matched(town, ada).rows
    assert row.job.id == fair["robots"]
    assert row.match.reasons[0].evidence == {"profile": "skills", "skill": "ros"}


def test_words_that_are_no_listed_skill_find_the_job_that_uses_them(town: Town, fair: dict[str, int]):
    ada = town.player("Ada")
    town.register(ada, "Ada", skills=["Blender"])
    [row] = matched(town, ada).rows
    assert row.job.id == fair["modeller"]
    assert row.match.reasons[0].evidence == {"profile": "skills", "words": "Blender"}


def test_a_job_that_cannot_be_taken_stands_apart(town: Town, fair: dict[str, int]):
    ada = town.player("Ada", f3=5)
    town.register(ada, "Ada", education="diploma")
    found = matched(town, ada)
    assert found.rows == []
    assert [(row.job.id, row.limit.code) for row in found.ineligible] == [(fair["fraud"], "education")]
    assert found.ineligible_total == 1


def test_a_name_an_email_and_a_nickname_move_no_rank(town: Town):
    town.hire("Starpier Pay", *(a_job(str(number), skills=skills) for number, skills in enumerate(SKILLS)))
    ada = town.player("Ada", f1=4, f3=5, a1=2)
    town.register(ada, "Ada", skills=["sql", "woman engineer"])
    before = [(row.job.id, row.match) for row in matched(town, ada).rows]
    with town.database.unit_of_work() as session:
        jobseeker = session.query(Jobseeker).filter_by(player_id=ada).one()
        jobseeker.name, jobseeker.email = "Mr Fraud Payments", "sql.python@fintech.example"
        session.get_one(Player, ada).nickname = "SqlQueen1999"
    assert [(row.job.id, row.match) for row in matched(town, ada).rows] == before
    assert len(before) == len(SKILLS)


SKILLS = (("payments",), ("fraud-detection", "sql"), ("statistics", "python"), ("kyc", "compliance"))


def test_pages_hold_every_match_once_in_one_order(town: Town):
    town.hire("Starpier Pay", *(a_job(str(number)) for number in range(5)))
    wing = town.player("Wing", f3=5)
    with town.database.reading() as session:
        pages = [
            matches.for_player(session, town.campaign, wing, today=TODAY, limit=2, offset=offset)
            for offset in (0, 2, 4)
        ]
    ids = [row.job.id for page in pages for row in page.rows]
    assert ids == sorted(set(ids))
    assert [page.next_offset for page in pages] == [2, 4, None]


def test_what_an_application_keeps_reads_back_as_findings(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=5)
    with town.database.reading() as session:
        match = matches.of_job(session, town.campaign, wing, session.get_one(Job, fair["fraud"]))
    kept = matches.kept(match)
    assert matches.findings(kept["reasons"]) == list(match.reasons)
    assert matches.findings(kept["gaps"]) == list(match.gaps)


def test_the_index_is_made_anew_when_a_job_changes_and_only_then(town: Town, fair: dict[str, int]):
    with town.database.reading() as session:
        before = job_index.current(session)
    with town.database.reading() as session:
        assert job_index.current(session) is before
    with town.database.unit_of_work() as session:
        job = session.get_one(Job, fair["fraud"])
        job.closed_at = job.changed_at = datetime.combine(TODAY, time(9), UTC)
    with town.database.reading() as session:
        after = job_index.current(session)
    assert fair["fraud"] in before.openings
    assert fair["fraud"] not in after.openings


def test_free_words_of_a_profile_become_skills_where_the_vocabulary_knows_them():
    stated, phrases = seekers.skills_stated(["sql", "Python programming", "Blender"])
    assert stated == {"sql", "python"}
    assert phrases == ("Blender",)
