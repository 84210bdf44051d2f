"""The shapes of jobs, matches, applications, jobseekers and candidates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, field_validator

from quest.domain.consent import ASKED, Purpose
from quest.domain.work import Education, WorkType
from quest.web.api.schemas import ConsentGiven, Email, JobseekerBody, Key, PageQuery, PersonName
from quest.web.forms import Body, Fault

EducationName = Literal["secondary", "diploma", "bachelor", "master", "doctorate"]
Words = Annotated[str, StringConstraints(max_length=120)]


class JobQuery(PageQuery):
    """Which jobs: `q` are words that a job's text must all hold, `line` a line's id, `company` a short name."""

    q: Words | None = None
    line: Words | None = None
    level: Literal["entry", "middle", "senior"] | None = None
    education: EducationName | None = None
    location: Words | None = None
    work_type: Literal["full-time", "part-time", "contract", "temporary", "internship"] | None = None
    company: Words | None = None
    open_to: Literal["hong-kong", "gba", "overseas"] | None = None
    group: Literal["science-park", "research-institute", "manufacturing-park", "start-up", "other"] | None = None


class CandidateQuery(PageQuery):
    """Which candidates: who applied for this job, passed a level of this line, has this education."""

    job_id: Annotated[int, Field(ge=1, le=2_147_483_647)] | None = None
    line: Words | None = None
    education: EducationName | None = None


class ExportQuery(CandidateQuery):
    """Which candidates to take along, and what for."""

    purpose: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class StageBody(Body):
    """Where a candidate's application for a job goes; `passed` needs a reason."""

    job_id: Annotated[int, Field(ge=1, le=2_147_483_647)]
    stage: Literal["reviewed", "shortlisted", "interview", "hired", "passed"]
    reason: Annotated[str, StringConstraints(max_length=400)] = ""


class NoteBody(Body):
    """A note about a candidate."""

    words: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class ApplicationBody(Body):
    """An application; `key` is made by the client, and sending it again gives the first result."""

    key: Key


class NewJobseeker(JobseekerBody):
    """Who looks for a job, and what they agree to."""

    @field_validator("consents")
    @classmethod
    def _asked_for_here(cls, consents: tuple[ConsentGiven, ...]) -> tuple[ConsentGiven, ...]:
        _check_purposes(consents, (*ASKED, Purpose.PROFILE))
        return consents


class ConsentDecision(ConsentGiven):
    """One agreement given, or with `granted` false taken back."""

    granted: bool = True


class JobseekerChange(Body):
    """What changes of a profile; everything left out stays as it is."""

    name: PersonName | None = None
    email: Email | None = None
    education: Education | None = None
    experience: Annotated[int, Field(ge=0, le=60)] | None = None
    based_in: Literal["hong-kong", "gba", "overseas"] | None = None
    locations: tuple[Annotated[str, StringConstraints(min_length=1, max_length=80)], ...] | None = None
    work_types: tuple[WorkType, ...] | None = None
    skills: tuple[Annotated[str, StringConstraints(min_length=1, max_length=64)], ...] | None = None
    starts_on: date | None = None
    consents: tuple[ConsentDecision, ...] = Field((), max_length=60)

    @field_validator("consents")
    @classmethod
    def _asked_for_here(cls, consents: tuple[ConsentDecision, ...]) -> tuple[ConsentDecision, ...]:
        _check_purposes(consents, ASKED)
        return consents


def _check_purposes(consents: Iterable[ConsentGiven], purposes: Collection[Purpose]) -> None:
    """What is agreed to by an act of its own (applying, registering) is not agreed to or taken back in a list."""
    if any(consent.purpose not in purposes for consent in consents):
        raise Fault("not_a_choice", choices=", ".join(purposes))


class CompanyView(BaseModel):
    """An employer; `is_sample` means invented."""

    id: int
    slug: str
    name: str
    is_sample: bool


class SkillView(BaseModel):
    """A skill by its id, and its name in the reader's language."""

    id: str
    name: str


class PayView(BaseModel):
    """Pay in whole units of `currency` for each `period`."""

    min: int | None
    max: int | None
    currency: str | None
    period: str | None


