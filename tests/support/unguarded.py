"""A database without the triggers that keep releases as they are, for tests that put rows in their place."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, text

from app.release.storage.tables import FOR_EVER, RELEASE

GUARDED = tuple(table.name for table in (RELEASE, *FOR_EVER))


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """Without the triggers, within the connection's own transaction; they are there again afterwards.

    An earlier revision of the database lacks some of the tables.
    """
    guarded = set(GUARDED) & set(inspect(connection).get_table_names())
    if connection.dialect.name != "sqlite":
        for name in sorted(guarded):
            connection.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER USER"))
        yield
        for name in sorted(guarded):
            connection.execute(text(f"ALTER TABLE {name} ENABLE TRIGGER USER"))
        return
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    triggers = {row.name: row.sql for row in rows}
    assert len(triggers) == 3 * len(guarded)
    for name in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for sql in triggers.values():
        connection.execute(text(sql))
