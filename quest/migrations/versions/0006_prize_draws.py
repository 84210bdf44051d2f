"""Prize draws and their tickets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import quest.models.base

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = quest.models.base.Moment(timezone=True)


def upgrade() -> None:
    op.create_table(
        "draws",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("prize", sa.String(), nullable=False),
        sa.Column("eligible", sa.JSON(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("seed_sha256", sa.String(), nullable=False),
        sa.Column("public_source", sa.String(), nullable=False),
        sa.Column("public_value", sa.String(), nullable=True),
        sa.Column("tickets_sha256", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("announced_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("drawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["stagings.id"], name=op.f("fk_draws_campaign_id_stagings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draws")),
    )
    op.create_index("ix_draws_campaign_id", "draws", ["campaign_id"])
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.Integer(), nullable=True),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name=op.f("fk_tickets_draw_id_draws"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["player_id"], ["players.id"], name=op.f("fk_tickets_player_id_players"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("draw_id", "ticket", name=op.f("uq_tickets_draw_id_ticket")),
        sa.UniqueConstraint("draw_id", "player_id", name=op.f("uq_tickets_draw_id_player_id")),
    )
    op.create_index("ix_tickets_player_id", "tickets", ["player_id"])


def downgrade() -> None:
    op.drop_table("tickets")
    op.drop_table("draws")
