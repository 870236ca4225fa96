"""The engine: a declaration and a selection become one SQL statement, and its rows dense arrays.

Districts and months are grouped as they are stored and folded into divisions, tertials and years here: every
count is additive over them, and what a tertial is stands in one place. A state at the end of a period is
counted of the districts that were there at that end: what one that had ended before handed in is part of no
figure, since its successor hands in the same children and places.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.catalogue.divisions import is_there_at
from app.kit.language import Text
from app.tables import categories
from app.tables.count_arrays import ArrayAxis, CountArray
from app.tables.count_selection import CountSelection
from app.tables.declaration import Dimension, Table
from app.tables.layout import dimensions_of, measures_of, split, stocks_of
from app.tables.statements import StatementPlan, parameters, plan_for
from app.vocabulary.periods import months_of
from app.vocabulary.states import DOES_NOT_APPLY

Cells = dict[tuple[str, ...], int]
"""Counts by their categories; a combination that is not there has none."""


@dataclass(frozen=True)
class WithheldCells:
    """Cells that have no figure: those whose categories of `dimensions` are not among `shown`, unless those
    of `places` are among `empty`, where there is nothing to withhold."""

    dimensions: tuple[str, ...]
    shown: frozenset[tuple[str, ...]]
    places: tuple[str, ...] = ()
    empty: frozenset[tuple[str, ...]] = frozenset()

    def __call__(self, cell: Mapping[str, str]) -> bool:
        if tuple([cell[code] for code in self.dimensions]) in self.shown:
            return False
        return tuple([cell[code] for code in self.places]) not in self.empty


@dataclass(frozen=True)
class Tally:
    """Counts before they are laid out: of each measure its dimensions and its cells."""

    splits: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, Cells]


@dataclass(frozen=True)
class CountedTable:
    """A table's counts for one selection: an array for each measure, the hidden ones among them."""

    table: Table
    selection: CountSelection
    arrays: Mapping[str, CountArray]
    withheld: Mapping[str, WithheldCells] = field(default_factory=dict)
    """Of measures that have cells without a figure, which those are."""
    said: tuple[Text, ...] = ()
    """What to know of this count besides the table's own notes."""

    def axis(self, dimension: str) -> tuple[str, ...]:
        """The categories of a dimension; empty if no measure is split by it."""
        axes = (axis for array in self.arrays.values() for axis in array.axes)
        return next((axis.categories for axis in axes if axis.dimension == dimension), ())


def count(
    connection: Connection, table: Table, selection: CountSelection, catalogue: Catalogue
) -> CountedTable:
    """Count a table. Raises `ValueError` for a dimension that the table does not have here."""
    return laid_out(table, selection, catalogue, tally(connection, table, selection, catalogue))


def tally(connection: Connection, table: Table, selection: CountSelection, catalogue: Catalogue) -> Tally:
    """The same, not yet laid out."""
    dimensions = {dimension.code: dimension for dimension in dimensions_of(table, catalogue)}
    if unknown := set(selection.by) - dimensions.keys():
        raise ValueError(f"{table.id} has no dimension {', '.join(sorted(unknown))}")
    plan = plan_for(table, selection, catalogue)
    values = parameters(table, selection)
    rows = connection.execute(plan.statement, values)
    told = measures_of(table, catalogue)
    splits = {one.code: split(table, one, frozenset(selection.by)) for one in told}
    folding = _CategoryFolding(dimensions, catalogue, selection)
    return Tally(splits, _cells(plan, rows, splits, folding, _PeriodEnds(table, catalogue)))


