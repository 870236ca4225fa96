"""Statements compiled once and sent straight to the driver, where building them would cost more than running.

The SQL, and how each value goes in and comes out, are SQLAlchemy's own. So are the errors, without values.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import Executable

Processor = Callable[[Any], Any] | None


class Compiled(NamedTuple):
    """A statement's SQL for one database, its parameters in order, and its result's conversions."""

    sql: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]
    into: tuple[Processor, ...]
    out: tuple[Processor, ...]

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        """The values as the driver takes them; what the statement itself fixes need not be given."""
        return [
            convert(value) if convert and value is not None else value
            for convert, value in zip(self.into, self._values(values), strict=True)
        ]

    def _values(self, values: Mapping[str, Any]) -> list[Any]:
        return [values[name] if name in values else self.fixed[name] for name in self.names]

    def row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """A result's row as Python values."""
        return tuple(
            convert(value) if convert and value is not None else value
            for convert, value in zip(self.out, found, strict=True)
        )


@lru_cache(maxsize=512)
def compiled(dialect: Dialect, statement: Executable) -> Compiled:
    """Compile for a database whose driver takes parameters by position (SQLite)."""
    made = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    names = tuple(made.positiontup or ())
    into = tuple(made.binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names)
    columns = statement.selected_columns  # type: ignore[attr-defined]
    out = tuple(column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return Compiled(str(made), names, dict(made.params), into, out)


@contextmanager
def as_sqlalchemy(dialect: Dialect, sql: str) -> Iterator[None]:
    """Raise the driver's errors as SQLAlchemy's (`IntegrityError`, ...)."""
    dbapi = dialect.loaded_dbapi
    try:
        yield
    except dbapi.Error as error:
        wrapped = DBAPIError.instance(sql, None, error, dbapi.Error, hide_parameters=True, dialect=dialect)
        raise wrapped from error
