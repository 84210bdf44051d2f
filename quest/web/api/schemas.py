"""The shapes of bodies and results; the documents of the API are made from these."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from quest.domain.consent import Purpose
from quest.domain.work import Education, WorkType
from quest.web.forms import Body, Fault

Language = Literal["en", "zh-Hant", "zh-Hans"]
# Marks that turn the direction of what follows them.
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_NOT_IN_AN_ADDRESS = frozenset('"(),:;<>[\\]')
Key = Annotated[str, StringConstraints(max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")]


def _an_email(text: str) -> str:
    name, at, host = text.rpartition("@")
    if not (at and name and "." in host.strip(".")) or "@" in name or ".." in host:
        raise Fault("not_an_email")
    if any(char.isspace() or not char.isprintable() or char in _NOT_IN_AN_ADDRESS for char in text):
        raise Fault("not_an_email")
    return text


def _one_line(text: str) -> str:
    """A name for a desk and for the first line of a letter: on one line, and nothing that turns the text around it."""
    line = " ".join(text.translate(_TURNS).split())
    shown = "".join(char for char in line if unicodedata.category(char) != "Cc")
    if not shown:
        raise Fault("empty")
    return shown


Email = Annotated[str, StringConstraints(min_length=3, max_length=254), AfterValidator(_an_email)]


PersonName = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(_one_line)]


class NewPlayer(Body):
    """Who wants to play."""

    nickname: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    language: Language = "en"


class Credentials(Body):
    """An e-mail and its password."""

    email: Email
    password: Annotated[str, StringConstraints(min_length=1, max_length=1_000)]


class Submission(Body):
    """An answer; `key` is made by the client, and sending it again gives the first receipt."""

    question_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    answer: Any
    key: Key


def _a_cursor(text: str) -> str:
    if not text.isdecimal():
        raise Fault("unknown_cursor")
    return text


class PageQuery(Body):
    """Which part of a list; `cursor` is the `next_cursor` of the part before."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[str, StringConstraints(max_length=9), AfterValidator(_a_cursor)] | None = None

    @property
    def offset(self) -> int:
        """How many rows come before this part."""
        return int(self.cursor or 0)


class HintBody(Body):
    """Which question's hint the player looks at."""

    question_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class PlayerView(BaseModel):
    """A player as everybody may see one."""

    id: int
    nickname: str
    points: int


class LevelProgress(BaseModel):
    """How far the player has come."""

    passed: list[str]
    lines_done: list[str]
    stops_to_go: int
    next_level: str | None


class TierView(BaseModel):
    """How far up the campaign's curve of points somebody is; `to` is where the next tier begins."""

    number: int
    name: str
    from_: Annotated[int, Field(alias="from")]
    to: int | None


class BadgeView(BaseModel):
    """A badge, and what it proves of whoever has it; while `at` is null, `missing` says what is left to do."""

    id: str
    name: str
    proves: str
    icon: str
    colour: str | None
    at: datetime | None
    missing: list[str]


class Me(BaseModel):
    """The player, or the account without one."""

    id: int | None
    nickname: str | None
    points: int
    rank: int | None
    ranked: bool
    streak: int
    tier: TierView | None
    badges: list[BadgeView]
    language: str
    roles: list[str]
    progress: LevelProgress
    jobseeker: dict[str, Any] | None


class SessionView(BaseModel):
    """Who is signed in now."""

    account_id: int
    role: str
    company_id: int | None
    player_id: int | None


class LineView(BaseModel):
    """A line: its levels in the order of travel, and those of its branch, which nobody needs to complete it."""

    id: str
    name: str
    colour: str
    sector: str
    levels: list[str]
    branch: list[str]


class LevelView(BaseModel):
    """A level as it stands for this player; `unlock` is its rule as packs write it, `requires` the levels it names."""

    id: str
    title: str
    lines: list[str]
    state: Literal["locked", "open", "passed"]
    points: int
    worth: int
    questions: int
    minutes: int
    attempts: int
    attempts_left: int
    requires: list[str]
    unlock: str | dict[str, Any]


class CampaignView(BaseModel):
    """The campaign in the reader's language."""

    id: str
    title: str
    opens_at: datetime | None
    closes_at: datetime | None
    lines: list[LineView]
    levels: list[LevelView]


