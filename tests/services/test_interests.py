"""What somebody says they would like to do moves their own list of jobs, and reaches nobody else."""

from dataclasses import replace
from typing import Any

import pytest

from quest.domain.interests import TYPES
from quest.levels.interests import Interests
from quest.levels.kinds import question_from
from quest.levels.level import Campaign
from quest.models import Answer, Attempt
from quest.services import applications, campaigns, matches, recruiting, seekers
from tests.services.town import NOW, TODAY, Town, a_job

LIKINGS = question_from({**Interests.EXAMPLE, "id": "likings", "skills": ["python"]})
assert isinstance(LIKINGS, Interests)


@pytest.fixture
def asking(town: Town) -> Town:
    """The town, whose stop f3 also asks about interests."""
    pack = town.campaign.model_dump(mode="json", by_alias=True, exclude_none=True)
    level = next(level for level in pack["levels"] if level["id"] == "f3")
    level["questions"].append({**LIKINGS.model_dump(mode="json", by_alias=True, exclude_none=True), "always": True})
    changed = Campaign.parse(pack)
    with town.database.unit_of_work() as session:
        campaigns.stage(session, changed, now=NOW)
    return replace(town, campaign=changed)


def says(town: Town, player_id: int, *liked: str, seed: int = 5, number: int = 7) -> None:
    """Lets somebody answer Yes to statements of these types and Not for me to the others."""
    types = {LIKINGS.token(seed, str(place)): each.type for place, each in enumerate(LIKINGS.statements)}
    answer = {token: 2 * (name in liked) for token, name in types.items()}
    assert LIKINGS.grade(answer, seed).readable
    with town.database.unit_of_work() as session:
        attempt = Attempt(
            player_id=player_id,
            level_id="f3",
            number=number,
            seed=seed,
            question_ids=["likings"],
            started_at=NOW,
            finished_at=NOW,
        )
        session.add(attempt)
        session.flush()
        given: dict[str, Any] = {"question_id": "likings", "key": "k", "answer": answer, "fraction": 1.0}
        session.add(Answer(attempt_id=attempt.id, receipt={"points": 0}, at=NOW, **given))


def suggested(town: Town, player_id: int) -> list[str]:
    with town.database.reading() as session:
        found = matches.for_player(session, town.campaign, player_id, today=TODAY)
    return [row.job.title["en"] for row in found.rows]


def two_jobs(town: Town) -> list[int]:
    """Two jobs that differ in nothing but what the work is like."""
    return town.hire(
        "Starpier Pay",
        a_job("1", title="Seller", skills=("sales",)),
        a_job("2", title="Builder", skills=("maintenance",)),
    )


def test_the_newest_answers_make_the_profile(asking: Town):
    wing = asking.player("Wing", f3=1)
    with asking.database.reading() as session:
        assert seekers.holland_of(session, asking.campaign, wing) is None
    says(asking, wing, "social", number=2)
    says(asking, wing, "realistic", "investigative", seed=9, number=3)
    with asking.database.reading() as session:
        profile = seekers.holland_of(session, asking.campaign, wing)
    assert profile
    assert profile.code == "RIA"
    assert profile.shares == {name: float(name in ("realistic", "investigative")) for name in TYPES}


def test_who_would_like_to_build_sees_the_builder_first_and_who_would_like_to_sell_the_seller(asking: Town):
    two_jobs(asking)
    builder, seller = asking.player("Ben", f3=3), asking.player("Sue", f3=3)
    says(asking, builder, "realistic")
    says(asking, seller, "enterprising")
    assert suggested(asking, builder) == ["Builder", "Seller"]
    assert suggested(asking, seller) == ["Seller", "Builder"]


def test_an_opinion_shows_no_skill(asking: Town):
    wing = asking.player("Wing")
    says(asking, wing, "realistic")
    with asking.database.reading() as session:
        assert "python" not in seekers.of_player(session, asking.campaign, wing).shown


def test_an_employer_never_reads_of_interests(asking: Town):
    job_ids = two_jobs(asking)
    wing = asking.player("Wing", f3=3)
    asking.register(wing, "Wing", "employers")
    says(asking, wing, "realistic")
    with asking.database.unit_of_work() as session:
        applied, _ = applications.apply(
            session, asking.campaign, player_id=wing, job_id=job_ids[1], key="k", language="en", now=NOW
        )
        assert applied.reasons["reasons"]
        assert "interest" not in str(applied.reasons)
    with asking.database.reading() as session:
        own = matches.for_player(session, asking.campaign, wing, today=TODAY)
        company = asking.company("Starpier Pay")
        candidates = recruiting.candidates(session, asking.campaign, company, today=TODAY)
    assert "interest" in {reason.code for row in own.rows for reason in row.match.reasons}
    assert candidates.rows
    assert "interest" not in repr(candidates)
    assert "realistic" not in repr(candidates)
