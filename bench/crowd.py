"""A hall of players with a past, made in the database at once, and the answers that some of them are about to give."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import CursorResult, Table, insert, literal, select, text
from sqlalchemy.orm import Session

from bench.load import Request
from quest.db import Database
from quest.domain.progress import campaign_day
from quest.exchange.packs import BUILT_IN, read_pack
from quest.levels.level import Campaign, Level
from quest.migrations import upgrade
from quest.models import Answer, Attempt, Award, Player, SignIn
from quest.services import campaigns
from quest.settings import Config

PAST_LEVEL = "a1"
PLAYED_LEVELS = ("b1", "f1", "r1")
"""First stops of three lines, open to somebody who passed `PAST_LEVEL`; the drawn questions that a rule judges."""
ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who answers during the measurement: the session cookie and the answers in their order."""

    cookie: str
    answers: list[Request]

    def board_read(self) -> Request:
        """The top ten and the own rank, asked for by this player."""
        return Request("board", "GET", "/api/v1/boards/overall?limit=10", self.cookie)


def gather(config: Config, *, players: int, actors: int) -> list[Actor]:
    """Fills an empty database with so many players, and gives those who will act, spread evenly over all of them.

    Everybody has passed one level yesterday, with an award for each answer.
    """
    database = Database(config.database)
    upgrade(database.engine)
    now = datetime.now(UTC)
    with database.unit_of_work() as session:
        campaigns.stage(session, read_pack(BUILT_IN), now=now)
        campaign = campaigns.current(session)
        _add_players(session, campaign, players, now)
        _add_past(session, campaign, now - timedelta(days=1))
        acting = [1 + place * players // actors for place in range(actors)]
        found = list(_prepare(session, campaign, acting, config.secret_key, now))
    if not database.is_sqlite:
        with database.looking() as connection:
            connection.execute(text("VACUUM ANALYZE"))
    database.close()
    return found


def _add_players(session: Session, campaign: Campaign, count: int, now: datetime) -> None:
    for start in range(0, count, ROWS_AT_ONCE):
        rows = [
            {
                "campaign_id": campaign.id,
                "nickname": f"Rider {number}",
                "language": "en",
                "streak": 0,
                "streak_paused": False,
                "resume_nonce": "bench",
                "created_at": now,
            }
            for number in range(start + 1, min(start + ROWS_AT_ONCE, count) + 1)
        ]
        session.execute(insert(_table(Player)), rows)


def _add_past(session: Session, campaign: Campaign, at: datetime) -> None:
    level = _level(campaign, PAST_LEVEL)
    questions = level.drawn(1)
    day = campaign_day(at, campaign.timezone)
    run = {
        "level_id": level.id,
        "number": 1,
        "seed": 1,
        "question_ids": questions,
        "position": len(questions),
        "earned": 0.0,
        "passed": True,
        "started_at": at,
        "finished_at": at,
    }
    _insert_for_each(session, Attempt, Player, {"player_id": Player.id, **run})
    for place, question in enumerate(questions):
        given = {"question_id": question, "key": question, "answer": 1, "fraction": 1.0, "late": False, "receipt": {}}
        _insert_for_each(session, Answer, Attempt, {"attempt_id": Attempt.id, **given, "at": at})
        earned = {
            "player_id": Player.id,
            "reason": "answer",
            "subject": f"past/{question}",
            "level_id": level.id,
            # Spread without a pattern, so that the boards have neither one score only nor the order of arrival.
            "points": (Player.id * 7_919 + place * 104_729) % 101,
            "day": day,
            "at": at,
        }
        _insert_for_each(session, Award, Player, earned)


def _insert_for_each(session: Session, into: type, source: type, values: dict[str, object]) -> CursorResult[object]:
    """One row for each row of `source`, made by the database itself."""
    table = _table(into)
    columns: list[Any] = [
        value if hasattr(value, "compare") else literal(value, table.c[name].type).label(name)
        for name, value in values.items()
    ]
    return session.connection().execute(insert(table).from_select(list(values), select(*columns).select_from(source)))


def _prepare(
    session: Session, campaign: Campaign, player_ids: list[int], secret_key: str, now: datetime
) -> Iterator[Actor]:
    app = Flask("bench")
    app.secret_key = secret_key
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    for player_id in player_ids:
        sign_in = SignIn(player_id=player_id, account_id=None, created_at=now)
        runs = [_open_attempt(_level(campaign, level_id), player_id, now) for level_id in PLAYED_LEVELS]
        session.add_all([sign_in, *runs])
        session.flush()
        kept = {"_user_id": str(sign_in.id), "_fresh": True, "_permanent": True, "language": "en"}
        cookie = f"quest={signer.dumps(kept)}"
        yield Actor(cookie, [answer for run in runs for answer in _right_answers(campaign, run, cookie)])


def _open_attempt(level: Level, player_id: int, now: datetime) -> Attempt:
    seed = secrets.randbits(62)
    judged = {question.id for question in level.questions if question.JUDGED_BY == "rule"}
    return Attempt(
        player_id=player_id,
        level_id=level.id,
        number=1,
        seed=seed,
        question_ids=[name for name in level.drawn(seed) if name in judged],
        started_at=now,
    )


def _right_answers(campaign: Campaign, run: Attempt, cookie: str) -> Iterator[Request]:
    """Right answers are the dearest: they earn, they lengthen the streak, and the last one passes the level."""
    for question in filter(None, map(_level(campaign, run.level_id).question, run.question_ids)):
        answer = question.solution(run.seed, "en")["answer"]
        body = {"question_id": question.id, "answer": answer, "key": secrets.token_hex(8)}
        yield Request("answer", "POST", f"/api/v1/attempts/{run.id}/answers", cookie, json.dumps(body).encode())


def _level(campaign: Campaign, level_id: str) -> Level:
    level = campaign.level(level_id)
    assert level is not None
    return level


def _table(model: type) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]  # every model has one
    return table
