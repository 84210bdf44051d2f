"""Frozen boards, what boards looked like over time, and what organisers did to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Freeze(Base):
    """A board that shows a past moment until it is revealed.

    Attributes:
        award_id: the newest award that its rows count, so that they can be made again from the ledger.
    """

    __tablename__ = "freezes"

    campaign_id: Mapped[str] = mapped_column(ForeignKey("stagings.id"), primary_key=True)
    board: Mapped[str] = mapped_column(primary_key=True)
    award_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class RankSample(Base):
    """How the points of all ranked players lay at one moment: enough to tell anybody's rank then.

    Attributes:
        award_id: the newest award that is counted.
        counts: pairs of points and how many players had just as many, most points first.
    """

    __tablename__ = "rank_samples"

    campaign_id: Mapped[str] = mapped_column(ForeignKey("stagings.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    award_id: Mapped[int] = mapped_column(BigInteger)
    counts: Mapped[list[list[int]]] = mapped_column(JSON)


class Act(Base):
    """Something that an organiser or a host did and players feel; rows are only ever added.

    Attributes:
        account_id: whose hand it was, as long as the account exists.
        what: a past-tense word, see `quest.services.acts`.
        subject: what it was done to: a board's name, `player:12`, `draw:3`.
        note: why, in the words of whoever did it; may be empty.
    """

    __tablename__ = "acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("stagings.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    what: Mapped[str]
    subject: Mapped[str]
    note: Mapped[str]
    at: Mapped[datetime]
