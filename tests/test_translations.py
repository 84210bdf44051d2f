"""Wing reads written Chinese as in Hong Kong, Ming reads it as on the mainland, and neither meets a word of English."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment

from quest import paths

CHECKOUT = Path(__file__).resolve().parent.parent
CATALOGUES = CHECKOUT / "quest" / "translations"
LANGUAGES = ("zh_Hant", "zh_Hans")
KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(["_l", "lazy_gettext", "lazy_ngettext:1,2"])

HAN = "[\u3400-\u9fff]"
VALUE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%(%)")
# Values that are words or dates in Chinese, and so stand without a space beside other words.
CHINESE_VALUES = {"day", "closes", "has", "terminus"}
# What a character set of one script lacks of the other; Hong Kong writes two characters that Big5 has not.
CHARACTER_SET = {"zh_Hant": "big5hkscs", "zh_Hans": "gb2312"}
# Right in their script, and yet not in its character set.
HONG_KONG = re.compile("[着裏鲗]")
# What the other side of the border, or the spoken language, would say.
FOREIGN_WORDS = {
    "zh_Hant": "登錄 賬號 郵箱 信息 屏幕 視頻 軟體 網路 簡歷 默認 質量 嘅 咗 唔 喺 佢 哋 啲 嘢 嗰 咁 冇",
    "zh_Hans": "登入 账号 电邮 资讯 讯息 网路 软体 程式 预设 萤幕 伺服器 履历 遥距 毋须",
}
BODY_CLASS = re.compile(r"{% block body_class %}.*?{% endblock %}")
SHOWN_ATTRIBUTES = {"aria-label", "title", "placeholder", "alt"}
# The second script of a sign.
KEPT_ENGLISH = {"Leaderboard"}


@pytest.fixture(scope="module")
def wanted() -> set[str | tuple[str, ...]]:
    """Every message that pages, mails and problem documents ask for, as `make translations` collects them."""
    with (CHECKOUT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(CHECKOUT, methods, options, KEYWORDS, directory_filter=_is_ours)
    return {message for _file, _line, message, _comments, _context in found}


def _is_ours(folder: str) -> bool:
    return Path(folder).relative_to(CHECKOUT).parts[0] in {"quest", "templates"}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def catalogue(language: str) -> Catalog:
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def words(message: Message) -> str:
    """The one form that Chinese has of a message, in the singular and in the plural."""
    return message.string if isinstance(message.string, str) else message.string[0]


def test_every_message_is_translated(catalogue: Catalog, wanted: set[str | tuple[str, ...]]):
    translated = {message.id for message in messages(catalogue) if words(message).strip()}
    assert len(wanted) > 400
    assert sorted(wanted - translated, key=str) == []


def test_no_translation_is_left_over_or_only_guessed(catalogue: Catalog, wanted: set[str | tuple[str, ...]]):
    assert [message.id for message in messages(catalogue) if message.id not in wanted] == []
    assert list(catalogue.obsolete) == []
    assert [message.id for message in messages(catalogue) if message.fuzzy] == []


def test_a_translation_names_the_values_of_its_message(catalogue: Catalog):
    for message in messages(catalogue):
        source = message.id if isinstance(message.id, str) else message.id[1]
        assert sorted(VALUE.findall(words(message))) == sorted(VALUE.findall(source)), message.id
        assert list(message.check(catalogue)) == [], message.id


def test_chinese_has_one_form_for_any_number(catalogue: Catalog):
    assert catalogue.num_plurals == 1
    assert {len(message.string) for message in messages(catalogue) if message.pluralizable} == {1}


def test_punctuation_after_chinese_is_full_width(catalogue: Catalog):
    narrow = re.compile(rf"(?:{HAN}|[」』”’）%}}]|\)[sd])\s*[,.;:?!](?!\w)|{HAN}[()]|[()]{HAN}")
    assert [words(message) for message in messages(catalogue) if narrow.search(words(message))] == []


def test_a_space_stands_between_chinese_and_latin_letters_or_digits(catalogue: Catalog):
    tight = re.compile(rf"{HAN}[A-Za-z0-9%]|[A-Za-z0-9%]{HAN}")
    assert [words(message) for message in messages(catalogue) if tight.search(_filled(words(message)))] == []


def _filled(sentence: str) -> str:
    """The sentence with an example for each value, so that what stands beside it shows."""
    return VALUE.sub(lambda value: "字" if (value[1] or value[2]) in CHINESE_VALUES else "0", sentence)


def test_each_catalogue_keeps_to_its_own_script_and_vocabulary(catalogue: Catalog, language: str):
    foreign = FOREIGN_WORDS[language].split()
    for message in messages(catalogue):
        script = "".join(re.findall(HAN, HONG_KONG.sub("", words(message))))
        assert script.encode(CHARACTER_SET[language], errors="ignore").decode(CHARACTER_SET[language]) == script
        assert [word for word in foreign if word in words(message)] == [], message.id


def test_quotation_marks_are_those_of_the_reader(catalogue: Catalog, language: str):
    strange = re.compile("[“”‘’\"']" if language == "zh_Hant" else "[「」『』\"']")
    assert [words(message) for message in messages(catalogue) if strange.search(words(message))] == []


@pytest.mark.parametrize(
    "name", sorted(str(path.relative_to(paths.TEMPLATES)) for path in paths.TEMPLATES.rglob("*.*"))
)
def test_a_template_holds_no_words_of_its_own(name: str):
    page = _Shown()
    source = BODY_CLASS.sub("", (paths.TEMPLATES / name).read_text("utf-8"))
    page.feed("".join(value if kind == "data" else " " for _line, kind, value in Environment().lex(source)))
    bare = {word for text in page.texts for word in re.findall(r"[A-Za-z]{2,}", text)}
    assert bare - KEPT_ENGLISH == set()


class _Shown(HTMLParser):
    """What people read or hear of a page: its text, and the attributes that name things."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value or "" for name, value in attrs if name in SHOWN_ATTRIBUTES]


def test_code_flashes_no_words_but_translated_ones():
    calls = [call for path in (CHECKOUT / "quest" / "web").rglob("*.py") for call in _calls(path, "flash")]
    assert calls
    assert [ast.unparse(call) for call in calls if isinstance(call.args[0], ast.Constant | ast.JoinedStr)] == []


def _calls(path: Path, name: str) -> list[ast.Call]:
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == name]
