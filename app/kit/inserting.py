"""Inserting many small rows without the cost of building each statement anew.

A record is a dozen rows in five tables; building the statements would cost more than the inserts.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, insert

from app.kit.compiled import as_sqlalchemy, compiled


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all give every column of `table`.

    Raises SQLAlchemy's own errors (`IntegrityError`, ...), without the values.
    """
    if not rows:
        return
    made = compiled(connection.dialect, _into(table))
    cursor: Any = connection.connection.cursor()
    try:
        with as_sqlalchemy(connection.dialect, made.sql):
            cursor.executemany(made.sql, [made.parameters(row) for row in rows])
    finally:
        cursor.close()


@lru_cache(maxsize=512)
def _into(table: Table) -> Insert:
    return insert(table)
