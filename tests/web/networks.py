"""Campaigns to draw: the shape of the built-in one, and random networks."""

import random
from typing import Any

from quest.levels.choice import Choice
from quest.levels.lanes import fitting
from quest.levels.level import Campaign
from quest.levels.lines import Line

COLOURS = ("blue", "teal", "plum", "orange")
TEXTURES = ("plain", "line", "dots", "dashes")

LINES = {
    "A": ("AI & Data", "人工智能與數據", "人工智能与数据", ["a1", "ab", "a3", "ar", "af", "a6", "a7"]),
    "B": ("Biotech", "生物科技", "生物科技", ["b1", "ab", "b3", "b4", "br", "b6", "bf"]),
    "F": ("Fintech", "金融科技", "金融科技", ["f1", "fr", "f3", "f4", "af", "f6", "bf"]),
    "R": ("Robotics", "機械人科技", "机器人技术", ["r1", "fr", "r3", "ar", "br", "r6", "r7"]),
}
NAMES = {
    "a1": ("Spot the pattern", "看出規律", "看出规律"),
    "ab": ("Data that heals", "數據救人", "数据救人"),
    "a3": ("Clean the data", "清理數據", "清理数据"),
    "ar": ("Teach a robot", "教會機械人", "教会机器人"),
    "af": ("Fair or biased?", "公平還是偏見", "公平还是偏见"),
    "a6": ("Prompt lab", "提示詞實驗室", "提示词实验室"),
    "a7": ("Ship it", "推出產品", "推出产品"),
    "b1": ("Read the swab", "解讀樣本", "解读样本"),
    "b3": ("Order the trial", "臨床試驗次序", "临床试验次序"),
    "b4": ("Lab or field?", "實驗室或現場", "实验室或现场"),
    "br": ("Lab on autopilot", "自動化實驗室", "自动化实验室"),
    "b6": ("Cold chain", "冷鏈運送", "冷链运送"),
    "bf": ("Price a cure", "為新藥定價", "为新药定价"),
    "f1": ("Tap to pay", "拍卡付款", "挥卡付款"),
    "fr": ("Robo-adviser", "智能投資顧問", "智能投资顾问"),
    "f3": ("Fraud or not?", "真假交易", "真假交易"),
    "f4": ("Know your customer", "認識你的客戶", "认识你的客户"),
    "f6": ("Read the ledger", "讀懂帳本", "读懂账本"),
    "r1": ("Sense, plan, act", "感知與行動", "感知与行动"),
    "r3": ("Grip it", "抓得穩", "抓得稳"),
    "r6": ("Fly the drone", "操控無人機", "操控无人机"),
    "r7": ("Fail-safe", "安全停機", "安全停机"),
}
BOOTHS = {"a6": ("12", "Saltwater Labs"), "b6": ("07", "Junk Bay Bio"), "f4": ("03", "Starpier Pay")}


def text(*words: str) -> dict[str, str]:
    return dict(zip(("en", "zh-Hant", "zh-Hans"), words, strict=False))


def campaign(lines: list[dict[str, Any]], names: dict[str, tuple[str, ...]]) -> Campaign:
    """A campaign of these lines, its stops named and otherwise alike."""
    return Campaign.parse(
        {
            "id": "next-stop",
            "title": text("Next Stop", "下一站", "下一站"),
            "tagline": text("Next stop: a job you didn’t know existed."),
            "about": text("Ride four lines."),
            "start": {"name": text("Departures", "出發", "出发")},
            "terminus": {"name": text("Graduation", "畢業總站", "毕业总站")},
            "lines": lines,
            "levels": [_level(level_id, words) for level_id, words in names.items()],
        }
    )


def _level(level_id: str, words: tuple[str, ...]) -> dict[str, Any]:
    level = {"id": level_id, "name": text(*words), "intro": text("Look twice."), "questions": [Choice.EXAMPLE]}
    if level_id in BOOTHS:
        booth, company = BOOTHS[level_id]
        level["live"] = {"booth": booth, "company": company}
    return level


