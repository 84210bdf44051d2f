"""The look: every pairing of colours can be read in both themes, and no colour or type size strays from the tokens."""

import re
from pathlib import Path

import pytest

from quest.web.stylesheet import stylesheet

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text("utf-8")
SHEETS = sorted(path for path in CSS.rglob("*.css") if path.name != "tokens.css")

DRAWINGS = {"metro", "chart", "stage", "station-screen", "finish", "progress"}  # their type counts in their own units

READ = [  # text on its ground: 4.5 to 1
    ("ink", "paper"),
    ("ink", "platform"),
    ("ink", "signal-tint"),
    ("ink-2", "paper"),
    ("ink-2", "platform"),
    ("ink-2", "sunk"),
    ("ink-2", "signal-tint"),
    ("on-ink", "ink"),
    ("on-ink-2", "ink"),
    ("on-sign", "sign"),
    ("on-sign-2", "sign"),
    ("on-sign-2", "sign-raised"),
    ("on-signal", "signal"),
    ("key-mark", "ink"),
    ("good", "paper"),
    ("good", "good-tint"),
    ("good", "platform"),
    ("bad", "paper"),
    ("bad", "bad-tint"),
    ("warn", "paper"),
    ("warn", "warn-tint"),
    *(("on-line", colour) for colour in ("blue", "teal", "plum", "orange")),
    *((colour, "paper") for colour in ("blue", "teal", "plum", "orange")),
    *(("ink-2", f"{colour}-tint") for colour in ("blue", "teal", "plum", "orange")),
]
SEEN = [  # shapes on their ground: 3 to 1
    ("edge", "paper"),
    ("edge", "platform"),
    ("focus", "paper"),
    ("focus", "platform"),
    *((colour, "platform") for colour in ("blue", "teal", "plum", "orange")),
]


def block(selector: str) -> dict[str, str]:
    """The custom properties of one rule of tokens.css."""
    rule = re.search(re.escape(selector) + r" \{(.*?)\n *\}", TOKENS, re.DOTALL)
    assert rule, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", rule[1]))


LIGHT = block(":root")
DARK = LIGHT | block(':root[data-theme="dark"]')
INK = LIGHT | block('[data-scope="ink"]')
SIGNAL = DARK | block('[data-scope="signal"]')


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2)."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in channels)
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", READ, ids="-on-".join)
def test_ada_can_read_every_word(theme: dict[str, str], pair: tuple[str, str]):
    words, ground = pair
    assert contrast(theme[words], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", SEEN, ids="-on-".join)
def test_ada_can_see_every_control_and_track(theme: dict[str, str], pair: tuple[str, str]):
    shape, ground = pair
    assert contrast(theme[shape], theme[ground]) >= 3


@pytest.mark.parametrize("colour", ["blue", "teal", "plum", "orange"])
def test_a_line_shows_on_an_ink_sign_whatever_the_theme(colour: str):
    assert contrast(INK[colour], LIGHT["sign"]) >= 4.5
    assert contrast(INK["on-line"], INK[colour]) >= 4.5


@pytest.mark.parametrize("words", ["ink", "ink-2", "on-signal"])
def test_words_on_the_yellow_field_are_ink_in_the_dark_theme_too(words: str):
    assert contrast(SIGNAL[words], SIGNAL["signal"]) >= 4.5


def test_dark_by_choice_and_dark_by_device_are_the_same():
    assert block(':root[data-theme="dark"]') == block(":root:not([data-theme])")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_colours_and_type_sizes_come_from_the_tokens(sheet: Path):
    css = sheet.read_text("utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(|\bhsl", css), "a colour of its own"
    if sheet.stem not in DRAWINGS:
        sizes = re.findall(r"font-size:\s*([^;]+)", css)
        strange = [size for size in sizes if not size.startswith(("var(--t-", "inherit"))]
        assert not strange, "a type size of its own"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_every_token_that_a_sheet_uses_exists(sheet: Path):
    css = sheet.read_text("utf-8")
    known = set(re.findall(r"--([\w-]+):", TOKENS)) | set(re.findall(r"--([\w-]+):", css))
    assert set(re.findall(r"var\(--([\w-]+)", css)) <= known


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_whatever_moves_takes_as_long_as_a_token_says(sheet: Path):
    for rule in re.findall(r"(?:animation|transition)(?:-duration)?:\s*([^;}]+)", sheet.read_text("utf-8")):
        assert "var(--m-" in rule
        assert not re.search(r"\b[\d.]+m?s\b", rule), "a duration of its own"


@pytest.mark.parametrize("asks_for_rest", [r":root\[data-calm\] \{", r"prefers-reduced-motion: reduce\) \{\s*:root \{"])
def test_nothing_moves_for_whoever_wants_rest(asks_for_rest: str):
    rule = re.search(asks_for_rest + r"([^}]*)\}", TOKENS)
    assert rule
    assert dict(re.findall(r"--(m-\w+): (\w+);", rule[1])) == {name: "0ms" for name in LIGHT if name.startswith("m-")}


def test_layout_is_written_for_any_direction_of_script():
    sides = "left|right|top|bottom"
    physical = re.compile(rf"[{{;]\s*(?:(?:margin|padding|border)-(?:{sides})|{sides}):")
    assert [sheet.name for sheet in SHEETS if physical.search(sheet.read_text("utf-8"))] == []


def test_the_one_sheet_holds_every_file_in_its_layer():
    sheet = stylesheet(CSS / "main.css")
    assert "@import" not in sheet
    assert sheet.index("@layer tokens, base, layout, components, pages;") < sheet.index("@layer tokens {")
    named = set(re.findall(r'@import url\("([^"]+)"\)', (CSS / "main.css").read_text("utf-8")))
    assert named == {path.relative_to(CSS).as_posix() for path in CSS.rglob("*.css")} - {"main.css"}
    assert sheet.count("{") == sheet.count("}")
