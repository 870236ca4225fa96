"""The working copy's figures: counted now from the records, exactly, for one's own work."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import product
from types import MappingProxyType

from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.figures.cell_values import Value, summed
from app.figures.cube import Cube
from app.figures.live_cube import cube_of
from app.kit.language import Text
from app.live.step_rules import SAID_MONTHS, SAID_TERTIALS, SAID_WITHHELD
from app.release.storage.frozen_table import TOTAL, Category, FrozenDimension, FrozenMeasure, FrozenTable
from app.reports.figure_source import Edition
from app.tables import categories
from app.tables.count_arrays import ArrayAxis, CountArray
from app.tables.count_selection import CountSelection
from app.tables.declaration import Dimension, Measure, Table
from app.tables.engine import CountedTable
from app.tables.layout import dimensions_of, split
from app.tables.registry import BY_ID
from app.vocabulary.periods import Span

Count = Callable[[Connection, Table, CountSelection], CountedTable]

SPLITS: Mapping[str, tuple[str, ...]] = {
    "helpfulness": ("activity", "question", "answer", "respondent"),
    "session-order": ("session_order", "arena"),
    "residential-areas": ("area", "target_group"),
    "language-needs": ("activity", "needed", "language", "session_order", "programme"),
    "home-visit-participants": ("role", "programme"),
    "programme-groups": ("programme", "gender", "question", "answer"),
    "programme-figures": ("programme",),
    "spindle": ("item", "organisation_type"),
}
"""What a table is split by where the report shows more than is usual; the district always comes with it."""


class LiveSource:
    """Counts of one district, or of all, on one consistent state. `locked` tertials take no more records.

    `count` is `LiveFigures.count` for everybody who reads a report.
    """

    edition: Edition = "working"
    thresholds: Mapping[str, int] = MappingProxyType({})
    said: tuple[Text, ...] = (SAID_MONTHS, SAID_WITHHELD, SAID_TERTIALS)

    def __init__(
        self,
        connection: Connection,
        catalogue: Catalogue,
        districts: tuple[str, ...],
        locked: frozenset[str] = frozenset(),
        *,
        count: Count,
        city: bool = False,
    ) -> None:
        self._connection, self._catalogue, self._count_table = connection, catalogue, count
        self._districts, self._locked, self._city = districts, locked, city
        self._counted: dict[tuple[str, str], FrozenTable] = {}

    def table(self, id_: str, period: str) -> FrozenTable | None:
        key = (id_, period)
        if key not in self._counted:
            self._counted[key] = self._count(BY_ID[id_], period)
        return self._counted[key]

    def ends(self, id_: str, period: str) -> None:
        """Nothing is rounded here."""

    def split(self, id_: str, period: str, by: tuple[str, ...]) -> FrozenTable | None:
        """What a goal's indicator names: counted by that alone, since all splits at once are far too many."""
        key = (f"{id_} by {' '.join(sorted(by))}", period)
        if key not in self._counted:
            self._counted[key] = self._count(BY_ID[id_], period, by)
        return self._counted[key]

    def origin(self, id_: str, period: str) -> Text:
        tertials = Span.parse(period).tertials()
        if all(tertial in self._locked for tertial in tertials):
            return Text("låst", "locked")
        if any(tertial in self._locked for tertial in tertials):
            return Text("delvis låst, kan ändras", "partly locked, may change")
        return Text("inte låst, kan ändras", "not locked, may change")

    def state(self, id_: str, period: str) -> Text:
        tertials = Span.parse(period).tertials()
        if all(tertial in self._locked for tertial in tertials):
            return Text(
                "Perioden är låst: inget mer kan registreras i den.",
                "The period is locked: nothing more can be registered in it.",
            )
        if any(tertial in self._locked for tertial in tertials):
            return Text(
                "Perioden är delvis låst, och siffrorna kan ändras.",
                "The period is partly locked, and the figures may change.",
            )
        return Text(
            "Perioden är inte låst, och siffrorna kan ändras.",
            "The period is not locked, and the figures may change.",
        )

    def _count(self, table: Table, period: str, by: tuple[str, ...] | None = None) -> FrozenTable:
        here = {dimension.code: dimension for dimension in dimensions_of(table, self._catalogue)}
        wanted = SPLITS.get(table.id, table.usual) if by is None else by
        used = tuple(code for code in ("district", *wanted) if code in here and code not in categories.TIME)
        # The city's own figures are rows of their own in a few tables, and stand beside the districts'.
        own = (self._catalogue.municipality.city.code,) if table.city and self._city else ()
        selection = CountSelection(
            (*self._districts, *own), (Span.parse(period),), tuple(dict.fromkeys(used))
        )
        counted = self._count_table(self._connection, table, selection)
        made = frozen(counted, period, self._catalogue)
        return with_totals(made, counted, self._catalogue) if counted.withheld else made


