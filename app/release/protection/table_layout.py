"""What a released table looks like: its period, its dimensions with their totals, its words.

A release is of one tertial. A table is released once, split by what it usually is split by (and what its
measures always are), for each district and the city; nothing finer is ever published.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from app.catalogue.catalogue import Catalogue
from app.kit.language import Text
from app.release.storage.frozen_table import TOTAL, Category, FrozenDimension
from app.tables import categories
from app.tables.count_arrays import ArrayAxis, CountArray
from app.tables.count_selection import CountSelection
from app.tables.declaration import Dimension, Measure, Table
from app.tables.dimensions import DISTRICT
from app.tables.engine import CountedTable
from app.tables.layout import always, dimensions_of
from app.tables.rates import ShareWithin
from app.tables.reading_notes import notes
from app.vocabulary.periods import Span, year_of

Cell = tuple[str, ...]
"""A code for each of a measure's dimensions, the district's first."""

BEGUN = "-begun"
"""Ends the code of a district in the tertial in which others were merged into it: its own code stands for all
of them together, as in every other tertial."""

_ALL = Text("Totalt", "Total")


def tables_of(tables: Iterable[Table], tertial: str) -> tuple[Table, ...]:
    """The tables of a tertial's release: those of a whole year come with its last tertial."""
    return tuple(table for table in tables if table.grain != "year" or tertial.endswith("T3"))


def period_of(table: Table, tertial: str) -> str:
    return str(year_of(tertial)) if table.grain == "year" else tertial


def selection_of(table: Table, tertial: str, catalogue: Catalogue) -> CountSelection:
    """What is counted: every district of the time, by what the table is usually split by."""
    data, span = catalogue.municipality, Span.parse(period_of(table, tertial))
    districts = tuple(district.code for district in data.districts if categories.in_use(district, (span,)))
    by = tuple(code for code in table.usual if code not in categories.TIME)
    city = (data.city.code,) if table.city else ()
    return CountSelection((*districts, *city), (span,), tuple(dict.fromkeys((DISTRICT.code, *by))))


@dataclass(frozen=True)
class TableLayout:
    """A counted table as it will be released."""

    counted: CountedTable
    period: str
    notes: tuple[Text, ...]
    dimensions: tuple[FrozenDimension, ...]
    merged: Mapping[str, tuple[str, ...]]
    """Categories of the district that add up others: the city, and successors of merged districts."""

    @property
    def table(self) -> Table:
        return self.counted.table

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Those that were counted: what the municipality cannot tell is not there."""
        return tuple(measure for measure in self.table.measures if measure.code in self.counted.arrays)

    def dimension(self, code: str) -> FrozenDimension:
        return next(one for one in self.dimensions if one.code == code)

    def own(self, measure: str) -> tuple[str, ...]:
        """The dimensions that a measure is released with."""
        return self._own[measure]

    @cached_property
    def _own(self) -> dict[str, tuple[str, ...]]:
        return {
            measure: tuple(code for code in array.dimensions if code not in categories.TIME)
            for measure, array in self.counted.arrays.items()
        }

    def finest(self, measure: str) -> dict[Cell, int]:
        """The measure's counts at its finest, by codes as they were reported."""
        array = self.counted.arrays[measure]
        return dict(array.without(set(array.dimensions) - set(self.own(measure))).cells())

    def below(self, dimension: str, category: str) -> tuple[str, ...]:
        """The reported categories that a category adds up: itself, or the parts of a total."""
        if dimension == DISTRICT.code:
            return self.merged.get(category, (category,))
        if category != TOTAL:
            return (category,)
        return tuple(one.code for one in self.dimension(dimension).categories if not one.total)

    def cells(self, measure: str) -> Iterable[Cell]:
        """Every cell of the released measure, in the order of its values."""
        axes = ([category.code for category in self.dimension(code).categories] for code in self.own(measure))
        return product(*axes)

    def published(self, measure: str) -> Iterator[Cell]:
        """The cells that are figures at all: a total may be one for another measure only."""
        if self.table.of_returns:
            yield from self.cells(measure)
            return
        own = self.table.measure(measure)
        axes = (
            [
                category.code
                for category in self.dimension(dimension).categories
                if category.code != TOTAL or is_summed(self.table, own, dimension)
            ]
            for dimension in self.own(measure)
        )
        yield from product(*axes)

    def parts(self, measure: str) -> Iterator[tuple[Cell, Iterable[Cell]]]:
        """Every cell of the released measure, with the finest cells that it adds up."""
        axes = [
            [(category.code, self.below(code, category.code)) for category in self.dimension(code).categories]
            for code in self.own(measure)
        ]
        for at in product(*axes):
            yield tuple([code for code, _ in at]), product(*[below for _, below in at])