class JobView(BaseModel):
    """A job in the reader's language; null means that its source does not say."""

    id: int
    title: str
    company: CompanyView
    line: str | None
    sector: str | None
    location: str | None
    level: str | None
    education: str | None
    work_type: str | None
    workplace: str | None
    open_to: list[str]
    skills: list[SkillView]
    pay: PayView | None
    url: str | None
    posted_on: date | None
    closes_on: date | None
    open: bool
    applied: bool


class JobPage(JobView):
    """A job with its description, paragraphs apart by blank lines."""

    description: str


class FacetValue(BaseModel):
    """A value of a filter, and how many jobs it would give beside the other filters."""

    value: str
    count: int


class JobList(BaseModel):
    """A page of jobs; `facets` by the name of the filter. `near`: none holds the words, these have titles like them."""

    rows: list[JobView]
    total: int
    near: bool
    facets: dict[str, list[FacetValue]]
    next_cursor: str | None


class SavedList(BaseModel):
    """The jobs that a player put aside, the newest first."""

    rows: list[JobView]


class FindingView(BaseModel):
    """A reason, gap or limit: a stable code, a sentence, and the stored facts that it points at."""

    code: str
    text: str
    evidence: dict[str, Any]


class MatchView(BaseModel):
    """A job that fits; `score` (0 to 1) orders, it is no share of anything."""

    job: JobView
    score: float
    reasons: list[FindingView]
    gaps: list[FindingView]


class IneligibleView(BaseModel):
    """A job that would fit but for one limit."""

    job: JobView
    reason: FindingView


class UnwantedView(BaseModel):
    """A kind of jobs that the player does not want: those with titles like this one."""

    id: int
    title: str


class MatchList(BaseModel):
    """A page of matches; `ineligible` holds the best of those that a limit keeps away, `unwanted` the kinds that the
    player wants none of, `weights` what makes a score."""

    rows: list[MatchView]
    total: int
    ineligible: list[IneligibleView]
    ineligible_total: int
    unwanted: list[UnwantedView]
    weights: dict[str, Any]
    next_cursor: str | None


class ApplicationView(BaseModel):
    """An application as its sender sees it."""

    id: int
    job: JobView
    stage: str
    applied_at: datetime
    withdrawn_at: datetime | None
    reasons: list[FindingView]
    gaps: list[FindingView]


class ApplicationList(BaseModel):
    """Every application of a person, the newest first, withdrawn ones too."""

    rows: list[ApplicationView]


class ConsentView(BaseModel):
    """An agreement that is in force."""

    purpose: str
    company_id: int | None


class JobseekerView(BaseModel):
    """A profile as its owner sees it, with every agreement in force."""

    name: str
    email: str
    education: str
    experience: int
    based_in: str
    locations: list[str]
    work_types: list[str]
    skills: list[str]
    starts_on: date | None
    consents: list[ConsentView]


class JobseekerExport(BaseModel):
    """Everything that is kept about a person."""

    player: dict[str, Any]
    answers: list[dict[str, Any]]
    rounds: list[dict[str, Any]]
    awards: list[dict[str, Any]]
    profile: dict[str, Any]
    consents: list[dict[str, Any]]
    applications: list[dict[str, Any]]


class RouteStop(BaseModel):
    """A level that the person passed."""

    level: str
    code: str
    title: str
    points: int


class CandidateApplication(BaseModel):
    """An application to the recruiter's company, with what the match said when it was made."""

    job: JobView
    stage: str
    applied_at: datetime
    reasons: list[FindingView]
    gaps: list[FindingView]


class CandidateView(BaseModel):
    """A person as one company may see them; `email`, `starts_on` and `skills` only of somebody who applied."""

    id: int
    name: str
    applied: bool
    email: str | None
    education: str
    experience: int
    starts_on: date | None
    skills: list[str]
    applications: list[CandidateApplication]
    route: list[RouteStop]
    lines_done: list[str]
    points: int
    job: JobView | None
    reasons: list[FindingView]
    gaps: list[FindingView]


class CandidateList(BaseModel):
    """A page of candidates; `total` counts people who all agreed."""

    rows: list[CandidateView]
    total: int
    next_cursor: str | None


class NoteView(BaseModel):
    """A note, and the name of whoever wrote it; null for an account that is gone."""

    id: int
    words: str
    by: str | None
    at: datetime


class NoteList(BaseModel):
    """Every note of the company on one candidate, the newest first."""

    rows: list[NoteView]
