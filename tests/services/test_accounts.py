"""Signing in and out: cookies, passwords, and links by mail."""

from datetime import timedelta

import pytest

from quest.db import Database
from quest.domain.errors import BadInput, EmailTaken, LinkExpired
from quest.domain.events import Event, SignedOut
from quest.models import Account
from quest.services import accounts
from tests.services.town import NOW, Town

WEEK = timedelta(days=7)
PASSWORD = "correct horse battery"


def an_account(database: Database, email: str = "Wing@Quest.example ", **more: str | None) -> Account:
    with database.unit_of_work() as session:
        return accounts.create_account(
            session, email=email, name="Wing", now=NOW, **{"role": "host", "password": PASSWORD, **more}
        )


def test_a_sign_in_lasts_until_it_is_ended_or_outlived(town: Town):
    ada, published = town.player("Ada"), list[Event]()
    town.database.publish = published.append
    with town.database.unit_of_work() as session:
        phone = accounts.sign_in(session, player_id=ada, account_id=None, now=NOW).id
        laptop = accounts.sign_in(session, player_id=ada, account_id=None, now=NOW).id
    with town.database.reading() as session:
        visitor = accounts.visitor(session, phone, now=NOW, lifetime=WEEK)
        assert visitor
        assert (visitor.player_id, visitor.nickname, visitor.roles) == (ada, "Ada", {"player"})
        assert accounts.visitor(session, phone, now=NOW + WEEK, lifetime=WEEK) is None
        assert accounts.visitor(session, phone + 99, now=NOW, lifetime=WEEK) is None
    with town.database.unit_of_work() as session:
        accounts.sign_out(session, phone, now=NOW)
    assert published == [SignedOut(phone)]
    with town.database.reading() as session:
        assert accounts.visitor(session, phone, now=NOW, lifetime=WEEK) is None
        assert accounts.visitor(session, laptop, now=NOW, lifetime=WEEK)
        assert accounts.live_sign_ins(session, [phone, laptop, laptop + 9], now=NOW, lifetime=WEEK) == {laptop}


def test_somebody_with_a_role_who_also_plays_is_both(town: Town):
    ada, account = town.player("Ada"), an_account(town.database)
    with town.database.unit_of_work() as session:
        sign_in = accounts.sign_in(session, player_id=ada, account_id=account.id, now=NOW)
        visitor = accounts.visitor(session, sign_in.id, now=NOW, lifetime=WEEK)
    assert visitor
    assert visitor.roles == {"player", "host"}


def test_an_e_mail_has_one_account_however_it_is_written(database: Database):
    wing = an_account(database)
    with pytest.raises(EmailTaken):
        an_account(database, email="wing@quest.EXAMPLE")
    with database.reading() as session:
        found = accounts.account_of_email(session, " WING@quest.example")
    assert found
    assert found.id == wing.id


def test_a_password_fits_its_account_alone(database: Database):
    wing = an_account(database)
    mailed = an_account(database, email="ben@quest.example", password=None)
    assert accounts.password_fits(wing, PASSWORD)
    assert not accounts.password_fits(wing, PASSWORD.upper())
    assert not accounts.password_fits(mailed, "")
    assert not accounts.password_fits(None, PASSWORD)
    assert PASSWORD not in (wing.password_hash or "")


def test_an_account_that_could_not_be_used_is_refused(database: Database):
    for fault, field in (
        ({"password": "short"}, "password"),
        ({"role": "recruiter"}, "company"),
        ({"role": "recruiter", "company": "no-such-company"}, "company"),
    ):
        with pytest.raises(BadInput) as caught:
            an_account(database, **fault)
        assert field in caught.value.details["fields"]  # type: ignore[operator]
    with database.reading() as session:
        assert accounts.account_of_email(session, "wing@quest.example") is None


def test_a_mailed_link_signs_in_once_and_in_time(database: Database):
    wing, hour = an_account(database), timedelta(hours=1)
    with database.unit_of_work() as session:
        used, stale = (accounts.make_link(session, wing, now=NOW, lifetime=hour) for _ in range(2))
    with database.unit_of_work() as session:
        assert accounts.account_of_link(session, used, now=NOW + hour / 2).id == wing.id
    for token, moment in ((used, NOW), (stale, NOW + hour), ("forged", NOW)):
        with database.unit_of_work() as session, pytest.raises(LinkExpired):
            accounts.account_of_link(session, token, now=moment)
