"""Which questions of a round were revealed, so that its report leaves the skipped ones out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROUNDS = sa.table(
    "rounds",
    sa.column("id", sa.Integer),
    sa.column("phase", sa.String),
    sa.column("position", sa.Integer),
    sa.column("revealed", sa.JSON),
)


def upgrade() -> None:
    op.add_column("rounds", sa.Column("revealed", sa.JSON(), nullable=False, server_default="[]"))
    connection = op.get_bind()
    # Of earlier rounds nobody knows what was skipped: every question that is past counts as revealed.
    for row in connection.execute(sa.select(ROUNDS.c.id, ROUNDS.c.phase, ROUNDS.c.position)).all():
        past = row.position if row.phase in ("question", "open", "closed") else row.position + 1
        changed = ROUNDS.update().where(ROUNDS.c.id == row.id)
        connection.execute(changed.values(revealed=list(range(past))))


def downgrade() -> None:
    op.drop_column("rounds", "revealed")
