"""`quest user`."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from quest.cli.base import now, opened
from quest.domain.errors import BadInput, EmailTaken
from quest.services import accounts, campaigns
from quest.settings import Config


@click.group()
def user() -> None:
    """People with a role."""


@user.command()
@click.option("--role", type=click.Choice(accounts.ROLES), required=True)
@click.option("--email", required=True)
@click.option("--name", default="", help="Shown to colleagues; the e-mail's first part without it.")
@click.option("--company", help="A recruiter's company, by its short name.")
@click.option("--station", help="The station of its staff, by the id of its level.")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when left out.")
def create(role: str, email: str, name: str, company: str | None, station: str | None, password: str) -> None:
    """Create an account for an organiser, a host, a recruiter or the staff of a station."""
    if "@" not in email:
        raise click.ClickException(f"{email!r} is no e-mail address.")
    with opened(Config.from_env()) as database:
        try:
            with database.unit_of_work() as session:
                if role == "staff":
                    _check_station(session, station)
                accounts.create_account(
                    session,
                    email=email,
                    name=name or email.split("@")[0],
                    role=role,
                    password=password,
                    company=company,
                    station=station if role == "staff" else None,
                    now=now(),
                )
        except EmailTaken as error:
            raise click.ClickException(f"{email} has an account already.") from error
        except BadInput as error:
            raise click.ClickException(_reason(error)) from error
    click.echo(f"{email} may now sign in as {role}.")


def _check_station(session: Session, station: str | None) -> None:
    there = ", ".join(campaigns.current(session).stations) or "none"
    if station not in there.split(", "):
        raise click.ClickException(f"Staff need --station with the id of a level that is one; here: {there}.")


def _reason(error: BadInput) -> str:
    fields: dict[str, tuple[str, dict[str, object]]] = error.details["fields"]  # type: ignore[assignment]
    if "company" in fields:
        return "A recruiter needs --company with the short name of a company that is here."
    return f"The password needs at least {accounts.SHORTEST_PASSWORD} characters."
