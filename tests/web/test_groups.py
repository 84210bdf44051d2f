"""Riding together: groups and brackets on pages, on boards and over the API, with boards in memory and in Redis."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quest.services import campaigns
from quest.services.boards import ledger_totals
from quest.web.context import EXTENSION, Parts
from tests.story.solver import right_answer
from tests.web.site import Person, Site, open_site


@pytest.fixture(params=["memory", "redis"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """Yield a quest of this test's own, over either leaderboard."""
    redis_url = ""
    if request.param == "redis":
        redis_url = request.getfixturevalue("redis_url").removesuffix("/0") + "/6"
    opened = open_site(tmp_path / "data", redis_url=redis_url, redis_prefix=tmp_path.name)
    yield opened
    opened.database.close()


def rules(site: Site, **groups: Any) -> None:
    """Stages the campaign with these rules for groups, one preset school among them."""
    name = {"en": "Kai Tak", "zh-Hant": "啟德", "zh-Hans": "启德"}
    preset = [{"id": "kai-tak", "kind": "school", "name": name}]
    pack = site.campaign.model_dump(mode="json", by_alias=True, exclude_none=True)
    changed = {**pack, "groups": {"kinds": ["school", "team"], "score": "sum", "preset": preset, **groups}}
    with site.database.unit_of_work() as session:
        campaigns.stage(session, type(site.campaign).parse(changed), now=site.clock.now)


def earn(site: Site, person: Person, points: int, level_id: str = "f1") -> None:
    """Lets somebody have points, on every board that they concern."""
    site.ride(person, level_id, points=points)
    parts: Parts = site.app.extensions[EXTENSION]
    with site.database.reading() as session:
        parts.leaderboard.put(list(ledger_totals(session, site.campaign)))


def found(person: Person, kind: str, name: str) -> str:
    """Founds a group on its page; its code."""
    page = person.send_and_read("/me/groups", kind=kind, found="yes", name=name)
    assert page.status == 200
    [code] = re.findall(r'group-code">(\w{6})<', page.source)
    return str(code)


def rows(person: Person, board: str) -> list[tuple[str, int]]:
    """The names and points of a board, as the API has them."""
    return [(row["nickname"], row["points"]) for row in person.api(f"/boards/{board}")["rows"]]


def test_wing_founds_a_team_and_ada_joins_with_its_code(site: Site) -> None:
    rules(site)
    wing, ada = site.rider("Wing"), site.rider("Ada")
    code = found(wing, "team", "Night Ferry")
    earn(site, wing, 300)
    earn(site, ada, 200)
    assert "Night Ferry" in ada.send_and_read("/me/groups", code=code.lower()).words
    team = ada.api("/groups")["mine"][0]
    assert rows(ada, team["board"]) == [("Wing", 300), ("Ada", 200)]
    assert rows(ada, "groups:team") == [("Night Ferry", 500)]
    assert team["code"] == code
    assert site.somebody().api("/groups")["mine"] == []


def test_leaving_takes_the_points_off_the_groups_board_at_once(site: Site) -> None:
    rules(site)
    wing, ada = site.rider("Wing"), site.rider("Ada")
    code = found(wing, "team", "Night Ferry")
    earn(site, wing, 300)
    earn(site, ada, 200)
    ada.send("/me/groups", code=code)
    board = ada.api("/groups")["mine"][0]["board"]
    page = ada.send_and_read("/me/groups/team/leave")
    assert "You left. Your points stay yours." in page.words
    assert rows(ada, board) == [("Wing", 300)]
    assert rows(ada, "groups:team") == [("Night Ferry", 300)]
    assert rows(ada, "overall") == [("Wing", 300), ("Ada", 200)]


def test_an_erased_member_no_longer_counts_for_the_group(site: Site) -> None:
    rules(site)
    wing, ada = site.rider("Wing"), site.rider("Ada")
    ada_joins = found(wing, "team", "Night Ferry")
    earn(site, wing, 300)
    earn(site, ada, 200)
    ada.send("/me/groups", code=ada_joins)
    ada.send("/me/erase")
    assert rows(wing, "groups:team") == [("Night Ferry", 300)]


