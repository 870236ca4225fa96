"""The figures of a reply: what was counted for each period, and its rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.figures.rows import FigureRow, live_rows
from app.statistics.live_query import LiveQuery
from app.tables.count_selection import CountSelection
from app.tables.declaration import Dimension, Table
from app.tables.dimensions import DISTRICT
from app.tables.engine import CountedTable
from app.tables.layout import dimensions_of

Count = Callable[[Connection, Table, CountSelection], CountedTable]
"""How a table is counted: `LiveFigures.count` for everybody who asks over the network."""


@dataclass(frozen=True)
class ReplyFigures:
    """For each period its name, its counts and its rows; the period asked for comes first."""

    table: Table
    periods: tuple[tuple[str, CountedTable, Sequence[FigureRow]], ...]

    @property
    def first(self) -> CountedTable:
        return self.periods[0][1]

    @property
    def compared(self) -> bool:
        return len(self.periods) > 1


def figures_of(
    connection: Connection, table: Table, asked: LiveQuery, catalogue: Catalogue, count: Count
) -> ReplyFigures:
    """Count a table for each of the periods asked for."""
    figures = []
    for name, selection in asked.selections:
        counted = count(connection, table, selection)
        figures.append((name, counted, tuple(_rows(connection, counted, catalogue, count))))
    return ReplyFigures(table, tuple(figures))


def _rows(
    connection: Connection, counted: CountedTable, catalogue: Catalogue, count: Count
) -> Iterator[FigureRow]:
    """The rows of a count. Where the city stands for its districts, these are counted with it, whether they
    were asked for or not."""
    data, table = catalogue.municipality, counted.table
    every = (*data.codes("districts"), data.city.code)
    if not table.city or data.city.code not in counted.selection.districts:
        return live_rows(counted, catalogue)
    whole = count(connection, table, replace(counted.selection, districts=every))
    return live_rows(whole, catalogue, counted.axis(DISTRICT.code))


def columns(figures: ReplyFigures, catalogue: Catalogue) -> list[Dimension]:
    """The dimensions that any row is split by, in the table's order."""
    split = {code for _, _, rows_ in figures.periods for row in rows_ for code in row.cell}
    return [dimension for dimension in dimensions_of(figures.table, catalogue) if dimension.code in split]
