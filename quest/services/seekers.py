"""People as matching sees them: what their answers show, and what their profile says."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quest.domain.facts import Seeker
from quest.domain.interests import TYPES, Holland, holland
from quest.domain.shown import Stop, Tried, likings, skills_shown
from quest.domain.work import Education, WorkType
from quest.exchange.skills import vocabulary
from quest.levels.interests import Interests
from quest.levels.level import Campaign
from quest.models import Answer, Attempt, Award, Jobseeker


def of_players(session: Session, campaign: Campaign, player_ids: Collection[int]) -> dict[int, Seeker]:
    """Each of these players with profile and play."""
    profiles = session.scalars(select(Jobseeker).where(Jobseeker.player_id.in_(player_ids)))
    profile_of = {profile.player_id: profile for profile in profiles}
    tries = _tries(session, campaign, player_ids)
    points = line_points(session, campaign, player_ids)
    stops, sectors = _stops(campaign), {line.id: line.sector for line in campaign.lines}
    found = {}
    for player_id in player_ids:
        shown = skills_shown(tries.get(player_id, ()), stops)
        liked = likings(points.get(player_id, {}), sectors)
        found[player_id] = _seeker(profile_of.get(player_id), Seeker(shown=shown, likings=liked))
    return found


def of_player(session: Session, campaign: Campaign, player_id: int) -> Seeker:
    """One player with profile and play."""
    return of_players(session, campaign, [player_id])[player_id]


def with_interests(session: Session, campaign: Campaign, player_id: int) -> Seeker:
    """The player with what they said of their interests; only for what that player alone reads."""
    profile = holland_of(session, campaign, player_id)
    played = of_player(session, campaign, player_id)
    return replace(played, interests=tuple(profile.shares[name] for name in TYPES) if profile else ())


def holland_of(session: Session, campaign: Campaign, player_id: int) -> Holland | None:
    """The Holland profile of a player's newest answers about interests; None before there is one."""
    asked = {q.id: q for level in campaign.levels for q in level.questions if isinstance(q, Interests)}
    rows = session.execute(
        select(Answer.question_id, Answer.answer, Attempt.seed)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.player_id == player_id, Answer.question_id.in_(asked), Answer.late.is_(False))
        .order_by(Answer.id)
    )
    newest = {question_id: (answer, seed) for question_id, answer, seed in rows}
    said = [_leanings(asked[question_id], *given) for question_id, given in newest.items()]
    return holland(leanings for leanings in said if leanings) if any(said) else None


def _leanings(question: Interests, answer: Any, seed: int) -> dict[str, tuple[int, int]]:
    """What an answer says; nothing when the question has changed since."""
    return question.leanings(answer, seed) if question.grade(answer, seed).readable else {}


def level_points(session: Session, player_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """What each of these players has earned at each level."""
    rows = session.execute(
        select(Award.player_id, Award.level_id, func.sum(Award.points))
        .where(Award.player_id.in_(player_ids), Award.level_id.is_not(None))
        .group_by(Award.player_id, Award.level_id)
    )
    found: dict[int, dict[str, int]] = {}
    for player_id, level_id, points in rows:
        found.setdefault(player_id, {})[level_id or ""] = points
    return found


def line_points(session: Session, campaign: Campaign, player_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """What each of these players has earned on each line; an interchange counts for both of its lines."""
    found: dict[int, dict[str, int]] = {}
    for player_id, by_level in level_points(session, player_ids).items():
        by_line = found.setdefault(player_id, {line.id: 0 for line in campaign.lines})
        for level_id, points in by_level.items():
            for line in campaign.lines_of(level_id):
                by_line[line.id] += points
    return found


def _seeker(profile: Jobseeker | None, played: Seeker) -> Seeker:
    if profile is None:
        return played
    stated, phrases = skills_stated(profile.skills)
    return Seeker(
        education=Education(profile.education),
        experience=profile.experience,
        based_in=profile.based_in,
        locations=tuple(profile.locations),
        work_types=frozenset(map(WorkType, profile.work_types)),
        starts_on=profile.starts_on,
        stated=stated,
        phrases=phrases,
        shown=played.shown,
        likings=played.likings,
    )


def skills_stated(words: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The skills of the vocabulary that these words name, and the words that name none."""
    stated: set[str] = set()
    phrases = []
    for word in words:
        found = {word} if word in vocabulary() else set(vocabulary().find(word))
        stated |= found
        if not found:
            phrases.append(word)
    return frozenset(stated), tuple(phrases)


def _tries(session: Session, campaign: Campaign, player_ids: Collection[int]) -> dict[int, list[Tried]]:
    """The best answer of each player to each question that the campaign still has."""
    rows = session.execute(
        select(Attempt.player_id, Attempt.level_id, Answer.question_id, func.max(Answer.fraction))
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.player_id.in_(player_ids), Answer.pending.is_(False))
        .group_by(Attempt.player_id, Attempt.level_id, Answer.question_id)
    )
    found: dict[int, list[Tried]] = {}
    for player_id, level_id, question_id, fraction in rows:
        level = campaign.level(level_id)
        question = level.question(question_id) if level else None
        if level and question and question.JUDGED_BY != "nobody":
            tried = Tried(level_id, question.skills or level.skills, question.difficulty, fraction)
            found.setdefault(player_id, []).append(tried)
    return found


def _stops(campaign: Campaign) -> dict[str, Stop]:
    sectors = {line.id: line.sector for line in campaign.lines}
    return {
        level.id: Stop(
            questions=level.asked,
            codes={sectors[line]: f"{line}{number}" for line, number in campaign.codes(level.id)},
        )
        for level in campaign.levels
    }
