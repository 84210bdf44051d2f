"""When the questions that come next were handed out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import quest.models.base

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attempts", sa.Column("ahead_at", quest.models.base.Moment(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("attempts", "ahead_at")
