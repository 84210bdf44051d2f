"""Everything in the database as one file that either database takes back."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from alembic.migration import MigrationContext
from sqlalchemy import JSON, Column, Connection, Date, LargeBinary, MetaData, Table, func, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from quest.db import Database
from quest.domain.errors import QuestError
from quest.models import Base
from quest.models.base import Moment

FORM = 1
ABOUT = "backup.json"
ROWS_AT_ONCE = 1_000


class BadBackup(QuestError):
    """A file that is no backup, or not a whole one."""

    code = "bad_backup"


class OtherRevision(QuestError):
    """A backup of another revision of the database; `details` has that of the backup and that of here."""

    code = "other_revision"


class NotEmpty(QuestError):
    """A database that holds something already; `details["table"]` names where."""

    code = "not_empty"


def write(database: Database, file: IO[bytes], *, now: datetime) -> int:
    """Writes the database as it is at this moment while people play on; the number of rows.

    The file is a zip: `backup.json` with the revision, and for each table a JSON list of its row's values on each line.
    """
    counted = {}
    with database.snapshot() as connection, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for table in Base.metadata.sorted_tables:
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
                counted[table.name] = 0
                for row in connection.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table)):
                    lines.write(json.dumps(list(row), default=_written, ensure_ascii=False).encode() + b"\n")
                    counted[table.name] += 1
        columns = {table.name: table.columns.keys() for table in Base.metadata.sorted_tables}
        about = {"form": FORM, "revision": revision(connection), "made_at": now.isoformat()}
        archive.writestr(ABOUT, json.dumps({**about, "columns": columns, "rows": counted}, indent=2))
    return sum(counted.values())


def read(database: Database, file: Path) -> int:
    """Fills an empty database from a backup, all of it or nothing; the number of rows.

    Raises:
        BadBackup: the file is none, or not whole. OtherRevision: it belongs to another version of the quest.
        NotEmpty: the database holds something already.
    """
    try:
        with ZipFile(file) as archive, database.unit_of_work() as session:
            connection = session.connection()
            about = json.loads(archive.read(ABOUT))
            _check(connection, about)
            for table in Base.metadata.sorted_tables:
                _fill(connection, table, about, archive)
            return sum(about["rows"].values())
    except (BadZipFile, KeyError, TypeError, ValueError, OSError, DataError, IntegrityError) as error:
        raise BadBackup(reason=str(error)) from error


def revision(connection: Connection) -> str | None:
    """The revision of the tables."""
    return MigrationContext.configure(connection).get_current_revision()


def _written(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(f"no way to write {type(value).__name__}")


def _check(connection: Connection, about: Mapping[str, Any]) -> None:
    here = revision(connection)
    if about["form"] != FORM or about["revision"] != here:
        raise OtherRevision(backup=about["revision"], here=here)
    for table in Base.metadata.sorted_tables:
        if connection.scalar(select(func.count()).select_from(table)):
            raise NotEmpty(table=table.name)


def _fill(connection: Connection, table: Table, about: Mapping[str, Any], archive: ZipFile) -> None:
    columns, count = about["columns"][table.name], 0
    rows = _rows(table, columns, archive)
    into = insert(_with_one_nothing(table))
    while some := list(islice(rows, ROWS_AT_ONCE)):
        connection.execute(into, some)
        count += len(some)
    if count != about["rows"][table.name]:
        raise ValueError(f"{table.name} has {count} rows instead of {about['rows'][table.name]}")
    _count_on(connection, table)


def _rows(table: Table, columns: list[str], archive: ZipFile) -> Iterator[dict[str, Any]]:
    kinds = {name: table.columns[name] for name in columns}
    with archive.open(f"{table.name}.jsonl") as lines:
        for line in lines:
            values = zip(columns, json.loads(line), strict=True)
            yield {name: _meant(kinds[name], value) for name, value in values}


def _meant(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return b64decode(value) if isinstance(column.type, LargeBinary) else value


def _with_one_nothing(table: Table) -> Table:
    """The table to insert into, where a JSON column that may be empty takes None as that, and not as JSON's null."""
    copy = table.to_metadata(MetaData())
    for column in copy.columns:
        if isinstance(column.type, JSON) and column.nullable:
            column.type = JSON(none_as_null=True)
    return copy


def _count_on(connection: Connection, table: Table) -> None:
    """Has PostgreSQL give the next row a number of its own; SQLite does so by itself."""
    number = table.autoincrement_column
    if connection.dialect.name == "postgresql" and number is not None:
        sequence = func.pg_get_serial_sequence(table.name, number.name)
        connection.execute(select(func.setval(sequence, func.max(number))).select_from(table))
