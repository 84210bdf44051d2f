"""The first start: what it fills in, and what it leaves alone."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select

from quest.cli.base import opened
from quest.cli.server import prepare
from quest.db import Database
from quest.models import Account, Company, Staging
from quest.services import fair
from quest.settings import Config


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Return the settings of an installation that nobody has started."""
    return Config.from_env({"QUEST_DATA_DIR": str(tmp_path)})


def test_a_newcomer_finds_a_campaign_a_fair_and_four_sign_ins_that_are_shown_once(
    config: Config, capsys: pytest.CaptureFixture[str]
):
    with opened(config) as database:
        prepare(database)
        shown = capsys.readouterr().out
        prepare(database)
        again = capsys.readouterr().out
        with database.reading() as session:
            roles = set(session.scalars(select(Account.role)))
            staged = session.scalars(select(Staging.id)).all()
            has_fair = fair.has_companies(session)
    assert roles == {"organiser", "host", "recruiter", "staff"}
    assert all(role in shown for role in roles)
    assert (staged, has_fair, again) == (["next-stop"], True, "")


def test_an_organiser_who_brought_companies_first_gets_no_sample_fair_and_no_sample_recruiter(
    config: Config, capsys: pytest.CaptureFixture[str]
):
    with opened(config) as database:
        with database.unit_of_work() as session:
            harbour = Company(slug="harbour", name={"en": "Harbour Robotics"}, sector=None, story={}, group="other")
            session.add(harbour)
        prepare(database)
        with database.reading() as session:
            roles = set(session.scalars(select(Account.role)))
            companies = session.scalar(select(func.count(Company.id)))
    assert (roles, companies) == ({"organiser", "host", "staff"}, 1)
    assert "recruiter" not in capsys.readouterr().out


def test_processes_that_start_at_once_on_an_empty_database_prepare_it_once(
    postgres_database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    config = Config.from_env({"QUEST_DATA_DIR": str(tmp_path), "QUEST_DATABASE_URL": postgres_database_url})
    with opened(config):
        ready = Barrier(4)

    def start(_: int) -> None:
        database = Database(config.database, pool=1)
        ready.wait(60)
        prepare(database)
        database.close()

    with ThreadPoolExecutor(4) as processes:
        list(processes.map(start, range(4)))
    assert capsys.readouterr().out.count("organiser") == 2, "its role and its e-mail, once"
    with opened(config) as database, database.reading() as session:
        assert session.scalars(select(Staging.id)).all() == ["next-stop"]
        assert session.scalar(select(func.count()).select_from(Account)) == 4
