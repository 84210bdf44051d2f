"""Questions of several turns, hints that cost, answers that are counted, and reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import quest.models.base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attempts", sa.Column("turns", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("attempts", sa.Column("hinted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("answers", sa.Column("tally", sa.String(), nullable=True))
    op.add_column("answers", sa.Column("took_ms", sa.BigInteger(), nullable=True))
    op.add_column("answers", sa.Column("hinted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("answers", sa.Column("pending", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_answers_question_id", "answers", ["question_id"])
    op.create_index(
        "ix_answers_pending",
        "answers",
        ["id"],
        sqlite_where=sa.text("pending"),
        postgresql_where=sa.text("pending"),
    )
    op.create_table(
        "reviews",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("fraction", sa.Double(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("at", quest.models.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answers.id"], name=op.f("fk_reviews_answer_id_answers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["accounts.id"], name=op.f("fk_reviews_reviewer_id_accounts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_reviews")),
    )


def downgrade() -> None:
    op.drop_table("reviews")
    op.drop_index("ix_answers_pending", "answers")
    op.drop_index("ix_answers_question_id", "answers")
    for table, columns in {
        "answers": ("pending", "hinted", "took_ms", "tally"),
        "attempts": ("hinted", "turns"),
    }.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)
