"""Free text is refused by the database itself, whatever the code above it does: tried with raw SQL."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    delete,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from app.catalogue.columns import LARGEST
from app.catalogue.database_types import RandomId
from app.catalogue.model import CODE
from app.schema import metadata
from tests.support.filled import fill
from tests.support.service import Service
from tests.support.unguarded import unguarded

NAME = "Anna Andersson, Storgatan 1"
TEXTS = (
    NAME,
    "Anna",
    "",
    "070-123 45 67",
    "2019-03-01 14:05",
    "2019-13",
    "2019-T4",
    "a" * 41,
    "$argon2id$" + NAME,
    "c-ANNA00",
)
"""None of them is any list's code, a month, a mark, an id or a hash."""

WRONG: list[tuple[type[Any], tuple[Any, ...]]] = [
    (String, TEXTS),
    (RandomId, (*TEXTS, "a" * 32, "0190163d-8694-739b-aea5-966c26f8ad91", "g" * 32)),
    # 32 bytes of text could be a hash: only their number can be held.
    (LargeBinary, (NAME.encode(), b"", b"x" * 33)),
    (Date, (NAME, "Anna", "", "14:05", "1889-01-01", "2019-Anna!", "9999-12-31")),
    (Integer, (NAME, "Anna", "", -1, LARGEST + 1, "3.25")),
]
"""What each type of column must refuse. Version 7 of a UUID is among it: it carries a time."""

NEW = {"calendar_month": "2101-01", "calendar_tertial": "2101-T1"}
ON_SQLITE: dict[type[Any], tuple[Any, ...]] = {
    # As bytes: versions 7 and 1, a name of sixteen letters, another with the version's letter in its place.
    RandomId: (
        bytes.fromhex("0190163d8694739baea5966c26f8ad91"),
        bytes.fromhex("c9b1c1a08c7d1f0f8a4b2d1e3f405162"),
        b"Anna Andersson 1",
        b"Anna-BAndersson1",
        b"Anna A Andersson",
        b"",
        "8" * 16,
    ),
    # PostgreSQL takes these as the day alone.
    Date: ("2019-03-01 14:05", "2019-03-01T14:05:00Z"),
}
"""What SQLite must refuse besides, where it has no type for it."""


def _wrong_for(column: Column[Any], sqlite: bool) -> tuple[Any, ...]:
    for type_, values in WRONG:
        if isinstance(column.type, type_):
            extra = ON_SQLITE.get(type_, ()) if sqlite else ()
            # Of the lists of codes themselves the form alone can be held, not what the words mean.
            lists = column.table.name.startswith("code_")
            return tuple(one for one in (*values, *extra) if not (lists and re.fullmatch(CODE, str(one))))
    raise AssertionError(f"{column.table.name}.{column.name}: no wrong values for {column.type}")


def _put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """By the driver itself and without types, as anybody with a password could."""
    listed = ", ".join(f'"{name}"' for name in row)
    given = ", ".join(["?" if connection.dialect.name == "sqlite" else "%s"] * len(row))
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({listed}) VALUES ({given})', tuple(row.values()))


def _raw_row(connection: Connection, table: Table) -> dict[str, Any]:
    """One row as the driver gives it, no type of ours in between; a reference to itself is not followed."""
    return dict(connection.execute(text(f'SELECT * FROM "{table.name}" LIMIT 1')).mappings().one())


NEW_RELEASE = {"id": "2018-T2-r9", "tertial": "2018-T2", "revision": 9}
"""Beside the one that its tables refer to."""


def _taken(connection: Connection, table: Table, row: Mapping[str, Any]) -> list[str]:
    """Which wrong values a table takes in a row that is right otherwise."""
    taken: list[str] = []
    for column in table.columns:
        for value in _wrong_for(column, connection.dialect.name == "sqlite"):
            with connection.begin_nested() as bad:
                try:
                    _put(connection, table, {**row, column.name: value})
                except DBAPIError:
                    pass
                else:
                    taken.append(f"{table.name}.{column.name} took {value!r}")
                bad.rollback()
    return taken


def test_the_database_refuses_free_text_in_every_column(stockholm: Service) -> None:
    fill(stockholm)
    taken: list[str] = []
    # The triggers of releases refuse any row in their place: here it is the columns that are to refuse.
    with stockholm.database.engine.connect() as connection, unguarded(connection):
        for table in metadata.sorted_tables:
            row = _raw_row(connection, table)
            with connection.begin_nested() as all_of_it:
                if table.name.startswith(("code_", "calendar_")):
                    # In use, so that no row can go: a new one of the right form instead.
                    row = {name: NEW.get(table.name, "a-new-code") for name in row}
                elif table.name == "release":
                    row |= NEW_RELEASE
                else:
                    key = (_equals(column, row) for column in table.primary_key.columns)
                    connection.execute(delete(table).where(*key))
                with connection.begin_nested() as good:
                    _put(connection, table, row)  # it is the value that is refused below, not the row
                    good.rollback()
                taken += _taken(connection, table, row)
                all_of_it.rollback()
    assert taken == []


def test_a_column_that_takes_free_text_is_found(database_url: str) -> None:
    loose = Table(
        "loose", MetaData(), Column("arena", String(100)), Column("number", Integer()), Column("day", Date())
    )
    engine = create_engine(database_url)
    with engine.connect() as connection:
        loose.create(connection)
        taken = _taken(connection, loose, {"arena": "other", "number": 1, "day": "2019-03-01"})
    engine.dispose()
    assert f"loose.arena took {NAME!r}" in taken
    assert "loose.number took -1" in taken
    assert "loose.day took '1889-01-01'" in taken


def _equals(column: Column[Any], row: Mapping[str, Any]) -> Any:
    return text(f'"{column.name}" = :{column.name}').bindparams(bindparam(column.name, row[column.name]))


def test_the_database_refuses_what_contradicts_itself(stockholm: Service) -> None:
    """A number without its state, a state without its number: "not known" can never become a zero."""
    fill(stockholm)
    table = metadata.tables["counselling_session_participant"]
    with stockholm.database.engine.connect() as connection:
        some = connection.execute(select(table.c.record_id, table.c.role).limit(1)).one()
        for change in ("number = NULL", "state = 'not-known'", "state = 'does-not-apply', number = 0"):
            with connection.begin_nested() as bad:
                try:
                    connection.execute(
                        text(f"UPDATE {table.name} SET {change} WHERE record_id = :id AND role = :role"),
                        {
                            "id": some.record_id.bytes
                            if connection.dialect.name == "sqlite"
                            else some.record_id,
                            "role": some.role,
                        },
                    )
                except DBAPIError:
                    bad.rollback()
                else:
                    raise AssertionError(f"took {change}")
