"""Statements compiled once and sent straight to the driver, where building them would cost more than running.

The SQL, and how each value goes in and comes out, are SQLAlchemy's own. So are the errors, without values.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import Executable

Conversions = tuple[tuple[int, Callable[[Any], Any]], ...]
"""The places in a row that need one, and how: most go as they are."""


class CompiledStatement(NamedTuple):
    """A statement's SQL for one database, its parameters in order, and its result's conversions."""

    sql: str
    names: tuple[str, ...]
    positional: bool
    """Whether the driver takes parameters by position (SQLite) or by name (PostgreSQL)."""
    fixed: Mapping[str, Any]
    """Values that the statement itself brings; all others must be given."""
    into: Conversions
    out: Conversions

    def parameters(self, values: Mapping[str, Any]) -> list[Any] | dict[str, Any]:
        """The values as the driver takes them. Raises `KeyError` for one that is missing."""
        given = {**self.fixed, **values} if self.fixed else values
        converted = _converted(self.into, list(map(given.__getitem__, self.names)))
        return converted if self.positional else dict(zip(self.names, converted, strict=True))

    def flat(self, rows: Iterable[Sequence[Any]]) -> list[Any]:
        """Rows of values in order, as the driver takes them: one row's after another's."""
        values = list(chain.from_iterable(rows))
        for place, convert in self.into:
            values[place :: len(self.names)] = _column(convert, values[place :: len(self.names)])
        return values

    def apart(self, values: Sequence[Any]) -> list[Any]:
        """What `flat` gave, as the driver takes rows one by one."""
        rows = zip(*[iter(values)] * len(self.names), strict=True)
        return list(rows) if self.positional else [dict(zip(self.names, row, strict=True)) for row in rows]

    def row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """A result's row as Python values."""
        return tuple(_converted(self.out, list(found)))


def _converted(conversions: Conversions, values: list[Any]) -> list[Any]:
    for place, convert in conversions:
        if values[place] is not None:
            values[place] = convert(values[place])
    return values


def _column(convert: Callable[[Any], Any], values: Iterable[Any]) -> list[Any]:
    """Rows of one record come one after another, with the very same id: it is converted once."""
    last = made = None
    found = []
    for value in values:
        if value is not last:
            last, made = value, convert(value)
        found.append(made)
    return found


def fetch(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> Iterable[Any]:
    """All rows of a statement that is the same object each time: in SQLite straight from the driver.

    It may hold no list that is written out anew for each call (`expanding`).
    """
    if connection.dialect.name != "sqlite":
        return connection.execute(statement, values)
    made = compiled(connection.dialect, statement)
    driver: Any = connection.connection.driver_connection
    with as_sqlalchemy(connection.dialect, made.sql):
        found = driver.execute(made.sql, made.parameters(values)).fetchall()
    return [made.row(row) for row in found] if made.out else found


@lru_cache(maxsize=512)
def compiled(dialect: Dialect, statement: Executable) -> CompiledStatement:
    """Compile for one database. `statement` must be the same object each time: it is what is remembered."""
    made = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    names = tuple(made.positiontup or made.binds)
    fixed = {name: bind.effective_value for name, bind in made.binds.items() if not bind.required}
    into = [made.binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    columns = getattr(statement, "selected_columns", ())
    out = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return CompiledStatement(str(made), names, bool(made.positiontup), fixed, _needed(into), _needed(out))


def _needed(processors: Iterable[Callable[[Any], Any] | None]) -> Conversions:
    return tuple((place, convert) for place, convert in enumerate(processors) if convert is not None)


@contextmanager
def as_sqlalchemy(dialect: Dialect, sql: str) -> Iterator[None]:
    """Raise the driver's errors as SQLAlchemy's (`IntegrityError`, ...)."""
    dbapi = dialect.loaded_dbapi
    try:
        yield
    except dbapi.Error as error:
        wrapped = DBAPIError.instance(sql, None, error, dbapi.Error, hide_parameters=True, dialect=dialect)
        raise wrapped from error
