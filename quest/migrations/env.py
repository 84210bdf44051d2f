"""Alembic's hook: runs the migrations on the connection that it was given."""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

from quest.models import Base

# Any constant will do; it only has to be the same in every process of the quest.
LOCK = 7_314_902

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    context.run_migrations()
connection.commit()
