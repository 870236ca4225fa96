"""Live counts as a cube."""

from app.catalogue.catalogue import Catalogue
from app.figures.cube import Axis, Counts, Cube
from app.figures.states import stated
from app.figures.values import Value
from app.tables.engine import Counted
from app.tables.layout import dimensions_of


def cube_of(counted: Counted, catalogue: Catalogue) -> Cube:
    """The cube of a count, with the state of each cell. It has no totals."""
    table = counted.table
    used = {axis.dimension: axis.categories for array in counted.arrays.values() for axis in array.axes}
    axes = {
        one.code: Axis(one.code, used[one.code], used[one.code], multiple=one.multiple)
        for one in dimensions_of(table, catalogue)
        if one.code in used
    }
    measures = {
        one.code: Counts(counted.arrays[one.code].dimensions, _values(counted, one.code), one.hidden)
        for one in table.measures
        if one.code in counted.arrays
    }
    return stated(Cube(table.id, axes, measures, stated=False), table, catalogue)


def _values(counted: Counted, measure: str) -> tuple[Value, ...]:
    array, withheld = counted.arrays[measure], counted.withheld.get(measure)
    if withheld is None:
        return array.values
    names = array.dimensions
    return tuple(
        "withheld" if withheld(dict(zip(names, codes, strict=True))) else value
        for codes, value in array.cells()
    )
