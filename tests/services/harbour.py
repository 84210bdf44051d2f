"""A small campaign to play, and people who play it.

Line A: quay (two questions), buoy, pier. Line B: crane (one of its two is timed), buoy, pier's neighbour mast.
The buoy is the interchange.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from quest.db import Database
from quest.domain.events import Event
from quest.levels.base import Question
from quest.levels.level import Campaign
from quest.models import Base
from quest.services import attempts, campaigns, ledger, play, players, progress
from quest.services.play import Receipt
from quest.services.progress import Progress

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = "2026-11-22"
POOL = 20


def text(words: str) -> dict[str, str]:
    return {"en": words}


def pick(question_id: str, *, of: int = 4, right: int = 1, **more: Any) -> dict[str, Any]:
    """A question to choose `right` of `of` options in."""
    options = [
        {"id": f"o{n}", "text": text(f"{question_id} {n}"), "correct": n < right, "figure": None} for n in range(of)
    ]
    mode = "single" if right == 1 else "multi"
    return {
        "id": question_id,
        "kind": "choice",
        "mode": mode,
        "prompt": text("Which?"),
        "explanation": text("Because."),
        "options": options,
        **more,
    }


def level(level_id: str, *questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    fixed = {"id": level_id, "name": text(level_id), "intro": text("Go."), "shuffle": False}
    return {**fixed, "questions": list(questions), **more}


def line(line_id: str, colour: str, *levels: str) -> dict[str, Any]:
    name = text(f"Line {line_id}")
    return {"id": line_id, "name": name, "colour": colour, "texture": "plain", "sector": "sea", "levels": levels}


LEVELS = (
    level("quay", pick("quay-1"), pick("quay-2", worth=50), attempts=3, retry=0.5),
    level("crane", pick("crane-1", limit_s=20), pick("crane-2"), attempts=2, pass_mark=0.5),
    level("buoy", pick("buoy-1", of=6, right=4)),
    level("pier", pick("pier-1")),
    level("mast", pick("mast-1")),
)


def harbour(levels: Sequence[dict[str, Any]] = LEVELS, **more: Any) -> Campaign:
    """The campaign; keyword arguments change it."""
    pack = {
        "id": "harbour",
        "title": text("Harbour"),
        "tagline": text("Set sail."),
        "about": text("Two lines."),
        "start": {"name": text("Shore")},
        "terminus": {"name": text("Sea")},
        "lines": [line("A", "blue", "quay", "buoy", "pier"), line("B", "teal", "crane", "buoy", "mast")],
        "levels": list(levels),
    }
    return Campaign.parse({**pack, **more})


@dataclass
class Rider:
    """Somebody who plays."""

    port: Port
    id: int
    keys: int = 0

    def start(self, level_id: str, at: datetime = NOW) -> int:
        """Begins or resumes a level; the attempt's id."""
        with self.port.database.unit_of_work() as session:
            return attempts.start(session, player_id=self.id, level_id=level_id, now=at).id

    def total(self) -> int:
        """The points in the ledger."""
        with self.port.database.reading() as session:
            return ledger.points_of(session, self.id)

    def stands(self, at: datetime = NOW) -> Progress:
        """How far this rider has come."""
        with self.port.database.reading() as session:
            return progress.of_player(session, campaigns.current(session), self.id, now=at)

    def open(self, attempt_id: int, at: datetime = NOW) -> Question | None:
        """Looks at the question that the attempt stands at."""
        with self.port.database.unit_of_work() as session:
            attempt = attempts.of_player(session, player_id=self.id, attempt_id=attempt_id)
            return play.open_question(session, campaigns.current(session), attempt, now=at)

    def tokens(self, attempt_id: int, question_id: str, options: str) -> list[str]:
        """Options by their numbers, in the names that this attempt gives them."""
        with self.port.database.reading() as session:
            attempt = attempts.of_player(session, player_id=self.id, attempt_id=attempt_id)
            found = campaigns.current(session).level(attempt.level_id)
        question = found.question(question_id) if found else None
        assert question
        return [question.token(attempt.seed, f"o{number}") for number in options]

    def send(
        self, attempt_id: int, question_id: str, answer: Any, *, key: str | None = None, at: datetime = NOW
    ) -> Receipt:
        """Sends an answer as it is."""
        self.keys += 1
        with self.port.database.unit_of_work() as session:
            return play.submit_answer(
                session,
                player_id=self.id,
                attempt_id=attempt_id,
                question_id=question_id,
                answer=answer,
                key=key or f"key-{self.keys}",
                now=at,
            ).receipt

    def choose(self, attempt_id: int, question_id: str, options: str, **more: Any) -> Receipt:
        """Chooses options by their numbers; those below the count of right ones are right."""
        return self.send(attempt_id, question_id, self.tokens(attempt_id, question_id, options), **more)

    def ride(self, level_id: str, *options: str, at: datetime = NOW) -> list[Receipt]:
        """A whole attempt: begins it, looks at each question and chooses these options."""
        attempt_id, receipts = self.start(level_id, at), []
        for chosen in options:
            question = self.open(attempt_id, at)
            assert question
            receipts.append(self.choose(attempt_id, question.id, chosen, at=at))
        return receipts


@dataclass
class Port:
    """The campaign as it is staged in a database, and what was published."""

    database: Database
    published: list[Event] = field(default_factory=list)

    def stage(self, campaign: Campaign | None = None) -> Campaign:
        """Makes the campaign, or a changed one, the current one."""
        campaign = campaign or harbour()
        with self.database.unit_of_work() as session:
            campaigns.stage(session, campaign, now=NOW)
        return campaign

    def count(self, model: type[Base]) -> int:
        """How many rows there are."""
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0

    def rider(self, nickname: str = "Ada") -> Rider:
        with self.database.unit_of_work() as session:
            made = players.join(session, campaign_id="harbour", nickname=nickname, language="en", now=NOW)
        return Rider(self, made.id)