def test_schools_stand_by_the_mean_once_enough_of_them_ride(site: Site) -> None:
    rules(site, score="mean", least=2)
    code = ""
    for name, points, school in [
        ("Ada", 100, "Stonecutters"),
        ("Ben", 201, "Stonecutters"),
        ("Cy", 400, "Lamma"),
        ("Dan", 90, "Kai Tak"),
        ("Eve", 95, "Kai Tak"),
    ]:
        rider = site.rider(name)
        earn(site, rider, points)
        if school == "Kai Tak":
            rider.send("/me/groups", kind="school", choose="yes", group_id=rider.api("/groups")["preset"][0]["id"])
        elif name == "Ben":
            rider.send("/me/groups", code=code)
        else:
            code = found(rider, "school", school)
    assert rows(site.somebody(), "groups:school") == [("Stonecutters", 151), ("Kai Tak", 93)]
    [first, _] = site.somebody().api("/boards/groups:school")["rows"]
    assert (first["members"], first["player_id"], first["names"]) == (2, None, None)


def test_the_board_of_schools_marks_the_readers_own_and_speaks_the_readers_language(site: Site) -> None:
    rules(site)
    wing = site.rider("Wing")
    wing.send("/me/groups", kind="school", choose="yes", group_id=wing.api("/groups")["preset"][0]["id"])
    earn(site, wing, 300)
    page = wing.open("/boards/groups:school")
    assert "Kai Tak 1 riding (yours)" in page.words
    assert "1 ranked" in page.words
    wing.language = "zh-HK"
    assert "啟德" in wing.open("/boards/groups:school").words
    assert "啟德" in wing.open("/stage/groups:school").words


def test_a_group_is_there_only_with_its_code_unless_it_is_preset(site: Site) -> None:
    rules(site)
    wing, ada = site.rider("Wing"), site.rider("Ada")
    found(wing, "team", "Night Ferry")
    team = wing.api("/groups")["mine"][0]["id"]
    assert ada.send("/me/groups", kind="team", choose="yes", group_id=team).status_code == 404
    assert ada.browser.post("/api/v1/memberships", json={"group_id": team}).status_code == 404
    assert ada.browser.post("/api/v1/memberships", json={}).status_code == 404
    assert ada.send("/me/groups", code="WRONG2").status_code == 404


def test_an_invitation_waits_while_a_stranger_chooses_a_nickname(site: Site) -> None:
    rules(site)
    wing = site.rider("Wing")
    code = found(wing, "team", "Night Ferry")
    stranger = site.somebody()
    page = stranger.open(f"/join/{code}")
    assert "Ride for Night Ferry?" in page.words
    start = stranger.open(page.link("Choose a nickname first"))
    assert f'name="next" value="/join/{code}"' in start.source
    joined = stranger.send_and_read("/start", nickname="Newcomer", next=f"/join/{code}")
    assert "Ride for Night Ferry?" in joined.words
    stranger.send("/me/groups", code=code)
    assert "You ride for Night Ferry." in stranger.open(f"/join/{code}").words


def test_a_second_team_waits_until_the_first_is_left(site: Site) -> None:
    rules(site)
    wing, ada = site.rider("Wing"), site.rider("Ada")
    other = found(wing, "team", "Night Ferry")
    found(ada, "team", "Day Tram")
    assert "You ride for Day Tram. Leave it first." in ada.open(f"/join/{other}").words
    assert ada.send("/me/groups", code=other).status_code == 409


def test_a_name_that_cannot_stand_on_the_stage_says_so_at_its_field(site: Site) -> None:
    rules(site)
    page = site.rider("Wing").send_and_read("/me/groups", kind="team", found="yes", name="F u c k")
    assert page.status == 422
    assert "This name cannot go on the big screen." in page.words


def test_a_bracket_has_a_board_of_its_own(site: Site) -> None:
    wing, ada = site.rider("Wing"), site.rider("Ada")
    earn(site, wing, 300)
    earn(site, ada, 200)
    assert ada.send("/me/bracket", bracket="student").status_code == 303
    assert rows(ada, "bracket:student") == [("Ada", 200)]
    assert ada.browser.put("/api/v1/me/bracket", json={"bracket": "professional"}).get_json()["bracket"] == (
        "professional"
    )
    assert rows(ada, "bracket:student") == []
    assert rows(ada, "bracket:professional") == [("Ada", 200)]
    assert ada.browser.delete("/api/v1/me/bracket").status_code == 204
    assert rows(ada, "bracket:professional") == []
    assert ada.send("/me/bracket", bracket="nonsense").status_code == 404


