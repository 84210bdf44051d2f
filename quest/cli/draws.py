"""`quest draw`: checking a prize draw from what was published of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from quest.domain import draws


@click.group()
def draw() -> None:
    """Prize draws."""


@draw.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Recompute a draw from its published JSON; exit 1 where it does not fit together. Needs no database."""
    try:
        published = json.loads(file.read_text(encoding="utf-8"))
        found = list(draws.faults(published))
        tickets, won = published["tickets"], published["winners"]
        size = f"{len(tickets or ())} ticket{'s' * (len(tickets or ()) != 1)}"
    except (KeyError, TypeError, ValueError) as error:
        raise click.ClickException(
            f"{file} is no published draw. Save the JSON that the page of the draw links to."
        ) from error
    for fault in found:
        click.echo(fault, err=True)
    if found:
        sys.exit(1)
    if tickets is None:
        click.echo("The draw is still open: its seed is sealed, and nothing can be checked yet.")
    elif won is None:
        click.echo(f"The list of {size} fits. The seed is still sealed.")
    else:
        click.echo(f"Seed, list of {size} and winners fit together: {', '.join(won) or 'nobody'}.")
