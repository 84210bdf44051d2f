"""The page of all components: for organisers, in every language, with nothing left out."""

import re
from pathlib import Path

import pytest

from quest.levels.kinds import kinds
from quest.paths import TEMPLATES
from tests.web.site import Site

STYLES = Path(__file__).resolve().parents[2] / "static" / "css" / "components"


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_an_organiser_sees_every_component_in_each_language(site: Site, language: str) -> None:
    organiser = site.staff("organiser")
    organiser.send("/language", language=language)
    page = organiser.open("/styleguide")
    assert page.status == 200
    assert f'<html lang="{language}"' in page.source
    assert set(kinds()) <= set(re.findall(r'<code lang="en">([\w-]+)</code>', page.source))


def test_nobody_else_is_shown_the_workshop(site: Site) -> None:
    assert site.somebody().open("/styleguide").status == 401
    assert site.staff("host").open("/styleguide").status == 403


def test_every_macro_of_the_components_is_on_the_page(site: Site) -> None:
    files = (TEMPLATES / "macros").glob("*.html")
    made = {name for file in files for name in re.findall(r"macro (\w+)\(", file.read_text("utf-8"))}
    source = (TEMPLATES / "organise" / "styleguide.html").read_text("utf-8")
    # These are parts that other macros are made of, words, or stand on every page.
    parts = {
        "connection",
        "fault",
        "heading",
        "marks",
        "mine",
        "one_of",
        "picture",
        "preview",
        "sorting",
        "theme_color",
        "to_do",
        "why",
        "words",
    }
    assert {name for name in made - parts if not re.search(rf"\b{name}\(", source)} == set()
    assert made >= parts


def test_every_style_sheet_of_a_component_has_something_on_the_page(site: Site) -> None:
    source = site.staff("organiser").open("/styleguide").source
    shown = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', source))))
    for sheet in STYLES.glob("*.css"):
        used = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^}]*\}", "", sheet.read_text("utf-8"))))
        assert used & shown, sheet.name