def layout_of(counted: CountedTable, tertial: str, catalogue: Catalogue) -> TableLayout:
    """The layout of a table that was counted with `selection_of`."""
    table = counted.table
    data = catalogue.municipality
    reported = counted.axis(DISTRICT.code)
    merged = {} if table.city else {data.city.code: reported}
    for code in data.codes("districts"):
        parts = tuple(one for one in reported if data.successor_of(one) == code)
        if parts and parts != (code,):
            merged[code] = parts
            if code in parts:
                merged[f"{code}{BEGUN}"] = (code,)
    frozen = []
    for dimension in dimensions_of(table, catalogue):
        if dimension.kind == "district":
            frozen.append(_district(table, reported, merged, catalogue))
        elif dimension.kind == "codes" and any(
            dimension.code in array.dimensions for array in counted.arrays.values()
        ):
            frozen.append(_dimension(table, dimension, counted, catalogue))
    return TableLayout(counted, period_of(table, tertial), tuple(notes(counted)), tuple(frozen), merged)


def with_categories(
    layout: TableLayout, more: Mapping[str, Collection[str]], catalogue: Catalogue
) -> TableLayout:
    """The layout with rows for further categories of some dimensions, in which nothing is counted."""
    here = {one.code: one for one in dimensions_of(layout.table, catalogue)}

    def widened(axis: ArrayAxis) -> ArrayAxis:
        codes = {*axis.categories, *more.get(axis.dimension, ())}
        if len(codes) == len(axis.categories):
            return axis
        return ArrayAxis(axis.dimension, categories.in_order(here[axis.dimension], codes, catalogue))

    arrays = {
        code: CountArray.dense(tuple(map(widened, array.axes)), dict(array.cells()))
        for code, array in layout.counted.arrays.items()
    }
    counted = replace(layout.counted, arrays=arrays)
    return replace(
        layout,
        counted=counted,
        dimensions=tuple(
            _dimension(layout.table, here[one.code], counted, catalogue) if one.code in more else one
            for one in layout.dimensions
        ),
    )


def _district(
    table: Table, reported: tuple[str, ...], merged: Mapping[str, tuple[str, ...]], catalogue: Catalogue
) -> FrozenDimension:
    data = catalogue.municipality
    city, found = data.city, []
    if not table.city or city.code in reported:
        both = ("reported", "current")
        found.append(Category(city.code, city.text, not table.city, None, both))
    for code in data.codes("districts"):
        text, as_begun = catalogue.text_of("districts", code), f"{code}{BEGUN}"
        if as_begun in merged:
            found.append(Category(code, text, False, city.code, ("current",)))
            found.append(Category(as_begun, after_merger(text), False, city.code, ("reported",)))
        elif code in merged:
            found.append(Category(code, text, False, city.code, ("current",)))
        elif code in reported:
            lasts = data.successor_of(code) == code
            divisions = ("reported", "current") if lasts else ("reported",)
            found.append(Category(code, text, False, city.code, divisions))
    return FrozenDimension(DISTRICT.code, categories.label_of(DISTRICT, catalogue), tuple(found), "district")


def after_merger(text: Text) -> Text:
    """What a district is called by itself, where its own name stands for all that were merged into it."""
    return Text(f"{text.sv} (efter sammanslagningen)", f"{text.en} (after the merger)")


def _dimension(table: Table, one: Dimension, counted: CountedTable, catalogue: Catalogue) -> FrozenDimension:
    parents = categories.parents(one, catalogue)
    shown = [
        own
        for own in table.shown
        if own.code in counted.arrays and one.code in counted.arrays[own.code].dimensions
    ]
    multiple = one.multiple or not all(is_summed(table, own, one.code) for own in shown)
    words = [
        Category(code, categories.text_of(one, code, catalogue), parent=parents.get(code))
        for code in counted.axis(one.code)
    ]
    total = () if multiple else (Category(TOTAL, _ALL, total=True),)
    return FrozenDimension(one.code, one.label, (*total, *words), multiple=multiple)


def is_summed(table: Table, measure: Measure, dimension: str) -> bool:
    """Whether a measure has a total along a dimension: one that it can be shown without, or has shares in.

    What a table is always split by otherwise (questions, roles, activities) does not add up to anything.
    """
    if dimension not in always(table, measure):
        return True
    over = {one.over for one in table.derived if one.of == measure.code}
    if isinstance(measure.rate, ShareWithin):
        over.add(measure.rate.dimension)
    return dimension in over
