"""Freezing and revealing from the desk, opting out, paging and ranks over time: on pages and over the API."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quest.app import create_app
from quest.services import campaigns, history
from quest.web.context import EXTENSION, Parts
from tests.web.site import Site, open_site
from tests.web.test_groups import earn, found, play, rows


@pytest.fixture(params=["memory", "redis"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """Yield a quest of this test's own, over either leaderboard."""
    redis_url = ""
    if request.param == "redis":
        redis_url = request.getfixturevalue("redis_url").removesuffix("/0") + "/6"
    opened = open_site(tmp_path / "data", redis_url=redis_url, redis_prefix=tmp_path.name)
    yield opened
    opened.database.close()


def test_everybody_sees_the_frozen_board_until_the_host_reveals_it(site: Site) -> None:
    wing, host = site.rider("Wing"), site.staff("host")
    play(wing, "f1")
    before = wing.me["points"]
    page = host.send_and_read("/organise/boards/overall/freeze")
    assert "All lines is frozen." in page.words
    assert "Frozen since 12:00" in page.words
    play(wing, "a1")
    assert wing.me["points"] > before
    assert rows(wing, "overall") == [("Wing", before)]
    view = wing.api("/boards/overall")
    assert (view["frozen_at"], view["me"]["points"]) == ("2026-11-22T04:00:00.000Z", before)
    board = wing.open("/boards/overall").words
    assert "Frozen since 12:00. Points go on counting; the host will reveal them." in board
    assert f"You have {wing.me['points']:,} points now" in board
    assert "Frozen since 12:00" in site.somebody().open("/stage/overall").words
    host.send("/organise/boards/overall/reveal")
    assert rows(wing, "overall") == [("Wing", wing.me["points"])]
    assert wing.api("/boards/overall")["frozen_at"] is None
    assert "Frozen" not in wing.open("/boards/overall").words


def test_the_log_tells_an_organiser_who_froze_what(site: Site) -> None:
    host, organiser = site.staff("host"), site.staff("organiser")
    assert "Nothing was done yet." in organiser.open("/organise/log").words
    host.send("/organise/boards/line:F/freeze")
    assert "22 Nov, 12:00 Host Froze a board Fintech" in organiser.open("/organise/log").words


def test_only_the_frozen_board_stands_still(site: Site) -> None:
    wing, host = site.rider("Wing"), site.staff("organiser")
    play(wing, "f1")
    assert host.browser.put("/api/v1/boards/line:F/freeze").get_json()["frozen_at"]
    before = rows(wing, "line:F")
    play(wing, "fr")
    assert rows(wing, "line:F") == before
    assert rows(wing, "overall") == [("Wing", wing.me["points"])]
    assert host.browser.delete("/api/v1/boards/line:F/freeze").get_json()["frozen_at"] is None
    assert rows(wing, "line:F") == rows(wing, "overall")


def test_the_rank_that_a_player_is_told_is_the_frozen_one(site: Site) -> None:
    wing, ada = site.rider("Wing"), site.rider("Ada")
    earn(site, wing, 300)
    earn(site, ada, 200)
    site.staff("host").send("/organise/boards/overall/freeze")
    earn(site, ada, 900, "a1")
    assert (ada.me["rank"], ada.me["points"]) == (2, 1100)


def test_a_restart_keeps_frozen_boards_and_who_is_off_them(site: Site) -> None:
    wing, ada = site.rider("Wing"), site.rider("Ada")
    for rider in (wing, ada):
        earn(site, rider, 300)
    ada.browser.delete("/api/v1/me/ranking")
    site.staff("host").send("/organise/boards/overall/freeze")
    earn(site, wing, 500, "a1")
    parts: Parts = site.app.extensions[EXTENSION]
    again = Site(create_app(parts.config, now=site.clock), site.folder, site.clock, site.campaign)
    assert rows(again.somebody(), "overall") == [("Wing", 300)]
    assert rows(again.somebody(), "line:F") == [("Wing", 300)]
    again.database.close()


@pytest.mark.parametrize("act", ["freeze", "reveal"])
def test_nobody_but_hosts_and_organisers_freezes(site: Site, act: str) -> None:
    for person, status in [(site.rider("Wing"), 403), (site.somebody(), 401)]:
        assert person.send(f"/organise/boards/overall/{act}").status_code == status
        assert person.browser.put("/api/v1/boards/overall/freeze").status_code == status
    assert site.staff("host").send(f"/organise/boards/line:Z/{act}").status_code == 404
    assert site.somebody().api("/boards/overall")["frozen_at"] is None


def test_groups_can_be_frozen_against_each_other(site: Site) -> None:
    wing, ada = site.rider("Wing"), site.rider("Ada")
    code = found(wing, "team", "Night Ferry")
    ada.send("/me/groups", code=code)
    earn(site, wing, 300)
    earn(site, ada, 200)
    third = site.rider("Ben")
    third.send("/me/groups", code=code)
    earn(site, third, 100)
    assert rows(wing, "groups:team") == [("Night Ferry", 200)]
    site.staff("host").send("/organise/boards/groups:team/freeze")
    earn(site, wing, 900, "a1")
    assert rows(wing, "groups:team") == [("Night Ferry", 200)]
    assert "Night Ferry 3 riding (yours)" in wing.open("/boards/groups:team").words
    site.staff("host").send("/organise/boards/groups:team/reveal")
    assert rows(wing, "groups:team") == [("Night Ferry", 500)]


