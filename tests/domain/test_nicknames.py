"""Nicknames: what may stand on a projector in front of 500 people."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.domain.errors import BadNickname
from quest.domain.nicknames import LONGEST, clean, is_rude, suggest
from quest.levels.base import LANGUAGES


def refusal(raw: str) -> str:
    with pytest.raises(BadNickname) as caught:
        clean(raw)
    return str(caught.value.details["why"])


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Ada", "Ada"),
        ("  Ada \t Lovelace\n", "Ada Lovelace"),
        ("Ａｄａ　陳", "Ada 陳"),
        ("陳大文", "陳大文"),
        ("Zoë", "Zoë"),
        ("Zoe\u0308", "Zoë"),
        ("สมชาย", "สมชาย"),
        ("Ada\u200b\u200d\u2060\ufeff", "Ada"),
        ("\u202eadA\u202c", "adA"),
        ("\u2066Ben\u2069", "Ben"),
        ("A\x00d\x07a", "Ada"),
        ("Ada\u3164", "Ada"),
        ("A\ud800da", "Ada"),
        ("7", "7"),
    ],
)
def test_a_name_is_shown_in_one_width_without_anything_invisible(raw: str, shown: str):
    assert clean(raw) == shown


@pytest.mark.parametrize("raw", ["", "   ", "\u200b\u200d", "\u202e", "\u3164\u115f", "\x00"])
def test_a_name_needs_something_to_see(raw: str):
    assert refusal(raw) == "empty"


@pytest.mark.parametrize(
    "raw", ["…", "!!!", "\U0001f600", "\u2800", "\u0301\u0301", "Z\u0351\u0352\u0353\u0354\u0355algo"]
)
def test_a_name_needs_letters_that_others_can_read(raw: str):
    assert refusal(raw) == "unreadable"


def test_a_name_has_a_longest_size_after_it_was_cleaned():
    assert clean("a" * LONGEST) == "a" * LONGEST
    assert clean("\u200b".join("b" * LONGEST)) == "b" * LONGEST
    assert refusal("a" * (LONGEST + 1)) == "long"
    assert refusal("a" * 1_000_000) == "long"


@pytest.mark.parametrize(
    "raw",
    [
        "fuck",
        "fvck",
        "phuck",
        "ni99er",
        "草你妈",
        "日你媽",
        "幹你娘",
        "傻B",
        "操他妈",
        "小你老母",
        "diu nei",
        "妈的",
        "FUCK you",
        "F.U.C.K",
        "f u c k",
        "ｆｕｃｋ",
        "fúck",
        "fuuuuck",
        "f*ck",
        "fu\u200bck",
        "BigFuck99",
        "fuсk",  # the third letter is Cyrillic
        "shit",
        "5h1t",
        "$hit",
        "Sh!t Happens",
        "s h i t",
        "HolyShit",
        "bullshitter",
        "Nazis",
        "ass",
        "d1ck",
        "D I C K",
        "屌你",
        "屌 你 老 母",
        "仆_街",
        "扑街仔",
        "贱人",
        "含家铲",
        "冚家鏟",
        "傻逼",
        "操你妈",
        "caonima",
        "D.L.L.M.",
        "Ｐｏｋ Ｇａｉ",
    ],
)
def test_a_rude_name_is_refused_however_it_is_spelt(raw: str):
    assert refusal(raw) == "rude"


@pytest.mark.parametrize(
    "name",
    [
        *("Dickens", "Cassandra", "Grape", "Scunthorpe", "Penistone", "Essex", "Titus", "Peacock", "Hancock"),
        *("Matsushita", "Yoshito", "Fukuda", "Fukuoka", "Wong Fuk", "Shek Kip Mei", "Lai Chi Kok", "Ho Man Tin"),
        *("Nazir", "Ignazio", "Shabir", "Pornthip", "Wankhede", "Dick Chan", "Wan K", "Shi T", "Phuc Nguyen"),
        *(
            "Art therapist",
            "Assassin",
            "Class of 26",
            "Analyst",
            "Circumspect",
            "Arsenal",
            "455",
            "Cocktail",
            "Bassist",
        ),
        *("陳大文", "小明", "包含家長", "快樂水獺", "Dim Sum", "Swift Tram"),
    ],
)
def test_a_harmless_name_passes(name: str):
    assert clean(name) == name


@given(st.text(max_size=60))
def test_a_cleaned_name_is_fit_to_show_and_stays_as_it_is(raw: str):
    try:
        name = clean(raw)
    except BadNickname:
        return
    assert 0 < len(name) <= LONGEST
    assert name == " ".join(name.split())
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name)
    assert clean(name) == name


@pytest.mark.parametrize("language", [*LANGUAGES, "fr"])
def test_names_that_are_suggested_can_be_taken(language: str):
    for roll in range(100):
        names = suggest(language, random.Random(roll))
        assert len(set(names)) == 3
        assert [clean(name) for name in names] == names
        assert not any(map(is_rude, names))
