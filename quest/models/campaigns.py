"""The staged campaign."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from quest.models.base import Base


class Staging(Base):
    """A campaign pack as it is being played here, whole, so that every process plays the same one.

    Attributes:
        id: the pack's id.
        pack: the pack's content as JSON (`quest.levels.level.Campaign.parse` reads it).
        digest: of the content; processes that hold a parsed pack know by it whether theirs is the current one.
        is_current: the one that visitors see; at most one row has it.
    """

    __tablename__ = "stagings"

    id: Mapped[str] = mapped_column(primary_key=True)
    pack: Mapped[dict[str, Any]]
    digest: Mapped[str]
    is_current: Mapped[bool]
    loaded_at: Mapped[datetime]
