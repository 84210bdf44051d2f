"""Hosted rounds as they leave the server: one view for each audience, never more than its phase allows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _

from quest.domain.rounds import Audience, Part
from quest.services import round_scores
from quest.services.round_scenes import Scene, Seated
from quest.services.round_scores import Score
from quest.web.answers import spread_in_words, spread_view
from quest.web.qr import qr
from quest.web.questions import moment

SHOWN = 8


def shared_view(scene: Scene, audience: Audience, language: str, *, now: datetime, address: str) -> dict[str, Any]:
    """What everybody of an audience sees of a round."""
    row, seen = scene.row, scene.shows(audience)
    view: dict[str, Any] = {
        "id": row.id,
        "audience": audience.value,
        "version": row.version,
        "phase": scene.phase.value,
        "paused": row.paused_at is not None,
        "locked": row.locked,
        "position": row.position,
        "questions": len(row.questions),
        "players": scene.players,
        "teams": scene.options.teams,
        "survey": scene.options.survey,
        "now": moment(now),
        "opens_at": moment(row.opens_at),
        "closes_at": moment(row.closes_at),
    }
    if Part.DOOR in seen:
        view |= {"pin": row.pin, "address": address}
    if Part.NAMES in seen:
        view["names"] = [public_name(scene, each, audience) for each in scene.names]
    if Part.ANSWERED in seen:
        view["answered"] = scene.answered
    if Part.PROMPT in seen and scene.question is not None:
        view["question"] = _question(scene, seen, language)
    if Part.SOLUTION in seen and scene.question is not None:
        view |= _solution(scene, language)
    if Part.STANDINGS in seen:
        view |= _standings(scene, audience, SHOWN)
    if Part.PODIUM in seen:
        view |= _standings(scene, audience, scene.options.podium)
    return view


def door(address: str, pin: str | None) -> dict[str, Any]:
    """How a hall gets in: the host to type, and the code to scan."""
    there = f"{address}/live/join?pin={pin}" if pin else address
    return {"host": urlsplit(address).netloc, "code": qr(there, _("QR code of %(address)s", address=there))}


def own_view(scene: Scene, seat_id: int, ranks: Mapping[int, dict[str, int]], language: str) -> dict[str, Any]:
    """What one player alone sees: the own seat, answer, result and rank of `ranks_of`, as far as the phase tells."""
    seat, seen = scene.seats[seat_id], scene.shows(Audience.PLAYER)
    own: dict[str, Any] = {"seat": seat.seat_id, "nickname": seat.nickname, "team": seat.team}
    given = scene.given.get(seat_id)
    if Part.OWN_ANSWER in seen:
        own["answered"] = given is not None
        own["answer"] = given.answer if given else None
    if Part.OWN_RESULT in seen and scene.question is not None:
        own |= {
            "correct": given is not None and given.fraction >= 1,
            "fraction": given.fraction if given else 0.0,
            "earned": given.points + given.speed if given else 0,
            "speed": given.speed if given else 0,
            "yours": scene.question.in_words(given.answer, scene.row.seed, language) if given else [],
            "streak": seat.streak,
            "streak_paused": seat.streak_paused,
        }
    if Part.OWN_STANDING in seen:
        own |= ranks.get(seat_id, {})
    return own


def ranks_of(scene: Scene) -> Mapping[int, dict[str, int]]:
    """Points of every seat, and the rank of those who have one."""
    ranks = {score.seat_id: {"rank": score.rank} for score in scene.scores}
    return {seat_id: {"points": points, **ranks.get(seat_id, {})} for seat_id, points in scene.points.items()}


def _question(scene: Scene, seen: frozenset[Part], language: str) -> dict[str, Any]:
    question, level, row = scene.question, scene.level, scene.row
    assert question is not None  # noqa: S101 - asked by the caller
    assert level is not None  # noqa: S101 - a question has its level
    view = {
        "id": question.id,
        "kind": question.kind,
        "level_id": level.id,
        "prompt": question.prompt.in_(language),
        "context": question.context.in_(language) if question.context else None,
        "worth": 0 if scene.options.survey else level.worth_of(question),
        "limit_s": row.questions[row.position]["limit_s"],
        "closes_at": moment(row.closes_at),
        "judged_by": question.JUDGED_BY,
    }
    return view | question.present(row.seed, language) if Part.FORM in seen else view


def _solution(scene: Scene, language: str) -> dict[str, Any]:
    question, seed = scene.question, scene.row.seed
    assert question is not None  # noqa: S101 - asked by the caller
    return {
        "solution": question.solution(seed, language),
        "explanation": question.explanation.in_(language),
        "spread": spread_in_words(spread_view(scene.spread, question, seed, language)),
    }


def _standings(scene: Scene, audience: Audience, count: int) -> dict[str, Any]:
    rows = [
        {"rank": score.rank, "seat": score.seat_id, "name": public_name(scene, score, audience), "points": score.points}
        | {"team": score.team}
        for score in scene.scores[:count]
    ]
    if not scene.options.teams:
        return {"standings": rows, "team_standings": []}
    teams = [
        {"rank": team.rank, "team": team.team, "points": team.points, "members": team.members}
        for team in round_scores.team_standings(scene.scores)
    ]
    return {"standings": rows, "team_standings": teams}


def public_name(scene: Scene, who: Score | Seated, audience: Audience) -> str:
    """The name that an audience may read; the host sees all, others those that were let onto the projector."""
    hidden = scene.options.names == "hidden" or not who.approved
    if audience is Audience.HOST or not hidden:
        return who.nickname
    return str(_("Rider %(number)s", number=who.number))
