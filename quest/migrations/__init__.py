"""Alembic migrations, run by the quest itself: `quest migrate`, and every start."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

HERE = Path(__file__).parent


def upgrade(engine: Engine) -> None:
    """Brings the database to the newest revision; several processes may start at once."""
    with engine.connect() as connection:
        command.upgrade(settings(connection), "head")


def settings(connection: object = None) -> Config:
    """Alembic's settings, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config