class ScoringView(BaseModel):
    """How an answer's points are counted; see the field `scoring` of campaign packs."""

    share: Literal["parts", "flat"]
    time: Literal["none", "half-floor", "to-zero"]
    penalty: float


class QuestionView(BaseModel, extra="allow"):
    """A question as it is shown, with what its kind adds; never its key.

    A timed question that has not been opened has no `prompt` yet: `GET /attempts/{id}` opens it. `hint` is null while
    a hint that costs `hint_cost` has not been taken.
    """

    id: str
    kind: str
    worth: int
    limit_s: int | None
    closes_at: datetime | None
    judged_by: Literal["rule", "nobody", "reviewer"]
    scoring: ScoringView
    prompt: str | None = None
    context: str | None = None
    hint: str | None = None
    hint_cost: int | None = None


class HintView(BaseModel):
    """A hint, and what it takes from the points of the answer."""

    hint: str
    cost: int


class AttemptView(BaseModel):
    """An attempt as it stands."""

    id: int
    level_id: str
    number: int
    questions: int
    position: int
    question: QuestionView | None
    finished: bool
    passed: bool


class Solution(BaseModel):
    """The key, in the form that an answer has, and in words; null and empty where there is no right answer."""

    answer: Any
    text: list[str]


class VerdictView(BaseModel):
    """What the rule says of an answer; `fraction` from 0 to 1. `pending`: a reviewer has yet to say.

    `explanation` and `solution` are null for a missed `passcode` while the level can be tried again.
    """

    fraction: float
    correct: bool
    pending: bool
    judged_by: Literal["rule", "nobody", "reviewer"]
    parts_right: int
    parts: int
    explanation: str | None
    solution: Solution | None


class LevelOutcome(BaseModel):
    """The level after an answer; `bonus` is what passing it just earned."""

    passed: bool
    finished: bool
    points: int
    bonus: int


class ReceiptView(BaseModel):
    """What an answer came to; `bonus` (for the streak) is part of `points`.

    After a turn of a question that asks on there is no verdict yet: `next` is the same question as it goes on.
    """

    question_id: str
    verdict: VerdictView | None
    points: int
    bonus: int
    streak: int
    total: int
    next: QuestionView | None
    level: LevelOutcome
    opened: list[str]
    lines_done: list[str]
    badges: list[str] = []


class SpreadRow(BaseModel):
    """An answer, or an outcome (`right`, `partly`, `missed`), and how many players gave it."""

    label: str
    count: int
    share: float
    right: bool


class SpreadView(BaseModel):
    """How players answered a question the first time."""

    total: int
    by: Literal["answer", "outcome"]
    rows: list[SpreadRow]


class ReviewView(BaseModel):
    """What a reviewer said of an answer."""

    fraction: float
    points: int
    note: str


class GivenView(BaseModel):
    """An answer that was given: its verdict and points, in the player's words, with how others answered.

    `lesson` is what this very answer has to teach, beside the explanation that everybody gets.
    """

    question_id: str
    verdict: VerdictView
    points: int
    yours: list[str]
    lesson: list[str]
    review: ReviewView | None
    spread: SpreadView | None


class ConsentGiven(Body):
    """One agreement: its purpose, the one company it names (or all that it can concern), and the text's version."""

    purpose: Purpose
    company_id: Annotated[int, Field(ge=1, le=2_147_483_647)] | None = None
    version: Annotated[str, StringConstraints(min_length=1, max_length=32)]


class JobseekerBody(Body):
    """Who looks for a job. `experience` is in years; empty `locations` or `work_types` mean any."""

    name: PersonName
    email: Email
    education: Education
    experience: Annotated[int, Field(ge=0, le=60)] = 0
    based_in: Literal["hong-kong", "gba", "overseas"] = "hong-kong"
    locations: tuple[Annotated[str, StringConstraints(min_length=1, max_length=80)], ...] = Field((), max_length=20)
    work_types: tuple[WorkType, ...] = Field((), max_length=5)
    skills: tuple[Annotated[str, StringConstraints(min_length=1, max_length=64)], ...] = Field((), max_length=60)
    starts_on: date | None = None
    consents: tuple[ConsentGiven, ...] = Field((), max_length=60)
