"""What a locked stop says to whoever stands before it, on its page and over the API, in every language."""

from typing import Any

import pytest

from quest.levels.level import Campaign
from quest.services import campaigns
from tests.web.site import Person, Site

SUNDAY = "2026-11-29T09:00:00+08:00"


def lock(site: Site, level_id: str, unlock: Any) -> None:
    """Stages the campaign anew with another rule for one level."""
    pack = site.campaign.model_dump(mode="json", by_alias=True)
    next(level for level in pack["levels"] if level["id"] == level_id)["unlock"] = unlock
    with site.database.unit_of_work() as session:
        campaigns.stage(session, Campaign.parse(pack), now=site.clock.now)


def refusal(person: Person, level_id: str) -> dict[str, Any]:
    headers = {"Accept-Language": person.language}
    answer = person.browser.post(f"/api/v1/levels/{level_id}/attempts", headers=headers)
    assert answer.status_code == 409
    said: dict[str, Any] = answer.get_json()
    return said


def test_a_locked_stop_leads_to_the_one_before_it(site: Site):
    ada = site.rider("Ada")
    page = ada.open("/levels/f3")
    assert page.link("Robo-adviser") == "/levels/fr"
    assert refusal(ada, "f3")["detail"] == "This stop is not open yet. To open it: pass F2/R2 Robo-adviser."


def test_a_stop_says_all_that_is_missing_and_how_far_one_is(site: Site):
    lock(site, "f3", {"all": ["f1", {"points": 1_500}, {"any": ["a1", {"lines": 2}]}, {"from": SUNDAY}]})
    ada = site.rider("Ada")
    site.ride(ada, "f1", points=340)
    words = ada.open("/levels/f3").words
    assert "Follow the money" not in words, "she has passed it"
    for entry in ("Earn 1,500 points (you have 340)", "One of these:", "Complete 2 lines (0 so far)"):
        assert entry in words
    assert "Wait until 29 Nov, 09:00" in words
    said = refusal(ada, "f3")
    assert said["missing"] == [
        "earn 1,500 points (you have 340)",
        "one of these (pass A1 Spot the pattern, or complete 2 lines (0 so far))",
        "wait until 29 Nov, 09:00",
    ]
    assert said["detail"].endswith("wait until 29 Nov, 09:00.")


@pytest.mark.parametrize(
    ("unlock", "says"),
    [
        ({"points": 100, "line": "A"}, "Earn 100 points on the AI & Data line (you have 0)"),
        ({"line": "A"}, "Complete the AI & Data line"),
        ({"checkin": "bf"}, "Check in at"),
        ({"group": "school"}, "Ride for a school"),
        ({"group": "student"}, "Ride in the bracket “Students”"),
        ({"streak": 5}, "Get 5 right in a row (you are at 0)"),
        ({"levels": 3}, "Pass 3 stops (0 so far)"),
        ({"right": 10}, "Get 10 questions right (0 so far)"),
        ({"kinds": 4}, "Get 4 kinds of question right (0 so far)"),
        ({"comebacks": 1}, "Pass 1 stop on a later try (0 so far)"),
        ({"until": "2026-11-20T09:00:00+08:00"}, "This stop is not open any more: its time is over."),
    ],
)
def test_every_condition_says_what_to_do_in_every_language(site: Site, unlock: Any, says: str):
    lock(site, "f3", unlock)
    assert says in site.rider("Ada").open("/levels/f3").words
    told = {refusal(person, "f3")["detail"] for person in in_every_language(site)}
    assert len(told) == 3, "each in their own words"


def in_every_language(site: Site) -> list[Person]:
    people = [site.rider(f"Rider {number}") for number in range(3)]
    for person, language in zip(people, ("en", "zh-Hant", "zh-Hans"), strict=True):
        person.language = language
        person.send("/language", language=language)
    return people


def test_whoever_waits_for_an_hour_is_told_so_and_not_that_all_is_done(site: Site):
    pack = site.campaign.model_dump(mode="json", by_alias=True)
    for level in pack["levels"]:
        level["unlock"] = {"from": SUNDAY}
    with site.database.unit_of_work() as session:
        campaigns.stage(session, Campaign.parse(pack), now=site.clock.now)
    ada = site.rider("Ada")
    page = ada.open("/route")
    assert "No stop is open just now." in page.words
    assert "Every stop is done." not in page.words
    assert "Wait until 29 Nov, 09:00" in ada.open(page.link("See what opens it")).words
    site.clock.forward(days=7)
    assert "Start this stop" in ada.open("/route").words


def test_whoever_has_passed_everything_is_told_so(site: Site):
    ada = site.rider("Ada")
    site.ride(ada, *(level.id for level in site.campaign.levels))
    assert "Every stop is done." in ada.open("/route").words


def test_the_campaign_of_the_api_carries_each_rule_as_packs_write_it(site: Site):
    lock(site, "f3", {"all": ["f1", {"points": 500}], "any": [{"from": SUNDAY}, "r1"]})
    levels = site.somebody().browser.get("/api/v1/campaign").get_json()["levels"]
    shown = {level["id"]: (level["requires"], level["unlock"]) for level in levels}
    assert shown["f3"] == (["f1", "r1"], {"all": ["f1", {"points": 500}], "any": [{"from": SUNDAY}, "r1"]})
    assert shown["f1"] == ([], {})
    assert shown["fr"] == (["f1", "r1"], {"any": ["f1", "r1"]})
