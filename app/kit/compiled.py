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
    positional: bool
    """Whether the driver takes parameters by position (SQLite) or by name (PostgreSQL)."""
    fixed: Mapping[str, Any]
    """Values that the statement itself brings; all others must be given."""
    into: tuple[Processor, ...]
    out: tuple[Processor, ...]

    def parameters(self, values: Mapping[str, Any]) -> list[Any] | dict[str, Any]:
        """The values as the driver takes them. Raises `KeyError` for one that is missing."""
        given = [values[name] if name in values else self.fixed[name] for name in self.names]
        converted = _converted(self.into, given)
        return converted if self.positional else dict(zip(self.names, converted, strict=True))

    def row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """A result's row as Python values."""
        return tuple(_converted(self.out, found))


def _converted(processors: Sequence[Processor], values: Sequence[Any]) -> list[Any]:
    return [
        convert(value) if convert and value is not None else value
        for convert, value in zip(processors, values, strict=True)
    ]


@lru_cache(maxsize=512)
def compiled(dialect: Dialect, statement: Executable) -> Compiled:
    """Compile for one database. `statement` must be the same object each time: it is what is remembered."""
    made = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    names = tuple(made.positiontup or made.binds)
    fixed = {name: bind.effective_value for name, bind in made.binds.items() if not bind.required}
    into = tuple(made.binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names)
    columns = getattr(statement, "selected_columns", ())
    out = tuple(column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return Compiled(str(made), names, bool(made.positiontup), fixed, into, out)


@contextmanager
def as_sqlalchemy(dialect: Dialect, sql: str) -> Iterator[None]:
    """Raise the driver's errors as SQLAlchemy's (`IntegrityError`, ...)."""
    dbapi = dialect.loaded_dbapi
    try:
        yield
    except dbapi.Error as error:
        wrapped = DBAPIError.instance(sql, None, error, dbapi.Error, hide_parameters=True, dialect=dialect)
        raise wrapped from error
