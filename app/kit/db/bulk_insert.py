"""Inserting rows: many that all give every column, or one that may be there already."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import postgresql, sqlite


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all give every column of `table`."""
    if rows:
        connection.execute(insert(table), rows)


def insert_new(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert a row unless its key is there; whether it was new.

    Of several transactions that insert the same key at once one is told yes: PostgreSQL's others wait for it.
    """
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    made = make(table).values(row).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return connection.execute(made).first() is not None
