"""Statements that are written once and then run by the driver itself, for the few that a whole hall needs at once.

SQLAlchemy prepares, describes and wraps every execution anew, which costs more than a small statement does. Here it
writes the SQL of a statement once for each kind of database and lends its types to turn the values; all else is left
out. What fails, fails as it does in SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ClauseElement, Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

Reader = Session | Connection
Row = tuple[Any, ...]
Values = Mapping[str, Any]
_Turn = Callable[[Any], Any]


@dataclass(slots=True)
class _Written:
    """A statement in the words of one database.

    Attributes:
        sends: the name of each value in the order of its place, and how it is turned for the driver.
        fixed: the values that the statement brings itself, by name.
        types: those of the columns of its rows.
        gets: how each column of a row is turned back; known when the driver has described the first rows.
    """

    sql: str
    sends: Sequence[tuple[str, _Turn | None]]
    fixed: Values
    types: Sequence[TypeEngine[Any]]
    dialect: Dialect
    gets: Sequence[_Turn | None] | None = None

    def arguments(self, values: Values) -> list[Any]:
        """The values in the order of their places."""
        given = {**self.fixed, **values}
        return [turn(given[name]) if turn else given[name] for name, turn in self.sends]

    def rows(self, cursor: Any) -> Sequence[Row]:
        """The rows that the driver has, with the values that the columns' types promise."""
        if not self.types:
            return ()
        if self.gets is None:
            described = zip(self.types, cursor.description, strict=True)
            self.gets = [each.result_processor(self.dialect, column[1]) for each, column in described]
        found: Sequence[Row] = cursor.fetchall()
        if not any(self.gets):
            return found
        return [tuple([turn(v) if turn else v for turn, v in zip(self.gets, row, strict=True)]) for row in found]


class Prepared:
    """A statement whose values come by name: of a `bindparam`, or of a column that an INSERT or an UPDATE writes.

    Lists (`expanding`) and defaults that are made in Python anew for each row are not for it.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._written: dict[tuple[str, ...], _Written] = {}

    def rows(self, reader: Reader, values: Values) -> Sequence[Row]:
        """Runs it; the rows that it gives, if it gives any."""
        connection = reader.connection() if isinstance(reader, Session) else reader
        written = self.written(connection.dialect, values)
        return run(connection, written.sql, written.arguments(values), written.rows)

    def row(self, reader: Reader, values: Values) -> Row | None:
        """The only row that it gives, or None."""
        return next(iter(self.rows(reader, values)), None)

    def written(self, dialect: Dialect, values: Values) -> _Written:
        """The statement for this database and values of these names."""
        key = (dialect.name, *values)
        if key not in self._written:
            self._written[key] = self._write(dialect, list(values))
        return self._written[key]

    def _write(self, dialect: Dialect, names: Sequence[str]) -> _Written:
        in_order = dialect if dialect.positional else type(dialect)(paramstyle="format")  # type: ignore[call-arg]
        compiled: Any = self._statement.compile(dialect=in_order, column_keys=names)
        final = compiled.construct_expanded_state(dict.fromkeys(names))  # writes out what is no value for the driver
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        fixed = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
        fixed |= {column.key: column.default.arg for column in getattr(compiled, "insert_prefetch", ())}
        gives: Any = getattr(self._statement, "exported_columns", ())
        return _Written(
            sql=final.statement,
            sends=[
                (name, binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in final.positiontup
            ],
            fixed=fixed,
            types=[column.type.dialect_impl(dialect) for column in gives],
            dialect=dialect,
        )


Step = tuple[Prepared, Values]


def together(session: Session, *steps: Step) -> Sequence[Row]:
    """Runs several writes of which none needs what another one wrote; gives the rows of the last.

    PostgreSQL gets them as one statement, for each way there and back costs as much as the write.
    """
    connection = session.connection()
    written = [(statement.written(connection.dialect, values), values) for statement, values in steps]
    *before, (last, values) = written
    if connection.dialect.name != "postgresql":
        for each, its_values in before:
            run(connection, each.sql, each.arguments(its_values))
        return run(connection, last.sql, last.arguments(values), last.rows)
    named = ", ".join(f"step_{number} AS ({each.sql})" for number, (each, _) in enumerate(before))
    arguments = [argument for each, its_values in written for argument in each.arguments(its_values)]
    return run(connection, f"WITH {named} {last.sql}" if named else last.sql, arguments, last.rows)


def _nothing(_: Any) -> Sequence[Row]:
    return ()


def run(
    connection: Connection, sql: str, arguments: Sequence[Any] = (), rows: Callable[[Any], Sequence[Row]] = _nothing
) -> Sequence[Row]:
    """Has the driver run a statement, and reads its cursor."""
    try:
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(sql, arguments)
            return rows(cursor)
    except Exception as error:
        raise _as_sqlalchemy_says_it(connection, error) from error
    except BaseException:
        # A greenlet that was called off while it waited: what the server says next would be taken for another answer.
        connection.invalidate()
        raise


def _as_sqlalchemy_says_it(connection: Connection, error: Exception) -> Exception:
    """The same error with its values hidden; when the server has gone, the pool's connections are replaced."""
    dialect: Any = connection.dialect
    if not isinstance(error, dialect.loaded_dbapi.Error):
        return error
    if dialect.is_disconnect(error, connection.connection.dbapi_connection, None):
        connection.exec_driver_sql("SELECT 1")  # fails, and has SQLAlchemy see what happened
    said: Exception = DBAPIError.instance(None, None, error, dialect.loaded_dbapi.Error, True, dialect=dialect)
    return said
