"""A card: what a player shows others of a finished line, no more than the player wants and no longer."""

from __future__ import annotations

import re
import struct

import pytest

from quest.models import Card, Player
from tests.web.site import Page, Person, Site

LINE_A = ("a1", "ab", "a3", "ar", "af", "a6", "a7")


@pytest.fixture
def ada(site: Site) -> Person:
    """Somebody who has completed line A, with 2,100 points."""
    rider = site.rider("Ada 玲")
    site.ride(rider, *LINE_A)
    return rider


def shared(person: Person, **wants: str) -> str:
    """The path of the card that somebody makes."""
    page = person.send_and_read("/finish/A/card", **wants)
    found = re.search(r'data-url="[^"]*(/cards/[^"]+)"', page.source)
    assert found, page.words
    return found[1]


def meta(page: Page, name: str) -> str:
    """What the head of a page tells chats."""
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)">', page.source)
    assert found, name
    return found[1]


def size_of_png(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n")
    wide, high = struct.unpack(">II", data[16:24])
    return wide, high


def test_a_stranger_sees_the_line_and_neither_name_nor_points(site: Site, ada: Person):
    page = site.somebody().open(shared(ada))
    assert page.status == 200
    assert "AI & Data line complete." in page.words
    assert "Ada" not in page.source
    assert "2,100" not in page.source


def test_name_and_points_are_shown_where_ada_wants_them(site: Site, ada: Person):
    assert "Ada 玲 has arrived at Graduation" in site.somebody().open(shared(ada, name="yes")).words
    assert "2,100 points" not in site.somebody().open(shared(ada, name="yes")).words
    page = site.somebody().open(shared(ada, points="yes"))
    assert "2,100 points" in page.words
    assert "Ada" not in page.source


def test_the_address_stays_while_ada_changes_what_the_card_shows(ada: Person):
    first = shared(ada)
    assert shared(ada, name="yes", points="yes") == first
    assert shared(ada) == first


def test_nobody_can_guess_the_address(site: Site, ada: Person):
    token = shared(ada).rpartition("/")[2]
    assert len(token) >= 22
    assert site.somebody().open(f"/cards/{token[:-1]}").status == 404
    with site.database.reading() as session:
        assert not {str(card.id) for card in session.query(Card)} & {token}


def test_ada_takes_the_card_back_and_a_later_one_has_another_address(site: Site, ada: Person):
    first = shared(ada, name="yes")
    ada.send("/finish/A/card/withdraw")
    assert site.somebody().open(first).status == 404
    assert site.somebody().open(f"{first}/picture.png").status == 404
    assert shared(ada) != first


def test_with_ada_her_card_is_erased(site: Site, ada: Person):
    path = shared(ada, name="yes")
    with site.database.unit_of_work() as session:
        session.delete(session.query(Player).one())
    assert site.somebody().open(path).status == 404


def test_a_name_that_an_organiser_hid_is_not_on_the_card(site: Site, ada: Person):
    path = shared(ada, name="yes")
    with site.database.unit_of_work() as session:
        session.query(Player).one().hidden = True
    page = site.somebody().open(path)
    assert page.status == 200
    assert "Ada" not in page.source


def test_there_is_no_card_of_a_line_that_is_not_complete(site: Site, ada: Person):
    assert ada.send("/finish/B/card").status_code == 404
    bob = site.rider("Bob")
    assert bob.send("/finish/A/card").status_code == 404
    assert site.somebody().send("/finish/A/card").status_code in (302, 303, 401)


def test_one_player_does_not_touch_the_card_of_another(site: Site, ada: Person):
    path = shared(ada)
    bob = site.rider("Bob")
    site.ride(bob, *LINE_A)
    bob.send("/finish/A/card/withdraw")
    assert site.somebody().open(path).status == 200
    assert shared(bob) != path


def test_the_card_speaks_the_language_it_was_shared_in_to_those_who_chose_none(site: Site, ada: Person):
    ada.send("/language", language="zh-Hant")
    path = shared(ada, name="yes")
    crawler = site.somebody().open(path)
    assert '<html lang="zh-Hant"' in crawler.source
    assert meta(crawler, "og:locale") == "zh_HK"
    assert "人工智能" in meta(crawler, "og:title")
    assert "Ada 玲" in meta(crawler, "og:description") + meta(crawler, "og:title")


def test_chats_are_told_of_a_picture_that_is_there_and_as_large_as_they_are_told(site: Site, ada: Person):
    stranger = site.somebody()
    for page in (stranger.open("/"), stranger.open(shared(ada))):
        address = meta(page, "og:image")
        assert address.startswith("http")
        answer = stranger.browser.get("/" + address.split("/", 3)[3])
        assert answer.mimetype == "image/png"
        assert size_of_png(answer.data) == (1200, 630)
        assert (meta(page, "og:image:width"), meta(page, "og:image:height")) == ("1200", "630")
        assert len(answer.data) < 300_000, "WhatsApp shows no larger ones"
        assert meta(page, "twitter:card") == "summary_large_image"
        assert meta(page, "og:title")
        assert meta(page, "og:description")


def test_a_link_to_any_page_that_strangers_may_read_has_a_picture(site: Site, ada: Person):
    for path in ("/jobs", "/boards/overall", "/live"):
        page = site.somebody().open(path)
        assert "/picture/en.png" in meta(page, "og:image")
        assert meta(page, "og:url").endswith(path)
    assert "og:image" not in ada.open("/me").source


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_the_front_door_has_a_picture_in_each_language(site: Site, language: str):
    page = site.somebody(language).open("/")
    assert f"/picture/{language}.png" in meta(page, "og:image")
    assert site.somebody().open("/picture/xx.png").status == 404


def test_readers_see_the_picture_from_where_the_page_is(site: Site, ada: Person):
    path = shared(ada)
    assert f'<img class="link-picture" src="{path}/picture.png"' in site.somebody().open(path).source


def test_search_engines_do_not_list_the_card(site: Site, ada: Person):
    assert '<meta name="robots" content="noindex">' in site.somebody().open(shared(ada)).source


def test_ada_takes_her_card_home_with_everything_else(site: Site, ada: Person):
    token = shared(ada, name="yes").rpartition("/")[2]
    [card] = ada.open("/me/data").response.get_json()["player"]["cards"]
    assert (card["line"], card["token"], card["shows_name"], card["shows_points"]) == ("A", token, True, False)
