"""Who plays, who signed in, and with what account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Player(Base):
    """Somebody who plays a campaign under a nickname.

    Attributes:
        resume_nonce: part of every link to a second device; changing it makes older links worthless.
        bracket: the field of players that this one chose to be ranked in.
        ranked: whether the player wants to stand on boards.
        hidden: whether an organiser took the player off them.
    """

    __tablename__ = "players"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("stagings.id"), index=True)
    nickname: Mapped[str]
    language: Mapped[str]
    streak: Mapped[int] = mapped_column(default=0)
    streak_paused: Mapped[bool] = mapped_column(default=False)
    resume_nonce: Mapped[str]
    bracket: Mapped[str | None]
    ranked: Mapped[bool] = mapped_column(default=True)
    hidden: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Account(Base):
    """An e-mail that can sign in: a jobseeker coming back, or somebody with a role.

    Attributes:
        role: `jobseeker`, `recruiter`, `staff` (of a station), `host` or `organiser`.
        company_id: the recruiter's company.
        station: the level whose station the staff run.
        player_id: the jobseeker's player.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str | None]
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)
    station: Mapped[str | None]
    player_id: Mapped[int | None] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"), unique=True)
    created_at: Mapped[datetime]


class SignIn(Base):
    """One device that is signed in, as a player, as an account, or both; what the cookie points at."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int | None] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInLink(Base):
    """A link that was mailed and signs its reader in once; only the digest of its token is kept."""

    __tablename__ = "sign_in_links"
    __table_args__ = (Index("ix_sign_in_links_account_id_created_at", "account_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
