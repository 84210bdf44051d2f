"""The words of each consent: who gets what, until when. `TEXT_VERSION` names them; change both together."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from quest.domain.consent import ASKED, TEXT_VERSION, Purpose
from quest.services.jobseekers import Agreement


@dataclass(frozen=True, slots=True)
class Asked:
    """A box of the form: its field's name, its question, and what agreeing means."""

    name: str
    question: str
    meaning: str


def asked() -> list[Asked]:
    """The boxes, in the order in which they are asked."""
    words = {
        Purpose.EMPLOYERS: (
            _("Employers on my lines may see me"),
            _(
                "Who: recruiters of the companies whose jobs match your lines. What: your name, education, "
                "experience and route; your e-mail only where you apply. Until: you take it back, which works at once."
            ),
        ),
        Purpose.FOLLOW_UP: (
            _("Booths I visit may write to me"),
            _(
                "Who: the companies at whose booths you check in. What: your name and e-mail. "
                "Until: you take it back, which works at once."
            ),
        ),
        Purpose.NEWSLETTER: (
            _("Send me news of the next events"),
            _("Who: the organiser alone. What: your e-mail. Until: you take it back, which works at once."),
        ),
    }
    return [Asked(purpose.value, *words[purpose]) for purpose in ASKED]


def ticked() -> list[Agreement]:
    """The boxes that the form in this request came back with."""
    return [Agreement(purpose.value, None, TEXT_VERSION) for purpose in ASKED if request.form.get(purpose.value)]
