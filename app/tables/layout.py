"""Which dimensions each measure of a table has, and which of them it is split by in a selection."""

from functools import cache

from app.catalogue.catalogue import Catalogue
from app.tables.categories import available
from app.tables.declaration import Dimension, Measure, RecordPart, Table
from app.tables.dimensions import DISTRICT, MONTH, TERTIAL, YEAR

_TIMES: dict[str, tuple[Dimension, ...]] = {
    "month": (MONTH, TERTIAL, YEAR),
    "tertial": (TERTIAL, YEAR),
    "year": (YEAR,),
}


@cache
def all_dimensions(table: Table) -> tuple[Dimension, ...]:
    """Every dimension of a table in order: district, time, its own."""
    times = _TIMES[table.finest]
    if all(measure.stock for measure in table.measures):
        times = times[:1]
    return (DISTRICT, *times, *table.own)


def dimensions_of(table: Table, catalogue: Catalogue) -> tuple[Dimension, ...]:
    """Those that the municipality uses (a list without codes has no dimension)."""
    return tuple(dimension for dimension in all_dimensions(table) if available(dimension, catalogue))


def measures_of(table: Table, catalogue: Catalogue) -> tuple[Measure, ...]:
    """Those that the municipality can tell: a meaning that no code carries has no figures."""
    return tuple(
        measure for measure in table.measures if measure.needs is None or measure.needs.codes(catalogue)
    )


def shown_of(table: Table, catalogue: Catalogue) -> tuple[Measure, ...]:
    return tuple(measure for measure in measures_of(table, catalogue) if not measure.hidden)


@cache
def has(table: Table, measure: Measure) -> frozenset[str]:
    """The dimensions that a measure can be split by: those of its parts, the district and time."""
    own = {code for part in parts_of(table, measure) for code in part.by}
    times = {one.code for one in _TIMES[table.finest][: 1 if measure.stock else None]}
    return frozenset(own | times | {DISTRICT.code})


@cache
def parts_of(table: Table, measure: Measure) -> tuple[RecordPart, ...]:
    return tuple(part for part in table.parts if measure.code in part.counts)


@cache
def always(table: Table, measure: Measure) -> frozenset[str]:
    """The dimensions that a measure is split by in any case."""
    always = set(measure.always)
    if measure.stock:
        always.add(table.grain)
    return frozenset(always)


@cache
def stocks_of(table: Table) -> frozenset[str]:
    """The measures that are a state at the end of a period."""
    return frozenset(measure.code for measure in table.measures if measure.stock)


@cache
def split(table: Table, measure: Measure, by: frozenset[str]) -> tuple[str, ...]:
    """The dimensions that a measure is counted by, in the table's order."""
    wanted = (by | always(table, measure) | ({table.watch.dimension} if table.watch else set())) & has(
        table, measure
    )
    return tuple(one.code for one in all_dimensions(table) if one.code in wanted)


def shown_split(table: Table, measure: Measure, by: frozenset[str]) -> tuple[str, ...]:
    """The same without a dimension that is only watched."""
    watched = table.watch.dimension if table.watch else None
    kept = by | always(table, measure)
    return tuple(code for code in split(table, measure, by) if code != watched or code in kept)
