"""Groups that players ride for, and the bracket that a player chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import quest.models.base

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("players", sa.Column("bracket", sa.String(), nullable=True))
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("preset", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("created_at", quest.models.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["stagings.id"], name=op.f("fk_groups_campaign_id_stagings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("campaign_id", "kind", "folded", name=op.f("uq_groups_campaign_id_kind_folded")),
        sa.UniqueConstraint("campaign_id", "preset", name=op.f("uq_groups_campaign_id_preset")),
        sa.UniqueConstraint("code", name=op.f("uq_groups_code")),
    )
    op.create_table(
        "memberships",
        sa.Column("player_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", quest.models.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_memberships_group_id_groups"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["players.id"], name=op.f("fk_memberships_player_id_players"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "kind", name=op.f("pk_memberships")),
    )
    op.create_index("ix_memberships_group_id", "memberships", ["group_id"])


def downgrade() -> None:
    op.drop_index("ix_memberships_group_id", "memberships")
    op.drop_table("memberships")
    op.drop_table("groups")
    with op.batch_alter_table("players") as batch:
        batch.drop_column("bracket")
