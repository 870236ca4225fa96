"""Live counts as a cube."""

from app.catalogue.catalogue import Catalogue
from app.figures.cell_states import stated
from app.figures.cell_values import Value
from app.figures.cube import Cube, CubeAxis, MeasureCounts
from app.figures.whole_city import with_whole_city
from app.tables.categories import in_use
from app.tables.dimensions import DISTRICT
from app.tables.engine import CountedTable
from app.tables.layout import dimensions_of


def cube_of(counted: CountedTable, catalogue: Catalogue) -> Cube:
    """The cube of a count, with the state of each cell. It has no totals."""
    table = counted.table
    used = {axis.dimension: axis.categories for array in counted.arrays.values() for axis in array.axes}
    axes = {
        one.code: CubeAxis(one.code, used[one.code], used[one.code], multiple=one.multiple)
        for one in dimensions_of(table, catalogue)
        if one.code in used
    }
    measures = {
        measure.code: MeasureCounts(
            counted.arrays[measure.code].dimensions, _values(counted, measure.code), measure.hidden
        )
        for measure in table.measures
        if measure.code in counted.arrays
    }
    cube = stated(Cube(table.id, axes, measures, stated=False), table, catalogue)
    city, selected = catalogue.municipality.city.code, counted.selection
    there = {
        district.code for district in catalogue.municipality.districts if in_use(district, selected.spans)
    }
    # The sum of some districts is not the city's.
    whole = DISTRICT.code in axes and there <= set(selected.districts)
    districts = [part for part in axes[DISTRICT.code].parts if part != city] if whole else []
    return with_whole_city(cube, table, city, districts)


def _values(counted: CountedTable, measure: str) -> tuple[Value, ...]:
    array, withheld = counted.arrays[measure], counted.withheld.get(measure)
    if withheld is None:
        return array.values
    names = array.dimensions
    return tuple(
        "withheld" if withheld(dict(zip(names, codes, strict=True))) else value
        for codes, value in array.cells()
    )
