"""Feeds of jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import quest.models.base

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("employers", sa.JSON(), nullable=False),
        sa.Column("every_hours", sa.Integer(), nullable=False),
        sa.Column("next_at", quest.models.base.Moment(timezone=True), nullable=False),
        sa.Column("tried_at", quest.models.base.Moment(timezone=True), nullable=True),
        sa.Column("fetched_at", quest.models.base.Moment(timezone=True), nullable=True),
        sa.Column("problem", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("created_at", quest.models.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["job_imports.id"], name=op.f("fk_job_feeds_import_id_job_imports"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["import_drafts.id"], name=op.f("fk_job_feeds_draft_id_import_drafts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_feeds")),
        sa.UniqueConstraint("address", name=op.f("uq_job_feeds_address")),
    )
    op.create_index(op.f("ix_job_feeds_next_at"), "job_feeds", ["next_at"])


def downgrade() -> None:
    op.drop_table("job_feeds")
