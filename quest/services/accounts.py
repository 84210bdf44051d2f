"""Signing in: who stands behind a cookie, passwords, and links by mail."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain.errors import BadInput, EmailTaken, LinkExpired
from quest.domain.events import SignedOut
from quest.models import Account, Company, Player, SignIn, SignInLink
from quest.prepared import Prepared, Reader

ROLES = ("organiser", "host", "recruiter", "staff")
SHORTEST_PASSWORD = 10
# OWASP's second choice for argon2id (19 MiB, two passes, one lane): about 30 ms, so that a hall can sign in at once.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NOBODY = HASHER.hash(secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever sent a request or holds a socket: a player, an account, or both.

    Attributes:
        roles: `player`, `jobseeker`, `recruiter`, `staff`, `host`, `organiser`, as far as they apply.
        station: the level whose station the staff run.
    """

    sign_in_id: int
    player_id: int | None
    account_id: int | None
    campaign_id: str | None
    nickname: str | None
    company_id: int | None
    station: str | None
    roles: frozenset[str]

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the cookie keeps (Flask-Login asks for it by this name)."""
        return str(self.sign_in_id)


def visitor(reader: Reader, sign_in_id: int, *, now: datetime, lifetime: timedelta) -> Visitor | None:
    """Who is behind a sign-in, or None when it has ended."""
    asked = {"sign_in": sign_in_id, "oldest": now - lifetime}
    row = _VISITOR.row(reader, asked)
    if row is None:
        return None
    player_id, account_id, campaign_id, nickname, company_id, station, role = row
    roles = frozenset(name for name in ("player" if player_id else None, role) if name)
    return Visitor(sign_in_id, player_id, account_id, campaign_id, nickname, company_id, station, roles)


# Every request begins with it.
_VISITOR = Prepared(
    select(
        SignIn.player_id,
        SignIn.account_id,
        Player.campaign_id,
        Player.nickname,
        Account.company_id,
        Account.station,
        Account.role,
    )
    .outerjoin(Player, Player.id == SignIn.player_id)
    .outerjoin(Account, Account.id == SignIn.account_id)
    .where(SignIn.id == bindparam("sign_in"), SignIn.ended_at.is_(None), SignIn.created_at > bindparam("oldest"))
)


def live_sign_ins(session: Session, ids: Collection[int], *, now: datetime, lifetime: timedelta) -> set[int]:
    """Those of the sign-ins that have neither been ended nor outlived."""
    holds = select(SignIn.id).where(SignIn.id.in_(ids), SignIn.ended_at.is_(None), SignIn.created_at > now - lifetime)
    return set(session.scalars(holds))


def sign_in(session: Session, *, player_id: int | None, account_id: int | None, now: datetime) -> SignIn:
    """A new sign-in for one device."""
    values = {"player_id": player_id, "account_id": account_id, "created_at": now}
    [(made,)] = _NEW_SIGN_IN.rows(session, values)
    return SignIn(id=made, **values)


# A whole hall comes in at once.
_NEW_SIGN_IN = Prepared(insert(SignIn).returning(SignIn.id))


def sign_out(session: Session, sign_in_id: int, *, now: datetime) -> None:
    """Ends one sign-in; its sockets are cut when this is committed."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(ended_at=now))
    record(session, SignedOut(sign_in_id))


def folded_email(email: str) -> str:
    """An e-mail address as it is compared and kept."""
    return email.strip().casefold()


def account_of_email(session: Session, email: str) -> Account | None:
    """The account of an e-mail address."""
    return session.scalar(select(Account).where(Account.email == folded_email(email)))


def password_fits(account: Account | None, password: str) -> bool:
    """Whether this is the account's password; takes as long for an unknown account, so that nobody can be sounded out.

    It keeps a core busy for some 30 ms and belongs outside of a transaction.
    """
    known = account.password_hash if account and account.password_hash else NOBODY
    try:
        HASHER.verify(known, password)
    except (Argon2Error, InvalidHashError):
        return False
    return known is not NOBODY


def create_account(
    session: Session,
    *,
    email: str,
    name: str,
    role: str,
    now: datetime,
    password: str | None = None,
    company: str | None = None,
    station: str | None = None,
    player_id: int | None = None,
) -> Account:
    """A new account; `company` is the slug of a recruiter's company, `station` the level of the staff's station.

    Raises:
        EmailTaken: the address has an account.
        BadInput: a recruiter without a known company, or a password that is too short.
    """
    if account_of_email(session, email) is not None:
        raise EmailTaken(email=email)
    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise BadInput(fields={"password": ("too_short", {"least": SHORTEST_PASSWORD})})
    company_id = session.scalar(select(Company.id).where(Company.slug == company)) if company else None
    if (role == "recruiter" or company) and company_id is None:
        raise BadInput(fields={"company": ("unknown_company", {"company": company or ""})})
    account = Account(
        email=folded_email(email),
        name=name,
        role=role,
        password_hash=HASHER.hash(password) if password else None,
        company_id=company_id,
        station=station,
        player_id=player_id,
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account


def make_link(session: Session, account: Account, *, now: datetime, lifetime: timedelta) -> str:
    """The token of a link that signs in once; only its digest is kept."""
    token = secrets.token_urlsafe(24)
    session.add(
        SignInLink(
            account_id=account.id, digest=_digest(token), created_at=now, expires_at=now + lifetime, used_at=None
        )
    )
    return token


def account_of_link(session: Session, token: str, *, now: datetime) -> Account:
    """The account whose link this is, used up by this call.

    Raises:
        LinkExpired: there is no such link, it was used, or its time is over.
    """
    used = session.scalar(
        update(SignInLink)
        .where(SignInLink.digest == _digest(token), SignInLink.used_at.is_(None), SignInLink.expires_at > now)
        .values(used_at=now)
        .returning(SignInLink.account_id)
    )
    if used is None:
        raise LinkExpired
    return session.get_one(Account, used)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
