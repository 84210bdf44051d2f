"""Badges of players: awarded in the unit of work that made their rules hold, and what is left of those that do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain.badges import newly_earned
from quest.domain.events import BadgesEarned
from quest.domain.rules import Facts, Rule, missing
from quest.levels.badges import Badge
from quest.levels.level import Campaign
from quest.models import Answer, EarnedBadge, Player
from quest.services import facts

_EARNED = insert(EarnedBadge)


@dataclass(frozen=True, slots=True)
class Earned:
    """A badge that a player has, and since when."""

    badge: Badge
    at: datetime


@dataclass(frozen=True, slots=True)
class Ahead:
    """A badge that a player has not yet; `missing` is what is left of its rule, None when nothing is."""

    badge: Badge
    missing: Rule | None


@dataclass(frozen=True, slots=True)
class BadgesOfPlayer:
    """Every badge of a campaign as it stands for a player, the newest first, and the facts that it hangs on."""

    earned: list[Earned]
    ahead: list[Ahead]
    facts: Facts


def award(session: Session, campaign: Campaign, player_id: int, known: Facts) -> list[str]:
    """Gives a player the badges whose rules hold now, and says which these are.

    The player's row must be locked, and `known` must have been read since.
    """
    earned = newly_earned(campaign.badge_rules, known)
    if earned:
        rows = [{"player_id": player_id, "badge_id": badge_id, "at": known.now} for badge_id in earned]
        session.connection().execute(_EARNED, rows)
        record(session, BadgesEarned(player_id, earned))
    return earned


def award_due(session: Session, campaign: Campaign, player_id: int, *, now: datetime) -> list[str]:
    """Gives a player the badges that something else than an answer has earned, and says which these are."""
    if not campaign.badges:
        return []
    session.flush()
    session.scalars(select(Player.id).where(Player.id == player_id).with_for_update()).one()
    known = facts.of_player(session, campaign, player_id, now=now, parts=facts.to_earn(campaign))
    return award(session, campaign, player_id, known)


def in_attempt(session: Session, attempt_id: int) -> list[str]:
    """The badges that the answers of an attempt have earned."""
    told = session.scalars(select(Answer.receipt).where(Answer.attempt_id == attempt_id).order_by(Answer.id))
    return [badge for receipt in told for badge in receipt.get("badges", ())]


def of_player(session: Session, campaign: Campaign, player_id: int) -> dict[str, datetime]:
    """When a player earned each badge of the campaign, the newest first."""
    mine = select(EarnedBadge.badge_id, EarnedBadge.at).where(EarnedBadge.player_id == player_id)
    rows = session.execute(mine.order_by(EarnedBadge.at.desc(), EarnedBadge.badge_id))
    return {badge_id: at for badge_id, at in rows if badge_id in campaign.badge_rules}


def all_of(session: Session, campaign: Campaign, player_id: int | None, *, now: datetime) -> BadgesOfPlayer:
    """The badges of a player; those of somebody new for None."""
    if player_id is None or not campaign.badges:
        known = facts.of_nobody(campaign, now=now)
        return BadgesOfPlayer([], [Ahead(badge, campaign.badge_rules[badge.id]) for badge in campaign.badges], known)
    since = of_player(session, campaign, player_id)
    known = facts.of_player(session, campaign, player_id, now=now, parts=facts.to_earn(campaign))
    there = {badge.id: badge for badge in campaign.badges}
    rules = {badge_id: rule for badge_id, rule in campaign.badge_rules.items() if badge_id not in since}
    return BadgesOfPlayer(
        earned=[Earned(there[badge_id], at) for badge_id, at in since.items()],
        ahead=[Ahead(there[badge_id], missing(rule, known)) for badge_id, rule in rules.items()],
        facts=known,
    )
