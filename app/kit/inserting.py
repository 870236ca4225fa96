"""Inserting many small rows without the cost of building each statement anew.

A record is a dozen rows in five tables; building the statements would cost more than the inserts. The SQL
and the types' own processors are SQLAlchemy's, compiled once for each table and database.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Table, insert

from app.kit.compiled import as_sqlalchemy


class _Prepared(NamedTuple):
    sql: str
    names: tuple[str, ...]
    processors: tuple[Callable[[Any], Any] | None, ...]
    positional: bool


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all give every column of `table`.

    Raises SQLAlchemy's own errors (`IntegrityError`, ...), without the values.
    """
    if not rows:
        return
    sql, names, processors, positional = _prepare(connection.dialect, table)
    parameters: list[Any] = []
    for row in rows:
        values = [
            row[name] if processor is None or row[name] is None else processor(row[name])
            for name, processor in zip(names, processors, strict=True)
        ]
        parameters.append(tuple(values) if positional else dict(zip(names, values, strict=True)))
    cursor = connection.connection.cursor()
    try:
        with as_sqlalchemy(connection.dialect, sql):
            cursor.executemany(sql, parameters)
    finally:
        cursor.close()


@lru_cache(maxsize=512)
def _prepare(dialect: Dialect, table: Table) -> _Prepared:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(table.columns.keys()))
    names = tuple(compiled.positiontup or table.columns.keys())
    processors = tuple(table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names)
    return _Prepared(str(compiled), names, processors, bool(compiled.positiontup))
