"""One-row look-ups in SQLite that every request makes: who is asking.

The statement is SQLAlchemy's, compiled once; it is sent on a connection of its own that is never handed back,
since taking one from the pool and building a result cost ten times the look-up.
"""

import threading
from collections import namedtuple
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Engine, Select
from sqlalchemy.exc import DBAPIError


class _Prepared(NamedTuple):
    sql: str
    names: tuple[str, ...]
    fixed: dict[str, Any]
    row: Any


class Glance:
    """Reads first rows. Columns must need no conversion: codes, numbers, states."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._connection: Any = None

    def first(self, statement: Select[Any], values: Mapping[str, Any]) -> Any | None:
        """The first row, with its columns as attributes, or None. Raises SQLAlchemy's own errors."""
        sql, names, fixed, row = _prepare(self._engine.dialect, statement)
        parameters = [values[name] if name in values else fixed[name] for name in names]
        dbapi = self._engine.dialect.loaded_dbapi
        with self._lock:
            if self._connection is None:
                self._connection = self._engine.raw_connection()
            try:
                found = self._connection.driver_connection.execute(sql, parameters).fetchone()
            except dbapi.Error as error:
                raise DBAPIError.instance(
                    sql, None, error, dbapi.Error, hide_parameters=True, dialect=self._engine.dialect
                ) from error
        return None if found is None else row(*found)

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


@lru_cache(maxsize=64)
def _prepare(dialect: Dialect, statement: Select[Any]) -> _Prepared:
    compiled = statement.compile(dialect=dialect)
    names = tuple(compiled.positiontup or ())
    row = namedtuple("row", [column.name for column in statement.selected_columns])  # type: ignore[misc]
    return _Prepared(str(compiled), names, dict(compiled.params), row)
