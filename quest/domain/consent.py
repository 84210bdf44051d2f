"""Consent: what a person can agree to, and which decision counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

TEXT_VERSION = "2026-11"


class Purpose(StrEnum):
    """What somebody agrees to; each is asked for by itself and never ticked beforehand.

    `PROFILE` is given by registering and ends with erasure, `APPLICATION` by the tap that applies and ends with the
    withdrawal of that application. The others are the boxes of the form.
    """

    PROFILE = "profile"
    APPLICATION = "application"
    EMPLOYERS = "employers"
    FOLLOW_UP = "follow_up"
    NEWSLETTER = "newsletter"


ASKED = (Purpose.EMPLOYERS, Purpose.FOLLOW_UP, Purpose.NEWSLETTER)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `company_id` None means every company that the purpose can concern."""

    purpose: str
    company_id: int | None
    granted: bool
    at: datetime


def in_force(decisions: Iterable[Decision]) -> set[tuple[str, int | None]]:
    """The purposes and companies agreed to, when the newest decision on each counts (the later one of a tie)."""
    newest: dict[tuple[str, int | None], Decision] = {}
    for decision in decisions:
        about = (decision.purpose, decision.company_id)
        if about not in newest or decision.at >= newest[about].at:
            newest[about] = decision
    return {about for about, decision in newest.items() if decision.granted}
