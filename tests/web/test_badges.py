"""Badges and tiers on the pages and over the API: what is new, what is there, and what is left to do."""

import re
from typing import Any, get_args

import pytest

from quest.levels.badges import Icon
from quest.levels.level import Campaign
from quest.paths import TEMPLATES
from quest.services import attempts, badges, campaigns, play
from quest.web.boards import me_view
from quest.web.context import EXTENSION
from tests.web.site import Page, Person, Site


def answer(site: Site, rider: Person, level_id: str) -> list[Page]:
    """Plays a level with every answer right; the page after each answer, and that at the end."""
    player_id = rider.me["id"]
    pages = []
    with site.database.unit_of_work() as session:
        attempt = attempts.start(session, player_id=player_id, level_id=level_id, now=site.clock.now)
    for question_id in attempt.question_ids:
        question = site.campaign.question(question_id)
        assert question
        with site.database.unit_of_work() as session:
            standing = attempts.of_player(session, player_id=player_id, attempt_id=attempt.id)
            play.open_question(session, site.campaign, standing, now=site.clock.now)
            play.submit_answer(
                session,
                player_id=player_id,
                attempt_id=attempt.id,
                question_id=question_id,
                answer=question.solution(attempt.seed, "en")["answer"],
                key=question_id,
                now=site.clock.now,
            )
        pages.append(rider.open(f"/attempts/{attempt.id}/questions/{question_id}"))
    return [*pages, rider.open(f"/attempts/{attempt.id}/done")]


def stage(site: Site, **changed: Any) -> None:
    """Stages the campaign anew with other fields."""
    site.campaign = Campaign.parse(site.campaign.model_dump(mode="json", by_alias=True) | changed)
    with site.database.unit_of_work() as session:
        campaigns.stage(session, site.campaign, now=site.clock.now)


def badge(badge_id: str, rule: Any, name: str) -> dict[str, Any]:
    return {"id": badge_id, "name": {"en": name}, "proves": {"en": f"{name} it is."}, "rule": rule, "icon": "star"}


def test_a_new_badge_is_shown_where_it_was_earned_and_once_more_at_the_end_of_the_level(site: Site):
    stage(site, badges=[badge("two", {"streak": 2}, "Double"), badge("through", "a1", "Through")])
    ada = site.rider("Ada")
    *pages, last, done = answer(site, ada, "a1")
    assert ["Double it is." in page.words for page in pages] == [False, True, *[False] * (len(pages) - 2)]
    assert "Through" not in last.words, "the end of the level follows at once"
    for proves in ("Double it is.", "Through it is."):
        assert proves in done.words


def test_the_page_of_a_player_has_the_badges_with_their_day_and_what_is_left_for_the_others(site: Site):
    stage(site, badges=[badge("far", {"points": 90_000}, "Far"), badge("through", "a1", "Through")])
    ada = site.rider("Ada")
    assert "None yet. The first one is a stop away." in ada.open("/me").words
    answer(site, ada, "a1")
    words = ada.open("/me").words
    assert "Through Through it is. 22 Nov 2026" in words
    assert "1 still to earn Far Far it is. Earn 90,000 points (you have" in words


def test_the_terminus_shows_the_badges_that_were_earned_on_the_way(site: Site):
    ada = site.rider("Ada")
    site.ride(ada, *site.campaign.lines[0].levels)
    with site.database.unit_of_work() as session:
        badges.award_due(session, site.campaign, ada.me["id"], now=site.clock.now)
    assert "Pattern reader" in ada.open("/finish/A").words


def test_a_campaign_without_badges_says_nothing_of_them(site: Site):
    stage(site, badges=[])
    assert "Badges" not in site.rider("Ada").open("/me").words


def test_the_api_tells_a_badge_from_one_that_is_still_to_be_earned(site: Site):
    stage(site, badges=[badge("far", {"points": 90_000}, "Far"), badge("through", "a1", "Through")])
    ada = site.rider("Ada")
    answer(site, ada, "a1")
    mine, far = ada.me["badges"]
    assert (mine["id"], mine["proves"], mine["at"], mine["missing"]) == (
        "through",
        "Through it is.",
        "2026-11-22T04:00:00.000Z",
        [],
    )
    assert (far["id"], far["at"]) == ("far", None)
    assert far["missing"][0].startswith("earn 90,000 points (you have ")


def test_the_room_of_a_player_names_the_badges(site: Site):
    stage(site, badges=[badge("through", "a1", "Through")])
    ada = site.rider("Ada")
    answer(site, ada, "a1")
    assert me_view(site.app.extensions[EXTENSION], ada.me["id"])["badges"] == ["through"]


def test_the_tier_climbs_with_the_points_and_is_named_in_every_language(site: Site):
    ada = site.rider("Ada")
    assert ada.me["tier"] == {"number": 1, "name": "Newcomer", "from": 0, "to": site.campaign.tiers[1]}
    site.ride(ada, "a1", points=site.campaign.tiers[3])
    assert (ada.me["tier"]["number"], ada.me["tier"]["name"]) == (4, "Pathfinder")
    names = set()
    for language in ("en", "zh-Hant", "zh-Hans"):
        ada.send("/language", language=language)
        names.add(ada.me["tier"]["name"])
        for path in ("/me", "/route", "/route/list"):
            assert ada.me["tier"]["name"] in ada.open(path).words
    assert len(names) == 3


def test_a_campaign_names_its_own_tiers(site: Site):
    stage(site, curve=[0, {"points": 100, "name": {"en": "Deckhand"}}, *range(200, 1_200, 100)])
    ada = site.rider("Ada")
    site.ride(ada, "a1", points=100)
    assert ada.me["tier"] == {"number": 2, "name": "Deckhand", "from": 100, "to": 200}
    site.ride(ada, "b1", points=1_000)
    assert ada.me["tier"] == {"number": 12, "name": "Tier 12", "from": 1_100, "to": None}


@pytest.mark.parametrize("icon", get_args(Icon))
def test_every_picture_that_a_pack_may_choose_is_drawn(icon: str):
    macro = (TEMPLATES / "macros" / "badges.html").read_text("utf-8")
    assert re.search(rf'^  "{icon}": \'<.+/>\',?$', macro, re.MULTILINE)
