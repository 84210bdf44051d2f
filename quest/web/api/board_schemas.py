"""The shapes of boards, ranks, groups and brackets."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from quest.web.api.schemas import PageQuery
from quest.web.forms import Body


class BoardQuery(PageQuery):
    """Which part of a board; `around=me` centres on the player's own row."""

    around: Literal["me"] | None = None


class BoardRow(BaseModel):
    """A place on a board: a player's, or a group's on a board of groups.

    `line` is the one that the player has earned most on. A group has its name as `nickname`, what it is called by
    language as `names` when it is a preset one, and as `members` how many of them have points.
    """

    rank: int
    player_id: int | None
    group_id: int | None
    nickname: str
    names: dict[str, str] | None
    points: int
    members: int | None
    line: str | None


class BoardView(BaseModel):
    """Part of a board; `total` counts its players, `version` rises with each change.

    While `frozen_at` is a moment, everything else is as it was then.
    """

    board: str
    version: int
    total: int
    as_of: datetime
    frozen_at: datetime | None
    rows: list[BoardRow]
    me: BoardRow | None
    next_cursor: str | None


class RankSample(BaseModel):
    """Where a player stood at a moment, among how many, and with how many points."""

    at: datetime
    rank: int
    riders: int
    points: int


class RankHistory(BaseModel):
    """A player's rank over time, at most 24 moments, the earliest first."""

    samples: list[RankSample]


class GroupView(BaseModel):
    """A group in the reader's language; `members` counts everybody in it. Its `code` is told to members alone."""

    id: int
    kind: Literal["school", "company", "team"]
    name: str
    members: int
    board: str
    code: str | None


class GroupList(BaseModel):
    """The kinds of groups, the preset ones that anybody may join, those of this player, and the brackets."""

    kinds: list[str]
    score: Literal["sum", "mean", "best"] | None
    preset: list[GroupView]
    mine: list[GroupView]
    brackets: list[BracketView]
    bracket: str | None


class BracketView(BaseModel):
    """A field of players."""

    id: str
    name: str


class NewGroup(Body):
    """A group to found."""

    kind: Literal["school", "company", "team"]
    name: Annotated[str, StringConstraints(min_length=1, max_length=400)]


class Joining(Body):
    """The group to join: a preset one by its id, any by its code."""

    group_id: Annotated[int, Field(ge=1, le=2_147_483_647)] | None = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None


class BracketChoice(Body):
    """The bracket to be ranked in."""

    bracket: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class BoardName(BaseModel):
    """A board that can be asked for."""

    board: str
    title: str
    total: int


class BoardList(BaseModel):
    """Every board of the campaign."""

    boards: list[BoardName]
