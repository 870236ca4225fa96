"""What SQLite and PostgreSQL must be told in different words: random ids, and checks.

PostgreSQL has a type for ids and finds a word in a list quickly. SQLite keeps an id as its sixteen bytes,
half of what its digits take in every row of every record, and compares words one by one much faster than
it looks them up in a list.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Dialect, LargeBinary, TypeDecorator, Uuid
from sqlalchemy.ext.compiler import compiles

ID_BYTES = 16


class RandomId(TypeDecorator[UUID]):
    """A UUID: `uuid` on PostgreSQL, its sixteen bytes on SQLite, where their order is that of its digits."""

    impl = Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(LargeBinary(ID_BYTES) if dialect.name == "sqlite" else Uuid())

    def bind_processor(self, dialect: Dialect) -> Callable[[UUID | None], Any] | None:
        # Not by `process_bind_param`: it would be called through two others, a dozen times for each record.
        return _as_bytes if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return UUID(bytes=value) if value is not None and dialect.name == "sqlite" else value


def _as_bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


class DatabaseCheck(ColumnElement[bool]):
    """A condition in the words of each database; only in the definition of a table."""

    inherit_cache = False

    def __init__(self, sqlite: str, postgresql: str) -> None:
        self.sqlite = sqlite
        self.postgresql = postgresql


@compiles(DatabaseCheck, "sqlite")
def _for_sqlite(check: DatabaseCheck, _compiler: object, **_: object) -> str:
    return check.sqlite


@compiles(DatabaseCheck)
def _for_postgresql(check: DatabaseCheck, _compiler: object, **_: object) -> str:
    return check.postgresql


def one_of(name: str, words: Iterable[str]) -> DatabaseCheck:
    """One of these words. Nothing (`NULL`) passes, as it does any check."""
    quoted = [f"'{word}'" for word in words]
    return DatabaseCheck(
        sqlite=" OR ".join(f"{name} = {word}" for word in quoted),
        postgresql=f"{name} IN ({', '.join(quoted)})",
    )


def random_id(name: str) -> DatabaseCheck:
    """A UUID of version 4; other versions carry a time."""
    digits = f"replace(CAST({name} AS VARCHAR(36)), '-', '')"
    return DatabaseCheck(
        # The variant too: sixteen bytes of plain text are no id then.
        sqlite=f"typeof({name}) = 'blob' AND length({name}) = {ID_BYTES} "
        f"AND substr(hex({name}), 13, 1) = '4' AND substr(hex({name}), 17, 1) BETWEEN '8' AND 'B'",
        postgresql=f"length({digits}) = 32 AND substr({digits}, 13, 1) = '4' "
        f"AND ltrim({digits}, '0123456789abcdef') = ''",
    )
