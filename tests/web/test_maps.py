"""The map on its pages: drawn once, and each player's own."""

import re

from quest.services import campaigns
from quest.web import maps
from tests.services.harbour import LEVELS, harbour, level, pick
from tests.web.site import Person, Site


def states(person: Person) -> dict[str, str]:
    """How each stop of the large map looks."""
    drawn = person.open("/route").source.partition("data-map")[2]
    return {stop: looks for looks, stop in re.findall(r'<g class="station ([^"]*)" data-stop="([^"]*)"', drawn)}


def test_one_drawing_serves_every_player_and_each_sees_their_own_progress(site: Site):
    ada, bob = site.rider("Ada"), site.rider("Bob")
    site.ride(ada, "a1")
    assert states(ada)["a1"] == "stop done"
    kept = dict(maps._sheets)
    assert states(bob)["a1"] == "stop here next"
    assert states(ada)["a1"] == "stop done"
    assert maps._sheets == kept


def test_each_language_has_its_own_drawing(site: Site):
    ada = site.rider("Ada")
    assert "Spot the" in ada.open("/route").source
    ada.send("/language", language="zh-Hant")
    assert "看出規律" in ada.open("/route").source


def test_a_new_version_of_the_campaign_is_drawn_anew(site: Site):
    with site.database.unit_of_work() as session:
        campaigns.stage(session, harbour(), now=site.clock.now)
    ada = site.rider("Ada")
    assert "lighthouse" not in ada.open("/route").source
    renamed = level("mast", pick("mast-1"), name={"en": "lighthouse"})
    with site.database.unit_of_work() as session:
        campaigns.stage(session, harbour([*LEVELS[:4], renamed]), now=site.clock.now)
    assert "lighthouse" in ada.open("/route").source


def test_no_more_drawings_are_kept_than_a_few(site: Site):
    for version in range(12):
        with site.database.unit_of_work() as session:
            changed = level("mast", pick("mast-1"), name={"en": f"mast {version}"})
            campaigns.stage(session, harbour([*LEVELS[:4], changed]), now=site.clock.now)
        ada = site.rider(f"Ada {version}")
        for tag in ("en", "zh-Hant", "zh-Hans"):
            ada.send("/language", language=tag)
            assert ada.open("/route").status == 200
    assert len(maps._sheets) <= 24


def test_booths_are_explained_where_there_are_any(site: Site):
    assert "Booth at the event" in site.rider("Ada").open("/route").words
    with site.database.unit_of_work() as session:
        campaigns.stage(session, harbour(), now=site.clock.now)
    assert "Booth at the event" not in site.rider("Bob").open("/route").words
