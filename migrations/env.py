"""Runs migrations on SQLite and PostgreSQL alike, in one transaction each."""

from alembic import context
from sqlalchemy import Connection

from app.kit.db.database import Database
from app.kit.settings import Settings
from app.schema import metadata
from migrations import autogenerate, sqlite


def run(connection: Connection) -> None:
    with sqlite.tables_may_be_rewritten(connection):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=True,
            transaction_per_migration=True,
            on_version_apply=sqlite.check_references,
            render_item=autogenerate.in_both_words,
            process_revision_directives=autogenerate.older_rows,
        )
        with context.begin_transaction():
            context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    database = Database(Settings())
    with database.engine.connect() as connection:
        run(connection)
    database.dispose()
