"""The shapes of hosted rounds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from quest.domain.rounds import MOST_SPEED, Board, Late, Names
from quest.web.api.schemas import Key
from quest.web.forms import Body

Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
RowId = Annotated[int, Field(ge=1, le=2_147_483_647)]
MOST_SEATS = 10_000


class AskedQuestion(Body):
    """A question of the campaign."""

    level_id: Id
    question_id: Id


class NewRound(Body):
    """What to ask, and how: one level, several levels, or single questions; see `quest.domain.rounds.Options`.

    `count` takes at most so many questions of each level.
    """

    level_id: Id | None = None
    levels: Annotated[tuple[Id, ...], Field(max_length=40)] = ()
    questions: Annotated[tuple[AskedQuestion, ...], Field(max_length=100)] = ()
    count: Annotated[int, Field(ge=1, le=100)] | None = None
    reading_s: Annotated[int, Field(ge=0, le=60)] = 5
    limit_s: Annotated[int, Field(ge=5, le=600)] | None = 30
    speed: Annotated[int, Field(ge=0, le=MOST_SPEED)] = 0
    teams: Annotated[int, Field(ge=0, le=12)] = 0
    names: Names = "shown"
    board: Board = "question"
    hold: bool = False
    survey: bool = False
    late: Late = "zero"
    cap: Annotated[int, Field(ge=1, le=MOST_SEATS)] = 2_000
    podium: Annotated[int, Field(ge=3, le=10)] = 3


class RoundMade(BaseModel):
    """A round in its lobby; `projector` is the address that shows the hall what it may see."""

    id: int
    pin: str | None
    version: int
    projector: str


class RoundRow(BaseModel):
    """A round among others; `pin` is null once it is over."""

    id: int
    pin: str | None
    version: int
    phase: str
    questions: int
    players: int
    created_at: datetime
    ended_at: datetime | None


class RoundList(BaseModel):
    """The latest rounds, the newest first."""

    rows: list[RoundRow]


class Seen(Body):
    """The version at which the host sees the round."""

    version: Annotated[int, Field(ge=0)]


class Advance(Seen):
    """Where to: a step on, past the question, or back to the standings."""

    to: Literal["next", "skip", "standings"] = "next"


class Lock(Body):
    """Whether the door is closed."""

    locked: bool = True


class Kick(Body):
    """Whom to take out, and whether for good."""

    seat: RowId
    ban: bool = False


class Rename(Body):
    """Whom to give another name; a friendly one when none is said."""

    seat: RowId
    nickname: Annotated[str, StringConstraints(min_length=1, max_length=400)] | None = None


class Approval(Body):
    """The seats whose names may go onto the projector; all when none are said."""

    seats: Annotated[tuple[RowId, ...], Field(max_length=MOST_SEATS)] | None = None


class Renamed(BaseModel):
    """The name that a seat has now."""

    seat: int
    nickname: str


class SeatRow(BaseModel):
    """Somebody in a round, for its host."""

    seat: int
    number: int
    nickname: str
    team: int | None
    approved: bool
    connected: bool


class SeatList(BaseModel):
    """Everybody in a round, in the order of coming."""

    rows: list[SeatRow]


class JoinRound(Body):
    """The PIN of the big screen, and a nickname for whoever does not play yet; or the seat that was held before."""

    pin: Annotated[str, StringConstraints(max_length=40)] | None = None
    nickname: Annotated[str, StringConstraints(min_length=1, max_length=400)] | None = None
    language: Literal["en", "zh-Hant", "zh-Hans"] | None = None
    seat: Annotated[str, StringConstraints(max_length=200)] | None = None


class SeatView(BaseModel):
    """A seat. `seat` is a token that brings it back on any device; keep it."""

    round_id: int
    seat: str
    seat_id: int
    nickname: str
    team: int | None


class RoundAnswerBody(Body):
    """An answer to the open question; sending the same key again gives the first acknowledgement."""

    question_id: Id
    answer: Any
    key: Key


class Accepted(BaseModel):
    """The answer is kept; whether it is right, the reveal tells."""

    accepted: bool
    at: datetime


class ReportQuery(Body):
    """The ids of rounds to be reported together with this one, with commas between them."""

    also: Annotated[str, StringConstraints(max_length=200, pattern=r"^[0-9]{1,9}(,[0-9]{1,9})*$")] | None = None


class QuestionReport(BaseModel):
    """How a round answered a question that was revealed.

    `right` is the share of wholly right answers, null without an answer or where nothing is right or wrong; `seconds`
    what an answer took on the average, null without a limit.
    """

    round_id: int
    position: int
    level_id: str
    question_id: str
    prompt: str
    answers: int
    right: float | None
    seconds: float | None
    hardest: bool
    spread: dict[str, Any] | None


class PlayerReport(BaseModel):
    """What somebody did in the rounds of a report; whose name was hidden has no `player_id`.

    `right` of `answers` were right, `longest` in a row.
    """

    rank: int | None
    player_id: int | None
    name: str
    rounds: int
    points: int
    right: int
    answers: int
    longest: int
    seconds: float | None


class RoundReport(BaseModel):
    """What one or several rounds came to."""

    rounds: list[int]
    questions: list[QuestionReport]
    players: list[PlayerReport]


class RoundView(BaseModel):
    """A round as this caller may see it; `version` rises with each change.

    What is not to be seen in a phase is not there: `question` without its options while it is read, `solution`,
    `explanation` and `spread` from the reveal on, `standings` when the board is shown. `me` is the player's own.
    """

    id: int
    audience: Literal["player", "projector", "host"]
    version: int
    phase: str
    paused: bool
    locked: bool
    position: int
    questions: int
    players: int
    teams: int
    survey: bool
    now: datetime
    opens_at: datetime | None
    closes_at: datetime | None
    pin: str | None = None
    address: str | None = None
    names: list[str] | None = None
    answered: int | None = None
    question: dict[str, Any] | None = None
    solution: dict[str, Any] | None = None
    explanation: str | None = None
    spread: dict[str, Any] | None = None
    standings: list[dict[str, Any]] | None = None
    team_standings: list[dict[str, Any]] | None = None
    me: dict[str, Any] | None = None
