"""Bringing the database up to the software's newest revision, and telling whether it is there."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.kit.db.database import Database
from app.kit.db.failures import as_problems

ROOT = Path(__file__).resolve().parents[3]
"""Where `alembic.ini` and `migrations/` lie: beside the package, in a clone and in the container alike."""

Tell = Callable[[str], None]
"""Hears, in a sentence, what is going to take long."""


def config() -> Config:
    return Config(str(ROOT / "alembic.ini"))


def head() -> str:
    """The newest revision that the software knows."""
    revision = ScriptDirectory.from_config(config()).get_current_head()
    assert revision is not None
    return revision


def current(database: Database) -> str | None:
    """The revision that the database is at; None for an empty one. Raises a `Problem` if it is away."""
    with as_problems(), database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def answer(database: Database, seconds: float) -> str | None:
    """The same from a database that says at once what it is at, or a `Problem`."""
    return database.revision_in_time(
        lambda connection: MigrationContext.configure(connection).get_current_revision(), seconds
    )


def upgrade(database: Database, to: str = "head", tell: Tell = lambda _: None) -> None:
    """Migrate to a revision; does nothing when the database is there already."""
    before, wanted = current(database), head() if to == "head" else to
    changes_tables = before not in (None, wanted)
    if changes_tables:
        tell(
            f"The database is brought from revision {before} to {wanted}: "
            "about a minute for a million records. If that is cut off, it is as it was."
        )
    with as_problems(), database.engine.connect() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, to)
        connection.commit()
    if changes_tables and database.is_sqlite:
        database.lay_out_anew(())  # gives back the room that the former tables took
