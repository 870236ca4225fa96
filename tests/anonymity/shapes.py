"""What a table is able to hold, read the same way from the declarations and from a database itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, Connection, Engine, Table, inspect, text
from sqlalchemy.dialects import sqlite

from app.schema import DECLARED_BY

ACCESS = frozenset(
    table.name
    for module in DECLARED_BY
    if module.__name__.startswith("app.access.")
    for table in vars(module).values()
    if isinstance(table, Table)
)
"""Tables that know accounts, devices and keys. No record may refer to one."""

MIGRATIONS = "alembic_version"
"""Alembic's own: one row, the revision's number. Neither ours to declare nor anything about anybody."""


@dataclass(frozen=True)
class Column:
    name: str
    kind: str
    """The type's first word, in capitals: VARCHAR, INTEGER, BLOB, ..."""
    makes_numbers: bool
    """The database numbers new rows by itself."""
    default: bool


@dataclass(frozen=True)
class Shape:
    """A table as far as it can hold or betray something."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    checks: tuple[str, ...]
    refers: tuple[tuple[tuple[str, ...], str], ...]
    """Foreign keys: columns here, the table that they point to."""
    hidden_row_number: bool

    def referring(self, column: str) -> set[str]:
        return {target for columns, target in self.refers if column in columns}

    def check_of(self, column: str) -> str:
        """The checks that concern a column, in one plain spelling."""
        return " AND ".join(one for one in self.checks if re.search(rf"\b{column}\b", one))


def declared(table: Table) -> Shape:
    """From a declaration, as it will be on SQLite."""
    dialect = sqlite.dialect()
    columns = tuple(
        Column(
            column.name,
            _first_word(column.type.compile(dialect)),
            column is table.autoincrement_column,
            column.server_default is not None or column.default is not None,
        )
        for column in table.columns
    )
    checks = tuple(
        plain(str(one.sqltext.compile(dialect=dialect, compile_kwargs={"literal_binds": True})))
        for one in table.constraints
        if isinstance(one, CheckConstraint)
    )
    refers = tuple(
        (tuple(one.column_keys), one.elements[0].target_fullname.partition(".")[0])
        for one in table.foreign_key_constraints
    )
    hidden = table.dialect_options["sqlite"].get("with_rowid", True)
    return Shape(table.name, columns, tuple(table.primary_key.columns.keys()), checks, refers, bool(hidden))


def found(engine: Engine) -> Iterator[Shape]:
    """Every table that a database really has, with what it really enforces."""
    with engine.connect() as connection:
        inspector = inspect(connection)
        for name in sorted(inspector.get_table_names()):
            if name == MIGRATIONS:
                continue
            checks = [str(one["sqltext"]) for one in inspector.get_check_constraints(name)]
            yield Shape(
                name,
                tuple(
                    Column(
                        str(one["name"]),
                        _first_word(str(one["type"].compile(engine.dialect))),
                        bool(one.get("identity")) or "nextval" in str(one.get("default")),
                        one.get("default") is not None or bool(one.get("computed")),
                    )
                    for one in inspector.get_columns(name)
                ),
                tuple(inspector.get_pk_constraint(name)["constrained_columns"]),
                tuple(plain(one) for one in checks),
                tuple(
                    (tuple(one["constrained_columns"]), str(one["referred_table"]))
                    for one in inspector.get_foreign_keys(name)
                ),
                _has_row_number(connection, name),
            )


def _has_row_number(connection: Connection, name: str) -> bool:
    if connection.dialect.name != "sqlite":
        return False
    statement = text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
    made = str(connection.execute(statement, {"name": name}).scalar())
    return "WITHOUT ROWID" not in made.rpartition(")")[2]


def _first_word(type_: str) -> str:
    return re.split(r"\W", type_.upper())[0]


_WORD = r"'[^']*'"


def plain(check: str) -> str:
    """One spelling for what SQLite keeps as it was written and PostgreSQL writes in its own way."""
    if re.fullmatch(r"(\w+) = '[^']*'( OR \1 = '[^']*')*", check):
        return f"{check.split(' ')[0]} IN ({', '.join(re.findall(_WORD, check))})"
    bare = re.sub(r"::[a-z]+( varying)?(\(\d+\))?(\[\])?", "", check)
    bare = re.sub(r"\(([\w.]+)\)", r" \1", bare)
    bare = re.sub(r"= ANY \(+ARRAY\[(.*?)\]\)+", r"IN (\1)", bare)
    bare = re.sub(r"\b(\w+) >= (-?\d+) AND \1 <= (-?\d+)", r"\1 BETWEEN \2 AND \3", bare)
    return re.sub(r"\s+", " ", bare).strip()
