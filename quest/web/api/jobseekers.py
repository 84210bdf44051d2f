"""API calls of jobseekers: registering, the profile, its consents, and leaving."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quest.domain import errors
from quest.domain.consent import Purpose
from quest.models import Jobseeker
from quest.services import accounts, jobseekers, takeout
from quest.services.jobseekers import Agreement, Profile
from quest.web import identity
from quest.web.account.profile import own_jobseeker
from quest.web.api.job_schemas import JobseekerChange, JobseekerExport, JobseekerView, NewJobseeker
from quest.web.api.operations import operation
from quest.web.api.play import PLAYER
from quest.web.api.schemas import ConsentGiven
from quest.web.context import parts, player_id
from quest.web.language import language

blueprint = Blueprint("api_jobseekers", __name__)


@operation(
    blueprint,
    "POST",
    "/jobseeker",
    roles=PLAYER,
    body=NewJobseeker,
    result=JobseekerView,
    statuses={201: "Registered and signed in with the new account"},
    errors=(errors.EmailTaken,),
)
def create_jobseeker(body: NewJobseeker) -> ResponseReturnValue:
    """Registers the player as a jobseeker, with each consent that is in the list and no other."""
    with parts().database.unit_of_work() as session:
        jobseeker = jobseekers.register(
            session,
            player_id=player_id(),
            profile=_profile(body.model_dump(exclude={"consents"})),
            agreements=[_agreement(consent) for consent in body.consents if consent.purpose is not Purpose.PROFILE],
            language=language(),
            now=parts().now(),
        )
        account = accounts.account_of_email(session, jobseeker.email)
        view = _view(session, jobseeker)
    identity.remember(None, account)
    return view, 201


@operation(blueprint, "GET", "/jobseeker", roles=PLAYER, result=JobseekerView, errors=(errors.NotRegistered,))
def get_jobseeker() -> ResponseReturnValue:
    """The profile of whoever is signed in, and every agreement in force."""
    jobseeker = own_jobseeker()
    with parts().database.reading() as session:
        return _view(session, jobseeker)


@operation(
    blueprint,
    "PATCH",
    "/jobseeker",
    roles=PLAYER,
    body=JobseekerChange,
    result=JobseekerView,
    errors=(errors.NotRegistered, errors.EmailTaken),
)
def change_jobseeker(body: JobseekerChange) -> ResponseReturnValue:
    """Changes what is given of the profile; gives or, with `granted` false, takes back consents."""
    mine = own_jobseeker()
    with parts().database.unit_of_work() as session:
        jobseeker = session.get_one(Jobseeker, mine.id)
        changed = body.model_dump(exclude={"consents"}, exclude_unset=True)
        changed = {name: value for name, value in changed.items() if value is not None or name == "starts_on"}
        if changed:
            jobseekers.change(session, jobseeker, _profile(_kept(jobseeker) | changed), now=parts().now())
        for consent in body.consents:
            jobseekers.decide(
                session,
                jobseeker,
                [_agreement(consent)],
                granted=consent.granted,
                language=language(),
                source="profile",
                now=parts().now(),
            )
        return _view(session, jobseeker)


@operation(
    blueprint,
    "DELETE",
    "/jobseeker",
    roles=PLAYER,
    statuses={204: "Erased and signed out"},
    errors=(errors.NotRegistered,),
)
def erase_jobseeker() -> ResponseReturnValue:
    """Erases the person with everything of theirs: profile, consents, applications, answers and points."""
    jobseeker = own_jobseeker()
    identity.forget()
    with parts().database.unit_of_work() as session:
        jobseekers.erase(session, jobseeker.player_id)
    return "", 204


@operation(blueprint, "GET", "/jobseeker/export", roles=PLAYER, result=JobseekerExport, errors=(errors.NotRegistered,))
def export_jobseeker() -> ResponseReturnValue:
    """Everything that is kept about the person, to take away."""
    jobseeker = own_jobseeker()
    with parts().database.reading() as session:
        return takeout.everything(session, jobseeker.player_id, language())


def _profile(facts: dict[str, Any]) -> Profile:
    lists = {name: [str(value) for value in facts[name]] for name in ("locations", "work_types", "skills")}
    return Profile(**{**facts, **lists, "education": str(facts["education"])})


def _kept(jobseeker: Jobseeker) -> dict[str, Any]:
    return {**jobseekers.view(jobseeker), "starts_on": jobseeker.starts_on}


def _agreement(consent: ConsentGiven) -> Agreement:
    return Agreement(consent.purpose.value, consent.company_id, consent.version)


def _view(session: Session, jobseeker: Jobseeker) -> dict[str, Any]:
    agreed = jobseekers.consents_in_force(session, jobseeker.id)
    consents = [{"purpose": str(purpose), "company_id": company_id} for purpose, company_id in agreed]
    consents.sort(key=lambda consent: (consent["purpose"], consent["company_id"] or 0))
    return {**jobseekers.view(jobseeker), "consents": consents}
