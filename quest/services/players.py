"""Players: joining under a nickname, and coming back on another device."""

from __future__ import annotations

import secrets
from datetime import datetime

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from sqlalchemy import insert
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain import nicknames
from quest.domain.errors import LinkExpired
from quest.domain.events import BoardsChanged, PlayerRenamed
from quest.models import Player
from quest.prepared import Prepared

RESUME_SALT = "resume"


def join(session: Session, *, campaign_id: str, nickname: str, language: str, now: datetime) -> Player:
    """A new player.

    Raises:
        BadNickname: the name cannot be shown.
    """
    values = {
        "campaign_id": campaign_id,
        "nickname": nicknames.clean(nickname),
        "language": language,
        "streak": 0,
        "streak_paused": False,
        "ranked": True,
        "hidden": False,
        "resume_nonce": secrets.token_urlsafe(8),
        "created_at": now,
    }
    [(made,)] = _NEW.rows(session, values)
    return Player(id=made, **values)


# A whole hall comes in at once.
_NEW = Prepared(insert(Player).returning(Player.id))


def rename(session: Session, player_id: int, nickname: str) -> Player:
    """Gives a player another nickname."""
    player = session.get_one(Player, player_id)
    player.nickname = nicknames.clean(nickname)
    record(session, PlayerRenamed(player_id))
    return player


def set_language(session: Session, player_id: int, language: str) -> None:
    """Keeps the language that a player chose, for other devices and for mails."""
    session.get_one(Player, player_id).language = language


def set_ranked(session: Session, player_id: int, *, ranked: bool) -> None:
    """Takes a player off all boards, or puts the player back; the points stay either way."""
    session.get_one(Player, player_id).ranked = ranked
    record(session, BoardsChanged(player_id))


def resume_token(player: Player, *, secret: str) -> str:
    """What a link to a second device carries: who it is, signed, and worthless once the player's nonce changes."""
    return URLSafeTimedSerializer(secret, salt=RESUME_SALT).dumps([player.id, player.resume_nonce])


def player_of_token(session: Session, token: str, *, secret: str, max_age_s: int) -> Player:
    """The player whom a resume link names.

    Raises:
        LinkExpired: the link is forged, too old, or was taken back.
    """
    try:
        player_id, nonce = URLSafeTimedSerializer(secret, salt=RESUME_SALT).loads(token, max_age=max_age_s)
    except (BadSignature, SignatureExpired, ValueError, TypeError) as error:
        raise LinkExpired from error
    player = session.get(Player, player_id)
    if player is None or not secrets.compare_digest(player.resume_nonce, nonce):
        raise LinkExpired
    return player
