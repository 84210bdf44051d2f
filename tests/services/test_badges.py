"""Badges: earned once, with the answer that earned them, and never taken back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from quest.domain.events import BadgesEarned
from quest.domain.progress import LevelState
from quest.domain.rules import AtLeast
from quest.levels.level import Campaign
from quest.levels.open import Open
from quest.models import EarnedBadge
from quest.services import badges, groups, jobseekers, play, reviews
from tests.services.harbour import LEVELS, NOW, Port, Rider, harbour, level, pick, text
from tests.services.test_at_once import at_once
from tests.services.test_kinds_in_play import reviewer
from tests.services.test_unlocking import statements

HOUR = timedelta(hours=1)


class PowerCut(Exception):
    """Everything stops."""


def badge(badge_id: str, rule: Any) -> dict[str, Any]:
    return {"id": badge_id, "name": text(badge_id), "proves": text("It shows."), "rule": rule, "icon": "star"}


def with_badges(**rules: Any) -> Campaign:
    """The harbour with these badges, and no clock at the crane."""
    crane = level("crane", pick("crane-1"), pick("crane-2"), attempts=2, pass_mark=0.5)
    levels = [crane, *(each for each in LEVELS if each["id"] != "crane")]
    return harbour(levels, badges=[badge(name, rule) for name, rule in rules.items()])


def earned(port: Port, rider: Rider) -> set[str]:
    with port.database.reading() as session:
        return set(session.scalars(select(EarnedBadge.badge_id).where(EarnedBadge.player_id == rider.id)))


def test_a_badge_comes_with_the_answer_that_earns_it_and_no_second_time(ada: Rider, port: Port):
    port.stage(with_badges(first={"levels": 1}, ashore="quay"))
    before, last = ada.ride("quay", "0", "0")
    assert (before.badges, sorted(last.badges)) == ([], ["ashore", "first"])
    assert [receipt.badges for receipt in (*ada.ride("quay", "0", "0"), *ada.ride("crane", "0", "0"))] == [[]] * 4
    assert earned(port, ada) == {"ashore", "first"}
    assert [fact for fact in port.published if isinstance(fact, BadgesEarned)] == [
        BadgesEarned(ada.id, ["first", "ashore"])
    ]


@pytest.mark.parametrize("rule", [{"streak": 2}, {"points": 150}, {"points": 150, "line": "A"}])
def test_points_and_streaks_earn_their_badge_in_the_middle_of_a_level(ada: Rider, port: Port, rule: dict[str, Any]):
    three = level("quay", pick("quay-1"), pick("quay-2", worth=50), pick("quay-3"))
    pack = with_badges(it=rule).model_dump(by_alias=True)
    port.stage(Campaign.parse(pack | {"levels": [three, *(each for each in pack["levels"] if each["id"] != "quay")]}))
    assert [receipt.badges for receipt in ada.ride("quay", "0", "0", "0")] == [[], ["it"], []]


@pytest.mark.parametrize("rule", [{"right": 1}, {"kinds": 1}])
def test_right_answers_and_their_kinds_earn_their_badge_when_the_attempt_ends(
    ada: Rider, port: Port, rule: dict[str, Any]
):
    port.stage(with_badges(it=rule))
    assert [receipt.badges for receipt in ada.ride("quay", "0", "3")] == [[], ["it"]]


def test_a_comeback_is_a_stop_that_a_later_try_has_passed(ada: Rider, port: Port):
    port.stage(with_badges(comeback={"comebacks": 1}))
    ada.ride("crane", "0", "0")
    ada.ride("quay", "3", "3")
    assert earned(port, ada) == set()
    assert ada.ride("quay", "0", "0")[-1].badges == ["comeback"]


def test_a_badge_may_stand_on_others_and_open_a_level(ada: Rider, port: Port):
    crown = {"all": [{"badge": "ashore"}, {"badge": "aloft"}]}
    pack = with_badges(crown=crown, ashore="quay", aloft="crane").model_dump(by_alias=True)
    next(each for each in pack["levels"] if each["id"] == "pier")["unlock"] = {"badge": "crown"}
    port.stage(Campaign.parse(pack))
    assert ada.ride("quay", "0", "0")[-1].badges == ["ashore"]
    last = ada.ride("crane", "0", "0")[-1]
    assert last.badges == ["aloft", "crown"]
    assert "pier" in last.opened
    assert ada.stands().states["pier"] is LevelState.OPEN


def test_what_a_new_version_of_the_campaign_rewards_is_earned_at_the_next_end_of_an_attempt(ada: Rider, port: Port):
    ada.ride("quay", "0", "0")
    port.stage(with_badges(ashore="quay"))
    with port.database.reading() as session:
        [ahead] = badges.all_of(session, with_badges(ashore="quay"), ada.id, now=NOW).ahead
    assert ahead.missing is None, "nothing is left to do but to play on"
    assert ada.ride("crane", "3", "3")[-1].badges == ["ashore"]


def test_an_answer_that_does_not_stand_earns_no_badge(ada: Rider, port: Port):
    port.stage(with_badges(ashore="quay"))
    attempt_id = ada.start("quay")
    ada.choose(attempt_id, "quay-1", "0")
    answer = ada.tokens(attempt_id, "quay-2", "0")

    def answer_before_the_power_is_cut() -> None:
        with port.database.unit_of_work() as session:
            asked = {"player_id": ada.id, "attempt_id": attempt_id, "question_id": "quay-2"}
            receipt = play.submit_answer(session, **asked, answer=answer, key="k", now=NOW).receipt
            assert receipt
            assert receipt.badges == ["ashore"]
            raise PowerCut

    with pytest.raises(PowerCut):
        answer_before_the_power_is_cut()
    assert earned(port, ada) == set()
    assert ada.choose(attempt_id, "quay-2", "0").badges == ["ashore"]


def test_fifty_phones_at_once_earn_a_badge_once(ada: Rider, port: Port):
    port.stage(with_badges(ashore="quay", quick={"points": 150}))
    attempt_id = ada.start("quay")
    ada.choose(attempt_id, "quay-1", "0")
    answer = ada.tokens(attempt_id, "quay-2", "0")
    keys = [f"key {number}" for number in range(50)]
    results = at_once(port, *[lambda key=key: ada.send(attempt_id, "quay-2", answer, key=key) for key in keys])
    [receipt] = [result for result in results if not isinstance(result, Exception)]
    assert sorted(receipt.badges) == ["ashore", "quick"]
    assert port.count(EarnedBadge) == 2


def test_two_levels_that_end_at_the_same_moment_earn_what_each_brings_once(ada: Rider, port: Port):
    port.stage(with_badges(any={"levels": 1}, both={"levels": 2}))
    attempts = {name: ada.start(name) for name in ("quay", "crane")}
    for name, attempt_id in attempts.items():
        ada.choose(attempt_id, f"{name}-1", "0")
    answers = {name: ada.tokens(attempt_id, f"{name}-2", "0") for name, attempt_id in attempts.items()}
    sends = [
        lambda name=name: ada.send(attempts[name], f"{name}-2", answers[name], key=f"last {name}") for name in attempts
    ]
    receipts = at_once(port, *sends)
    assert sorted(name for receipt in receipts for name in receipt.badges) == ["any", "both"]
    assert port.count(EarnedBadge) == 2


def test_an_answer_that_can_earn_nothing_asks_nothing_more_of_the_database(ada: Rider, port: Port):
    port.stage(with_badges(ashore="quay", kinds={"kinds": 1}, express={"streak": 3}))
    attempt_id = ada.start("quay")
    with statements(port.database) as first:
        ada.choose(attempt_id, "quay-1", "0")
    port.stage(harbour())
    plain = port.rider("Ben")
    other_id = plain.start("quay")
    with statements(port.database) as without_badges:
        plain.choose(other_id, "quay-1", "0")
    assert len(first) == len(without_badges)


def test_the_end_of_an_attempt_asks_for_everything_at_once(ada: Rider, port: Port):
    rules = {"a": "quay", "b": {"points": 9_999}, "c": {"kinds": 9}, "d": {"streak": 99}, "e": {"group": "team"}}
    port.stage(with_badges(**rules))
    attempt_id = ada.start("quay")
    ada.choose(attempt_id, "quay-1", "0")
    with statements(port.database) as last:
        ada.choose(attempt_id, "quay-2", "3")
    assert len([sent for sent in last if "'passed'" in sent or "'right'" in sent or "'badges'" in sent]) == 1


def test_a_text_earns_its_badge_with_the_word_of_its_reviewer(ada: Rider, port: Port):
    tell = {**Open.EXAMPLE, "id": "tell"}
    pack = with_badges(author={"kinds": 1}).model_dump(by_alias=True)
    levels = [level("quay", tell, pick("quay-1")), *(each for each in pack["levels"] if each["id"] != "quay")]
    campaign = port.stage(Campaign.parse(pack | {"levels": levels}))
    attempt_id = ada.start("quay")
    ada.send(attempt_id, "tell", "Like a library with a tidy shelf.")
    assert ada.choose(attempt_id, "quay-1", "3").badges == []
    rita = reviewer(port)
    with port.database.unit_of_work() as session:
        [waiting] = reviews.pending(session, campaign)
        said = {"answer_id": waiting.answer.id, "reviewer_id": rita, "fraction": 1.0, "note": ""}
        reviews.judge(session, campaign, **said, now=NOW)
    assert earned(port, ada) == {"author"}


def test_a_group_that_is_joined_earns_its_badge_at_once(ada: Rider, port: Port):
    pack = with_badges(crew={"group": "team"}).model_dump(by_alias=True)
    college = {"id": "college", "kind": "team", "name": text("College")}
    campaign = port.stage(Campaign.parse(pack | {"groups": {"kinds": ["team"], "preset": [college]}}))
    with port.database.unit_of_work() as session:
        [group] = groups.of_kind(session, campaign, "team")
        groups.join(session, campaign, player_id=ada.id, group=group, now=NOW)
    assert earned(port, ada) == {"crew"}


def test_badges_say_when_they_were_earned_or_what_is_left_to_do(ada: Rider, port: Port):
    campaign = port.stage(with_badges(far={"points": 400}, ashore="quay", aloft="crane"))
    ada.ride("quay", "0", "0")
    ada.ride("crane", "0", "0", at=NOW + HOUR)
    with port.database.reading() as session:
        shown = badges.all_of(session, campaign, ada.id, now=NOW + HOUR)
    assert [(each.badge.id, each.at) for each in shown.earned] == [("aloft", NOW + HOUR), ("ashore", NOW)]
    assert [(each.badge.id, each.missing) for each in shown.ahead] == [("far", AtLeast("points", 400))]


def test_whoever_is_erased_leaves_no_badge_behind(ada: Rider, port: Port):
    port.stage(with_badges(ashore="quay"))
    ada.ride("quay", "0", "0")
    with port.database.unit_of_work() as session:
        jobseekers.erase(session, ada.id)
    assert port.count(EarnedBadge) == 0
