"""The map draws itself from the order of stops: cleanly, for everybody, and says what it cannot draw."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest

from quest.levels.base import LANGUAGES
from quest.levels.level import Campaign
from quest.web.metro import Layout, MapError, draw, layout
from quest.web.metro.layout import Node
from quest.web.metro.shapes import rows, width
from quest.web.metro.svg import FRAMES, LABEL, label_top
from tests.web.networks import campaign, line, next_stop, random_network

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]


def points(plan: Layout) -> list[tuple[float, float]]:
    """The tracks as dots, four units apart."""
    dots = []
    for runs in plan.runs.values():
        for run in runs:
            for (x0, y0), (x1, y1) in pairwise(run):
                steps = max(1, int((x1 - x0) // 4))
                dots += [(x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps) for n in range(steps + 1)]
    return dots


def label_boxes(node: Node, names: list[str]) -> list[Box]:
    top, tiles = label_top(node), 68 if node.kind == "interchange" else 32
    wide = max(map(width, names))
    return [
        (node.x - tiles / 2, top, node.x + tiles / 2, top + 18),
        (node.x - wide / 2, top + 21, node.x + wide / 2, top + 21 + 16 * len(names)),
    ]


def assert_clean(drawn: Campaign, language: str) -> None:
    plan = layout(drawn, FRAMES["route"])
    for runs in plan.runs.values():
        assert all(before[-1] == after[0] for before, after in pairwise(runs)), "a track has a gap"
        for run in runs:
            for (x0, y0), (x1, y1) in pairwise(run):
                level, slope = x1 - x0, abs(y1 - y0)
                assert level > -1e-6, "a track runs back"
                assert slope < 1e-6 or abs(level - slope) < 1e-6, "a track is neither level nor at 45 degrees"
    boxes, dots = [], points(plan)
    for level_id, node in plan.nodes.items():
        names = rows(drawn.level(level_id).name.in_(language), LABEL)
        for left, top, right, bottom in label_boxes(node, names):
            assert not any(left - 4 < x < right + 4 and top - 4 < y < bottom + 4 for x, y in dots), (
                f"{level_id} on track"
            )
            boxes.append((level_id, (left, top, right, bottom)))
    for (a, p), (b, q) in combinations(boxes, 2):
        assert a == b or not (p[0] < q[2] and q[0] < p[2] and p[1] < q[3] and q[1] < p[3]), f"{a} on {b}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_network_is_octilinear_and_every_name_stands_free(language: str):
    assert_clean(next_stop(), language)


@pytest.mark.parametrize("seed", range(50))
def test_any_network_that_can_be_drawn_is_drawn_cleanly(seed: int):
    assert_clean(random_network(seed), "en")


def test_eight_lines_are_drawn():
    lines = [line(key, ("Some line",), [f"{key.lower()}{n}" for n in range(4)], n) for n, key in enumerate("ABCDEFGH")]
    names = {level: ("Some stop",) for each in lines for level in each["levels"]}
    assert_clean(campaign(lines, names), "en")


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
    assert 'class="station stop here next" data-here=' in markup
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
        ({"A": ["a1", "x"], "B": ["x", "b2"]}, "Give it the same number on both"),
        ({"A": ["x"], "B": ["x"], "C": ["x"]}, "At most two lines may meet"),
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
