"""What a browser gets to install the quest: the same for everybody, and refused nothing by the page's own policy."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from quest.levels.base import LANGUAGES
from quest.paths import STATIC
from tests.web.site import Site, open_site
from tests.web.test_tokens import DARK, LIGHT

NAMES = {"en": "Next Stop", "zh-Hant": "下一站", "zh-Hans": "下一站"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_installed_quest_has_its_name_in_the_language_of_the_page(site: Site, language: str) -> None:
    ada = site.somebody(language)
    page = ada.open("/")
    assert f'<link rel="manifest" href="/manifest/{language}.webmanifest">' in page.source
    made = json.loads(ada.open(f"/manifest/{language}.webmanifest").source)
    assert (made["lang"], made["name"]) == (language, NAMES[language])
    assert made["start_url"] == made["scope"] == "/"


def test_each_icon_is_there_in_the_size_that_is_named(site: Site) -> None:
    ada = site.somebody()
    icons = json.loads(ada.open("/manifest/en.webmanifest").source)["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} >= {("192x192", "any"), ("512x512", "any")}
    assert "maskable" in {icon["purpose"] for icon in icons}
    for icon in icons:
        data = ada.browser.get(icon["src"]).get_data()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = struct.unpack(">II", data[16:24])
        assert f"{width}x{height}" == icon["sizes"]


def test_the_colours_of_the_manifest_are_those_of_the_design(site: Site) -> None:
    made = json.loads(site.somebody().open("/manifest/en.webmanifest").source)
    assert made["background_color"].lower() == LIGHT["platform"].lower()
    assert made["theme_color"].lower() == DARK["platform"].lower()


def test_the_service_worker_may_look_after_every_page_and_is_asked_for_anew(site: Site) -> None:
    worker = site.somebody().browser.get("/sw.js")
    assert worker.mimetype == "text/javascript"
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in site.somebody().browser.get("/").headers["Content-Security-Policy"]
    made = json.loads(worker.get_data(as_text=True).split("self.QUEST = ")[1].split(";\n")[0])
    assert set(made["shells"]) == set(LANGUAGES)
    kept = {path.partition("/js/")[2] for path in made["files"]}
    assert kept >= {str(script.relative_to(STATIC / "js")) for script in (STATIC / "js").rglob("*.js")}
    for path in [*made["files"], *made["shells"].values()]:
        assert site.somebody().browser.get(path).status_code == 200, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_stands_in_is_the_same_for_everybody(site: Site, language: str) -> None:
    stranger, ada = site.somebody(), site.rider("Ada")
    page = stranger.open(f"/offline/{language}")
    assert f'lang="{language}"' in page.source
    assert "Ada" not in ada.open(f"/offline/{language}").source
    assert page.response.headers["Content-Language"] == language
    assert stranger.open("/offline/tlh").status == 404


def test_signing_out_tells_the_browser_to_forget_what_it_kept(site: Site) -> None:
    ada, ben = site.rider("Ada"), site.rider("Ben")
    assert ada.send("/sign-out").headers["Clear-Site-Data"] == '"storage"'
    assert ben.send("/me/erase").headers["Clear-Site-Data"] == '"storage"'


def test_switched_off_no_page_asks_for_the_service_worker_and_the_old_one_takes_itself_back(tmp_path: Path) -> None:
    off = open_site(tmp_path / "data", service_worker="off")
    ada = off.rider("Ada")
    assert "data-worker" not in ada.open("/route").source
    worker = ada.open("/sw.js").source
    assert "unregister()" in worker
    assert "fetch" not in worker
    off.database.close()
