"""One-row look-ups in SQLite that every request makes: who is asking.

They are sent on a connection of their own that is never handed back, since taking one from the pool and
building a result cost ten times the look-up.
"""

import threading
from collections import namedtuple
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, Select

from app.kit.db.statement_cache import as_sqlalchemy, compiled

_STAMP = "PRAGMA data_version"


class SingleRowLookup:
    """Reads first rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._connection: Any = None

    def first(self, statement: Select[Any], values: Mapping[str, Any]) -> Any | None:
        """The first row, with its columns as attributes, or None. Raises SQLAlchemy's own errors."""
        made = compiled(self._engine.dialect, statement)
        with self._lock, as_sqlalchemy(self._engine.dialect, made.sql):
            if self._connection is None:
                self._connection = self._engine.raw_connection()
            driver = self._connection.driver_connection
            found = driver.execute(made.sql, made.parameters(values)).fetchone()
        return None if found is None else _row_type(statement)(*made.row(found))

    def stamp(self) -> int:
        """A number that changes with every commit of another connection, in whichever process.

        Raises the driver's own errors: it is asked too often to prepare for translating them.
        """
        with self._lock:
            if self._connection is None:
                self._connection = self._engine.raw_connection()
            found: int = self._connection.driver_connection.execute(_STAMP).fetchone()[0]
        return found

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


@lru_cache(maxsize=64)
def _row_type(statement: Select[Any]) -> Any:
    return namedtuple("row", [column.name for column in statement.selected_columns])
