"""What every command needs: the settings and the database, brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from sqlalchemy.exc import OperationalError

from quest.db import Database
from quest.migrations import upgrade
from quest.settings import Config


def now() -> datetime:
    """The clock of the command line."""
    return datetime.now(UTC)


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    """The database of these settings, migrated.

    Raises:
        ClickException: it cannot be reached.
    """
    database = Database(config.database, pool=config.database_pool)
    try:
        upgrade(database.engine)
        yield database
    except OperationalError as error:
        raise click.ClickException(
            f"The database cannot be reached: {str(error.orig).strip()}. Check QUEST_DATABASE_URL."
        ) from error
    finally:
        database.close()