def line(line_id: str, words: tuple[str, ...], levels: list[str], place: int) -> dict[str, Any]:
    return {
        "id": line_id,
        "name": text(*words),
        "colour": COLOURS[place % 4],
        "texture": TEXTURES[(place + place // 4) % 4],
        "sector": "ai-data",
        "levels": levels,
    }


def next_stop() -> Campaign:
    """Four lines of seven stops, where every two lines meet once."""
    lines = [line(key, value[:3], value[3], place) for place, (key, value) in enumerate(LINES.items())]
    return campaign(lines, NAMES)


def random_network(seed: int) -> Campaign:
    """One to eight lines of unequal length in shuffled order, with interchanges, branches, and names of any length."""
    dice = random.Random(seed)
    ids = dice.choice(("ABFRGHKM", ("AI", "BIO", "F", "R2", "G", "H", "K1X", "M")))[: 1 + seed % 8]
    stops = _random_stops(dice, list(ids))
    for key in ids:
        while len(stops[key]) > 2 and dice.random() < 0.3 and _lines_at(stops, stops[key][-1]) == 1:
            stops[key].pop()
    order = dice.sample(list(ids), len(ids))
    lines = [line(key, _random_name(dice), stops[key], place) for place, key in enumerate(order)]
    for each in lines:
        if dice.random() < 0.3:
            _grow_branch(dice, each, lines)
    named = {level: _random_name(dice) for each in lines for level in _all_stops(each)}
    return campaign(lines, named)


def _random_stops(dice: random.Random, ids: list[str]) -> dict[str, list[str]]:
    order, stops, count = list(ids), {key: [] for key in ids}, 0
    for _ in range(dice.randint(2, 9)):
        place = 0
        while place < len(order):
            together = order[place : place + dice.choice((1, 1, 1, 1, 1, 2, 2, 3))]
            for key in together:
                stops[key].append(f"s{count}")
            order[place : place + len(together)] = reversed(together)
            place += len(together)
            count += 1
    return stops


def _lines_at(stops: dict[str, list[str]], level: str) -> int:
    return sum(level in levels for levels in stops.values())


def _grow_branch(dice: random.Random, stem: dict[str, Any], lines: list[dict[str, Any]]) -> None:
    """Gives a line a branch behind one of its own stops, unless it would stand in the way there."""
    own = [level for level in stem["levels"] if sum(level in each["levels"] for each in lines) == 1]
    if own:
        stem["branch"] = {"after": dice.choice(own), "levels": [f"{own[0]}-{n}" for n in range(dice.randint(1, 4))]}
        if fitting({each["id"]: Line.model_validate(each) for each in lines}) is None:
            del stem["branch"]


def _all_stops(each: dict[str, Any]) -> list[str]:
    return [*each["levels"], *each.get("branch", {"levels": []})["levels"]]


LATIN = ["Spot", "the", "pattern", "of", "I", "responsibility", "data", "WWW", "Electroencephalographically", "R&D"]
HAN = "看出規律數據救人機械實驗室或現場認識你的客戶公平還是偏見讀懂帳本"


def _random_name(dice: random.Random) -> tuple[str, ...]:
    """A name of any length in each language, the Chinese ones with a comma or a Latin word now and then."""
    latin = " ".join(dice.choices(LATIN, k=dice.choice((1, 2, 2, 3, 3, 4, 9))))
    return (latin, *(_random_han(dice) for _ in range(2)))


def _random_han(dice: random.Random) -> str:
    words = "".join(dice.choices(HAN, k=dice.choice((1, 3, 4, 4, 6, 8, 11, 14, 30))))
    return dice.choice((words, words, f"{words[:3]}，{words[3:]}？", f"{words} {dice.choice(LATIN)}"))
