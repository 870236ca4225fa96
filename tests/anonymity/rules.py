"""What no table may be able to hold, as rules over its shape. Each yields what is wrong, in words."""

import re
from collections.abc import Iterator

from app.vocabulary.classification import ColumnKind
from tests.anonymity.shapes import ACCESS, Column, Shape

TEXTS = {"VARCHAR", "CHAR"}
NUMBERS = {"INTEGER"}
IDS = {"UUID"}
BYTES = {"BLOB", "BYTEA"}
DAYS = {"DATE"}
KINDS: dict[ColumnKind, set[str]] = {
    ColumnKind.CODE: TEXTS,
    ColumnKind.STATE: TEXTS,
    ColumnKind.MONTH: TEXTS,
    ColumnKind.TERTIAL: TEXTS,
    ColumnKind.RANDOM_MARK: TEXTS,
    ColumnKind.NUMBER: NUMBERS,
    ColumnKind.YEAR: NUMBERS,
    ColumnKind.HOUR: NUMBERS,
    ColumnKind.VERSION: NUMBERS,
    ColumnKind.SOFTWARE: TEXTS,
    ColumnKind.PERIOD: TEXTS,
    ColumnKind.RELEASE: TEXTS,
    ColumnKind.PACKED: BYTES,
    ColumnKind.DAY: DAYS,
    ColumnKind.RANDOM_ID: IDS | BYTES,  # SQLite keeps a UUID as 16 bytes, held by a check
    ColumnKind.SECRET: BYTES,
    ColumnKind.HASH: BYTES | {"VARCHAR"},  # Argon2id's own form is text, held by a check
}
"""The types that a column of each kind may have, on either database."""

SECRETS = {("link_key", "key")}
"""The only secret that is kept as it is: tablets make links with it, and it says nothing of a family."""

OF_ACCESS_ALONE = {ColumnKind.HOUR, ColumnKind.RANDOM_MARK}
"""Kinds that nothing which a family took part in may have."""

DAYS_OF = {
    ("act", "day"),
    ("research_key", "expires"),
    ("lock_exception", "last_day"),
    ("release", "locked_day"),
    ("release", "published_day"),
    ("release_content", "checked_day"),
}
"""The only dates in the service: the day of an administrative act, and the last day of what ends."""

PACKED = {
    ("release_table", "packed"),
    ("release_certificate", "problem"),
    ("release_certificate", "certificate"),
    ("taken_in", "packed"),
}
"""The only bytes of any length: what is released, its proof, and what live figures have taken in. The service
makes them itself, of counts."""

CLOSED_TABLES = ("code_", "calendar_")

WORDS = {
    "name", "firstname", "surname", "email", "mail", "phone", "mobile", "address", "street", "ip", "agent",
    "browser", "device", "user", "person", "personal", "ssn", "birth", "born", "created", "updated",
    "modified", "changed", "registered", "deleted", "at", "time", "timestamp", "clock", "comment", "note",
    "text", "remark", "sequence", "serial", "rowid", "latitude", "longitude",
}  # fmt: skip
"""Words that no column's name may have: what they mean must not be there to be named."""


def complaints(shape: Shape) -> Iterator[str]:
    """Everything wrong with a table; nothing for one that can hold only what is closed."""
    for column in shape.columns:
        for wrong in _column(shape, column):
            yield f"{shape.name}.{column.name}: {wrong}"
    for wrong in _table(shape):
        yield f"{shape.name}: {wrong}"


def _column(shape: Shape, column: Column) -> Iterator[str]:
    if words := WORDS & set(column.name.split("_")):
        yield f"the name says {', '.join(sorted(words))}"
    if column.default:
        yield "has a default: what the database fills in by itself can be a time"
    if column.makes_numbers:
        yield "is numbered by the database, in the order of arrival"
    if column.kind in TEXTS:
        yield from _text(shape, column)
    elif column.kind in NUMBERS:
        if not _bounded(shape, column) and not _refers_to_closed(shape, column.name):
            yield "is a number without bounds"
    elif column.kind in BYTES:
        exact = re.search(rf"length {column.name} = \d+", shape.check_of(column.name))
        known = (shape.name, column.name) in PACKED or _refers_to_closed(shape, column.name)
        if not exact and not known:
            yield "is bytes of any length"
    elif column.kind in DAYS:
        if (shape.name, column.name) not in DAYS_OF:
            yield "is a date"
    elif column.kind not in IDS:
        yield f"has the type {column.kind}, which holds what it likes"


def _text(shape: Shape, column: Column) -> Iterator[str]:
    name, check = re.escape(column.name), shape.check_of(column.name)
    listed = re.search(rf"\b{name} IN \(", check)
    formed = any(
        re.search(rf"trim ?\(.*\b{name}\b.*'[^' ]+'\)? = ''", part) for part in re.split(r" AND | OR ", check)
    )
    if not (listed or formed or _refers_to_closed(shape, column.name)):
        yield "is text that no list and no form closes"


def _refers_to_closed(shape: Shape, column: str) -> bool:
    """A reference is as closed as what it points to, which has its own turn."""
    return bool(shape.referring(column))


def _bounded(shape: Shape, column: Column) -> bool:
    return bool(re.search(rf"\b{column.name} BETWEEN -?\d+ AND -?\d+", shape.check_of(column.name)))


def _table(shape: Shape) -> Iterator[str]:
    if shape.hidden_row_number:
        yield "has SQLite's hidden row number, which counts in the order of arrival"
    if not shape.key:
        yield "has no primary key"
    if len(shape.key) == 1 and {one.name: one.kind for one in shape.columns}[shape.key[0]] in NUMBERS:
        yield "is keyed by a number alone, which would follow the order of arrival"
    for columns, target in shape.refers:
        record = shape.name not in ACCESS
        if record and target in ACCESS:
            yield f"refers to {target} ({', '.join(columns)}): a record would lead to who filed it"
        if not record and target not in ACCESS and not target.startswith(CLOSED_TABLES):
            yield f"refers to {target} ({', '.join(columns)}): an account would lead to a record"
