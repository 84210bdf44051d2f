"""The jobs that fit a person, each with its reasons and its gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from quest.domain.facts import Finding, Opening, Seeker
from quest.domain.matching import VERSION, Market, Match, Ranking, match, rank
from quest.exchange.skills import vocabulary
from quest.levels.level import Campaign
from quest.models import Job, UnwantedKind
from quest.services import job_index, jobs, seekers, wishes
from quest.services.job_index import JobIndex, opening_of
from quest.services.words import tokens

MOST_INELIGIBLE = 20


@dataclass(frozen=True, slots=True)
class Suggested:
    """A job with its company, and why it fits."""

    job: Job
    match: Match


@dataclass(frozen=True, slots=True)
class Ineligible:
    """A job with its company that would fit but for one limit."""

    job: Job
    limit: Finding


@dataclass(frozen=True, slots=True)
class Matches:
    """A page of suggestions, the best first, and the best of what a hard limit keeps from the person.

    Attributes:
        total: suggestions on all pages; `ineligible_total`: all that a limit keeps away.
        next_offset: where the next page starts; None on the last.
        unwanted: the kinds of jobs that the person does not want; none of those is in here.
    """

    rows: list[Suggested]
    total: int
    ineligible: list[Ineligible]
    ineligible_total: int
    next_offset: int | None
    unwanted: list[UnwantedKind]


def for_player(
    session: Session, campaign: Campaign, player_id: int, *, today: date, limit: int = 20, offset: int = 0
) -> Matches:
    """The jobs that fit a player, registered or not; none before anything is known of them. For the player's eyes."""
    seeker = seekers.with_interests(session, campaign, player_id)
    index = job_index.current(session)
    market = market_for(seeker, index)
    unwanted = wishes.unwanted(session, player_id)
    away = wishes.of_these_kinds(index, unwanted)
    wanted = [opening for job_id, opening in index.openings.items() if job_id not in away]
    ranking = rank(seeker, wanted, market, today=today)
    page = ranking.suggested[offset : offset + limit]
    total = len(ranking.suggested)
    there = {job.id: job for job in jobs.by_ids(session, [opening.id for opening, _ in page])}
    return Matches(
        rows=[
            Suggested(there[opening.id], match(seeker, opening, market)) for opening, _ in page if opening.id in there
        ],
        total=total,
        ineligible=_ineligible(session, ranking),
        ineligible_total=len(ranking.excluded),
        next_offset=offset + limit if offset + limit < total else None,
        unwanted=unwanted,
    )


def of_job(session: Session, campaign: Campaign, player_id: int, job: Job) -> Match:
    """What speaks for one job and what is missing; also of a job that a limit keeps away. For the player's eyes."""
    seeker = seekers.with_interests(session, campaign, player_id)
    return match(seeker, opening_of(job), market_for(seeker, job_index.current(session)))


def to_share(session: Session, campaign: Campaign, player_id: int, job: Job) -> Match:
    """The same as an employer may read it: without what the player said of their interests."""
    seeker = seekers.of_player(session, campaign, player_id)
    return match(seeker, opening_of(job), market_for(seeker, job_index.current(session)))


def best_of(seeker: Seeker, openings: Iterable[Opening], market: Market, *, today: date) -> Match | None:
    """The best of these jobs for somebody, if any fits."""
    found = rank(seeker, openings, market, today=today).suggested
    return match(seeker, found[0][0], market) if found else None


def market_for(seeker: Seeker, index: JobIndex) -> Market:
    """What the jobs are compared against: the person's skills, in every language in which a job may name them."""
    skills = [*seeker.stated, *seeker.shown]
    named = (name for skill in skills if skill in vocabulary() for name in vocabulary().skills[skill].name.values())
    words = [word for name in (*named, *seeker.phrases) for word in tokens(name)]
    mentions: dict[int, tuple[str, ...]] = {}
    for phrase in seeker.phrases:
        for job_id in index.words.holding(phrase):
            mentions[job_id] = (*mentions.get(job_id, ()), phrase)
    return Market(index.rarity, index.words.closeness(words), mentions)


def kept(found: Match) -> dict[str, Any]:
    """A match as an application keeps it: what was found at the moment of applying."""
    return {
        "version": VERSION,
        "score": round(found.score, 4),
        "reasons": [asdict(reason) for reason in found.reasons],
        "gaps": [asdict(gap) for gap in found.gaps],
        "limit": asdict(found.limit) if found.limit else None,
    }


def findings(kept_findings: Iterable[dict[str, Any]]) -> list[Finding]:
    """The findings of an application, as `kept` wrote them."""
    return [Finding(finding["code"], finding["evidence"]) for finding in kept_findings]


def _ineligible(session: Session, ranking: Ranking) -> list[Ineligible]:
    limits = {opening.id: limit for opening, _, limit in ranking.excluded[:MOST_INELIGIBLE]}
    return [Ineligible(job, limits[job.id]) for job in jobs.by_ids(session, list(limits))]
