"""The board of a hosted round, as far as its hall has been shown it; read from the ledger, held nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quest.domain.errors import NoSuchRound
from quest.domain.rounds import ENDED, Audience, Phase
from quest.domain.standings import NoSuchBoard
from quest.levels.level import Campaign
from quest.services import round_scenes, round_scores
from quest.services.round_scenes import Scene
from quest.services.round_scores import Score
from quest.web.context import Parts
from quest.web.questions import moment
from quest.web.rounds import public_name

ROUND = "round:"


def view(
    parts: Parts, campaign: Campaign, key: str, *, limit: int, offset: int = 0, me: int | None = None
) -> dict[str, Any]:
    """Part of a round's board, with a player's own row.

    Raises:
        NoSuchBoard: there is no such round.
    """
    scene, scores = _read(parts, campaign, key)
    rows = scores[offset : offset + limit]
    own = next((score for score in scores if score.player_id == me), None)
    return {
        "board": f"{ROUND}{key}",
        "version": scene.row.version,
        "total": scene.players,
        "as_of": moment(parts.now()),
        "frozen_at": None,
        "rows": [_row(scene, score) for score in rows],
        "me": _row(scene, own) if own else None,
        "next_cursor": str(offset + limit) if offset + limit < len(scores) else None,
    }


def around(parts: Parts, campaign: Campaign, key: str, *, player_id: int, reach: int) -> list[dict[str, Any]]:
    """A player's row with its neighbours; nothing for somebody who is not in the round."""
    scene, scores = _read(parts, campaign, key)
    place = next((place for place, score in enumerate(scores) if score.player_id == player_id), None)
    if place is None:
        return []
    return [_row(scene, score) for score in scores[max(0, place - reach) : place + reach + 1]]


def _read(parts: Parts, campaign: Campaign, key: str) -> tuple[Scene, Sequence[Score]]:
    if not (key.isdecimal() and key.isascii() and len(key) < 10):
        raise NoSuchBoard(board=f"{ROUND}{key}")
    try:
        with parts.database.reading() as session:
            scene = round_scenes.read(session, campaign, int(key), own=[])
            scores = round_scores.standings(session, scene.row).ranked if _is_told(scene) else []
    except NoSuchRound as error:
        raise NoSuchBoard(board=f"{ROUND}{key}") from error
    return scene, scores


def _is_told(scene: Scene) -> bool:
    """Whether the hall knows the points as they are now: none are awarded but at a reveal."""
    board = "never" if scene.options.survey else scene.options.board
    if scene.phase in ENDED:
        return board != "never"
    return board == "question" and scene.phase is not Phase.LOBBY


def _row(scene: Scene, score: Score) -> dict[str, Any]:
    return {
        "rank": score.rank,
        "player_id": score.player_id,
        "group_id": None,
        "nickname": public_name(scene, score, Audience.PROJECTOR),
        "names": None,
        "points": score.points,
        "members": None,
        "line": None,
    }
