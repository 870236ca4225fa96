"""Runs migrations on SQLite and PostgreSQL alike, in one transaction each where the database can."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import CheckConstraint, Connection

from app.catalogue.by_database import Check, RandomId
from app.kit.database import Database
from app.kit.settings import Settings
from app.schema import metadata


def in_both_words(kind: str, part: Any, about: AutogenContext) -> str | Literal[False]:
    """What the two databases are told differently, as a new revision is to say it."""
    if kind == "type" and isinstance(part, RandomId):
        return 'sa.Uuid().with_variant(sa.LargeBinary(16), "sqlite")'
    if kind == "check" and isinstance(part, CheckConstraint) and isinstance(part.sqltext, Check):
        about.imports.add("from app.catalogue.by_database import Check")
        words = f"sqlite={part.sqltext.sqlite!r}, postgresql={part.sqltext.postgresql!r}"
        return f"sa.CheckConstraint(Check({words}), name=op.f({part.name!r}))"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
        render_item=in_both_words,
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
