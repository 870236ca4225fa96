"""The working copy's figures: counted now from the records, exactly, for one's own work."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import product

from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.kit.language import Text
from app.live.rules import SAID_MONTHS, SAID_TERTIALS, SAID_WITHHELD
from app.release.frozen import TOTAL, Category, FrozenDimension, FrozenMeasure, FrozenTable, Mark
from app.reports.figures import summed
from app.reports.source import Edition
from app.tables import categories
from app.tables.arrays import Array, Axis
from app.tables.declaration import Dimension, Measure, Table
from app.tables.engine import Counted
from app.tables.layout import dimensions_of, split
from app.tables.registry import BY_ID
from app.tables.selection import Selection
from app.vocabulary.periods import Span

Count = Callable[[Connection, Table, Selection], Counted]

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


class Live:
    """Counts of one district, or of all, on one consistent state. `locked` tertials take no more records.

    `count` is `LiveFigures.count` for everybody who reads a report.
    """

    edition: Edition = "working"
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

    def split(self, id_: str, period: str, by: tuple[str, ...]) -> FrozenTable | None:
        """What a goal's indicator names: counted by that alone, since all splits at once are far too many."""
        key = (f"{id_} by {' '.join(sorted(by))}", period)
        if key not in self._counted:
            self._counted[key] = self._count(BY_ID[id_], period, by)
        return self._counted[key]

    def origin(self, id_: str, period: str) -> Text:
        tertials = Span.parse(period).tertials()
        if all(one in self._locked for one in tertials):
            return Text("låst", "locked")
        if any(one in self._locked for one in tertials):
            return Text("delvis låst, kan ändras", "partly locked, may change")
        return Text("inte låst, kan ändras", "not locked, may change")

    def _count(self, table: Table, period: str, by: tuple[str, ...] | None = None) -> FrozenTable:
        here = {one.code: one for one in dimensions_of(table, self._catalogue)}
        wanted = SPLITS.get(table.id, table.usual) if by is None else by
        used = tuple(code for code in ("district", *wanted) if code in here and code not in categories.TIME)
        # The city's own figures are rows of their own in a few tables, and stand beside the districts'.
        own = (self._catalogue.municipality.city.code,) if table.city and self._city else ()
        selection = Selection((*self._districts, *own), (Span.parse(period),), tuple(dict.fromkeys(used)))
        counted = self._count_table(self._connection, table, selection)
        made = frozen(counted, period, self._catalogue)
        return with_totals(made, counted, self._catalogue) if counted.withheld else made


def frozen(counted: Counted, period: str, catalogue: Catalogue) -> FrozenTable:
    """A count in the form of a released table: exact, without totals, a stock at the end of the period."""
    table = counted.table
    here = {one.code: one for one in dimensions_of(table, catalogue)}
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
            _measure(measure, counted) for measure in table.measures if measure.code in counted.arrays
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


def _measure(measure: Measure, counted: Counted) -> FrozenMeasure:
    kept, values = _now(measure.code, counted)
    if withheld := counted.withheld.get(measure.code):
        cells = product(*(counted.axis(code) for code in kept))
        values = [
            "withheld" if withheld(dict(zip(kept, cell, strict=True))) else value
            for cell, value in zip(cells, values, strict=True)
        ]
    if measure.number:
        _, known = _now(f"{measure.code}-known", counted)
        unknown = _now(measure.unknown, counted)[1] if measure.unknown else [0] * len(known)
        # A number that nobody knows is missing. Records without it are needed for that, or a return: where
        # nothing was registered at all, the number is none.
        is_return = counted.table.of_returns
        values = [
            "missing" if not there and (lacking or is_return) else value
            for value, there, lacking in zip(values, known, unknown, strict=True)
        ]
    return FrozenMeasure(measure.code, measure.label, measure.unit, kept, tuple(values), measure.hidden)


def _now(code: str, counted: Counted) -> tuple[tuple[str, ...], list[int | Mark]]:
    """A measure's values without time: of a stock those of the last period."""
    array = counted.arrays[code]
    times = [axis for axis in array.axes if axis.dimension in categories.TIME]
    kept = tuple(axis for axis in array.axes if axis.dimension not in categories.TIME)
    if all(len(axis.categories) == 1 for axis in times):
        return tuple(axis.dimension for axis in kept), list(array.values)
    last = {axis.dimension: axis.categories[-1] for axis in times}
    names = tuple(axis.dimension for axis in kept)
    values: list[int | Mark] = [
        array.at({**last, **dict(zip(names, codes, strict=True))})
        for codes in product(*(axis.categories for axis in kept))
    ]
    return names, values


def empty(table: Table, by: frozenset[str], catalogue: Catalogue, period: str = "") -> FrozenTable:
    """A table in which nothing was counted, split as a count of it would be; of ten years unless told."""
    data = catalogue.municipality
    period = period or _period_of(table, catalogue)
    city = (data.city.code,) if table.city else ()
    selection = Selection((*data.codes("districts"), *city), (Span.parse(period),), tuple(by))
    dimensions = {each.code: each for each in dimensions_of(table, catalogue)}
    arrays = {}
    for measure in table.measures:
        axes = tuple(
            Axis(code, categories.usable(dimensions[code], catalogue, selection))
            for code in split(table, measure, by)
            if code in dimensions
        )
        arrays[measure.code] = Array.dense(axes, {})
    return frozen(Counted(table, selection, arrays), period, catalogue)


def _period_of(table: Table, catalogue: Catalogue) -> str:
    start = catalogue.municipality.starts
    return start[:4] if table.grain == "year" else f"{start[:4]}..{int(start[:4]) + 9}"


# --------------------------------------------------------------------------------- where some are withheld


def with_totals(frozen_: FrozenTable, counted: Counted, catalogue: Catalogue) -> FrozenTable:
    """The table with totals along what its withheld figures fall apart by: a total is of those that are
    shown, where adding up would be withheld with the first that is not."""
    apart = {code for one in counted.withheld.values() for code in one.dimensions}
    city = catalogue.municipality.city
    totals = {
        one.code: Category(city.code, city.text, total=True)
        if one.kind == "district"
        else Category(TOTAL, Text("Totalt", "Total"), total=True)
        for one in frozen_.dimensions
        if one.code in apart and not one.multiple
    }
    dimensions = tuple(
        replace(one, categories=(*one.categories, totals[one.code])) if one.code in totals else one
        for one in frozen_.dimensions
    )
    made = replace(frozen_, dimensions=dimensions)
    measures = tuple(
        replace(one, values=tuple(_values(frozen_, made, one, one.code in counted.withheld)))
        for one in frozen_.measures
    )
    return replace(made, measures=measures)


def _values(
    frozen_: FrozenTable, made: FrozenTable, measure: FrozenMeasure, shown: bool
) -> Iterable[int | Mark]:
    """A measure's values with the totals among them; `shown` where they add up only what is shown."""
    before = [[one.code for one in frozen_.dimension[code].categories] for code in measure.dimensions]
    after = [
        [(one.code, before[place] if one.total else [one.code]) for one in made.dimension[code].categories]
        for place, code in enumerate(measure.dimensions)
    ]
    for cell in product(*after):
        parts = [
            frozen_.at(measure.code, dict(zip(measure.dimensions, codes, strict=True)))
            for codes in product(*(below for _, below in cell))
        ]
        numbers = [one for one in parts if isinstance(one, int)]
        yield sum(numbers) if shown and numbers else summed(parts)
