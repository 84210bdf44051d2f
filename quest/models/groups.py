"""Groups that players ride for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Group(Base):
    """A school, a company or a team of one campaign.

    Attributes:
        preset: its id in the pack, which has its name in every language; null for one that a player founded.
        name: as its founder wrote it; the English name of a preset one.
        folded: the name as it is compared, so that no two of a kind look the same.
        code: lets whoever has it join.
    """

    __tablename__ = "groups"
    __table_args__ = (
        UniqueConstraint("campaign_id", "kind", "folded"),
        UniqueConstraint("campaign_id", "preset"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("stagings.id"))
    kind: Mapped[str]
    preset: Mapped[str | None]
    name: Mapped[str]
    folded: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]


class Membership(Base):
    """A player's one group of a kind."""

    __tablename__ = "memberships"

    player_id: Mapped[int] = mapped_column(ForeignKey("players.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    joined_at: Mapped[datetime]