def play(person: Person, level_id: str) -> int:
    """Plays a level with every answer right; the attempt's id."""
    attempt = person.browser.post(f"/api/v1/levels/{level_id}/attempts").get_json()
    question = attempt["question"]
    while question:
        body = {"question_id": question["id"], "answer": right_answer(question), "key": question["id"]}
        question = person.browser.post(f"/api/v1/attempts/{attempt['id']}/answers", json=body).get_json()["next"]
    return int(attempt["id"])


def test_groups_are_offered_after_the_first_stop_and_not_before(site: Site) -> None:
    wing = site.rider("Wing")
    assert "Ride together" not in wing.open("/route").words
    done = f"/attempts/{play(wing, 'f1')}/done"
    assert wing.open(done).link("Ride together") == "/me/groups"
    found(wing, "team", "Night Ferry")
    assert "Ride together" not in wing.open(done).words


def test_an_answer_counts_for_the_group_at_once(site: Site) -> None:
    wing = site.rider("Wing")
    found(wing, "team", "Night Ferry")
    wing.send("/me/bracket", bracket="student")
    play(wing, "f1")
    points = wing.me["points"]
    board = wing.api("/groups")["mine"][0]["board"]
    assert rows(wing, board) == rows(wing, "bracket:student") == [("Wing", points)]


def test_a_campaign_without_groups_or_brackets_has_no_page_for_them(site: Site) -> None:
    plain = site.campaign.model_copy(update={"groups": None, "brackets": ()})
    with site.database.unit_of_work() as session:
        campaigns.stage(session, plain, now=site.clock.now)
    wing = site.rider("Wing")
    assert wing.open("/me/groups").status == 404
    assert "Riding together" not in wing.open("/me").words
    assert wing.open("/boards/groups:team").status == 404


def test_an_organiser_renames_a_group_and_every_board_is_drawn_anew(site: Site) -> None:
    wing = site.rider("Wing")
    code = found(wing, "team", "Night Ferry")
    for number in range(2):
        site.rider(f"Rider {number}").send("/me/groups", code=code)
    earn(site, wing, 300)
    organiser = site.staff("organiser")
    page = organiser.open("/organise/groups")
    assert "Night Ferry 3" in page.words
    assert code in page.words
    before = {board: wing.api(f"/boards/{board}")["version"] for board in ("group:1", "groups:team")}
    assert "Saved." in organiser.send_and_read("/organise/groups/1", name="Day Tram").words
    assert "Day Tram" in wing.open("/me/groups").words
    for board, version in before.items():
        assert wing.api(f"/boards/{board}")["version"] > version
    assert (
        "This name cannot go on the big screen." in organiser.send_and_read("/organise/groups/1", name="F u c k").words
    )
    assert "Renamed a group #1" in organiser.open("/organise/log").words
    for person, status in [(wing, 403), (site.staff("host"), 403), (site.somebody(), 401)]:
        assert person.send("/organise/groups/1", name="Mine").status_code == status
        assert person.open("/organise/groups").status == person.open("/organise/log").status == status


def test_a_renamed_player_is_drawn_anew_on_every_board(site: Site) -> None:
    wing = site.rider("Wing")
    earn(site, wing, 300)
    before = wing.api("/boards/overall")["version"]
    wing.send("/me/nickname", nickname="Wing the second")
    assert rows(wing, "overall") == [("Wing the second", 300)]
    assert wing.api("/boards/overall")["version"] > before


@pytest.mark.parametrize("board", ["groups:guild", "groups", "group:9", "group:x", "group:1234567890", "bracket:x"])
def test_there_is_no_board_of_what_is_not_there(site: Site, board: str) -> None:
    assert site.somebody().open(f"/boards/{board}").status == 404
    assert site.somebody().browser.get(f"/api/v1/boards/{board}").get_json()["code"] == "no_such_board"


def test_a_player_founds_five_groups_in_an_hour_and_no_more(site: Site) -> None:
    rules(site)
    wing = site.rider("Wing")
    for number in range(5):
        found(wing, "team", f"Team {number}")
        wing.send("/me/groups/team/leave")
    assert wing.send("/me/groups", kind="team", found="yes", name="Team 6").status_code == 429


def test_who_guesses_at_codes_is_stopped_and_a_right_code_still_works(site: Site) -> None:
    rules(site)
    wing = site.rider("Wing")
    code = found(wing, "team", "Harbour Owls")
    stranger = site.somebody()
    guesses = [stranger.open(f"/join/guess{number}").status for number in range(601)]
    assert set(guesses[:600]) == {404}
    assert guesses[600] == 429
    assert stranger.open(f"/join/{code}").status == 200
