"""What a recruiter does on the desk, from its page or the API: steps, notes, and taking the list along."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from quest.domain.errors import Forbidden
from quest.domain.hiring import Stage
from quest.domain.progress import campaign_day
from quest.exchange.skills import vocabulary
from quest.exchange.tables import Table
from quest.services import acts, desk, recruiting
from quest.services.desk import Recruiter
from quest.services.recruiting import Candidate, Filters
from quest.web import labels
from quest.web.context import campaign, parts, require
from quest.web.language import language, t

AT_ONCE = 200
SHEET = "candidates"


def recruiter() -> Recruiter:
    """Who acts here.

    Raises:
        SignInRequired, Forbidden: nobody is signed in, or nobody who recruits for a company.
    """
    who = require("recruiter")
    if who.company_id is None or who.account_id is None:
        raise Forbidden
    return Recruiter(who.company_id, who.account_id)


def today() -> date:
    """The calendar day at the campaign's place."""
    return date.fromisoformat(campaign_day(parts().now(), campaign().timezone))


def move(candidate_id: int, job_id: int, stage: Stage, reason: str) -> None:
    """Moves an application; see `quest.services.desk.move` for what it refuses."""
    who = recruiter()
    with parts().database.unit_of_work() as session:
        desk.move(
            session,
            campaign(),
            who,
            candidate_id,
            job_id,
            stage,
            reason=reason,
            today=today(),
            now=parts().now(),
        )


def write_note(candidate_id: int, words: str) -> int:
    """Keeps a note; its id. See `quest.services.desk.write_note` for what it refuses."""
    who = recruiter()
    with parts().database.unit_of_work() as session:
        return desk.write_note(session, campaign(), who, candidate_id, words, today=today(), now=parts().now()).id


def exported(filters: Filters, purpose: str) -> Table:
    """The candidates of the company as a table; that it was taken, by whom and for what, is kept in the log first."""
    who, content = recruiter(), campaign()
    with parts().database.unit_of_work() as session:
        acts.keep(
            session,
            content,
            "candidates_exported",
            f"company:{who.company_id}",
            account_id=who.account_id,
            now=parts().now(),
            note=purpose,
        )
    rows: list[Candidate] = []
    offset: int | None = 0
    with parts().database.reading() as session:
        while offset is not None:
            page = recruiting.candidates(
                session, content, who.company_id, today=today(), filters=filters, limit=AT_ONCE, offset=offset
            )
            rows += page.rows
            offset = page.next_offset
    heads = [
        _("Name"),
        _("E-mail"),
        _("Applied for"),
        _("Stage"),
        _("Applied"),
        _("Education"),
        _("Years of work"),
        _("Can start on"),
        _("Skills"),
        _("Stops passed"),
        _("Points"),
    ]
    return Table(SHEET, heads, [_cells(person) for person in rows])


def _cells(person: Candidate) -> list[str | int | None]:
    applied = person.applications
    return [
        person.name,
        person.email,
        "; ".join(t(each.job.title) for each in applied) or None,
        "; ".join(labels.named(labels.STAGE, each.stage) for each in applied) or None,
        applied[0].at.date().isoformat() if applied else None,
        labels.named(labels.EDUCATION, person.education),
        person.experience,
        person.starts_on.isoformat() if person.starts_on else None,
        "; ".join(vocabulary().name(skill, language()) for skill in person.skills) or None,
        " ".join(stop.code for stop in person.route) or None,
        person.points,
    ]
