"""Badges that players have earned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import quest.models.base

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "earned_badges",
        sa.Column("player_id", sa.Integer(), nullable=False),
        sa.Column("badge_id", sa.String(), nullable=False),
        sa.Column("at", quest.models.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["player_id"], ["players.id"], name=op.f("fk_earned_badges_player_id_players"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "badge_id", name=op.f("pk_earned_badges")),
    )


def downgrade() -> None:
    op.drop_table("earned_badges")
