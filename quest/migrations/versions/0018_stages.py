"""What the big screen shows, and who completed a line when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import quest.models.base

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stages",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("scene", sa.String(), nullable=True),
        sa.Column("counts_to", quest.models.base.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["stagings.id"], name=op.f("fk_stages_campaign_id_stagings")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_stages")),
    )
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.String(), nullable=False),
        sa.Column("at", quest.models.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["player_id"], ["players.id"], name=op.f("fk_arrivals_player_id_players"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
    )
    op.create_index("ix_arrivals_player_id", "arrivals", ["player_id"])


def downgrade() -> None:
    op.drop_table("arrivals")
    op.drop_table("stages")
