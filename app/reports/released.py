"""The published edition's figures: what has been released, and nothing else.

No connection and no record can be reached from here: a shelf of frozen tables is all that it is given.
Tertials are released one by one; a longer span is added up here, where every part of a sum is published.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from typing import Protocol

from app.figures.values import Value, summed
from app.kit.language import Text
from app.release.frozen import Category, FrozenDimension, FrozenMeasure, FrozenTable
from app.reports.periods import Period
from app.reports.source import Edition


class Shelf(Protocol):
    """What is published now (`app.release.shelf`)."""

    def periods(self, table_id: str) -> tuple[str, ...]: ...

    def frozen(self, table_id: str, period: str) -> FrozenTable: ...


Stock = Callable[[str, str], bool]
"""Whether a table's measure is a state at the end of a period, which is never added up over time."""


class Released:
    """Tables from the shelf. `told` gives the words for the release that a table is from."""

    edition: Edition = "published"
    said: tuple[Text, ...] = ()

    def __init__(self, shelf: Shelf, stock: Stock, told: Callable[[str, str], Text]) -> None:
        self._shelf, self._stock, self._told = shelf, stock, told
        self._combined: dict[tuple[str, str], FrozenTable | None] = {}

    def table(self, id_: str, period: str) -> FrozenTable | None:
        if (id_, period) not in self._combined:
            self._combined[id_, period] = self._table(id_, period)
        return self._combined[id_, period]

    def _table(self, id_: str, period: str) -> FrozenTable | None:
        there = set(self._shelf.periods(id_))
        if period in there:
            return self._shelf.frozen(id_, period)
        parts = parts_of(period)
        if not parts or not set(parts) <= there:
            return None
        return added(
            [self._shelf.frozen(id_, part) for part in parts], period, lambda code: self._stock(id_, code)
        )

    def split(self, id_: str, period: str, by: tuple[str, ...]) -> FrozenTable | None:
        """Nothing finer than what was released is ever published."""

    def origin(self, id_: str, period: str) -> Text:
        there = set(self._shelf.periods(id_))
        parts = [period] if period in there else [one for one in parts_of(period) if one in there]
        told = [self._told(id_, one) for one in parts]
        return Text("; ".join(one.sv for one in told), "; ".join(one.en for one in told))


def parts_of(period: str) -> list[str]:
    """The tertials that a span is made of; none where it is not made of whole ones."""
    found = Period.parse(period)
    return found.tertials if found.whole else []


def added(tables: Sequence[FrozenTable], period: str, stock: Callable[[str], bool]) -> FrozenTable:
    """One table of several periods': cell by cell, withheld where any part is; a stock is the last one's.

    A category that a period did not have counts as none in it; a measure that a period lacks is left out.
    """
    last = tables[-1]
    dimensions = tuple(
        _dimension(code, tables) for code in dict.fromkeys(d.code for t in tables for d in t.dimensions)
    )
    by_code = {one.code: one for one in dimensions}
    measures = []
    for measure in last.measures:
        same = [table for table in tables if measure.code in table.measure]
        if len(same) < len(tables) or any(
            table.measure[measure.code].dimensions != measure.dimensions for table in tables
        ):
            continue
        used = [last] if stock(measure.code) else list(tables)
        measures.append(_added(measure, used, by_code))
    rounded = {table.rounded for table in tables} - {None}
    return replace(
        last,
        period=period,
        dimensions=dimensions,
        measures=tuple(measures),
        rounded=max(one for one in rounded if one) if rounded else None,
        periods=len(tables),
        stated=False,
    )


def _dimension(code: str, tables: Sequence[FrozenTable]) -> FrozenDimension:
    own = [table.dimension[code] for table in tables if code in table.dimension]
    categories: dict[str, Category] = {}
    for one in reversed(own):
        for category in one.categories:
            categories.setdefault(category.code, category)
    return replace(own[-1], categories=tuple(categories.values()))


def _added(
    measure: FrozenMeasure, tables: Sequence[FrozenTable], dimensions: dict[str, FrozenDimension]
) -> FrozenMeasure:
    axes = [[one.code for one in dimensions[code].categories] for code in measure.dimensions]
    values: list[Value] = []
    for codes in product(*axes):
        cell = dict(zip(measure.dimensions, codes, strict=True))
        parts: list[Value] = [
            table.at(measure.code, cell)
            for table in tables
            if all(code in table.dimension[name].place for name, code in cell.items())
        ]
        values.append(summed(parts) if parts else 0)
    return replace(measure, values=tuple(values))
