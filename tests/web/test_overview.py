"""The organiser's first page: how the campaign goes, from the same counts as the API."""

from __future__ import annotations

import pytest

from tests.web.site import Site


def test_an_organiser_lands_on_the_overview_and_reads_how_far_people_come(site: Site) -> None:
    ada, organiser = site.rider("Ada"), site.staff("organiser")
    site.rider("Ben")
    site.ride(ada, *site.campaign.lines[0].levels)
    landed = site.somebody().send("/sign-in", email="organiser@quest.example", password="a long password")
    assert landed.location == "/organise"
    page = organiser.open("/organise")
    assert "100% 1 of 1 who began finished a line" in page.words
    assert "Database: answers" in page.words
    assert organiser.api("/reports/funnel")["steps"][:4] == [
        {"step": "joined", "players": 2},
        {"step": "began", "players": 1},
        {"step": "passed", "players": 1},
        {"step": "finished", "players": 1},
    ]
    rows = organiser.api("/reports/levels")["rows"]
    assert len(rows) == len(site.campaign.levels)
    first = next(row for row in rows if row["id"] == site.campaign.lines[0].levels[0])
    assert (first["players"], first["passed"], first["hardest"]) == (1, 1, None)


def test_a_campaign_that_nobody_plays_yet_has_an_overview_too(site: Site) -> None:
    page = site.staff("organiser").open("/organise")
    assert page.status == 200
    assert "No question has enough answers yet." in page.words


@pytest.mark.parametrize("path", ["/organise", "/api/v1/reports/funnel", "/api/v1/reports/levels"])
def test_the_figures_are_for_organisers_alone(site: Site, path: str) -> None:
    for person in (site.somebody(), site.rider("Ada"), site.staff("host")):
        assert person.open(path).status in (401, 403)
