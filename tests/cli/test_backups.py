"""`quest backup` while people play, and `quest restore` on another machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quest.cli import quest
from tests.web.site import Site, open_site
from tests.web.test_groups import play


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A quest in which Wing rode a stop."""
    monkeypatch.delenv("QUEST_DATABASE_URL", raising=False)
    monkeypatch.delenv("QUEST_REDIS_URL", raising=False)
    opened = open_site(tmp_path / "data")
    play(opened.rider("Wing"), "f1")
    return opened


def run(folder: Path, *words: object) -> Result:
    return CliRunner(env={"QUEST_DATA_DIR": str(folder)}).invoke(quest, [str(word) for word in words])


def test_a_quest_moves_to_another_folder_with_all_its_points(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "evening.backup"
    done = run(site.folder, "backup", file)
    assert done.exit_code == 0, done.output
    assert file.stat().st_mode & 0o077 == 0
    there = tmp_path / "there"
    assert run(there, "restore", file).exit_code == 0
    for folder in (site.folder, there):
        verified = run(folder, "standings", "verify")
        assert verified.exit_code == 0, verified.output
        assert json.loads(verified.stdout)["players"] == 1


def test_no_file_is_written_over_and_no_database_filled_twice(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "evening.backup"
    assert run(site.folder, "backup", file).exit_code == 0
    again = run(site.folder, "backup", file)
    assert again.exit_code == 1
    assert "is there already. Name a new file." in again.stderr
    filled = run(site.folder, "restore", file)
    assert filled.exit_code == 1
    assert "is not empty" in filled.stderr


def test_what_is_no_backup_is_refused_with_its_reason(site: Site, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Wing")
    refused = run(tmp_path / "there", "restore", letter)
    assert refused.exit_code == 1
    assert "is no whole backup" in refused.stderr


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left_behind(site: Site, tmp_path: Path) -> None:
    refused = run(site.folder, "backup", tmp_path / "away" / "evening.backup")
    assert refused.exit_code == 1
    assert "cannot be written" in refused.stderr
    assert not (tmp_path / "away").exists()
