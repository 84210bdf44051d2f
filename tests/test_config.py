"""Settings: what the environment may say, and what stops the start."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config import Config, WrongSetting


def test_nothing_set_means_sqlite_in_the_data_folder_and_a_key_that_stays(tmp_path: Path) -> None:
    environ = {"QUEST_DATA_DIR": str(tmp_path / "new" / "folder")}
    first, second = Config.from_env(environ), Config.from_env(environ)
    assert first.database == f"sqlite:///{tmp_path}/new/folder/quest.db"
    assert len(first.secret_key) >= 40
    assert second.secret_key == first.secret_key
    assert (tmp_path / "new" / "folder" / "secret_key").stat().st_mode & 0o077 == 0


def test_the_data_folder_is_made_also_where_a_key_is_given(tmp_path: Path) -> None:
    config = Config.from_env({"QUEST_DATA_DIR": str(tmp_path / "made"), "QUEST_SECRET_KEY": "given"})
    assert config.data_dir.is_dir()
    assert config.secret_key == "given"


def test_processes_that_start_at_once_agree_on_the_key(tmp_path: Path) -> None:
    environ = {"QUEST_DATA_DIR": str(tmp_path)}
    with ThreadPoolExecutor(16) as starts:
        keys = set(starts.map(lambda _: Config.from_env(environ).secret_key, range(64)))
    assert len(keys) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_postgresql_always_goes_through_psycopg_3(tmp_path: Path) -> None:
    environ = {"QUEST_DATA_DIR": str(tmp_path), "QUEST_DATABASE_URL": "postgresql://quest@db/quest"}
    assert Config.from_env(environ).database == "postgresql+psycopg://quest@db/quest"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QUEST_PORT", "eighty"),
        ("QUEST_PORT", "70000"),
        ("QUEST_DATABASE_URL", "mysql://db"),
        ("QUEST_REDIS_URL", "localhost:6379"),
        ("QUEST_PUBLIC_URL", "quest.example"),
        ("QUEST_ASYNC", "eventlet"),
        ("QUEST_SIGN_IN_DAYS", "0"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        Config.from_env({"QUEST_DATA_DIR": str(tmp_path), name: value})


def test_a_wrong_setting_stops_the_start_with_one_line(tmp_path: Path) -> None:
    environ = {"QUEST_DATA_DIR": str(tmp_path), "QUEST_PORT": "eighty"}
    started = subprocess.run([sys.executable, "-m", "quest", "serve"], env=environ, capture_output=True, text=True)
    assert started.returncode == 2
    assert started.stdout == ""
    assert started.stderr.splitlines() == ["QUEST_PORT='eighty': write a whole number from 0 to 65535."]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WrongSetting, match="QUEST_DATA_DIR"):
        Config.from_env({"QUEST_DATA_DIR": str(tmp_path / "file" / "folder")})
