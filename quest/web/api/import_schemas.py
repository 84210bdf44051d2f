"""The shapes of imports of jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Base64Bytes, BaseModel, Field, StringConstraints, model_validator

from quest.web.forms import Body, Fault

Short = Annotated[str, StringConstraints(max_length=200)]
Format = Literal["auto", "csv", "xlsx", "jsonld", "xml", "greenhouse", "lever", "ashby", "jobtech"]


class ImportBody(Body):
    """Jobs to bring in: an `address`, or the `content` of a file as text, or its `data` in Base64, one of them.

    `columns` says what the columns of a table hold, field by heading. With `dry_run` nothing is written.
    """

    address: Annotated[str, StringConstraints(min_length=1, max_length=2_000)] | None = None
    content: str | None = None
    data: Base64Bytes | None = None
    name: Short = "upload"
    format: Format = "auto"
    company: Short | None = None
    sector: Annotated[str, StringConstraints(max_length=64)] | None = None
    close_missing: bool = False
    columns: Annotated[dict[Short, Short], Field(max_length=500, default_factory=dict)]
    dry_run: bool = False

    @model_validator(mode="after")
    def _one_source(self) -> ImportBody:
        if sum(part is not None for part in (self.address, self.content, self.data)) != 1:
            raise Fault("missing")
        return self


class ImportCounts(BaseModel):
    """How many jobs went where; `created`, `changed`, `unchanged` and `rejected` make up the source."""

    created: int
    changed: int
    unchanged: int
    closed: int
    rejected: int


class LeftOut(BaseModel):
    """A part of a source that is no job, or, with a `field`, what a kept job lacks; `code` is stable."""

    where: str
    code: str
    reason: str
    field: str | None


class Column(BaseModel):
    """A heading and the field that its column was taken for; null for one that was left aside."""

    heading: str
    field: str | None


class ImportResult(BaseModel):
    """What an import did or, without an `id`, would do."""

    id: int | None
    source: str
    format: str
    counts: ImportCounts
    rejected: list[LeftOut]
    remarks: list[LeftOut]
    columns: list[Column]


class ImportView(BaseModel):
    """An import of the past."""

    id: int
    source: str
    format: str
    at: datetime
    reverted_at: datetime | None
    counts: ImportCounts
    rejected: list[LeftOut]


class ImportList(BaseModel):
    """The latest imports."""

    imports: list[ImportView]


class RevertView(BaseModel):
    """What taking an import back did; `kept_closed` jobs have applications and were closed instead of removed."""

    removed: int
    restored: int
    kept_closed: int


class FeedBody(Body):
    """An address to fetch every so many hours; the rest as in an import."""

    address: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    every_hours: Annotated[int, Field(ge=1, le=744)] = 24
    format: Format = "auto"
    company: Short | None = None
    sector: Annotated[str, StringConstraints(max_length=64)] | None = None
    columns: Annotated[dict[Short, Short], Field(max_length=500, default_factory=dict)]


class FeedProblem(BaseModel):
    """Why a visit brought nothing; `most_missing` waits for a human to look."""

    code: str
    reason: str


class FeedView(BaseModel):
    """A feed: when it was and will be visited, and how the last visit ended; no visit with a `problem` closed a job."""

    id: int
    address: str
    format: str
    company: str | None
    every_hours: int
    next_at: datetime
    tried_at: datetime | None
    fetched_at: datetime | None
    import_id: int | None
    waits: bool
    problem: FeedProblem | None


class FeedList(BaseModel):
    """Every feed."""

    feeds: list[FeedView]
