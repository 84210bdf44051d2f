"""Jobs put aside, and kinds of jobs that somebody does not want."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from quest.domain.errors import NotFound
from quest.models import Job
from quest.services import jobseekers, matches, takeout, wishes
from tests.services.town import NOW, TODAY, Town, a_job


@pytest.fixture
def fair(town: Town) -> dict[str, int]:
    analyst, senior, robots = town.hire(
        "Starpier Pay",
        a_job("1", "Fraud Analyst"),
        a_job("2", "Senior Fraud Analyst"),
        a_job("3", "Payments Engineer"),
    )
    return {"analyst": analyst, "senior": senior, "engineer": robots}


def suggested(town: Town, player_id: int) -> set[int]:
    with town.database.reading() as session:
        return {row.job.id for row in matches.for_player(session, town.campaign, player_id, today=TODAY).rows}


def saved(town: Town, player_id: int) -> list[int]:
    with town.database.reading() as session:
        return [job.id for job in wishes.saved(session, player_id)]


def refuse(town: Town, player_id: int, job_id: int) -> int:
    with town.database.unit_of_work() as session:
        return wishes.refuse_kind(session, player_id=player_id, job_id=job_id, now=NOW).id


def test_a_kind_that_is_not_wanted_is_gone_with_its_likes_until_it_is_taken_back(town: Town, fair: dict[str, int]):
    wing, ada = town.player("Wing", f3=5), town.player("Ada", f3=5)
    assert suggested(town, wing) == set(fair.values())
    said = refuse(town, wing, fair["analyst"])
    assert refuse(town, wing, fair["analyst"]) == said
    assert suggested(town, wing) == {fair["engineer"]}
    assert suggested(town, ada) == set(fair.values())
    with town.database.unit_of_work() as session:
        wishes.accept_kind(session, player_id=wing, unwanted_id=said)
    assert suggested(town, wing) == set(fair.values())


def test_of_too_many_kinds_the_oldest_is_forgotten(town: Town, fair: dict[str, int], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wishes, "MOST_KINDS", 1)
    wing, ada = town.player("Wing", f3=5), town.player("Ada", f3=5)
    refuse(town, ada, fair["analyst"])
    refuse(town, wing, fair["analyst"])
    newest = refuse(town, wing, fair["engineer"])
    with town.database.reading() as session:
        assert [kind.id for kind in wishes.unwanted(session, wing)] == [newest]
        assert len(wishes.unwanted(session, ada)) == 1


def test_nobody_takes_back_what_another_said(town: Town, fair: dict[str, int]):
    wing, ada = town.player("Wing", f3=5), town.player("Ada")
    said = refuse(town, wing, fair["analyst"])
    with pytest.raises(NotFound), town.database.unit_of_work() as session:
        wishes.accept_kind(session, player_id=ada, unwanted_id=said)
    assert suggested(town, wing) == {fair["engineer"]}


def test_a_kind_stays_unwanted_when_its_job_is_gone(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=5)
    refuse(town, wing, fair["analyst"])
    with town.database.unit_of_work() as session:
        session.get_one(Job, fair["analyst"]).closed_at = NOW
    assert suggested(town, wing) == {fair["engineer"]}


def test_two_taps_save_once_and_a_closed_job_stays_saved(town: Town, fair: dict[str, int]):
    wing = town.player("Wing")

    def tap(_: int) -> bool:
        with town.database.unit_of_work() as session:
            return wishes.save(session, player_id=wing, job_id=fair["engineer"], now=NOW)

    with ThreadPoolExecutor(8) as taps:
        assert sum(taps.map(tap, range(16))) == 1
    with town.database.unit_of_work() as session:
        session.get_one(Job, fair["engineer"]).closed_at = NOW
    assert saved(town, wing) == [fair["engineer"]]
    assert saved(town, town.player("Ada")) == []
    with town.database.unit_of_work() as session:
        wishes.forget(session, player_id=wing, job_id=fair["engineer"])
    assert saved(town, wing) == []


def test_there_is_nothing_to_save_or_refuse_where_no_job_is(town: Town):
    wing = town.player("Wing")
    for act in (wishes.save, wishes.refuse_kind):
        with pytest.raises(NotFound), town.database.unit_of_work() as session:
            act(session, player_id=wing, job_id=999, now=NOW)


def test_wishes_are_taken_away_with_the_rest_and_erased_with_the_person(town: Town, fair: dict[str, int]):
    wing = town.player("Wing", f3=5)
    refuse(town, wing, fair["analyst"])
    with town.database.unit_of_work() as session:
        wishes.save(session, player_id=wing, job_id=fair["senior"], now=NOW)
    with town.database.reading() as session:
        mine = takeout.everything(session, wing, "en")["player"]
    assert mine["unwanted_kinds"] == [{"en": "Fraud Analyst"}]
    assert [saved["job"] for saved in mine["saved_jobs"]] == [{"en": "Senior Fraud Analyst"}]
    with town.database.unit_of_work() as session:
        jobseekers.erase(session, wing)
    with town.database.reading() as session:
        assert wishes.unwanted(session, wing) == []
        assert wishes.saved(session, wing) == []
