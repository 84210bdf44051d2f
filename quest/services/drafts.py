"""Packs that an organiser looks over before they are played."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from quest.domain.errors import NotPublishable
from quest.exchange.packs import Fault
from quest.levels.level import Campaign
from quest.models import Draft
from quest.services import acts, campaigns


def keep(
    session: Session, account_id: int, *, name: str, campaign: Campaign | None, faults: Iterable[Fault], now: datetime
) -> None:
    """Keeps what was found in a pack, in the place of this organiser's earlier draft."""
    draft = of_account(session, account_id) or Draft(account_id=account_id)
    draft.name, draft.checked_at = name, now
    draft.pack, draft.digest = (campaign.pack(), campaign.digest) if campaign else (None, None)
    draft.faults = [asdict(fault) for fault in faults]
    session.add(draft)


def of_account(session: Session, account_id: int) -> Draft | None:
    """What this organiser looks over just now."""
    return session.get(Draft, account_id)


def content(draft: Draft) -> Campaign | None:
    """The campaign of a draft; none while it cannot be shown."""
    pack, digest = draft.pack, draft.digest
    return campaigns.parsed(digest, lambda: Campaign.parse(pack)) if pack and digest else None


def forget(session: Session, account_id: int) -> None:
    """Puts this organiser's draft away."""
    draft = of_account(session, account_id)
    if draft is not None:
        session.delete(draft)


def publish(session: Session, account_id: int, *, digest: str, now: datetime) -> Campaign:
    """Makes this organiser's draft the campaign that is played.

    Raises:
        NotPublishable: it has faults, or is not the one of this digest, which was looked at.
    """
    draft = of_account(session, account_id)
    campaign = content(draft) if draft else None
    if draft is None or campaign is None or draft.faults or draft.digest != digest:
        raise NotPublishable
    campaigns.stage(session, campaign, now=now)
    acts.keep(session, campaign, "campaign_published", f"pack:{digest[:8]}", account_id=account_id, now=now)
    session.delete(draft)
    return campaign
