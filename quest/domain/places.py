"""Places in free words: whether a job is where somebody would work."""

from __future__ import annotations

import re
from functools import lru_cache

HONG_KONG = (
    "hong kong, hongkong, hk, hksar, kowloon, new territories, hong kong science park, science park, hkstp, cyberport,"
    " pak shek kok, sha tin, shatin, fo tan, ma on shan, tai po, tai wai, fanling, sheung shui, yuen long,"
    " tin shui wai, hung shui kiu, tuen mun, tsuen wan, kwai chung, kwai fong, tsing yi, sai kung, clear water bay,"
    " tseung kwan o, hang hau, kwun tong, ngau tau kok, kowloon bay, kowloon tong, kowloon city, kai tak,"
    " wong tai sin, san po kong, diamond hill, lok fu, cheung sha wan, sham shui po, lai chi kok, mei foo, mong kok,"
    " prince edward, yau ma tei, tsim sha tsui, hung hom, to kwa wan, west kowloon, central, admiralty,"
    " sheung wan, sai ying pun, kennedy town, pok fu lam, pokfulam, aberdeen, wong chuk hang, ap lei chau,"
    " wan chai, wanchai, causeway bay, happy valley, tin hau, north point, quarry bay, tai koo, taikoo, sai wan ho,"
    " shau kei wan, chai wan, siu sai wan, lantau, tung chung, chek lap kok, lok ma chau, the loop,"
    " 香港, 九龍, 九龙, 新界, 科學園, 科学园, 數碼港, 数码港, 沙田, 大埔, 觀塘, 观塘, 荃灣, 荃湾, 將軍澳, 将军澳, 元朗,"
    " 屯門, 屯门, 中環, 中环, 灣仔, 湾仔, 銅鑼灣, 铜锣湾, 鰂魚涌, 旺角, 尖沙咀, 紅磡, 红磡, 長沙灣, 长沙湾, 九龍灣,"
    " 柴灣, 柴湾, 河套"
)
NAMES = {
    "hong-kong": HONG_KONG,
    "shenzhen": "shenzhen, qianhai, nanshan, futian, bao'an, longgang, 深圳, 前海, 南山, 福田",
    "guangzhou": "guangzhou, canton, nansha, 廣州, 广州, 南沙",
    "dongguan": "dongguan, songshan lake, 東莞, 东莞, 松山湖",
    "zhuhai": "zhuhai, hengqin, 珠海, 橫琴, 横琴",
    "foshan": "foshan, 佛山",
    "huizhou": "huizhou, 惠州",
    "zhongshan": "zhongshan, 中山市",
    "jiangmen": "jiangmen, 江門, 江门",
    "zhaoqing": "zhaoqing, 肇慶, 肇庆",
    "macau": "macau, macao, 澳門, 澳门",
    "beijing": "beijing, 北京",
    "shanghai": "shanghai, 上海",
    "hangzhou": "hangzhou, 杭州",
    "china": "suzhou, nanjing, chengdu, wuhan, xi'an, tianjin, chongqing, 蘇州, 苏州, 南京, 成都, 武漢, 武汉, 西安",
    "taiwan": "taiwan, taipei, hsinchu, 台灣, 台湾, 臺灣, 台北, 臺北, 新竹",
    "singapore": "singapore, 新加坡",
    "japan": "japan, tokyo, osaka, kyoto, 日本, 東京, 东京, 大阪",
    "korea": "korea, seoul, 韓國, 韩国, 首爾, 首尔",
    "india": "india, bangalore, bengaluru, mumbai, delhi, new delhi, hyderabad, chennai, pune, 印度",
    "malaysia": "malaysia, kuala lumpur, penang, 馬來西亞, 马来西亚, 吉隆坡",
    "thailand": "thailand, bangkok, 泰國, 泰国, 曼谷",
    "vietnam": "vietnam, hanoi, ho chi minh city, 越南, 河內, 胡志明市",
    "indonesia": "indonesia, jakarta, 印尼, 雅加達, 雅加达",
    "philippines": "philippines, manila, 菲律賓, 菲律宾, 馬尼拉, 马尼拉",
    "emirates": "united arab emirates, uae, dubai, abu dhabi, 阿聯酋, 杜拜, 迪拜",
    "israel": "israel, tel aviv, 以色列",
    "australia": "australia, sydney, melbourne, brisbane, 澳洲, 悉尼, 墨爾本, 墨尔本",
    "united-kingdom": "united kingdom, uk, england, scotland, london, cambridge, oxford, manchester, edinburgh, 英國,"
    " 英国, 倫敦, 伦敦",
    "ireland": "ireland, dublin, 愛爾蘭, 爱尔兰",
    "germany": "germany, berlin, munich, hamburg, frankfurt, 德國, 德国, 柏林",
    "france": "france, paris, lyon, 法國, 法国, 巴黎",
    "netherlands": "netherlands, amsterdam, eindhoven, delft, 荷蘭, 荷兰",
    "switzerland": "switzerland, zurich, zürich, basel, geneva, lausanne, 瑞士, 蘇黎世, 苏黎世",
    "sweden": "sweden, stockholm, gothenburg, 瑞典",
    "spain": "spain, madrid, barcelona, 西班牙",
    "canada": "canada, toronto, vancouver, montreal, waterloo, 加拿大, 多倫多, 多伦多, 溫哥華, 温哥华",
    "united-states": "united states, usa, u.s, new york, nyc, brooklyn, manhattan, queens, bronx, staten island,"
    " boston, chicago, seattle, austin, los angeles, san francisco, palo alto, san jose, silicon valley, california,"
    " texas, 美國, 美国, 紐約, 纽约, 三藩市, 旧金山, 波士頓, 波士顿",
}
GUANGDONG = {"shenzhen", "guangzhou", "dongguan", "zhuhai", "foshan", "huizhou", "zhongshan", "jiangmen", "zhaoqing"}
MAINLAND = frozenset({*GUANGDONG, "china", "beijing", "shanghai", "hangzhou"})
GREATER_BAY = frozenset({*GUANGDONG, "hong-kong", "macau"})
EUROPE = frozenset({"united-kingdom", "ireland", "germany", "france", "netherlands", "switzerland", "sweden", "spain"})
EVERYWHERE = frozenset(NAMES)
AREAS = {
    "gba, greater bay area, 大灣區, 大湾区": GREATER_BAY,
    "guangdong, 廣東, 广东": frozenset(GUANGDONG),
    "china, mainland, mainland china, prc, 中國, 中国, 內地, 内地": MAINLAND,
    "overseas, abroad, 海外": EVERYWHERE - GREATER_BAY,
    "europe, 歐洲, 欧洲": EUROPE,
    "anywhere, everywhere, any, worldwide, 任何地方, 不限": EVERYWHERE,
    "remote, home, 遙距, 遥距, 遠程, 远程": frozenset({"nowhere"}),
}
WORD = re.compile(r"[a-z\u00c0-\u024f]+(?:['.][a-z\u00c0-\u024f]+)*|[\u3400-\u9fff]+")


