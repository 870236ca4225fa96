"""Rows whose whole is in one category of a sensitive dimension: their figure says something of everybody in
them, whatever its size. The category is withheld, and with it the zeros that would say the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.release.shape import Cell, Shape
from app.release.withholding.knowledge import RELATIONS
from app.release.withholding.pieces import Key
from app.release.withholding.relations import Choices
from app.tables.categories import is_state

KNOWN_OF = {(one.table, one.chosen): one.known for one in RELATIONS if isinstance(one, Choices)}
"""The measure that counts the units of a multiple choice."""


@dataclass(frozen=True)
class Sensitive:
    """Released cells, by table, measure and categories."""

    cells: frozenset[Key]
    """Withheld whatever they count."""
    zeros: frozenset[Key]
    """Zeros that get the same mark."""


def sensitive_rows(shapes: Iterable[Shape], values: Mapping[Key, int]) -> Sensitive:
    """`values` has every released cell."""
    cells: set[Key] = set()
    zeros: set[Key] = set()
    for shape in shapes:
        for over in (one.code for one in shape.table.own if one.sensitive):
            for measure in (one.code for one in shape.measures if over in shape.own(one.code)):
                for row, whole in _rows(shape, measure, over, values):
                    if any(values[key] == whole > 0 for key in row):
                        cells.update(key for key in row if values[key] == whole)
                        zeros.update(key for key in row if not values[key])
    return Sensitive(frozenset(cells), frozenset(zeros))


def _rows(
    shape: Shape, measure: str, over: str, values: Mapping[Key, int]
) -> Iterator[tuple[list[Key], int]]:
    """Each row's known categories, and how many units it has in all."""
    table, dimensions = shape.table.id, shape.own(measure)
    place = dimensions.index(over)
    whole = shape.dimension(over).categories
    codes = [one.code for one in whole if not one.total and not is_state(one.code)]
    known = KNOWN_OF.get((table, measure))
    for cell in dict.fromkeys(_without(one, place) for one in shape.cells(measure)):
        row: list[Key] = [(table, measure, (*cell[:place], code, *cell[place:])) for code in codes]
        if known is None:
            yield row, sum(values[key] for key in row)
        else:
            yield row, values[table, known, _projected(shape, measure, known, over, cell)]


def _without(cell: Cell, place: int) -> Cell:
    return cell[:place] + cell[place + 1 :]


def _projected(shape: Shape, measure: str, known: str, over: str, cell: Cell) -> Cell:
    left = dict(zip((code for code in shape.own(measure) if code != over), cell, strict=True))
    return tuple(left[code] for code in shape.own(known))