def test_opting_out_takes_a_player_off_every_board_at_once_and_keeps_the_points(site: Site) -> None:
    wing, ada = site.rider("Wing"), site.rider("Ada")
    code = found(wing, "team", "Night Ferry")
    ada.send("/me/groups", code=code)
    for rider, points in [(wing, 300), (ada, 200)]:
        rider.send("/me/bracket", bracket="student")
        earn(site, rider, points)
    group = ada.api("/groups")["mine"][0]["board"]
    page = ada.send_and_read("/me/ranking", ranked="no")
    assert "You are on no board now. Your points stay." in page.words
    for board in ("overall", "day:2026-11-22", "line:F", "level:f1", "bracket:student", group):
        assert rows(wing, board) == [("Wing", 300)], board
    assert (ada.me["points"], ada.me["rank"], ada.me["ranked"]) == (200, None, False)
    assert "Ada" not in site.somebody().open("/stage/overall").words
    own = ada.open("/boards/overall")
    assert "You are not ranked, as you wished." in own.words
    assert "You have 200 points; only you see them." in own.words
    play(ada, "a1")
    assert [name for name, _ in rows(wing, "overall")] == ["Wing"]
    ada.send("/me/ranking", ranked="yes")
    assert ("Ada", ada.me["points"]) in rows(wing, "overall")
    assert ("Ada", ada.me["points"]) in rows(wing, group)


def test_who_opts_out_of_a_frozen_board_is_gone_from_it_and_comes_back_with_its_moment(site: Site) -> None:
    wing, ada = site.rider("Wing"), site.rider("Ada")
    earn(site, wing, 300)
    earn(site, ada, 200)
    site.staff("host").send("/organise/boards/overall/freeze")
    earn(site, ada, 900, "a1")
    assert ada.browser.delete("/api/v1/me/ranking").status_code == 204
    assert rows(wing, "overall") == [("Wing", 300)]
    assert ada.browser.put("/api/v1/me/ranking").status_code == 204
    assert rows(wing, "overall") == [("Wing", 300), ("Ada", 200)]


def test_the_whole_board_is_turned_page_by_page_and_leads_to_ones_own_place(site: Site) -> None:
    riders = [site.rider(f"Rider {number:03}") for number in range(120)]
    for place, rider in enumerate(riders):
        site.ride(rider, "f1", points=9000 - place)
    earn(site, site.rider("Last"), 1)
    reader = riders[77]
    top = reader.open("/boards/overall")
    assert top.link("The whole board") == "/boards/overall?offset=0"
    own = top.link("To my place")
    assert own == "/boards/overall?offset=50#own"
    seen: list[str] = []
    there = "/boards/overall?offset=0"
    while there:
        page = reader.open(there)
        seen += re.findall(r'data-field="nickname">([^<]+)<', page.source)
        there = page.link("More") if ">More<" in page.source else ""
    assert seen == [f"Rider {number:03}" for number in range(120)] + ["Last"]
    page = reader.open(own)
    assert "51 to 100 of 121" in page.words
    assert re.search(r'id="own".*?Rider 077', page.source)
    assert "Nobody stands here." in reader.open("/boards/overall?offset=5000").words


def keep(site: Site, minutes: float) -> None:
    """Lets time pass, and the quest look at the ranks."""
    site.clock.forward(minutes=minutes)
    with site.database.unit_of_work() as session:
        history.keep(session, campaigns.current(session), now=site.clock.now)


def test_a_player_sees_the_own_rank_over_time_as_a_picture_and_as_a_table(site: Site) -> None:
    wing, ada = site.rider("Wing"), site.rider("Ada")
    earn(site, ada, 200)
    keep(site, 1)
    earn(site, wing, 300)
    keep(site, 5)
    page = ada.open("/boards/overall")
    assert 'aria-label="From number 1 to number 2"' in page.source
    assert re.search(r'class="way" d="M[\d.]+ [\d.]+H', page.source)
    assert "12:01 1 of 1 200" in page.words
    assert "12:06 2 of 2 200" in page.words
    assert [(each["rank"], each["riders"]) for each in ada.api("/me/ranks")["samples"]] == [(1, 1), (2, 2)]
    assert "Your rank over time" not in site.rider("Newcomer").open("/boards/overall").words


def test_the_picture_ends_where_the_board_was_frozen(site: Site) -> None:
    ada = site.rider("Ada")
    earn(site, ada, 200)
    keep(site, 1)
    site.clock.forward(minutes=1)
    site.staff("host").send("/organise/boards/overall/freeze")
    earn(site, ada, 900, "a1")
    keep(site, 10)
    assert [each["points"] for each in ada.api("/me/ranks")["samples"]] == [200]
    assert "1,100 points now" in ada.open("/boards/overall").words
    assert "Your rank over time" not in ada.open("/boards/overall").words


def test_the_board_publishes_how_equal_points_are_ordered(site: Site) -> None:
    ada = site.rider("Ada")
    earn(site, ada, 200)
    assert "Equal points: whoever got there earlier stands first." in ada.open("/boards/overall").words
