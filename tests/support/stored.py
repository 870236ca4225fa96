"""What the record tables hold, row by row, read past the API."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, select

from app.activities.activity import Activity
from app.activities.record import Content
from app.activities.registry import ACTIVITIES
from app.activities.storage import content_hash, rows_of
from app.catalogue.catalogue import Catalogue
from app.intake.withdrawals import WITHDRAWAL
from app.kit.db.database import Database

Rows = dict[str, Counter[tuple[Any, ...]]]
"""The rows of each record table that has any, by its name, each row in the order of the table's columns."""

RECORD_TABLES: tuple[Table, ...] = tuple(
    table for one in ACTIVITIES for table in (one.table, *(child.table for child in one.children.values()))
)


def stored_rows(database: Database) -> Rows:
    with database.reading() as session:
        found = {
            table.name: Counter(_plain(row) for row in session.execute(select(table)))
            for table in RECORD_TABLES
        }
    return {name: rows for name, rows in found.items() if rows}


def rows_for(records: Iterable[tuple[Activity, Mapping[str, Any], Content]], catalogue: Catalogue) -> Rows:
    """The rows that these records must have, and no others."""
    found: Rows = {}
    for activity, key, content in records:
        derived = activity.derive(key, catalogue) if activity.derive else None
        for table, rows in rows_of(activity, key, content, content_hash(content), derived).items():
            own = found.setdefault(table.name, Counter())
            own.update(_plain(row[column.name] for column in table.columns) for row in rows)
    return found


def tombstones(database: Database) -> set[bytes]:
    with database.reading() as session:
        return {bytes(one) for one in session.execute(select(WITHDRAWAL.c.id_hash)).scalars()}


def _plain(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
