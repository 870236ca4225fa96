"""Counting answers and next steps of every record, for tests of what is counted and not of who sees it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.live.live_figures import LiveFigures
from app.tables.count_selection import CountSelection
from app.tables.declaration import Table
from app.tables.engine import CountedTable, count


def counting(catalogue: Catalogue) -> Callable[[Connection, Table, CountSelection], CountedTable]:
    """Counts every record."""

    def counted(connection: Connection, table: Table, selection: CountSelection) -> CountedTable:
        return count(connection, table, selection, catalogue)

    return counted


def _count(
    self: LiveFigures, connection: Connection, table: Table, selection: CountSelection
) -> CountedTable:
    return counting(self._catalogue)(connection, table, selection)


@contextmanager
def every_record() -> Iterator[None]:
    """Until its end, live figures in this process are of all records there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LiveFigures, "count", _count)
        yield
