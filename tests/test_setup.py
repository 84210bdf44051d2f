"""What the set-up promises: locks that name no host, files that a browser can use, and a plain word when it cannot."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Page

from quest import paths
from scripts import debian, frontend, node

CHECKOUT = Path(__file__).resolve().parent.parent
LOCKS = sorted((CHECKOUT / "requirements").glob("*.lock.txt"))
VENDOR = paths.STATIC / "vendor"
FONTS = [f"{family}-{weight}.woff2" for family, weights in frontend.WEIGHTS.items() for weight in weights]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_python_lock_names_no_host_and_every_package_has_a_hash(lock: Path):
    text = lock.read_text()
    packages = re.findall(r"^\S+==.*(?:\n    --hash=.*)*", text, re.MULTILINE)
    assert packages
    assert all("--hash=sha256:" in package for package in packages)
    assert not re.search(r"https?://|file:", text)


def test_the_npm_lock_holds_no_address_and_every_package_has_a_hash():
    text = (CHECKOUT / "package-lock.json").read_text()
    assert not re.search(r"https?://|file:", text)
    packages = json.loads(text)["packages"]
    installed = [package for place, package in packages.items() if place]
    assert installed
    assert all("integrity" in package and "resolved" not in package for package in installed)


def test_the_locks_hold_everything_that_is_asked_for():
    asked = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    lists = {"app": asked["project"]["dependencies"], **asked["dependency-groups"]}
    missing = {
        f"{name}: {wish}"
        for name, wishes in lists.items()
        for wish in wishes
        if f"\n{_package(wish)}==" not in "\n" + _lock(name)
    }
    assert missing == set()


def test_every_vendored_file_that_a_stylesheet_names_is_there():
    stylesheets = [path for path in paths.STATIC.rglob("*.css") if VENDOR not in path.parents]
    named = {
        sheet.parent / url
        for sheet in stylesheets
        for url in re.findall(r"url\(\"?([^\"():]+)\"?\)", sheet.read_text())
    }
    assert {file for file in named if not file.resolve().exists()} == set()


def test_the_parts_of_the_web_are_found():
    assert paths.TEMPLATES.is_dir()
    assert paths.STATIC.is_dir()


@pytest.mark.parametrize("name", FONTS)
def test_a_font_carries_no_hints_but_all_latin_letters_and_even_figures(name: str):
    font = TTFont(VENDOR / "fonts" / name)
    assert not {"fpgm", "prep", "cvt "} & set(font.keys())
    assert not any(getattr(font["glyf"][glyph], "program", b"") for glyph in font.getGlyphOrder())
    assert {ord(letter) for letter in "AZaziıß0189éüñ–—’“”…→"} - {ord("→"), ord("ı")} <= set(font.getBestCmap())
    assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def test_the_socket_client_is_one_module_that_imports_nothing(tmp_path: Path):
    module = tmp_path / "client.mjs"
    module.write_bytes((VENDOR / "socket.io.esm.min.js").read_bytes())
    question = f"import('{module.as_uri()}').then(({{ io }}) => console.log(typeof io))"
    answer = subprocess.run([node.node(), "-e", question], capture_output=True, text=True, check=True)
    assert answer.stdout == "function\n"


def test_third_party_files_lie_beside_their_licences():
    licences = {path.name for path in VENDOR.rglob("*.LICENSE")}
    assert licences == {
        "barlow-semi-condensed.LICENSE",
        "barlow.LICENSE",
        "noto-sans-hk.LICENSE",
        "noto-sans-sc.LICENSE",
        "socket.io-client.LICENSE",
    }


def test_this_machine_has_what_a_browser_test_needs():
    assert debian.missing("browser") == []


def test_the_browser_draws_chinese_and_not_the_same_box_for_every_character(page: Page):
    page.set_content("<main><p>快</p><p>慢</p></main>")
    fast, slow = (page.locator("p").nth(number).screenshot() for number in range(2))
    assert fast != slow


def test_without_rights_or_packages_the_set_up_names_what_is_missing(tmp_path: Path):
    command = [sys.executable, CHECKOUT / "scripts" / "debian.py", "browser"]
    bare = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert bare.returncode != 0
    assert "chromium" in bare.stderr.splitlines()[-1]
    assert "fonts-noto-cjk" in bare.stderr.splitlines()[-1]


def test_the_checkout_runs_where_it_lies():
    copies = [Path(place) / "quest" for place in sys.path if Path(place).name == "site-packages"]
    assert copies
    assert not any(copy.exists() for copy in copies)
    assert paths.STATIC.parent == CHECKOUT


def test_every_catalogue_is_compiled():
    catalogues = list((CHECKOUT / "quest" / "translations").glob("*/LC_MESSAGES/messages.po"))
    assert [path for path in catalogues if not path.with_suffix(".mo").exists()] == []


def _package(wish: str) -> str:
    return re.split(r"[\[<>=]", wish)[0]


def _lock(name: str) -> str:
    return (CHECKOUT / "requirements" / f"{name}.lock.txt").read_text()