def laid_out(
    table: Table,
    selection: CountSelection,
    catalogue: Catalogue,
    found: Tally,
    withheld: Mapping[str, WithheldCells] | None = None,
    said: tuple[Text, ...] = (),
) -> CountedTable:
    """Counts as arrays that share the axes of their dimensions."""
    dimensions = {one.code: one for one in dimensions_of(table, catalogue)}
    splits, cells = found.splits, found.cells
    axes = _axes(dimensions, splits, cells, catalogue, selection)
    shapes = {shape: tuple(axes[dimension] for dimension in shape) for shape in set(splits.values())}
    arrays = {code: CountArray.dense(shapes[shape], cells[code]) for code, shape in splits.items()}
    return CountedTable(table, selection, arrays, withheld or {}, said)


def size(table: Table, selection: CountSelection, catalogue: Catalogue) -> int:
    """How many cells an answer has at least: known before anything is counted."""
    usable = {
        dimension.code: len(categories.usable(dimension, catalogue, selection))
        for dimension in dimensions_of(table, catalogue)
    }
    by = frozenset(selection.by)
    splits = (split(table, measure, by) for measure in measures_of(table, catalogue))
    return sum(prod(usable.get(code, 1) for code in own) for own in splits)


class _CategoryFolding:
    """Stored values to categories, each looked up once."""

    def __init__(
        self, dimensions: Mapping[str, Dimension], catalogue: Catalogue, selection: CountSelection
    ) -> None:
        self._dimensions, self._catalogue, self._selection = dimensions, catalogue, selection
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, dimension: str, raw: str) -> str:
        key = (dimension, raw)
        found = self._known.get(key)
        if found is None:
            found = categories.folded(self._dimensions[dimension], raw, self._catalogue, self._selection)
            self._known[key] = found
        return found


class _PeriodEnds:
    """Whether a district was there at the end of a table's period."""

    def __init__(self, table: Table, catalogue: Catalogue) -> None:
        self.stocks = stocks_of(table)
        self._data = catalogue.municipality
        self._known: dict[tuple[str, str], bool] = {}

    def __call__(self, district: str, period: str) -> bool:
        key = (district, period)
        if key not in self._known:
            self._known[key] = is_there_at(self._data, district, months_of(period)[1])
        return self._known[key]


def _cells(
    plan: StatementPlan,
    rows: Iterable[Any],
    splits: Mapping[str, tuple[str, ...]],
    fold: _CategoryFolding,
    there: _PeriodEnds,
) -> dict[str, Cells]:
    """The counts of each measure by its categories, from the rows of all parts."""
    cells: dict[str, Cells] = {code: {} for code in splits}
    for row in rows:
        shape, measures = plan.parts[row[0]]
        found = {code: fold(code, row[1 + index]) for index, code in enumerate(shape)}
        for index, measure in enumerate(measures):
            number = int(row[1 + plan.width + index])
            # The rows of a stock begin with their district and their period (`statements`).
            if number and (measure not in there.stocks or there(row[1], row[2])):
                key = tuple([found.get(code, DOES_NOT_APPLY) for code in splits[measure]])
                own = cells[measure]
                own[key] = own.get(key, 0) + number
    return cells


def _axes(
    dimensions: Mapping[str, Dimension],
    splits: Mapping[str, tuple[str, ...]],
    cells: Mapping[str, Mapping[tuple[str, ...], int]],
    catalogue: Catalogue,
    selection: CountSelection,
) -> dict[str, ArrayAxis]:
    """The usable categories of each dimension and those that were met, in the catalogue's order."""
    met: dict[str, set[str]] = {code: set() for dims in splits.values() for code in dims}
    for measure, own in cells.items():
        for key in own:
            for code, category in zip(splits[measure], key, strict=True):
                met[code].add(category)
    return {
        code: ArrayAxis(code, _ordered(dimensions[code], seen, catalogue, selection))
        for code, seen in met.items()
    }


def _ordered(
    dimension: Dimension, seen: set[str], catalogue: Catalogue, selection: CountSelection
) -> tuple[str, ...]:
    usable = categories.usable(dimension, catalogue, selection)
    return usable if seen <= set(usable) else categories.in_order(dimension, {*usable, *seen}, catalogue)
