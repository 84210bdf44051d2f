"""Boards that are frozen, players who are not ranked, ranks over time, and what organisers did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import quest.models.base

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = quest.models.base.Moment(timezone=True)


def upgrade() -> None:
    op.add_column("players", sa.Column("ranked", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("players", sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "freezes",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("award_id", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["stagings.id"], name=op.f("fk_freezes_campaign_id_stagings")),
        sa.PrimaryKeyConstraint("campaign_id", "board", name=op.f("pk_freezes")),
    )
    op.create_table(
        "rank_samples",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("award_id", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["stagings.id"], name=op.f("fk_rank_samples_campaign_id_stagings")),
        sa.PrimaryKeyConstraint("campaign_id", "at", name=op.f("pk_rank_samples")),
    )
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["stagings.id"], name=op.f("fk_acts_campaign_id_stagings")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_acts_account_id_accounts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
    )
    op.create_index("ix_acts_campaign_id", "acts", ["campaign_id"])


def downgrade() -> None:
    op.drop_index("ix_acts_campaign_id", "acts")
    for table in ("acts", "rank_samples", "freezes"):
        op.drop_table(table)
    with op.batch_alter_table("players") as batch:
        batch.drop_column("hidden")
        batch.drop_column("ranked")
