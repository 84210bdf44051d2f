"""The campaign that is played here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quest.db import Database, record
from quest.domain.errors import NotFound
from quest.domain.events import CampaignStaged
from quest.levels.level import Campaign
from quest.models import Player, Staging
from quest.prepared import Prepared, Reader
from quest.services import groups

_KEPT = 4
_parsed: dict[str, Campaign] = {}


def stage(session: Session, campaign: Campaign, *, now: datetime) -> Staging:
    """Makes this pack the current one; players of an earlier version of the same pack keep their points."""
    session.execute(update(Staging).values(is_current=False))
    staging = session.get(Staging, campaign.id)
    if staging is None:
        staging = Staging(id=campaign.id)
        session.add(staging)
    staging.pack, staging.digest, staging.is_current, staging.loaded_at = campaign.pack(), campaign.digest, True, now
    session.flush()
    groups.stage_presets(session, campaign, now=now)
    record(session, CampaignStaged())
    return staging


def current(reader: Reader) -> Campaign:
    """The campaign that visitors see.

    Raises:
        NotFound: none has been loaded.
    """
    found = _CURRENT.row(reader, {})
    if found is None:
        raise NotFound(what="campaign")
    return by_digest(reader, found[0])


def current_digest(database: Database) -> str | None:
    """What the campaign that visitors see is told by; it is another one after each load that changed something."""
    with database.looking() as reader:
        found = _CURRENT.row(reader, {})
    return str(found[0]) if found else None


# Most requests need it.
_CURRENT = Prepared(select(Staging.digest).where(Staging.is_current))


def by_digest(reader: Reader, digest: str) -> Campaign:
    """The parsed pack of that digest, kept in the process once it was read."""
    return parsed(
        digest, lambda: Campaign.parse(reader.scalars(select(Staging.pack).where(Staging.digest == digest)).one())
    )


def parsed(digest: str, parse: Callable[[], Campaign]) -> Campaign:
    """The campaign of that digest, kept in the process once it was parsed."""
    if digest not in _parsed:
        while len(_parsed) >= _KEPT:
            _parsed.pop(next(iter(_parsed)))
        _parsed[digest] = parse()
    return _parsed[digest]


def of_player(session: Session, player: Player) -> Campaign:
    """The campaign that a player plays."""
    digest = session.scalars(select(Staging.digest).where(Staging.id == player.campaign_id)).one()
    return by_digest(session, digest)
