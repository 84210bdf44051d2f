"""Checking, loading and exporting packs from a shell."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quest.cli.campaigns import campaign
from quest.exchange.packs import BUILT_IN, read_pack


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the built-in pack, where the quest keeps its data too."""
    monkeypatch.setenv("QUEST_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("QUEST_DATABASE_URL", raising=False)
    (tmp_path / "data").mkdir()
    shutil.copytree(BUILT_IN, tmp_path / "pack")
    return tmp_path


def run(*words: object) -> Result:
    return CliRunner().invoke(campaign, [str(word) for word in words])


def test_a_sound_pack_is_counted(folder: Path):
    done = run("check", folder / "pack")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "next-stop: 4 lines, 22 levels, 176 questions, no fault.\n"


def test_every_fault_is_named_and_the_command_fails(folder: Path):
    (folder / "pack" / "levels" / "a1.yaml").unlink()
    (folder / "pack" / "levels" / "b1.yaml").write_text("id: b1\nid: b1\n")
    done = run("check", folder / "pack")
    assert done.exit_code == 1
    *faults, summary = done.stderr.splitlines()
    assert any(fault.startswith("campaign.yaml:") and "'a1', which has no file" in fault for fault in faults)
    assert any(fault.startswith("levels/b1.yaml:2: `id` is written twice.") for fault in faults)
    assert summary == f"{len(faults)} faults in {folder / 'pack'}."


def test_a_faulty_pack_is_not_loaded(folder: Path):
    (folder / "pack" / "levels" / "a1.yaml").unlink()
    assert run("load", folder / "pack").exit_code == 1
    failed = run("export", folder / "copy")
    assert failed.exit_code != 0
    assert not (folder / "copy").exists()


def test_a_loaded_pack_can_be_exported_as_it_is(folder: Path):
    assert run("load", folder / "pack").exit_code == 0
    done = run("export", folder / "copy")
    assert done.exit_code == 0, done.output
    assert read_pack(folder / "copy") == read_pack(BUILT_IN)
    again = run("export", folder / "copy")
    assert again.exit_code == 1
    assert "is not empty" in again.stderr


def test_the_schemas_are_written_where_asked(folder: Path):
    assert run("schema", folder / "schema").exit_code == 0
    written = json.loads((folder / "schema" / "level.schema.json").read_text())
    assert written["title"] == "Level"
    assert (folder / "schema" / "campaign.schema.json").exists()
