"""The map draws itself from the order of stops: cleanly, for everybody, and says what it cannot draw."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from typing import Any

import pytest

from quest.levels.base import LANGUAGES
from quest.levels.level import Campaign
from quest.web.metro import Look, MapError, sheet
from quest.web.metro.names import LABEL
from quest.web.metro.shapes import rows
from tests.web.drawings import faults
from tests.web.networks import campaign, line, next_stop, random_network

SVG = "{http://www.w3.org/2000/svg}"


def draw(drawn: Campaign, language: str, **progress: Any) -> str:
    """The map that Ada sees."""
    looks = {key: progress.pop(key) for key in ("look", "href") if key in progress}
    return sheet(drawn, language, **looks).draw(**progress)


@pytest.mark.parametrize("look", ["route", "hero"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_network_is_octilinear_and_every_name_stands_free(language: str, look: Look):
    assert list(faults(draw(next_stop(), language, look=look, here="f3", href=str))) == []


@pytest.mark.parametrize("first", range(0, 1000, 50))
def test_any_campaign_is_drawn_cleanly(first: int):
    found = {}
    for seed in range(first, first + 50):
        drawn = random_network(seed)
        done, here = drawn.lines[0].stops[:2], drawn.lines[-1].stops[-1]
        look = "hero" if seed % 7 == 0 else "route"
        found[seed] = list(faults(draw(drawn, LANGUAGES[seed % 3], look=look, done=done, here=here, href=str)))
    assert {seed: wrong for seed, wrong in found.items() if wrong} == {}


def test_the_random_campaigns_hold_everything_that_a_map_can_show():
    drawn = [random_network(seed) for seed in range(100)]
    assert {len(each.lines) for each in drawn} == {1, 2, 3, 4, 5, 6, 7, 8}
    assert {len(each.lines_of(level.id)) for each in drawn for level in each.levels} == {1, 2, 3}
    assert sum(line.branch is not None for each in drawn for line in each.lines) > 50
    names = [level.name for each in drawn for level in each.levels]
    assert max(len(name.in_("en")) for name in names) > 60
    assert max(len(name.in_("zh-Hant")) for name in names) > 25


@pytest.mark.parametrize(
    ("spoil", "spoilt", "fault"),
    [
        ("L439.0 64.0", "L439.0 74.0", "neither level nor at 45 degrees"),
        ("L439.0 64.0", "L339.0 64.0", "runs back"),
        ("M70.0 168.0L80.0 168.0", "M70.0 154.0L80.0 154.0", "lie on each other"),
        ('class="name" x="380.0"', 'class="name" x="310.0"', "lies on a track"),
        ('class="name" x="540.0"', 'class="name" x="620.0"', "lies on Lab or field?"),
        ('class="cap" cx="540.0"', 'class="cap" cx="650.0"', "lies on the stop"),
        ('class="name big" x="90.0"', 'class="name big" x="40.0"', "sticks out"),
    ],
)
def test_a_map_that_is_drawn_badly_does_not_pass(spoil: str, spoilt: str, fault: str):
    markup = str(draw(next_stop(), "en"))
    assert spoil in markup
    assert fault in " ".join(faults(markup.replace(spoil, spoilt)))


def test_ada_finds_every_level_once_in_the_order_of_travel():
    drawn = next_stop()
    tree = ET.fromstring(draw(drawn, "en", href=lambda level_id: f"/levels/{level_id}"))
    links = [link.get("href").removeprefix("/levels/") for link in tree.iter("a")]
    assert sorted(links) == sorted(level.id for level in drawn.levels)
    assert links[:6] == ["a1", "b1", "f1", "r1", "ab", "fr"]


def test_ada_hears_where_she_stands_what_is_open_and_which_stop_is_a_booth():
    markup = draw(next_stop(), "en", done={"f1", "fr"}, open_={"r3"}, here="f3", href=str)
    names = [link.get("aria-label") for link in ET.fromstring(markup).iter("a")]
    assert "F3 Fraud or not?, open, you are here" in names
    assert "F2 R2 Robo-adviser, done" in names
    assert "F4 Know your customer, not open yet, booth 03" in names


def test_every_stop_can_be_hit_with_a_thumb_and_no_two_stops_share_the_spot():
    tree = ET.fromstring(draw(next_stop(), "en", href=str))
    hits = [rect for rect in tree.iter("rect") if rect.get("class") == "hit"]
    boxes = [tuple(float(rect.get(key)) for key in ("x", "y", "width", "height")) for rect in hits]
    assert len(boxes) == 22
    assert all(wide >= 44 and high >= 44 for _, _, wide, high in boxes)
    for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(boxes, 2):
        assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay


def test_progress_is_told_by_classes_on_stops_and_tracks():
    markup = draw(next_stop(), "en", done={"f1", "fr"}, open_={"r3"}, here="f3")
    assert markup.count('class="station interchange done"') == 1
    assert markup.count("station stop live next") == 0
    assert 'class="station stop here next" data-stop="f3" data-here=' in markup
    assert markup.count('class="track gone c-plum"') == 1
    assert markup.count('class="track gone c-blue"') == 0


def test_a_finished_line_is_travelled_to_the_terminus():
    markup = draw(next_stop(), "en", done={"f1", "fr", "f3", "f4", "af", "f6", "bf"})
    assert 'class="track ahead c-plum"' not in markup


def test_words_that_look_like_markup_stay_words():
    name = "<script>alert('x')</script> & co"
    lines = [line("A", (name,), ["a1", "a2"], 0)]
    markup = draw(campaign(lines, {"a1": (name,), "a2": ("Plain",)}), "en", look="hero", href=lambda _: '"><script>')
    assert "<script" not in markup
    assert ET.fromstring(markup).find(f".//{SVG}script") is None


def test_a_picture_without_links_has_a_name_and_no_links():
    tree = ET.fromstring(draw(next_stop(), "zh-Hant", look="mini", here="f3"))
    assert (tree.get("role"), tree.get("aria-label")) == ("img", "下一站")
    assert tree.find(".//a") is None
    assert tree.find(".//*[@data-frame]") is not None


@pytest.mark.parametrize(
    ("stops", "remedy"),
    [
        ({"A": ["a1", "x"], "B": ["x", "b2"]}, "Give it the same number on all its lines"),
        ({"A": ["x"], "B": ["x"], "C": ["x"], "D": ["x"]}, "At most three lines may meet"),
        ({"A": ["a1", "a1"]}, "Name it once"),
        (
            {"A": ["p", "q", "r"], "B": ["p", "t", "u"], "C": ["v", "q", "u"], "D": ["v", "t", "r"]},
            "do not lie side by side",
        ),
        ({"A": ["gone"]}, "no level of that id"),
    ],
)
def test_the_organiser_reads_what_to_move_when_a_map_cannot_be_drawn(stops: dict[str, list[str]], remedy: str):
    lines = [line(key, ("Some line",), levels, place) for place, (key, levels) in enumerate(stops.items())]
    names = {level: ("Some stop",) for levels in stops.values() for level in levels if level != "gone"}
    with pytest.raises(MapError, match=re.escape(remedy)):
        draw(campaign(lines, names or {"other": ("Other",)}), "en")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Know your customer", ["Know your", "customer"]),
        ("Fraud or not?", ["Fraud or not?"]),
        ("真假交易", ["真假交易"]),
        ("公平，還是偏見？", ["公平，", "還是偏見？"]),
        ("Electroencephalographists", ["Electroence…"]),
    ],
)
def test_names_break_where_a_reader_would(words: str, shown: list[str]):
    assert rows(words, LABEL) == shown
