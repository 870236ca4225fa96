"""ids as bytes and words compared one by one, on SQLite

Revision: 0002, after 0001. PostgreSQL has a type for ids and stays as it is.

SQLite can change neither a column's type nor a check, so its tables are written anew: each from its own
definition with these two things changed, in the order of its keys. All of it is one transaction.
"""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from alembic import op
from sqlalchemy import Connection

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LISTED = re.compile(r"(CONSTRAINT ck_\w+_listed CHECK) \((\w+) IN \(([^)]*)\)\)")
_COMPARED = re.compile(r"(CONSTRAINT ck_\w+_listed CHECK) \(((\w+) = '[^']*'(?: OR \3 = '[^']*')*)\)")
_DIGITS = (
    "CHAR(32)",
    "length(replace(CAST({0} AS VARCHAR(36)), '-', '')) = 32 "
    "AND substr(replace(CAST({0} AS VARCHAR(36)), '-', ''), 13, 1) = '4' "
    "AND ltrim(replace(CAST({0} AS VARCHAR(36)), '-', ''), '0123456789abcdef') = ''",
)
_BYTES = (
    "BLOB",
    "typeof({0}) = 'blob' AND length({0}) = 16 AND substr(hex({0}), 13, 1) = '4' "
    "AND substr(hex({0}), 17, 1) BETWEEN '8' AND 'B'",
)
"""An id's type and its check, as they were and as they become."""
_IDS = ("id", "record_id")


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        _write_anew(op.get_bind(), _forward, lambda digits: UUID(digits).bytes)


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        _write_anew(op.get_bind(), _back, lambda raw: UUID(bytes=raw).hex)


def _forward(definition: str) -> str:
    def compared(found: re.Match[str]) -> str:
        return f"{found[1]} ({' OR '.join(f'{found[2]} = {word}' for word in found[3].split(', '))})"

    return _with_ids(_LISTED.sub(compared, definition), _DIGITS, _BYTES)


def _back(definition: str) -> str:
    def listed(found: re.Match[str]) -> str:
        words = re.findall(r"'[^']*'", found[2])
        return f"{found[1]} ({found[3]} IN ({', '.join(words)}))"

    return _with_ids(_COMPARED.sub(listed, definition), _BYTES, _DIGITS)


def _with_ids(definition: str, before: tuple[str, str], after: tuple[str, str]) -> str:
    for name in _IDS:
        definition = re.sub(rf"\b{name} {re.escape(before[0])}", f"{name} {after[0]}", definition)
        definition = definition.replace(before[1].format(name), after[1].format(name))
    return definition


def _write_anew(
    connection: Connection, change: Callable[[str], str], convert: Callable[[Any], str | bytes]
) -> None:
    """Write anew every table but the lists of codes and the calendar, which only are referred to.

    Old tables step aside first, all of them, so that the new ones refer to each other; they go at the end,
    those first that refer to others, so that nothing cascades.
    """
    driver: Any = connection.connection.driver_connection
    driver.create_function("id_converted", 1, convert, deterministic=True)
    run = connection.exec_driver_sql
    tables = [
        (name, sql) for name, sql in _made(connection, "table") if "FOREIGN KEY" in sql or change(sql) != sql
    ]
    beside = [(kind, *made) for kind in ("index", "trigger") for made in _made(connection, kind, tables)]
    for kind, name, _ in beside:
        run(f"DROP {kind.upper()} {name}")
    for name, _ in tables:
        run(f"ALTER TABLE {name} RENAME TO former_{name}")
    for name, sql in tables:
        run(change(sql))
        columns = [column.name for column in run(f"PRAGMA table_info({name})")]
        taken = [f"id_converted({column})" if _is_id(sql, column) else column for column in columns]
        run(f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(taken)} FROM former_{name}")
    for name, _ in reversed(tables):
        run(f"DROP TABLE former_{name}")
    for _, _, sql in beside:
        run(sql)


def _is_id(definition: str, column: str) -> bool:
    """A release has an `id` too, which is a name."""
    return column in _IDS and re.search(rf"\b{column} (CHAR\(32\)|BLOB)", definition) is not None


def _made(
    connection: Connection, kind: str, tables: list[tuple[str, str]] | None = None
) -> list[tuple[str, str]]:
    """Names and definitions in the order in which they were made: what is referred to comes first."""
    found = connection.exec_driver_sql(
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL ORDER BY rowid",
        (kind,),
    ).all()
    among = None if tables is None else {name for name, _ in tables}
    return [(one.name, one.sql) for one in found if among is None or one.tbl_name in among]
