"""One unit of work for each thing that is done, and events that wait for its commit."""

import logging

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.db import Database, record
from quest.domain.errors import BadNickname
from quest.domain.events import Event, PlayerErased, SignedOut
from quest.models import Player
from quest.services import players
from tests.services.town import NOW


def join(database: Database, nickname: str, *happened: Event) -> None:
    with database.unit_of_work() as session:
        players.join(session, campaign_id="next-stop", nickname=nickname, language="en", now=NOW)
        for fact in happened:
            record(session, fact)


def _join_and_then_find_a_bad_name(session: Session) -> None:
    players.join(session, campaign_id="next-stop", nickname="Ada", language="en", now=NOW)
    record(session, SignedOut(1))
    players.join(session, campaign_id="next-stop", nickname="", language="en", now=NOW)


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Player)) or 0


def test_events_are_published_in_their_order_once_what_they_tell_of_is_there(database: Database):
    seen: list[tuple[Event, int]] = []
    database.publish = lambda fact: seen.append((fact, count(database)))
    join(database, "Ada", SignedOut(1), PlayerErased(2))
    assert seen == [(SignedOut(1), 1), (PlayerErased(2), 1)]


def test_what_is_rolled_back_is_neither_kept_nor_published(database: Database):
    seen: list[Event] = []
    database.publish = seen.append
    with pytest.raises(BadNickname), database.unit_of_work() as session:
        _join_and_then_find_a_bad_name(session)
    assert (seen, count(database)) == ([], 0)


def test_an_event_that_cannot_be_published_is_logged_and_what_was_done_stands(
    database: Database, caplog: pytest.LogCaptureFixture
):
    seen: list[Event] = []

    def publish(fact: Event) -> None:
        if isinstance(fact, SignedOut):
            raise ConnectionError("the boards are away")
        seen.append(fact)

    database.publish = publish
    with caplog.at_level(logging.ERROR):
        join(database, "Ada", SignedOut(1), PlayerErased(2))
    assert (seen, count(database)) == ([PlayerErased(2)], 1)
    assert "event not published: SignedOut" in caplog.text
