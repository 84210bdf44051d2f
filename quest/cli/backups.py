"""`quest backup` and `quest restore`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

import click

from quest.cli.base import now, opened
from quest.projection import make_leaderboard
from quest.projection import rebuild as rebuild_boards
from quest.services import backups
from quest.services.backups import BadBackup, NotEmpty, OtherRevision
from quest.settings import Config

PRIVATE = 0o600


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write everything in the database into a new FILE; safe while people play."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Name a new file.")
    unfinished = file.with_name(f"{file.name}.part")
    try:
        with opened(Config.from_env()) as database, _private(unfinished) as written:
            rows = backups.write(database, written, now=now())
        unfinished.rename(file)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(f"{rows:,} rows in {file}. It holds people's names and addresses: keep it as you keep those.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Fill an empty database from a FILE that `quest backup` wrote, on SQLite or PostgreSQL alike."""
    config = Config.from_env()
    with opened(config) as database:
        try:
            rows = backups.read(database, file)
        except BadBackup as error:
            raise click.ClickException(
                f"{file} is no whole backup: {error.details['reason']}. Nothing was changed."
            ) from error
        except OtherRevision as error:
            raise click.ClickException(
                f"{file} was made at revision {error.details['backup']}, and this is {error.details['here']}. "
                "Restore it with the version that made it, then upgrade."
            ) from error
        except NotEmpty as error:
            raise click.ClickException(
                f"The database is not empty (see {error.details['table']}). Restore into a new one."
            ) from error
        if config.redis_url:
            rebuild_boards(database, make_leaderboard(config))
    click.echo(f"{rows:,} rows from {file}. Whoever was erased since it was made is back: erase them again.")


def _private(file: Path) -> IO[bytes]:
    """A file that only its owner reads."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb")
