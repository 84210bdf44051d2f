"""`quest serve` and `quest migrate`."""

from __future__ import annotations

import secrets

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from quest.app import create_app, follow_campaign, keep_history, refresh_feeds, say_goodbye, warm_up
from quest.cli.base import now, opened
from quest.db import Database, take_turns
from quest.exchange.jobs.sample import sample_fair
from quest.exchange.packs import BUILT_IN, read_pack
from quest.models import Account, Company, Staging
from quest.server.listen import CannotListen
from quest.server.listen import serve as listen
from quest.services import accounts, campaigns, fair
from quest.settings import Config

SAMPLE_RECRUITER_OF = "starpier-pay"


@click.command()
@click.option("--host", help="Address to listen on [QUEST_HOST, 127.0.0.1].")
@click.option("--port", type=int, help="Port to listen on [QUEST_PORT, 8000].")
def serve(host: str | None, port: int | None) -> None:
    """Serve the quest: migrates, stages the built-in campaign if there is none, and listens."""
    config = Config.from_env()
    with opened(config) as database:
        prepare(database)
    app = create_app(config)
    where = host or config.host

    def ready(taken: int) -> None:
        click.echo(f"Talent Quest is at {config.public_url or f'http://{where}:{taken}'}")
        warm_up(app)
        keep_history(app)
        follow_campaign(app)
        refresh_feeds(app)

    try:
        listen(
            app,
            where,
            config.port if port is None else port,
            ready=ready,
            goodbye=lambda: say_goodbye(app),
        )
    except CannotListen as error:
        raise click.ClickException(str(error)) from error


@click.command()
def migrate() -> None:
    """Bring the database to the newest revision."""
    with opened(Config.from_env()):
        click.echo("The database is up to date.")


def prepare(database: Database) -> None:
    """Everything that a first start needs: the built-in campaign, its sample fair, and sign-ins that are shown once."""
    with database.unit_of_work() as session:
        take_turns(session)
        _stage_built_in(session)
        if not fair.has_companies(session):
            fair.open_sample(session, sample_fair(today=now().date()), now=now())
        made = _first_sign_ins(session)
    if made:
        click.echo("Sign-ins for this installation; they are shown this once:")
    for role, email, password in made:
        click.echo(f"  {role:<10} {email:<24} {password}")


def _stage_built_in(session: Session) -> None:
    """Stages the built-in campaign where none is staged, and its new version where it is the current one."""
    current = session.scalar(select(Staging).where(Staging.is_current))
    if current is None or current.id == BUILT_IN.name:
        campaigns.stage(session, read_pack(BUILT_IN), now=now())


def _first_sign_ins(session: Session) -> list[tuple[str, str, str]]:
    if session.scalar(select(Account.id).where(Account.role != "jobseeker").limit(1)) is not None:
        return []
    # Where the companies are the organiser's own, there is no sample one for a recruiter to work at.
    has_sample = session.scalar(select(Company.id).where(Company.slug == SAMPLE_RECRUITER_OF)) is not None
    station = next(iter(campaigns.current(session).stations), None)
    there = {"recruiter": has_sample, "staff": station is not None}
    made = []
    for role in (role for role in accounts.ROLES if there.get(role, True)):
        password = secrets.token_urlsafe(12)
        email = f"{role}@quest.example"
        accounts.create_account(
            session,
            email=email,
            name=role.capitalize(),
            role=role,
            password=password,
            company=SAMPLE_RECRUITER_OF if role == "recruiter" else None,
            station=station if role == "staff" else None,
            now=now(),
        )
        made.append((role, email, password))
    return made
