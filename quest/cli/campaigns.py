"""`quest campaign`: check, load and export packs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from quest import projection
from quest.cli.base import now, opened
from quest.exchange.packs import FaultyPack, read_pack, schemas, write_pack
from quest.levels.level import Campaign
from quest.services import campaigns
from quest.settings import Config


@click.group()
def campaign() -> None:
    """Campaign packs: folders of YAML."""


@campaign.command()
@click.argument("path", type=click.Path(path_type=Path))
def check(path: Path) -> None:
    """Say everything that is wrong with a pack: file, line, remedy."""
    pack = checked(path)
    sizes = {"line": len(pack.lines), "level": len(pack.levels), "question": sum(len(x.questions) for x in pack.levels)}
    counted = ", ".join(f"{number} {thing}{'s' * (number != 1)}" for thing, number in sizes.items())
    click.echo(f"{pack.id}: {counted}, no fault.")


@campaign.command()
@click.argument("path", type=click.Path(path_type=Path))
def load(path: Path) -> None:
    """Check a pack and make it the campaign that is played here."""
    pack = checked(path)
    config = Config.from_env()
    with opened(config) as database:
        with database.unit_of_work() as session:
            campaigns.stage(session, pack, now=now())
        if config.redis_url:
            projection.rebuild(database, projection.make_leaderboard(config))
    click.echo(f"{pack.id} is the campaign now. A server that is running shows it at the next request.")


@campaign.command()
@click.argument("path", type=click.Path(path_type=Path))
def export(path: Path) -> None:
    """Write the current campaign as a pack into a new folder."""
    if path.exists() and any(path.iterdir()):
        raise click.ClickException(f"{path} is not empty. Name a new folder.")
    with opened(Config.from_env()) as database, database.reading() as session:
        pack = campaigns.current(session)
    write_pack(pack, path)
    click.echo(f"{pack.id} written to {path}.")


@campaign.command()
@click.argument("path", type=click.Path(path_type=Path, file_okay=False))
def schema(path: Path) -> None:
    """Write the JSON Schemas of a pack's files into a folder, for an editor to check and complete them."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in schemas().items():
        file = path / f"{name}.schema.json"
        file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        click.echo(f"{file} written. Begin a file with: # yaml-language-server: $schema={file.name}")


def checked(path: Path) -> Campaign:
    """The pack, or all its faults on stderr and the end of the command."""
    try:
        return read_pack(path)
    except FaultyPack as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{len(error.faults)} fault{'s' * (len(error.faults) != 1)} in {path}.", err=True)
        sys.exit(1)
