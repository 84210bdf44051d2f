"""The tables that migrations make are those that the models describe."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from quest.db import Database
from quest.models import Base


def test_the_migrated_database_is_what_the_models_say(database: Database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
