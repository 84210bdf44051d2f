"""The servers that are measured: `python -m bench.server quest` or `… floors`; each prints its port when it listens."""

from quest.server import patch

patch.apply()

# ruff: noqa: E402 - the patch must come first
import itertools
import sys
from datetime import UTC, datetime

from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Column, Integer, MetaData, String, Table

from quest.app import create_app
from quest.db import Database
from quest.domain.standings import OVERALL, Total
from quest.models.base import Moment
from quest.projection import make_leaderboard
from quest.server.listen import serve
from quest.settings import Config

KEPT = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("key", String, unique=True),
    Column("at", Moment),
)


def floors(config: Config) -> Flask:
    """The least that a POST costs on this stack: doing nothing, and with one committed insert and a board update."""
    app = Flask("floors")
    database = Database(config.database, pool=config.database_pool)
    KEPT.metadata.create_all(database.engine)
    leaderboard = make_leaderboard(config)
    numbers = itertools.count(1)
    insert = KEPT.insert()

    @app.post("/bare")
    def bare() -> ResponseReturnValue:
        return {"key": request.get_json()["key"]}

    @app.post("/insert")
    def one_insert() -> ResponseReturnValue:
        number = next(numbers)
        with database.unit_of_work() as session:
            session.connection().execute(insert, {"key": request.get_json()["key"], "at": datetime.now(UTC)})
        leaderboard.put([Total(OVERALL, number, 1, number)])
        return {"points": 1}

    return app


def main() -> None:
    """Serves the one that is named, with the settings of the environment."""
    config = Config.from_env()
    app = {"quest": create_app, "floors": floors}[sys.argv[1]](config)
    serve(app, config.host, 0, ready=lambda port: print(port, flush=True))


if __name__ == "__main__":
    main()
