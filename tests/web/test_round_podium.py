"""A round ends on the projector: the train brings the best to the terminus."""

from typing import Any

import pytest

from tests.web.site import Page, Person, Site
from tests.web.test_jobs_api import call
from tests.web.test_rounds_api import advance, joined, made, version


@pytest.fixture
def hana(site: Site) -> Person:
    return site.staff("host")


def podium(site: Site, hana: Person, *names: str, over: bool = False, **options: Any) -> Page:
    """The projector after one question that everybody saw, ended there."""
    made_round = made(hana, **options)
    for name in names:
        joined(site, made_round["pin"], name)
    for _ in ("asked", "revealed"):
        advance(hana, made_round["id"])
    for _ in ("podium", "over") if over else ("podium",):
        call(hana, "POST", f"/rounds/{made_round['id']}/end", {"version": version(hana, made_round["id"])})
    return site.somebody().open("/stage/rounds/" + made_round["projector"].rpartition("/")[2])


def test_a_train_brings_the_first_three_to_the_terminus(site: Site, hana: Person) -> None:
    page = podium(site, hana, "Ada", "Bo", "Cy", "Di")
    assert page.source.count('class="podium-place') == 3
    assert 'class="podium-train"' in page.source
    assert site.campaign.terminus.name.en in page.words
    assert "Di" not in page.words.split()


def test_a_host_may_have_up_to_ten_places(site: Site, hana: Person) -> None:
    names = [f"Rider-{letter}" for letter in "ABCDEFGHIJKL"]
    page = podium(site, hana, *names, podium=10)
    assert [name for name in names if name in page.words] == names[:10]
    assert '<ol class="stage-rest" start="4">' in page.source


def test_where_teams_played_the_best_teams_stand_on_it_and_the_best_riders_beside(site: Site, hana: Person) -> None:
    page = podium(site, hana, "Ada", "Bo", "Cy", "Di", teams=2)
    on_it, beside = page.source.split('class="stage-rest"')
    assert "Team 1" in on_it
    assert "Team 2" in on_it
    assert "Ada" not in on_it
    assert "Ada" in beside


def test_when_the_round_is_over_nothing_arrives_again(site: Site, hana: Person) -> None:
    assert 'class="scene-podium"' in podium(site, hana, "Ada").source
    assert 'class="scene-podium still"' in podium(site, hana, "Ada", over=True).source


def test_a_survey_has_no_podium(site: Site, hana: Person) -> None:
    page = podium(site, hana, "Ada", survey=True)
    assert "podium-place" not in page.source
    assert "Thank you for riding." in page.words
