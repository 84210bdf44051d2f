"""What every job reader gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from quest.domain.work import Education, PayPeriod, Seniority, Workplace, WorkType


class UnreadableSource(Exception):
    """The whole source is of no use; the only error that a reader of jobs raises.

    Attributes:
        code: stable, for programs: `empty`, `too_big`, `too_deep`, `bad_encoding`, `bad_json`, `bad_csv`, `bad_xml`,
            `forbidden_xml`, `bad_xlsx`, `no_columns`, `no_such_field`, `no_jobs`, `unknown_format`.
        place: where in the source, for a person: "line 12, column 3", "jobs[4]"; empty when it concerns all of it.
        remedy: one English sentence that says what is wrong and what to do.
        headings: of a table in which no column is known for what is needed, so that somebody can say.
    """

    def __init__(self, code: str, remedy: str, *, place: str = "", headings: Iterable[str] = ()) -> None:
        super().__init__(f"{place}: {remedy}" if place else remedy)
        self.code = code
        self.place = place
        self.remedy = remedy
        self.headings = tuple(heading for heading in headings if heading)


def in_language(words: Mapping[str, str], language: str) -> str:
    """The words in `language`, else in English, else in whatever language there is; empty when there are none."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as its source states it; None means that the source does not say, never a guess.

    Attributes:
        reference: the source's own id, unique within a company; makes a second import find the job again.
        title, description: words by language tag, see `in_language`. The description is plain text with blank lines
            between paragraphs; it is empty when the source has none.
        company: the employer's name; in the sample fair, the slug of a `CompanyRecord`.
        url: absolute, http or https.
        education: the lowest that is enough, so that nobody is shut out who may apply.
        skills: ids of `quest/campaigns/skills.yaml`.
        pay_min, pay_max: whole units of `pay_currency` (ISO 4217) for each `pay_period`.
        open_to: "overseas" and "gba" (Greater Bay Area) where talent from there may apply.
    """

    reference: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    company: str | None = None
    url: str | None = None
    location: str | None = None
    sector: str | None = None
    occupation: str | None = None
    seniority: Seniority | None = None
    education: Education | None = None
    work_type: WorkType | None = None
    workplace: Workplace | None = None
    open_to: frozenset[str] = frozenset()
    skills: tuple[str, ...] = ()
    pay_min: int | None = None
    pay_max: int | None = None
    pay_currency: str | None = None
    pay_period: PayPeriod | None = None
    posted_on: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True, slots=True)
class CompanyRecord:
    """An employer.

    Attributes:
        slug: stable id, safe in an address.
        name, story: words by language tag.
        sector: id of a sector: `ai-data`, `biotech`, `fintech`, `robotics`.
        group: where it stands in the fair: `science-park`, `research-institute`, `manufacturing-park`, `start-up`
            or `other`.
        offices: whether it has offices in the Greater Bay Area or overseas.
        place: where it sits, in English.
        invented: made up, and to be shown as such.
    """

    slug: str
    name: Mapping[str, str]
    sector: str
    story: Mapping[str, str]
    group: str
    offices: bool
    place: str
    invented: bool = True


@dataclass(frozen=True, slots=True)
class OccupationRecord:
    """A kind of work that jobs are sorted under.

    Attributes:
        name: words by language tag.
        kind: `technology` for technology, research and development, else `business`.
    """

    id: str
    name: Mapping[str, str]
    sector: str
    kind: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A part of the source that is no job, or, where `field` is given, a job that lacks what the field should say.

    Attributes:
        where: the place in the source, for a person: "row 12", "jobs[3]", "line 40".
        code: stable, for programs: `no_title`, `duplicate_reference`, `bad_date`, `broken_row`…
        reason: one English sentence that says what to do.
        field: the field of the kept job that was left empty or cut short; None when there is no job.
    """

    where: str
    code: str
    reason: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one source: the jobs, and what was left out and why.

    Every part of the source that meant to be a job is either in `jobs` or in `left_out`.

    Attributes:
        columns: of a table, each heading with the field that it was taken for, None for a column left aside.
    """

    format: str
    jobs: list[JobRecord] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    columns: tuple[tuple[str, str | None], ...] = ()

    @property
    def left_out(self) -> list[Rejected]:
        """What became no job."""
        return [part for part in self.rejected if part.field is None]

    @property
    def remarks(self) -> list[Rejected]:
        """What kept jobs lack because their source could not be understood."""
        return [part for part in self.rejected if part.field is not None]
