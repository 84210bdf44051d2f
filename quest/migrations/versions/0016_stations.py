"""Check-ins at stations, their queues and notes, and the accounts of their staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import quest.models.base

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = quest.models.base.Moment(timezone=True)


def upgrade() -> None:
    op.add_column("accounts", sa.Column("station", sa.String(), nullable=True))
    op.create_table(
        "check_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.Column("receipt", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["player_id"], ["players.id"], name=op.f("fk_check_ins_player_id_players"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
        sa.UniqueConstraint("player_id", "level_id", name=op.f("uq_check_ins_player_id_level_id")),
    )
    op.create_index("ix_check_ins_level_id_at", "check_ins", ["level_id", "at"])
    op.create_table(
        "queue_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.String(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("called_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["player_id"], ["players.id"], name=op.f("fk_queue_places_player_id_players"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_places")),
        sa.UniqueConstraint("player_id", "level_id", name=op.f("uq_queue_places_player_id_level_id")),
    )
    op.create_index("ix_queue_places_level_id_joined_at", "queue_places", ["level_id", "joined_at"])
    op.create_table(
        "station_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_station_notes_account_id_accounts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["players.id"], name=op.f("fk_station_notes_player_id_players"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_notes")),
        sa.UniqueConstraint("player_id", "level_id", name=op.f("uq_station_notes_player_id_level_id")),
    )


def downgrade() -> None:
    op.drop_table("station_notes")
    op.drop_index("ix_queue_places_level_id_joined_at", "queue_places")
    op.drop_table("queue_places")
    op.drop_index("ix_check_ins_level_id_at", "check_ins")
    op.drop_table("check_ins")
    op.drop_column("accounts", "station")
