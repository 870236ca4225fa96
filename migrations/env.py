"""Runs migrations on SQLite and PostgreSQL alike, in one transaction each where the database can."""

from alembic import context
from sqlalchemy import Connection

from app.kit.database import Database
from app.kit.settings import Settings
from app.schema import metadata


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
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
        connection.commit()
    database.dispose()
