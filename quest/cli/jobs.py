"""`quest jobs`: bring the jobs of employers in, and take an import back."""

from __future__ import annotations

from pathlib import Path

import click
import yaml
from sqlalchemy.orm import Session

from quest.cli.base import now, opened
from quest.db import take_turns
from quest.domain.errors import NotFound, NotRevertible
from quest.exchange.fetching import fetch
from quest.exchange.jobs.detect import READERS, read_jobs
from quest.exchange.jobs.records import Reading, Rejected, UnreadableSource
from quest.refreshing import Visit, bounds_of, visit_due
from quest.services import campaigns, job_feeds, job_imports
from quest.services.job_imports import Plan
from quest.settings import Config

COLUMNS_HELP = (
    "A YAML file that says what columns hold: “Heading: field” on each line; an empty field leaves one aside."
)


@click.group()
def jobs() -> None:
    """Jobs of companies, from tables, web pages and job boards."""


@jobs.command("import")
@click.argument("file", metavar="FILE")
@click.option("--format", "format_", type=click.Choice(["auto", *READERS]), default="auto", show_default=True)
@click.option("--company", metavar="NAME", help="The employer of every job in the file; without it, each job's own.")
@click.option("--sector", metavar="ID", help="The sector of an employer who is new here, such as fintech.")
@click.option("--close-missing", is_flag=True, help="The file is the whole list: close what it does not name any more.")
@click.option("--columns", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=COLUMNS_HELP)
@click.option("--column", "pairs", multiple=True, metavar="HEADING=FIELD", help="One column's field; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
def import_jobs(
    file: str,
    format_: str,
    company: str | None,
    sector: str | None,
    close_missing: bool,
    columns: Path | None,
    pairs: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Import the jobs in FILE, or at that web address, all or nothing; the same file again changes nothing.

    Prints what was left out and why, then the counts.
    """
    config = Config.from_env()
    source, data, base_url = _source(file, config)
    chosen = _columns(columns, pairs)
    try:
        reading = read_jobs(
            data, name=source, format=format_, base_url=base_url, max_bytes=config.max_import_bytes, columns=chosen
        )
    except UnreadableSource as error:
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(f"{len(reading.jobs)} jobs read from {source}; comparing them with those that are here.", err=True)

    def planned(session: Session) -> Plan:
        if sector is not None:
            _check_sector(sector, {line.sector for line in campaigns.current(session).lines})
        return job_imports.plan(session, reading, company=company, sector=sector, close_missing=close_missing)

    with opened(config) as database:
        if dry_run:
            _show_columns(reading)
            with database.reading() as session:
                _report(plan := planned(session))
            click.echo(f"Dry run, nothing was written. It would be: {_counts(plan)}.")
            return
        with database.unit_of_work() as session:
            take_turns(session)
            run = job_imports.carry_out(session, plan := planned(session), source=source, now=now())
    _report(plan)
    click.echo(f"Import {run.id}: {_counts(plan)}.")
    if plan.writes:
        click.echo(f"Take it back with: quest jobs revert {run.id}")


@jobs.command()
@click.argument("import_id", metavar="IMPORT", type=int)
def revert(import_id: int) -> None:
    """Make every job what it was before IMPORT, the number that the import printed."""
    with opened(Config.from_env()) as database:
        try:
            with database.unit_of_work() as session:
                done = job_imports.revert(session, import_id, now=now())
        except NotFound as error:
            raise click.ClickException(f"There is no import {import_id}.") from error
        except NotRevertible as error:
            raise click.ClickException(_why_not(import_id, error)) from error
    click.echo(f"Import {import_id} taken back: {done.removed} jobs removed, {done.restored} as they were before.")
    if done.kept_closed:
        click.echo(f"{done.kept_closed} of its jobs have applications: they are closed, and the applications stay.")


@jobs.command()
@click.option("--all", "everything", is_flag=True, help="Those too whose time has not come.")
def refresh(everything: bool) -> None:
    """Fetch the jobs of the feeds that are due. One that fails closes nothing."""
    config = Config.from_env()
    with opened(config) as database:
        if everything:
            with database.unit_of_work() as session:
                for feed in job_feeds.every(session):
                    job_feeds.make_due(session, feed.id, now=now())
        visits = visit_due(database, config, now)
    for visit in visits:
        click.echo(_visited(visit), err=bool(visit.problem))
    click.echo(f"{len(visits)} feeds visited.")
    if any(visit.problem for visit in visits):
        raise click.ClickException("Not every feed brought its jobs; nothing of those was closed.")


def _visited(visit: Visit) -> str:
    if visit.problem:
        return f"{visit.address}: {visit.problem}"
    counts = ", ".join(f"{number} {what}" for what, number in (visit.counts or {}).items())
    return f"{visit.address}: {counts or 'nothing new'}."


def _columns(file: Path | None, pairs: tuple[str, ...]) -> dict[str, str]:
    """The fields chosen for columns: those of the file, then those of the options."""
    chosen: dict[str, str] = {}
    if file is not None:
        try:
            said = yaml.safe_load(file.read_text("utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise click.ClickException(f"{file}: this is no YAML: write “Heading: field” on each line.") from error
        if not isinstance(said, dict):
            raise click.ClickException(f"{file}: write “Heading: field” on each line.")
        chosen = {str(heading): str(name or "") for heading, name in said.items()}
    for pair in pairs:
        heading, equals, name = pair.rpartition("=")
        if not equals:
            raise click.ClickException(f"--column {pair!r}: write HEADING=FIELD.")
        chosen[heading] = name.strip()
    return chosen


def _source(file: str, config: Config) -> tuple[str, bytes, str | None]:
    """What it is called, its bytes, and what relative addresses in it stand on."""
    click.echo(f"Reading {file}.", err=True)
    if file.startswith(("http://", "https://")):
        try:
            fetched = fetch(file, bounds_of(config))
        except UnreadableSource as error:
            raise click.ClickException(f"{file}: {error}") from error
        return file, fetched.body, fetched.address
    path = Path(file)
    try:
        if path.stat().st_size > config.max_import_bytes:
            too_large = f"it is larger than {config.max_import_bytes:,} bytes"
            raise click.ClickException(f"{file}: {too_large}. Split it, or raise QUEST_MAX_IMPORT_BYTES.")
        return path.name, path.read_bytes(), None
    except OSError as error:
        raise click.ClickException(f"{file}: it cannot be read ({error.strerror}).") from error


def _check_sector(sector: str, known: set[str]) -> None:
    if sector not in known:
        raise click.ClickException(
            f"No line of the campaign has the sector {sector!r}. Use {', '.join(sorted(known))}."
        )


def _show_columns(reading: Reading) -> None:
    for heading, name in reading.columns:
        click.echo(f"Column “{heading}”: {name or 'left aside'}.")


def _report(plan: Plan) -> None:
    for part in (*plan.rejected, *plan.remarks):
        click.echo(_line(part))
    for company in plan.new_employers:
        click.echo(f"New employer: {company.name['en']}, short name {company.slug}.")


def _line(part: Rejected) -> str:
    return f"{part.where}: {part.reason}" if part.field is None else f"{part.where} ({part.field}): {part.reason}"


def _counts(plan: Plan) -> str:
    counts = ", ".join(f"{number} {what}" for what, number in plan.counts.items())
    return f"{counts}, {len(plan.remarks)} remarks" if plan.remarks else counts


def _why_not(import_id: int, error: NotRevertible) -> str:
    if error.details["why"] == "reverted":
        return f"Import {import_id} was taken back already."
    later: list[int] = error.details["imports"]  # type: ignore[assignment]
    return f"Later imports changed the same jobs. Take back {', '.join(map(str, later))} first."
