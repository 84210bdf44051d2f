"""A pack that an organiser looks over: kept for that organiser, published whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from quest.db import Database
from quest.domain.errors import NotPublishable
from quest.domain.events import CampaignStaged, Event
from quest.exchange.packs import BUILT_IN, Fault, read_pack
from quest.levels.level import Campaign
from quest.services import accounts, acts, campaigns, drafts

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
FAULT = Fault("campaign.yaml", 3, "title lacks zh-Hans.", "Add it.")


def organiser(session: Session, name: str) -> int:
    made = accounts.create_account(session, email=f"{name}@quest.example", name=name, role="organiser", now=NOW)
    return made.id


def renamed(title: str) -> Campaign:
    """The built-in campaign under another title."""
    return Campaign.parse({**read_pack(BUILT_IN).pack(), "title": {"en": title}})


def test_a_draft_without_a_fault_becomes_the_campaign_and_is_in_the_log(database: Database):
    told: list[Event] = []
    database.publish = told.append
    with database.unit_of_work() as session:
        grace = organiser(session, "grace")
        campaigns.stage(session, read_pack(BUILT_IN), now=NOW)
        drafts.keep(session, grace, name="spring.zip", campaign=renamed("Spring"), faults=[], now=NOW)
    told.clear()
    with database.unit_of_work() as session:
        drafts.publish(session, grace, digest=renamed("Spring").digest, now=NOW)
    with database.reading() as session:
        assert campaigns.current(session).title.en == "Spring"
        assert drafts.of_account(session, grace) is None
        [(act, name)] = acts.newest(session, campaigns.current(session), 5)
        assert (act.what, name) == ("campaign_published", "grace")
    assert told == [CampaignStaged()]


def test_what_was_not_looked_at_is_not_published(database: Database):
    with database.unit_of_work() as session:
        grace, heidi = organiser(session, "grace"), organiser(session, "heidi")
        campaigns.stage(session, read_pack(BUILT_IN), now=NOW)
        drafts.keep(session, grace, name="spring.zip", campaign=renamed("Spring"), faults=[], now=NOW)
        drafts.keep(session, grace, name="summer.zip", campaign=renamed("Summer"), faults=[], now=NOW)
        drafts.keep(session, heidi, name="lacking.zip", campaign=renamed("Autumn"), faults=[FAULT], now=NOW)
    for account_id, title in ((grace, "Spring"), (heidi, "Autumn"), (heidi, "Summer")):
        with pytest.raises(NotPublishable), database.unit_of_work() as session:
            drafts.publish(session, account_id, digest=renamed(title).digest, now=NOW)
    with database.reading() as session:
        assert campaigns.current(session).title.en == "Next Stop"


def test_the_next_pack_takes_the_place_of_the_earlier_one_and_a_faulty_one_shows_nothing(database: Database):
    with database.unit_of_work() as session:
        grace = organiser(session, "grace")
        drafts.keep(session, grace, name="spring.zip", campaign=renamed("Spring"), faults=[], now=NOW)
    with database.unit_of_work() as session:
        drafts.keep(session, grace, name="broken.zip", campaign=None, faults=[FAULT], now=NOW)
    with database.reading() as session:
        draft = drafts.of_account(session, grace)
        assert draft is not None
        assert (draft.name, drafts.content(draft)) == ("broken.zip", None)
        assert draft.faults == [{"file": "campaign.yaml", "line": 3, "problem": FAULT.problem, "remedy": "Add it."}]
