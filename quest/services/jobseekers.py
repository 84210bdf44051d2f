"""Jobseekers: registering, consents, and what a person can see of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain.consent import ASKED, TEXT_VERSION, Decision, Purpose, in_force
from quest.domain.errors import BadInput, EmailTaken, NotRegistered
from quest.domain.events import PlayerErased, SignedOut
from quest.models import Account, Company, Consent, Jobseeker, Player, SignIn
from quest.services import acts, groups
from quest.services.accounts import account_of_email, folded_email


@dataclass(frozen=True, slots=True)
class Profile:
    """What a jobseeker tells of themselves; see `quest.models.jobseekers.Jobseeker`."""

    name: str
    email: str
    education: str
    experience: int
    based_in: str
    locations: list[str]
    work_types: list[str]
    skills: list[str]
    starts_on: date | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One ticked box: the purpose, the one company it names (None for all it can concern), the text's version."""

    purpose: str
    company_id: int | None
    version: str


def register(
    session: Session,
    *,
    player_id: int,
    profile: Profile,
    agreements: Iterable[Agreement],
    language: str,
    now: datetime,
    password_hash: str | None = None,
) -> Jobseeker:
    """Makes a player a jobseeker with an account to come back with, and records each consent.

    Raises:
        EmailTaken: the address belongs to somebody else. BadInput: a consent names an unknown company.
    """
    mine = of_player(session, player_id)
    if mine is not None or account_of_email(session, profile.email) is not None:
        raise EmailTaken(email=profile.email)
    jobseeker = Jobseeker(player_id=player_id, created_at=now, changed_at=now)
    _write(jobseeker, profile)
    session.add(jobseeker)
    session.add(
        Account(
            email=folded_email(profile.email),
            name=profile.name,
            role="jobseeker",
            password_hash=password_hash,
            player_id=player_id,
            created_at=now,
        )
    )
    _write_out(session, profile.email)
    for agreed in ([Agreement(Purpose.PROFILE, None, TEXT_VERSION)], agreements):
        decide(session, jobseeker, agreed, granted=True, language=language, source="registration", now=now)
    return jobseeker


def change(session: Session, jobseeker: Jobseeker, profile: Profile, *, now: datetime) -> None:
    """Rewrites a profile; the account follows the e-mail.

    Raises:
        EmailTaken: the address belongs to somebody else.
    """
    account = session.scalars(select(Account).where(Account.player_id == jobseeker.player_id)).one()
    other = account_of_email(session, profile.email)
    if other is not None and other.id != account.id:
        raise EmailTaken(email=profile.email)
    account.email, account.name = folded_email(profile.email), profile.name
    _write(jobseeker, profile)
    jobseeker.changed_at = now
    _write_out(session, profile.email)


def _write_out(session: Session, email: str) -> None:
    """Two people may send one address at the same moment: the database tells who was second."""
    try:
        session.flush()
    except IntegrityError as error:
        raise EmailTaken(email=email) from error


def _write(jobseeker: Jobseeker, profile: Profile) -> None:
    jobseeker.name, jobseeker.email = profile.name, folded_email(profile.email)
    jobseeker.education, jobseeker.experience = profile.education, profile.experience
    jobseeker.based_in, jobseeker.starts_on = profile.based_in, profile.starts_on
    jobseeker.locations, jobseeker.work_types = profile.locations, profile.work_types
    jobseeker.skills = profile.skills


def decide(
    session: Session,
    jobseeker: Jobseeker,
    agreements: Iterable[Agreement],
    *,
    granted: bool,
    language: str,
    source: str,
    now: datetime,
) -> None:
    """Adds a row for each decision; nothing is ever changed or taken away.

    Raises:
        BadInput: a decision names a company that is not here.
    """
    for number, agreement in enumerate(agreements):
        if agreement.company_id is not None and session.get(Company, agreement.company_id) is None:
            raise BadInput(
                fields={f"consents.{number}.company_id": ("unknown_company", {"company": agreement.company_id})}
            )
        session.add(
            Consent(
                jobseeker_id=jobseeker.id,
                purpose=agreement.purpose,
                company_id=agreement.company_id,
                version=agreement.version,
                language=language,
                granted=granted,
                source=source,
                at=now,
            )
        )
    session.flush()


def of_player(session: Session, player_id: int) -> Jobseeker | None:
    """The jobseeker that a player registered as."""
    return session.scalar(select(Jobseeker).where(Jobseeker.player_id == player_id))


def required(session: Session, player_id: int) -> Jobseeker:
    """The jobseeker that a player registered as.

    Raises:
        NotRegistered: the player has not.
    """
    found = of_player(session, player_id)
    if found is None:
        raise NotRegistered
    return found


def consents_in_force(session: Session, jobseeker_id: int) -> set[tuple[str, int | None]]:
    """What a person agrees to at this moment: purpose and company (None for all it can concern)."""
    rows = session.execute(
        select(Consent.purpose, Consent.company_id, Consent.granted, Consent.at)
        .where(Consent.jobseeker_id == jobseeker_id)
        .order_by(Consent.id)
    )
    return in_force(Decision(*row) for row in rows)


def choices(session: Session, jobseeker: Jobseeker) -> dict[str, bool]:
    """Each box of the form, as it stands."""
    agreed = {purpose for purpose, company_id in consents_in_force(session, jobseeker.id) if company_id is None}
    return {purpose.value: purpose in agreed for purpose in ASKED}


def erase(session: Session, player_id: int) -> None:
    """Removes a person and everything of theirs: player, points, answers, profile, consents, applications, account.

    Every device that is signed in as them is signed out. A group that players founded goes with its last member, for
    its name may be a person's.
    """
    for sign_in_id in session.scalars(
        select(SignIn.id).where(SignIn.player_id == player_id, SignIn.ended_at.is_(None))
    ):
        record(session, SignedOut(sign_in_id))
    acts.forget_player(session, player_id)
    own_groups = [group.id for group in groups.of_player(session, player_id)]
    session.delete(session.get_one(Player, player_id))
    session.flush()
    groups.forget_empty(session, own_groups)
    record(session, PlayerErased(player_id))


def view(jobseeker: Jobseeker) -> dict[str, Any]:
    """The profile as its owner sees it."""
    return {
        "name": jobseeker.name,
        "email": jobseeker.email,
        "education": jobseeker.education,
        "experience": jobseeker.experience,
        "based_in": jobseeker.based_in,
        "locations": jobseeker.locations,
        "work_types": jobseeker.work_types,
        "skills": jobseeker.skills,
        "starts_on": jobseeker.starts_on.isoformat() if jobseeker.starts_on else None,
    }
