"""Released tables made by hand: counted as a release counts them, with totals, and marked as a test wants."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.figures.cell_values import summed
from app.kit.language import Text
from app.published.snapshot import PublishedRelease
from app.release.storage.frozen_table import (
    TOTAL,
    Category,
    FrozenDimension,
    FrozenMeasure,
    FrozenTable,
    Mark,
)
from app.reports.live_source import frozen
from app.tables.categories import TIME
from app.tables.count_selection import CountSelection
from app.tables.declaration import Table
from app.tables.engine import count
from app.tables.layout import dimensions_of
from app.vocabulary.periods import Span


@dataclass(frozen=True)
class HandMade:
    """A shelf of given tables, by id and period."""

    tables_: Mapping[tuple[str, str], FrozenTable]

    def periods(self, table_id: str) -> tuple[str, ...]:
        return tuple(sorted(period for id_, period in self.tables_ if id_ == table_id))

    def frozen(self, table_id: str, period: str) -> FrozenTable:
        return self.tables_[table_id, period]

    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(id_ for id_, _ in self.tables_))

    def release(self, table_id: str, period: str) -> PublishedRelease:
        del table_id
        return PublishedRelease(f"{period}-r1", period, 1, date(2019, 9, 30), "0" * 64, 5, "0", 1, False)

    def told(self, table_id: str, period: str) -> Text:
        del table_id
        return Text(f"utgåva {period}-r1", f"release {period}-r1")

    def marked(
        self, wanted: Callable[[FrozenTable, FrozenMeasure, Mapping[str, str], int], bool]
    ) -> "HandMade":
        """The same with the cells withheld that `wanted` says."""
        return HandMade({key: _marked(table, wanted) for key, table in self.tables_.items()})


def _marked(
    table: FrozenTable, wanted: Callable[[FrozenTable, FrozenMeasure, Mapping[str, str], int], bool]
) -> FrozenTable:
    measures = []
    for measure in table.measures:
        values: list[int | Mark] = []
        for codes, value in table.cells(measure.code):
            cell = dict(zip(measure.dimensions, codes, strict=True))
            hide = isinstance(value, int) and wanted(table, measure, cell, value)
            values.append("withheld" if hide else value)
        measures.append(replace(measure, values=tuple(values)))
    return replace(table, measures=tuple(measures))


def released_from(
    connection: Connection, table: Table, period: str, districts: tuple[str, ...], catalogue: Catalogue
) -> FrozenTable:
    """A table as a release has it: by its usual dimensions, each additive one with its total."""
    here = {one.code for one in dimensions_of(table, catalogue)}
    by = tuple(code for code in ("district", *table.usual) if code in here and code not in TIME)
    selection = CountSelection(districts, (Span.parse(period),), tuple(dict.fromkeys(by)))
    bare = frozen(count(connection, table, selection, catalogue), period, catalogue)
    return with_totals(bare, catalogue.municipality.city.code)


def with_totals(bare: FrozenTable, city: str) -> FrozenTable:
    dimensions = tuple(_with_total(one, city) for one in bare.dimensions)
    by_code = {one.code: one for one in dimensions}
    return replace(
        bare,
        dimensions=dimensions,
        measures=tuple(_summed(bare, measure, by_code) for measure in bare.measures),
    )


def _with_total(dimension: FrozenDimension, city: str) -> FrozenDimension:
    if dimension.kind == "district":
        known = tuple(replace(one, divisions=("reported", "current")) for one in dimension.categories)
        whole = Category(city, Text("Hela staden", "The whole city"), total=True)
        return replace(dimension, categories=(whole, *known))
    if dimension.multiple:
        return dimension
    return replace(
        dimension, categories=(Category(TOTAL, Text("Totalt", "Total"), total=True), *dimension.categories)
    )


def _summed(
    bare: FrozenTable, measure: FrozenMeasure, dimensions: Mapping[str, FrozenDimension]
) -> FrozenMeasure:
    axes = [list(dimensions[code].categories) for code in measure.dimensions]
    values = []
    for cell in product(*axes):
        parts = [
            [each.code for each in bare.dimension[code].categories] if one.total else [one.code]
            for code, one in zip(measure.dimensions, cell, strict=True)
        ]
        values.append(
            summed(
                bare.at(measure.code, dict(zip(measure.dimensions, codes, strict=True)))
                for codes in product(*parts)
            )
        )
    return replace(measure, values=tuple(values))
