"""`quest …`: what organisers and operators do from a shell, over the same services as the web."""

from __future__ import annotations

import sys

import click

from quest.cli.backups import backup, restore
from quest.cli.campaigns import campaign
from quest.cli.draws import draw
from quest.cli.jobs import jobs
from quest.cli.rehearse import rehearse
from quest.cli.server import migrate, serve
from quest.cli.standings import standings
from quest.cli.users import user
from quest.domain.errors import QuestError
from quest.settings import WrongSetting


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def quest() -> None:
    """Talent Quest: run it, fill it, check it. Settings come from QUEST_… variables; see docs/operators.md."""


for command in (serve, migrate, backup, restore, campaign, draw, jobs, rehearse, standings, user):
    quest.add_command(command)


def main() -> None:
    """Runs a command; a failure is one sentence on stderr and a status above 0."""
    try:
        quest(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        sys.exit(130)
    except WrongSetting as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except QuestError as error:
        click.echo(f"{error.code}: {', '.join(f'{name}={value}' for name, value in error.details.items())}", err=True)
        sys.exit(1)