@lru_cache(maxsize=4_096)
def is_wanted(location: str, wanted: tuple[str, ...]) -> bool | None:
    """Whether a job at this location is at one of the wanted places; None when the words do not tell.

    Hong Kong is one place, as is every other region of `NAMES`: people travel within it. A place that nobody entered
    there is wanted when its words are the same on both sides, and otherwise unknown rather than refused.
    """
    here = regions(location)
    said = f" {_plain(location)} "
    answers = []
    for place in wanted:
        there = regions(place)
        same_words = bool(_plain(place)) and f" {_plain(place)} " in said
        answers.append(True if same_words or here & there else False if here and there else None)
    return True if True in answers else None if None in answers else False


@lru_cache(maxsize=4_096)
def regions(place: str) -> frozenset[str]:
    """The regions that the words of a place name; empty when none is known."""
    plain = f" {_plain(place)} "
    return frozenset(
        region
        for name, named in _REGIONS.items()
        if (name in plain if _is_han(name) else f" {name} " in plain)
        for region in named
    )


@lru_cache(maxsize=4_096)
def _plain(place: str) -> str:
    return " ".join(WORD.findall(place.casefold()))


def _is_han(name: str) -> bool:
    return "\u3400" <= name[0] <= "\u9fff"


def _read_names() -> dict[str, frozenset[str]]:
    known = {name.strip(): frozenset({region}) for region, names in NAMES.items() for name in names.split(",")}
    return known | {name.strip(): named for names, named in AREAS.items() for name in names.split(",")}


_REGIONS = _read_names()
