"""The first start: what it fills in, and what it leaves alone."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from quest.cli.base import opened
from quest.cli.server import prepare
from quest.models import Account, Company, Staging
from quest.services import fair
from quest.settings import Config


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Return the settings of an installation that nobody has started."""
    return Config.from_env({"QUEST_DATA_DIR": str(tmp_path)})


def test_a_newcomer_finds_a_campaign_a_fair_and_three_sign_ins_that_are_shown_once(
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
    assert roles == {"organiser", "host", "recruiter"}
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
    assert (roles, companies) == ({"organiser", "host"}, 1)
    assert "recruiter" not in capsys.readouterr().out
