"""Pictures of links: words in three scripts that every font here can draw, and nothing beyond the edge."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from quest.levels.base import LANGUAGES
from quest.web.cards.lettering import Hand, _holders
from quest.web.cards.pictures import EDGE, HIGH, INK, PAPER, SIGNAL, WIDE, Words, picture
from quest.web.cards.scenes import COLOURS, line_scene, network_scene
from tests.web.networks import next_stop, random_network
from tests.web.test_tokens import TOKENS

LONG = "Electroencephalographically responsible patterns of data that never seem to end, whatever one does about it"


def pixels(words: Words) -> Image.Image:
    return Image.open(BytesIO(picture(words, line_scene(next_stop().lines[0])))).convert("RGB")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_campaign_can_be_drawn(language: str):
    drawn = next_stop()
    texts = [drawn.title, drawn.tagline, drawn.terminus.name, *(line.name for line in drawn.lines)]
    held = _holders(language, "heavy")
    assert {char for text in texts for char in text.in_(language) if ord(char) not in held} == set()


def test_both_chinese_scripts_and_rare_characters_of_hong_kong_are_drawn_in_any_language():
    for language in LANGUAGES:
        held = _holders(language, "plain")
        assert {char for char in "瞓嘅咗喺冇佢哋乜嘢靚䟕𨋢龍龙鑊镬é ñ ß “”，。：·" if ord(char) not in held} <= set(" ")


def test_chinese_words_are_drawn_in_the_forms_of_their_readers():
    assert _holders("zh-Hant", "heavy")[ord("骨")].startswith("noto-sans-hk")
    assert _holders("zh-Hans", "heavy")[ord("骨")].startswith("noto-sans-sc")
    assert _holders("en", "heavy")[ord("A")].startswith("barlow-800")


def test_a_character_that_no_font_has_leaves_no_box_behind():
    hand = Hand("en", 40)
    assert hand.width("Ada\U0001f389") == hand.width("Ada")
    assert (
        pixels(Words("en", "Next Stop", "Ada\U0001f389")).tobytes() == pixels(Words("en", "Next Stop", "Ada")).tobytes()
    )


@pytest.mark.parametrize("words", [LONG, "人工智能" * 12, "W" * 60])
def test_words_of_any_length_stay_on_the_picture(words: str):
    drawn = pixels(Words("zh-Hant", words, words, words))
    right = drawn.crop((WIDE - EDGE + 8, 0, WIDE, 380))
    assert right.getcolors() == [(right.width * right.height, (0xFF, 0xC9, 0x1F))]


def test_a_picture_is_the_same_each_time_and_small_enough_for_a_chat():
    scene = network_scene(next_stop())
    words = Words("en", "Next Stop", "Next stop: a job you didn’t know existed.")
    assert picture.__wrapped__(words, scene) == picture.__wrapped__(words, scene)
    assert len(picture(words, scene)) < 100_000


@pytest.mark.parametrize("seed", range(0, 40, 5))
def test_any_network_fits_below_the_edge(seed: int):
    scene = network_scene(random_network(seed))
    assert all(0 <= x <= WIDE and 0 <= y <= 206 for _, corners in scene.tracks for x, y in corners)
    words = Words("en", "Next Stop", "Next stop")
    assert Image.open(BytesIO(picture(words, scene))).size == (WIDE, HIGH)


def test_the_colours_are_those_of_the_design():
    for name, colour in {**COLOURS, "ink": INK, "paper": PAPER, "signal": SIGNAL}.items():
        assert f"--{name}: {colour};" in TOKENS
