"""Figures of the whole city that nobody handed in for it: the sum of what its districts did."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from app.figures.cell_states import numbers_of
from app.figures.cell_values import Value, summed
from app.figures.cube import Cube
from app.tables.declaration import Table
from app.tables.dimensions import DISTRICT


def with_whole_city(cube: Cube, table: Table, city: str, districts: Collection[str]) -> Cube:
    """The cube, whose states are told, with the sum of `districts` (codes of its own) at the city of each
    number that the city handed in none of. Only of tables in which the city hands in figures of its own,
    which stand beside the districts' and are never added to them."""
    axis = cube.axes.get(DISTRICT.code)
    if not table.city or axis is None or city not in axis.place:
        return cube
    measures = dict(cube.measures)
    for number in numbers_of(cube, table):
        place = measures[number.along[0]].dimensions.index(DISTRICT.code)
        lacking = {
            key
            for key, value in _cells(cube, number.along[0])
            if key[place] == city and value in ("missing", "not-known")
        }
        for code in number.all if lacking and districts else ():
            own = dict(_cells(cube, code))
            values = (
                summed([own[*key[:place], district, *key[place + 1 :]] for district in districts])
                if key in lacking
                else value
                for key, value in own.items()
            )
            measures[code] = replace(measures[code], values=tuple(values))
    return replace(cube, measures=measures)


def _cells(cube: Cube, measure: str) -> Iterator[tuple[tuple[str, ...], Value]]:
    return zip(cube.keys(measure), cube.measures[measure].values, strict=True)
