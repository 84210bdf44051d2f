"""The words in which jobs and people are compared: education, seniority, work type, place, pay."""

from __future__ import annotations

from enum import StrEnum


class Education(StrEnum):
    """Highest completed education, in rising order."""

    SECONDARY = "secondary"
    DIPLOMA = "diploma"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"

    @property
    def rank(self) -> int:
        """0 for the lowest; a higher rank satisfies every lower demand."""
        return _RANKS[self]


_RANKS = {education: rank for rank, education in enumerate(Education)}


class Seniority(StrEnum):
    """How much experience a job asks for."""

    ENTRY = "entry"
    MIDDLE = "middle"
    SENIOR = "senior"

    @property
    def years(self) -> int:
        """Years of experience from which a person counts as of this level."""
        return _YEARS[self]


_YEARS = {Seniority.ENTRY: 0, Seniority.MIDDLE: 3, Seniority.SENIOR: 7}


class WorkType(StrEnum):
    """The kind of contract."""

    FULL_TIME = "full-time"
    PART_TIME = "part-time"
    CONTRACT = "contract"
    TEMPORARY = "temporary"
    INTERNSHIP = "internship"


class Workplace(StrEnum):
    """Where the work is done."""

    ON_SITE = "on-site"
    HYBRID = "hybrid"
    REMOTE = "remote"


class PayPeriod(StrEnum):
    """What the pay is for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
