"""A hall in which a round is hosted: the host's acts, and what the seats send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from quest.domain.errors import QuestError
from quest.domain.rounds import Options, Sent
from quest.models import Award, Round
from quest.services import campaigns, round_answers, round_scores, rounds, seats
from quest.services.round_answers import Outcome
from quest.services.round_scores import Score
from quest.services.rounds import Asked, Step
from tests.services.harbour import NOW, Port

QUESTIONS: tuple[Asked, ...] = (("quay", "quay-1"), ("quay", "quay-2"), ("pier", "pier-1"))


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@dataclass
class Hall:
    """A round over three questions: two of the quay (100 and 50 points), one of the pier (100)."""

    port: Port
    id: int

    def row(self) -> Round:
        with self.port.database.reading() as session:
            return rounds.by_id(session, self.id)

    def go(self, to: Step = "next", *, at: datetime = NOW, version: int | None = None) -> Round:
        """A host's step, as one who sees the round as it is now unless told otherwise."""
        version = self.row().version if version is None else version
        with self.port.database.unit_of_work() as session:
            return rounds.step(session, campaigns.current(session), self.id, to, version=version, now=at)

    def settle(self, at: datetime) -> bool:
        with self.port.database.unit_of_work() as session:
            return rounds.settle(session, campaigns.current(session), self.id, now=at)

    def sit(self, nickname: str = "Ada", *, player_id: int | None = None, at: datetime = NOW) -> int:
        """Lets somebody come in; the id of the seat."""
        player_id = player_id or self.port.rider(nickname).id
        with self.port.database.unit_of_work() as session:
            return seats.take(session, rounds.by_id(session, self.id), player_id=player_id, now=at).id

    def choice(self, question_id: str, options: str) -> list[str]:
        """Options by their numbers, in the names of this round; number 0 is the right one."""
        with self.port.database.reading() as session:
            campaign, row = campaigns.current(session), rounds.by_id(session, self.id)
        level_id = next(each["level_id"] for each in row.questions if each["question_id"] == question_id)
        level = campaign.level(level_id)
        question = level.question(question_id) if level else None
        assert question
        return [question.token(row.seed, f"o{number}") for number in options]

    def send(self, *sent: Sent) -> list[Outcome]:
        with self.port.database.unit_of_work() as session:
            return round_answers.accept(session, campaigns.current(session), self.id, sent)

    def answer(self, seat_id: int, question_id: str, options: Any, *, at: datetime, key: str = "one") -> datetime | str:
        """When the answer counted, or the code of what spoke against it."""
        answer = self.choice(question_id, options) if isinstance(options, str) else options
        [outcome] = self.send(Sent(seat_id, question_id, answer, key, at))
        return outcome.code if isinstance(outcome, QuestError) else outcome

    def standings(self) -> list[Score]:
        with self.port.database.reading() as session:
            return list(round_scores.standings(session, rounds.by_id(session, self.id)).ranked)

    def awards(self) -> list[tuple[int, str, int]]:
        """The round's awards: player, reason and points, in the order of the ledger."""
        with self.port.database.reading() as session:
            rows = session.execute(
                select(Award.player_id, Award.reason, Award.points).where(Award.round_id == self.id).order_by(Award.id)
            )
            return [(player_id, reason, points) for player_id, reason, points in rows]


def hall(port: Port, *, asked: Sequence[Asked] = QUESTIONS, **options: Any) -> Hall:
    """A round in its lobby; the questions have 20 seconds and no reading time unless told."""
    chosen = Options(**{"reading_s": 0, "limit_s": 20, **options})
    with port.database.unit_of_work() as session:
        made = rounds.create(session, campaigns.current(session), account_id=None, asked=asked, options=chosen, now=NOW)
    return Hall(port, made.id)
