"""Hard limits: why a person cannot take a job. Only two stated facts that clash make one; silence never does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from quest.domain.facts import Finding, Opening, Seeker
from quest.domain.places import is_wanted
from quest.domain.work import Workplace

NEEDS_AN_OPEN_JOB = ("gba", "overseas")


def limit(seeker: Seeker, opening: Opening) -> Finding | None:
    """The first limit that keeps the person from this job, the one that is hardest to move first; None for no limit."""
    return next((found for check in CHECKS if (found := check(seeker, opening))), None)


def _right_to_work(seeker: Seeker, opening: Opening) -> Finding | None:
    """A job that says where applicants may be based, and does not name where this person is."""
    if seeker.based_in not in NEEDS_AN_OPEN_JOB or not opening.open_to or seeker.based_in in opening.open_to:
        return None
    return Finding("right_to_work", {"profile": "based_in", "has": seeker.based_in, "asks": sorted(opening.open_to)})


def _education(seeker: Seeker, opening: Opening) -> Finding | None:
    if seeker.education is None or opening.education is None or seeker.education.rank >= opening.education.rank:
        return None
    return Finding("education", {"profile": "education", "has": seeker.education, "asks": opening.education})


def _place(seeker: Seeker, opening: Opening) -> Finding | None:
    if place_fits(seeker, opening) is not False:
        return None
    return Finding("place", {"profile": "locations", "has": list(seeker.locations), "asks": opening.location})


def _work_type(seeker: Seeker, opening: Opening) -> Finding | None:
    if not seeker.work_types or opening.work_type is None or opening.work_type in seeker.work_types:
        return None
    return Finding("work_type", {"profile": "work_types", "has": sorted(seeker.work_types), "asks": opening.work_type})


CHECKS: tuple[Callable[[Seeker, Opening], Finding | None], ...] = (_right_to_work, _education, _place, _work_type)


def place_fits(seeker: Seeker, opening: Opening) -> bool | None:
    """Whether the job is where the person would work; None when one of them does not say or the words do not tell."""
    if not seeker.locations or opening.workplace is Workplace.REMOTE:
        return True
    return is_wanted(opening.location, seeker.locations) if opening.location else None


def is_open(closes_on: date | None, today: date) -> bool:
    """Whether a job still takes applications; the closing day is the last on which it does."""
    return closes_on is None or closes_on >= today
