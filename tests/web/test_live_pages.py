"""The live page, the projector's stage and the host's desk."""

import re

import pytest

from quest.models import Award, Player
from quest.services.boards import ledger_totals
from quest.web.context import EXTENSION
from quest.web.hosting import USUAL
from tests.web.site import NOON, Person, Site


def ride(site: Site, nickname: str, level_id: str, points: int) -> Person:
    """Somebody with points at a level, on every board that it concerns."""
    person = site.rider(nickname)
    player_id = person.me["id"]
    with site.database.unit_of_work() as session:
        session.add(
            Award(
                player_id=player_id,
                reason="answer",
                subject="a ride",
                level_id=level_id,
                points=points,
                day="2026-11-22",
                at=NOON,
            )
        )
    return person


def boards_from_ledger(site: Site) -> None:
    """Puts what the ledger holds on the boards, as a start does."""
    with site.database.reading() as session:
        site.app.extensions[EXTENSION].leaderboard.replace(ledger_totals(session, site.campaign))


def test_the_stage_shows_the_first_eight_and_counts_everybody(site: Site) -> None:
    for place in range(10):
        ride(site, f"Rider {place}", "f1", 1000 - place)
    boards_from_ledger(site)
    page = site.somebody().open("/stage/overall")
    assert page.status == 200
    assert "10 riding" in page.words
    assert re.findall(r'data-field="nickname">(Rider \d)<', page.source) == [f"Rider {place}" for place in range(8)]


def test_a_train_stands_as_far_along_as_its_points_are_of_the_leaders(site: Site) -> None:
    ride(site, "Ada", "a1", 1000)
    ride(site, "Ben", "f1", 500)
    boards_from_ledger(site)
    page = site.somebody().open("/stage/overall")
    assert re.findall(r'class="train" x="([\d.]+)%"', page.source)[:2] == ["100.0", "50.0"]
    assert re.findall(r'<li class="stage-row c-(\w+)" data-line="(\w)" data-player', page.source) == [
        ("blue", "A"),
        ("plum", "F"),
    ]


def test_a_nickname_on_the_stage_is_text_and_nothing_else(site: Site) -> None:
    ride(site, "<b>Ada</b>", "a1", 10)
    boards_from_ledger(site)
    assert "<b>Ada" not in site.somebody().open("/stage/overall").source


def test_an_empty_stage_asks_for_the_first_rider(site: Site) -> None:
    page = site.somebody().open("/stage/line:B")
    assert "Nobody is on this line yet." in page.words
    assert re.search(r"data-stage-empty>", page.source)


def test_the_empty_board_of_all_lines_speaks_of_no_line(site: Site) -> None:
    page = site.somebody().open("/stage/overall")
    assert "Nobody is on the board yet." in page.words
    assert "on this line" not in page.words


def test_only_the_board_of_this_day_is_called_today(site: Site) -> None:
    assert "Today" in site.somebody().open("/stage/day:2026-11-22").words
    past = site.somebody().open("/stage/day:2026-11-21")
    assert "21 Nov 2026" in past.words
    assert "Today" not in past.words


def test_nobody_on_the_stage_has_moved_before_there_was_a_move(site: Site) -> None:
    ride(site, "Ada", "a1", 1000)
    boards_from_ledger(site)
    row = re.search(r'<li class="stage-row.*?</li>', site.somebody().open("/stage/overall").source, re.DOTALL)
    assert row is not None
    assert '<span class="move" data-field="move"></span>' in row[0]


@pytest.mark.parametrize("board", ["nonsense", "line:Z", "level:zz", "day:yesterday", "round:1"])
def test_there_is_no_stage_for_a_board_that_is_not_there(site: Site, board: str) -> None:
    assert site.somebody().open(f"/stage/{board}").status == 404


def test_a_pin_finds_no_room_while_none_is_open(site: Site) -> None:
    page = site.somebody().send_and_read("/live/join", pin="482 917")
    assert page.status == 404
    assert "No room 482 917. Check the screen." in page.words


@pytest.mark.parametrize("typed", ["", "12", "abcdef", "1234567"])
def test_what_is_no_pin_is_told_apart_from_a_room_that_is_not_there(site: Site, typed: str) -> None:
    page = site.somebody().send_and_read("/live/join", pin=typed)
    assert page.status == 422
    assert "A PIN has six digits." in page.words


def test_the_live_page_lists_every_board(site: Site) -> None:
    page = site.somebody().open("/live")
    assert page.link("All lines") == "/boards/overall"
    assert page.link("Fintech") == "/boards/line:F"
    assert page.source.count("/boards/level:") == len(site.campaign.levels)


def test_a_host_finds_a_stage_for_every_board(site: Site) -> None:
    page = site.staff("host").open("/host")
    assert page.status == 200
    assert page.link("Open the stage : All lines") == "/stage/overall"
    assert page.link("Open the stage : Robotics") == "/stage/line:R"


def test_the_hosts_desk_is_closed_to_players_and_strangers(site: Site) -> None:
    assert site.rider("Wing").open("/host").status == 403
    stranger = site.somebody().open("/host")
    assert stranger.status == 401
    assert "/sign-in?next=" in stranger.link("Sign in")


def test_nobody_is_on_a_stage_after_being_erased(site: Site) -> None:
    wing = ride(site, "Wing", "f1", 10)
    boards_from_ledger(site)
    wing.send("/me/erase")
    with site.database.reading() as session:
        assert session.query(Player).count() == 0
    assert "Wing" not in site.somebody().open("/stage/overall").words


LOBBY = {name: usual for name, usual in USUAL.items() if name not in ("speed", "hold", "survey")}


def test_a_host_opens_a_lobby_with_the_form_as_it_stands(site: Site):
    hana = site.staff("host")
    form = hana.open("/host/rounds").source
    assert 'name="speed"' not in form  # the built-in campaign has prizes
    made = hana.send("/host/rounds", **{**LOBBY, "levels": "f1"})
    assert made.status_code == 303
    assert "PIN" in hana.open(made.headers["Location"]).words


def test_the_live_page_says_that_no_round_is_running_only_while_none_is(site: Site):
    quiet = "No live round is running just now."
    ada, hana = site.rider("Ada"), site.staff("host")
    assert quiet in ada.open("/live").words
    there = hana.send("/host/rounds", **{**LOBBY, "levels": "f1"}).headers["Location"]
    assert quiet not in ada.open("/live").words
    hana.send(f"{there}/step", to="end", version="1")
    assert quiet in ada.open("/live").words
