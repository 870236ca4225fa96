"""Inserting many small rows without the cost of building each statement anew.

A record is a dozen rows in five tables; building the statements would cost more than the inserts.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from app.kit.db.statement_cache import CompiledStatement, as_sqlalchemy, compiled

VALUES = 32_766
"""Values that SQLite takes in one statement."""

TOGETHER = (2_000, 500, 50)
"""Rows of one statement to SQLite. It costs half as much as one by one, and other threads go on meanwhile;
few sizes, so that the driver's own cache of statements holds them."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all give every column of `table`.

    Raises SQLAlchemy's own errors (`IntegrityError`, ...), without the values.
    """
    names = table.columns.keys()
    insert_values(connection, table, [[row[name] for name in names] for row in rows])


def insert_values(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """The same for rows that are values in the order of the table's columns."""
    if not rows:
        return
    made = compiled(connection.dialect, _into(table))
    given, width = made.flat(rows), len(made.names)
    cursor: Any = connection.connection.cursor()
    try:
        with as_sqlalchemy(connection.dialect, made.sql):
            done = 0
            for size in _sizes(made):
                while len(given) - done >= size * width:
                    some = given[done : done + size * width]
                    cursor.execute(_together(connection.dialect, table, size), some)
                    done += len(some)
            if done < len(given):
                cursor.executemany(made.sql, made.apart(given[done:]))
    finally:
        cursor.close()


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there; whether it was new.

    Of several transactions that insert the same key at once one is told yes: PostgreSQL's others wait for it.
    """
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    made = make(table).values(row).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return connection.execute(made).first() is not None


def _sizes(made: CompiledStatement) -> list[int]:
    """PostgreSQL's driver sends many rows in one go by itself."""
    return [size for size in TOGETHER if made.positional and size * len(made.names) <= VALUES]


@lru_cache(maxsize=512)
def _into(table: Table) -> Insert:
    return insert(table)


@lru_cache(maxsize=512)
def _together(dialect: Dialect, table: Table, rows: int) -> str:
    """The statement of so many rows: that of one, with its values again and again."""
    before, values = compiled(dialect, _into(table)).sql.rsplit(" VALUES ", 1)
    return f"{before} VALUES {', '.join([values] * rows)}"
