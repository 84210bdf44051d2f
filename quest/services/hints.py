"""Hints: looked at once the player asks, for the price that was shown first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quest.domain.errors import CampaignClosed, NotFound, NotOpen
from quest.levels.base import Text
from quest.services import campaigns
from quest.services.attempts import closing_time, hold, of_player, standing_question


@dataclass(frozen=True, slots=True)
class Taken:
    """A hint, and the points that it takes from what the answer earns."""

    text: Text
    cost: int


def take(session: Session, *, player_id: int, attempt_id: int, question_id: str, now: datetime) -> Taken:
    """The hint of the standing question; from now on it costs what the question's scoring says.

    Raises:
        NotFound: the attempt is not this player's, or the question has no hint.
        NotOpen: the question is not the one the attempt stands at, or its time is over.
        CampaignClosed: nothing can be played.
    """
    attempt = of_player(session, player_id=player_id, attempt_id=attempt_id)
    campaign = campaigns.of_player(session, hold(session, attempt))
    level, question = campaign.level(attempt.level_id), standing_question(campaign, attempt)
    if level is None or question is None or question.id != question_id:
        raise NotOpen(question_id=question_id)
    if not campaign.is_open(now):
        raise CampaignClosed
    closes_at = closing_time(question, attempt)
    if question.limit_s is not None and (closes_at is None or now > closes_at):
        raise NotOpen(question_id=question_id)
    if question.hint is None:
        raise NotFound(what="hint")
    attempt.hinted = True
    return Taken(question.hint, level.scoring_of(question).hint_cost)
