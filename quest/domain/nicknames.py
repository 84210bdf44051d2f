"""Nicknames: what may stand on a projector in front of 500 people."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator

from quest.domain.errors import BadNickname

LONGEST = 24

# All are folded: no case, no marks, look-alikes turned into letters. What stands in `ANYWHERE` is rude inside of any
# name. `WORD` is rude as a word of its own, spaced out or not, but hides in Matsushita, Scunthorpe, Nazir, Shabir,
# Pornthip and therapist. `WHOLE` is rude only as the whole name: Dick Chan is a person.
ANYWHERE = (
    *("fuck", "motherf", "nigger", "nigga", "faggot", "asshole", "arsehole", "dickhead", "blowjob", "handjob"),
    *("fck", "cumshot", "bullshit", "shithead", "shitface", "hitler"),
    *("dllm", "dnlm", "pokgai", "pukgai", "hamgaa", "hamkachan", "caonima", "nmsl"),
    *(
        "屌",
        "𨳒",
        "𨶙",
        "撚",
        "閪",
        "仆街",
        "仆你",
        "冚家",
        "冚傢",
        "含家鏟",
        "含家铲",
        "扑街",
        "撲街",
        "柒頭",
        "柒头",
        "傻鳩",
        "戇鳩",
        "憨鳩",
        "雜種",
        "杂种",
        "賤人",
        "贱人",
        "賤貨",
        "贱货",
        "妓",
        "婊",
        "強姦",
        "强奸",
    ),
    *("操你", "肏", "草泥马", "傻逼", "傻屄", "煞笔", "鸡巴", "雞巴", "他妈的", "他媽的", "去死", "死全家", "支那"),
    *("色情", "約炮", "约炮", "草你妈", "草你媽", "日你妈", "日你媽", "妈逼", "媽逼", "傻b", "煞筆", "王八蛋", "死gay"),
    *("操他", "幹你", "干你", "你老母", "diunei", "diulei"),
)
WORD = (
    *("shit", "shitty", "cunt", "bitch", "whore", "wank", "bastard", "slut", "penis", "vagina", "pussy", "jizz"),
    *("pussies", "porn", "rapist", "nazi", "retard", "kkk", "shabi", "fvck", "phuck", "cnm"),
)
WHOLE = frozenset(
    {"ass", "arse", "cock", "dick", "tit", "tits", "cum", "sex", "rape", "fag", "piss", "anus", "操", "妈的", "媽的"}
)
ENDINGS = ("", "s", "es", "z", "er", "ers", "ed", "ing")
RUDE_WORDS = frozenset(stem + ending for stem in WORD for ending in ENDINGS)

LOOK_ALIKES = str.maketrans("0134579@$!|€аеорсхукітѕ", "oieastgasileaeopcxykits")
DRAWN_OUT = re.compile(r"(.)\1{2,}")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SPECIAL = {0x1160, 0x115F, 0x3164, 0xFFA0}

FIRST = {
    "en": ("Swift", "Bright", "Calm", "Brave", "Clever", "Lucky", "Keen", "Sunny", "Bold", "Merry"),
    "zh-Hant": ("飛快", "聰明", "冷靜", "勇敢", "開朗", "幸運", "好奇", "細心", "快樂", "踏實"),
    "zh-Hans": ("飞快", "聪明", "冷静", "勇敢", "开朗", "幸运", "好奇", "细心", "快乐", "踏实"),
}
SECOND = {
    "en": ("Tram", "Ferry", "Kite", "Otter", "Heron", "Panda", "Comet", "Lantern", "Dolphin", "Sparrow"),
    "zh-Hant": ("電車", "小輪", "風箏", "水獺", "白鷺", "熊貓", "彗星", "燈籠", "海豚", "麻雀"),
    "zh-Hans": ("电车", "渡轮", "风筝", "水獭", "白鹭", "熊猫", "彗星", "灯笼", "海豚", "麻雀"),
}


def clean(raw: str, *, longest: int = LONGEST) -> str:
    """The nickname as it is shown: one width (NFKC), one space between words, nothing invisible or that turns text.

    Raises:
        BadNickname: nothing readable is left, it is longer than `longest`, or it is rude.
    """
    wide = unicodedata.normalize("NFKC", raw[:400])
    visible = "".join(" " if char.isspace() else char for char in wide if char.isspace() or _is_visible(char))
    name = " ".join(visible.split())
    if not name:
        raise BadNickname(why="empty")
    if len(name) > longest:
        raise BadNickname(why="long", most=longest)
    if not any(unicodedata.category(char)[0] in "LN" for char in name) or _is_stacked(name):
        raise BadNickname(why="unreadable")
    if is_rude(name):
        raise BadNickname(why="rude")
    return name


def is_rude(name: str) -> bool:
    """Whether the name holds a word of the denylist, also spaced out, drawn out or spelt with look-alikes."""
    plain = CAMEL.sub(" ", unicodedata.normalize("NFKC", name))
    return any(_is_rude(spelling.split()) for spelling in _spellings(plain))


def _spellings(name: str) -> Iterator[str]:
    """The name in small letters and spaces: as it is, with look-alikes read as letters, with no letter drawn out."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    has_letters = any(unicodedata.category(char)[0] == "L" for char in plain)
    for read in (plain, plain.translate(LOOK_ALIKES)) if has_letters else (plain,):
        marked = (char for char in read if unicodedata.category(char)[0] != "M")
        words = "".join(char if unicodedata.category(char)[0] == "L" else " " for char in marked)
        yield words
        yield DRAWN_OUT.sub(r"\1", words)


def _is_rude(words: list[str]) -> bool:
    joined = "".join(words)
    # Letters that stand alone spell a word: s h i t.
    spelt = "".join(word if len(word) == 1 else f" {word} " for word in words).split()
    return (
        any(stem in joined for stem in ANYWHERE)
        or not RUDE_WORDS.isdisjoint(spelt)
        or (spelt == [joined] and joined in WHOLE)
    )


def suggest(language: str, dice: random.Random, count: int = 3) -> list[str]:
    """Friendly names to choose from, all different."""
    first, second = FIRST.get(language, FIRST["en"]), SECOND.get(language, SECOND["en"])
    joint = " " if language == "en" else ""
    pairs = zip(dice.sample(first, count), dice.sample(second, count), strict=True)
    return [f"{one}{joint}{other}" for one, other in pairs]


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} and ord(char) not in SPECIAL


def _is_stacked(name: str) -> bool:
    """Whether marks pile up on a letter until they cover the lines around it."""
    run = 0
    for char in unicodedata.normalize("NFD", name):
        run = run + 1 if unicodedata.category(char).startswith("M") else 0
        if run > 3:
            return True
    return False
