"""Nicknames: what may stand on a projector in front of 500 people."""

from __future__ import annotations

import random
import unicodedata

from quest.domain.errors import BadNickname

LONGEST = 24

# Folded stems: no case, no spaces, look-alike digits and marks turned into letters. A short stem that hides in harmless
# words stands in `WHOLE` and must be the whole name.
STEMS = (
    *("fuck", "fuk u", "shit", "cunt", "nigger", "nigga", "faggot", "bitch", "whore", "wank", "asshole", "arsehole"),
    *("bastard", "dickhead", "blowjob", "handjob", "pussy", "penis", "vagina", "jizz", "cumshot", "porn", "rapist"),
    *("hitler", "nazi", "slut", "retard", "motherf", "kkk"),
    *("dllm", "dnlm", "pokgai", "pukgai", "hamgaa", "hamkachan", "caonima", "nmsl", "shabi"),
    *("屌", "𨳒", "𨶙", "撚", "閪", "仆街", "仆你", "冚家", "冚傢", "含家", "柒頭", "賤人", "妓", "婊", "強姦", "强奸"),
    *("操你", "肏", "草泥马", "傻逼", "傻屄", "煞笔", "鸡巴", "雞巴", "他妈的", "他媽的", "去死", "死全家", "支那"),
    *("色情", "約炮", "约炮"),
)
WHOLE = frozenset({"ass", "arse", "cock", "dick", "tit", "tits", "cum", "sex", "rape", "fag", "piss", "anus"})
LOOK_ALIKES = str.maketrans("013457@$!|€", "oieastasile")
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


def clean(raw: str) -> str:
    """The nickname as it is shown: one width (NFKC), one space between words, nothing invisible or that turns text.

    Raises:
        BadNickname: nothing readable is left, it is longer than `LONGEST`, or it is rude.
    """
    wide = unicodedata.normalize("NFKC", raw[:400])
    visible = "".join(" " if char.isspace() else char for char in wide if char.isspace() or _is_visible(char))
    name = " ".join(visible.split())
    if not name:
        raise BadNickname(why="empty")
    if len(name) > LONGEST:
        raise BadNickname(why="long", most=LONGEST)
    if not any(unicodedata.category(char)[0] in "LN" for char in name) or _is_stacked(name):
        raise BadNickname(why="unreadable")
    if is_rude(name):
        raise BadNickname(why="rude")
    return name


def is_rude(name: str) -> bool:
    """Whether the name holds a word of the denylist, also when it is spaced out or spelt with look-alikes."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = "".join(char for char in plain.translate(LOOK_ALIKES) if unicodedata.category(char)[0] == "L")
    untranslated = "".join(char for char in plain if unicodedata.category(char)[0] == "L")
    if letters in WHOLE or untranslated in WHOLE:
        return True
    return any(stem.replace(" ", "") in text for stem in STEMS for text in (letters, untranslated))


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
