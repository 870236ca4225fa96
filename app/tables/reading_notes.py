"""What to know when reading a table's rows: what each base is, and what this count calls for."""

from collections.abc import Iterable

from app.kit.language import Text
from app.tables.declaration import Table, WatchedDimension
from app.tables.engine import CountedTable
from app.tables.rates import ShareOfMeasure, ShareWithin

Cells = Iterable[tuple[tuple[str, ...], object]]
"""A measure's cells: their categories, and a number of each."""


def bases(table: Table) -> dict[str, Text]:
    """What each `base_of` means, in words."""
    found: dict[str, Text] = {}
    for measure in table.shown:
        if measure.rate is not None:
            found[f"{measure.code}-known"] = measure.rate.known
            if isinstance(measure.rate, (ShareWithin, ShareOfMeasure)) and measure.rate.all.sv:
                found[f"{measure.code}-all"] = measure.rate.all
    for derived in table.derived:
        if derived.known is not None:
            found[f"{derived.code}-known"] = derived.known
    return found


def notes(counted: CountedTable) -> list[Text]:
    """What to know when reading the rows: the table's own notes, and what this count calls for."""
    counts = ((array.dimensions, array.cells()) for array in counted.arrays.values())
    return notes_on(counted, counts)


def notes_on(counted: CountedTable, counts: Iterable[tuple[tuple[str, ...], Cells]]) -> list[Text]:
    """The same of other numbers than were counted: of each measure its dimensions and its cells."""
    table = counted.table
    watch = table.watch
    mixed = watch is not None and watch.dimension not in counted.selection.by and _are_mixed(counts, watch)
    return [*table.notes, *counted.said, *([watch.note] if watch and mixed else [])]


def _are_mixed(counts: Iterable[tuple[tuple[str, ...], Cells]], watch: WatchedDimension) -> bool:
    """Whether any row sums over several categories of the watched dimension."""
    for dimensions, cells in counts:
        if watch.dimension not in dimensions:
            continue
        place = dimensions.index(watch.dimension)
        met: dict[tuple[str, ...], str] = {}
        for codes, value in cells:
            key = codes[:place] + codes[place + 1 :]
            if value and met.setdefault(key, codes[place]) != codes[place]:
                return True
    return False
