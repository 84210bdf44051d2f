"""Everything in the database as a file, and back, from either database into either."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from quest.db import Database
from quest.migrations import upgrade
from quest.models import Base, JobChange, Player
from quest.services import backups, wishes
from quest.services.backups import BadBackup, NotEmpty, OtherRevision
from tests import servers
from tests.services.town import NOW, Town, a_job


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Yield a migrated database that holds nothing, of one kind after the other."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'empty.db'}", pool=2)
        upgrade(opened.engine)
        yield opened
        opened.close()
        return
    server, template = request.getfixturevalue("postgres_url"), request.getfixturevalue("migrated_postgres")
    with servers.postgres_database(server, template=template) as url:
        opened = Database(url, pool=2)
        yield opened
        opened.close()


@pytest.fixture
def lived_in(town: Town) -> Town:
    """People who played, registered and saved jobs."""
    [job] = town.hire("Starpier Pay", a_job("1"))
    wing = town.player("Wing 詠", f3=4, a1=2)
    town.register(wing, "Wing", "employers")
    with town.database.unit_of_work() as session:
        wishes.save(session, player_id=wing, job_id=job, now=NOW)
    return town


def saved(database: Database, file: Path) -> Path:
    with file.open("wb") as written:
        backups.write(database, written, now=NOW)
    return file


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def test_a_backup_brings_everything_back_into_either_database(lived_in: Town, empty: Database, tmp_path: Path):
    file = saved(lived_in.database, tmp_path / "backup.zip")
    before = contents(lived_in.database)
    assert backups.read(empty, file) == sum(map(len, before.values()))
    assert contents(empty) == before
    assert len(before["players"]) == 1
    with empty.reading() as session:
        assert session.scalars(select(JobChange).where(JobChange.before.is_(None))).all() != []


def test_the_next_row_gets_a_number_of_its_own(lived_in: Town, empty: Database, tmp_path: Path):
    backups.read(empty, saved(lived_in.database, tmp_path / "backup.zip"))
    restored = Town(empty, lived_in.campaign)
    assert restored.player("Ada") > max(player_id for player_id, *_ in contents(lived_in.database)["players"])  # type: ignore[type-var]


def test_what_happens_during_a_backup_is_not_half_in_it(lived_in: Town, empty: Database, tmp_path: Path):
    file = tmp_path / "backup.zip"

    class Busy(BytesIO):
        """Somebody joins as soon as the first table is written."""

        joined = False

        def write(self, data: object) -> int:
            if not self.joined and self.tell() > 0:
                self.joined = True
                lived_in.player("Late", a1=1)
            return super().write(data)  # type: ignore[arg-type]

    written = Busy()
    backups.write(lived_in.database, written, now=NOW)
    assert written.joined
    file.write_bytes(written.getvalue())
    backups.read(empty, file)
    with empty.reading() as session:
        assert session.scalars(select(Player.nickname)).all() == ["Wing 詠"]


def test_a_database_that_holds_something_is_left_alone(lived_in: Town, tmp_path: Path):
    file = saved(lived_in.database, tmp_path / "backup.zip")
    before = contents(lived_in.database)
    with pytest.raises(NotEmpty):
        backups.read(lived_in.database, file)
    assert contents(lived_in.database) == before


def test_a_backup_of_another_version_says_so(lived_in: Town, empty: Database, tmp_path: Path):
    file = changed(saved(lived_in.database, tmp_path / "backup.zip"), revision="0001")
    with pytest.raises(OtherRevision) as refused:
        backups.read(empty, file)
    assert refused.value.details["backup"] == "0001"


def test_a_damaged_backup_changes_nothing(lived_in: Town, empty: Database, tmp_path: Path):
    whole = saved(lived_in.database, tmp_path / "backup.zip")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:-200])
    short = changed(whole, lines=-1)
    nothing = tmp_path / "nothing.zip"
    nothing.write_bytes(b"")
    for damaged in (cut, short, nothing):
        with pytest.raises(BadBackup):
            backups.read(empty, damaged)
    assert not any(contents(empty).values())


def changed(file: Path, *, revision: str | None = None, lines: int | None = None) -> Path:
    """A copy with another revision, or with the answers cut short."""
    copy = file.with_name("changed.zip")
    with ZipFile(file) as old, ZipFile(copy, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == backups.ABOUT and revision:
                data = json.dumps(json.loads(data) | {"revision": revision}).encode()
            if name == "answers.jsonl" and lines:
                data = b"".join(data.splitlines(keepends=True)[:lines])
            new.writestr(name, data)
    return copy