def frozen(counted: CountedTable, period: str, catalogue: Catalogue) -> FrozenTable:
    """A count in the form of a released table: exact, without totals, a stock at the end of the period."""
    table, cube = counted.table, cube_of(counted, catalogue)
    here = {dimension.code: dimension for dimension in dimensions_of(table, catalogue)}
    used = dict.fromkeys(code for array in counted.arrays.values() for code in array.dimensions)
    dimensions = tuple(
        _dimension(here[code], counted.axis(code), catalogue)
        for code in here
        if code in used and code not in categories.TIME
    )
    return FrozenTable(
        id=table.id,
        period=period,
        title=table.title,
        counted=table.counted,
        source=table.source,
        notes=(*table.notes, *counted.said),
        dimensions=dimensions,
        measures=tuple(
            _measure(measure, cube) for measure in table.measures if measure.code in cube.measures
        ),
    )


def _dimension(dimension: Dimension, codes: Iterable[str], catalogue: Catalogue) -> FrozenDimension:
    inside = categories.parents(dimension, catalogue)
    return FrozenDimension(
        dimension.code,
        categories.label_of(dimension, catalogue),
        tuple(
            Category(code, categories.text_of(dimension, code, catalogue), parent=inside.get(code))
            for code in codes
        ),
        "district" if dimension.kind == "district" else "codes",
        dimension.multiple,
    )


def _measure(measure: Measure, cube: Cube) -> FrozenMeasure:
    """A measure without time: of a stock its values of the last period."""
    counts = cube.measures[measure.code]
    kept = tuple(code for code in counts.dimensions if code not in categories.TIME)
    places = [counts.dimensions.index(code) for code in kept]
    last = {
        place: cube.axes[code].categories[-1]
        for place, code in enumerate(counts.dimensions)
        if code in categories.TIME
    }
    cells = zip(cube.keys(measure.code), counts.values, strict=True)
    found = {
        tuple([key[place] for place in places]): value
        for key, value in cells
        if all(key[place] == code for place, code in last.items())
    }
    values = tuple(found[key] for key in product(*(cube.axes[code].categories for code in kept)))
    return FrozenMeasure(measure.code, measure.label, measure.unit, kept, values, measure.hidden)


def empty(table: Table, by: frozenset[str], catalogue: Catalogue, period: str = "") -> FrozenTable:
    """A table in which nothing was counted, split as a count of it would be; of ten years unless told."""
    data = catalogue.municipality
    period = period or _period_of(table, catalogue)
    city = (data.city.code,) if table.city else ()
    selection = CountSelection((*data.codes("districts"), *city), (Span.parse(period),), tuple(by))
    dimensions = {each.code: each for each in dimensions_of(table, catalogue)}
    arrays = {}
    for measure in table.measures:
        axes = tuple(
            ArrayAxis(code, categories.usable(dimensions[code], catalogue, selection))
            for code in split(table, measure, by)
            if code in dimensions
        )
        arrays[measure.code] = CountArray.dense(axes, {})
    return frozen(CountedTable(table, selection, arrays), period, catalogue)


def _period_of(table: Table, catalogue: Catalogue) -> str:
    start = catalogue.municipality.starts
    return start[:4] if table.grain == "year" else f"{start[:4]}..{int(start[:4]) + 9}"


# --------------------------------------------------------------------------------- where some are withheld


def with_totals(frozen_: FrozenTable, counted: CountedTable, catalogue: Catalogue) -> FrozenTable:
    """The table with totals along what its withheld figures fall apart by: a total is of those that are
    shown, where adding up would be withheld with the first that is not."""
    apart = {code for one in counted.withheld.values() for code in one.dimensions}
    city = catalogue.municipality.city
    totals = {
        dimension.code: Category(city.code, city.text, total=True)
        if dimension.kind == "district"
        else Category(TOTAL, Text("Totalt", "Total"), total=True)
        for dimension in frozen_.dimensions
        if dimension.code in apart and not dimension.multiple
    }
    dimensions = tuple(
        replace(dimension, categories=(*dimension.categories, totals[dimension.code]))
        if dimension.code in totals
        else dimension
        for dimension in frozen_.dimensions
    )
    made = replace(frozen_, dimensions=dimensions)
    measures = tuple(
        replace(measure, values=tuple(_values(frozen_, made, measure, measure.code in counted.withheld)))
        for measure in frozen_.measures
    )
    return replace(made, measures=measures, stated=False)


def _values(frozen_: FrozenTable, made: FrozenTable, measure: FrozenMeasure, shown: bool) -> Iterable[Value]:
    """A measure's values with the totals among them; `shown` where they add up only what is shown."""
    before = [
        [category.code for category in frozen_.dimension[code].categories] for code in measure.dimensions
    ]
    after = [
        [
            (category.code, before[index] if category.total else [category.code])
            for category in made.dimension[code].categories
        ]
        for index, code in enumerate(measure.dimensions)
    ]
    for cell in product(*after):
        parts = [
            frozen_.at(measure.code, dict(zip(measure.dimensions, codes, strict=True)))
            for codes in product(*(below for _, below in cell))
        ]
        numbers = [part for part in parts if isinstance(part, int)]
        yield sum(numbers) if shown and numbers else summed(parts)
