"""An organiser sends another pack, sees what is wrong with it and what would change, tries it, and publishes it."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from quest.exchange.packs import BUILT_IN
from tests.web.site import Person, Site

TITLE = "title:\n  en: Next Stop\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the built-in pack, to be edited."""
    return shutil.copytree(BUILT_IN, tmp_path / "pack")


def send(person: Person, folder: Path, name: str = "pack.zip") -> int:
    """Zips the folder and sends it; the status of the answer."""
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for path in folder.rglob("*.*"):
            archive.write(path, path.relative_to(folder))
    held.seek(0)
    return person.browser.post("/organise/draft", data={"pack": (held, name)}).status_code


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_changed_pack_shows_what_would_change_and_players_meet_it_only_once_it_is_published(
    site: Site, folder: Path
) -> None:
    organiser = site.staff("organiser")
    edit(folder, "campaign.yaml", TITLE, "title:\n  en: Spring Line\n")
    assert send(organiser, folder) == 303
    page = organiser.open("/organise/draft")
    assert "What would change" in page.words
    assert "No fault" in page.words
    assert "Spring Line" not in site.somebody().open("/").words

    digest = page.source.partition('name="digest" value="')[2].partition('"')[0]
    assert organiser.send("/organise/publish", digest=digest).status_code == 303
    assert "Spring Line" in site.somebody().open("/").words
    assert "Published a campaign" in organiser.open("/organise/log").words
    assert "Publish to all players" not in organiser.open("/organise/draft").words


def test_every_fault_stands_there_with_its_file_and_line_and_nothing_can_be_published(site: Site, folder: Path) -> None:
    organiser = site.staff("organiser")
    edit(folder, "levels/a1.yaml", "minutes:", "minuets:")
    assert send(organiser, folder) == 303
    page = organiser.open("/organise/draft")
    assert "minuets: there is no such field." in page.words
    assert "levels/a1.yaml" in page.words
    assert "Publish to all players" not in page.words
    assert organiser.open("/organise/draft/a1").status == 404
    assert organiser.send("/organise/publish", digest="").status_code == 409


def test_a_pack_that_lacks_a_translation_is_shown_with_marks_and_cannot_be_published(site: Site, folder: Path) -> None:
    organiser = site.staff("organiser")
    edit(folder, "levels/f1.yaml", "\n  zh-Hans: ", "\n  # zh-Hans: ")
    assert send(organiser, folder) == 303
    page = organiser.open("/organise/draft")
    assert "Not translated yet: 简 1" in page.words
    assert "name lacks zh-Hans." in page.words
    assert "Publish to all players" not in page.words
    assert organiser.open("/organise/draft/f1").status == 200


def test_a_file_that_is_no_pack_is_told_so(site: Site) -> None:
    organiser = site.staff("organiser")
    assert organiser.browser.post("/organise/draft", data={}).status_code == 422
    sent = {"pack": (BytesIO(b"not a zip"), "../holiday.jpg")}
    assert organiser.browser.post("/organise/draft", data=sent).status_code == 303
    page = organiser.open("/organise/draft")
    assert "This is no zip archive that can be read." in page.words
    assert "../" not in page.words
    assert organiser.send("/organise/forget").status_code == 303
    assert "holiday.jpg" not in organiser.open("/organise/draft").words


def test_a_draft_is_seen_by_its_organiser_alone(site: Site, folder: Path) -> None:
    assert send(site.staff("organiser"), folder) == 303
    for person in (site.somebody(), site.rider("Ada"), site.staff("host")):
        assert person.open("/organise/draft").status in (401, 403)
        assert person.open("/organise/draft/a1").status in (401, 403)
        assert send(person, folder) in (401, 403)
        assert person.send("/organise/publish", digest="x").status_code in (401, 403)
