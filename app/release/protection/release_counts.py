"""Counting what is to be released: every table of the tertial in one state of the database."""

from collections.abc import Iterable

from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.release.protection.table_layout import TableLayout, layout_of, selection_of, tables_of
from app.tables.declaration import Table
from app.tables.engine import count


def counted_layouts(
    connection: Connection, catalogue: Catalogue, tertial: str, tables: Iterable[Table]
) -> tuple[TableLayout, ...]:
    """The tables of a tertial's release, counted. The caller owns the transaction, which must see one state
    of the database. Raises `NotAPeriod` for what is no tertial."""
    return tuple(
        layout_of(
            count(connection, table, selection_of(table, tertial, catalogue), catalogue), tertial, catalogue
        )
        for table in tables_of(tables, tertial)
    )
