"""What matching compares: the facts of a person, the facts of a job, and findings that point at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from quest.domain.work import Education, Seniority, Workplace, WorkType


@dataclass(frozen=True, slots=True)
class Shown:
    """A skill that somebody showed in play.

    Attributes:
        strength: 0 to 1, see `quest.domain.shown`.
        level_id: the level that shows it best; the player got `right` of its `of` questions fully right.
        codes: the level's places on the map by sector (`{"fintech": "F3"}`), two at an interchange.
    """

    strength: float
    level_id: str
    right: int
    of: int
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Liking:
    """Somebody's interest in a sector, as play shows it: the points on a line of it.

    `strength` (0 to 1) sets them beside the person's best line, so that a flat profile likes all lines alike.
    """

    line: str
    points: int
    strength: float


@dataclass(frozen=True, slots=True)
class Seeker:
    """Somebody to find jobs for; None and empty mean that the person has not said.

    There is no name, e-mail, age or gender in here, so that none of them can move a rank.

    Attributes:
        education: None for a player who has not registered; so is `experience` (years).
        based_in: `hong-kong`, `gba` or `overseas`.
        stated: skills of the vocabulary that the profile lists.
        phrases: what the profile lists beside these, in the person's own words.
        shown: by skill. likings: by sector.
        interests: Holland's six types, 0 to 1 each; only where the person alone reads what comes of it.
    """

    education: Education | None = None
    experience: int | None = None
    based_in: str | None = None
    locations: tuple[str, ...] = ()
    work_types: frozenset[WorkType] = frozenset()
    starts_on: date | None = None
    stated: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    shown: Mapping[str, Shown] = field(default_factory=dict)
    likings: Mapping[str, Liking] = field(default_factory=dict)
    interests: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """A job as matching sees it; None and empty mean that its source does not say.

    Attributes:
        open_to: where people who may apply are based, if it says so; values as `Seeker.based_in`.
        interests: what the work is like, in the same six types, as its skills say.
    """

    id: int
    sector: str | None = None
    skills: tuple[str, ...] = ()
    education: Education | None = None
    seniority: Seniority | None = None
    work_type: WorkType | None = None
    workplace: Workplace | None = None
    location: str | None = None
    open_to: frozenset[str] = frozenset()
    closes_on: date | None = None
    interests: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason, a gap or a limit: a stable code and the stored facts that it points at; words are made at the edge."""

    code: str
    evidence: Mapping[str, object] = field(default_factory=dict)
